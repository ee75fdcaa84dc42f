"""What a line of decisions holds: which figure it is about, and the columns that the figure is to have."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from opledger.vocabulary import FIGURE_ROLES, QUALIFIERS

Number = Annotated[int | float, Field(ge=0, allow_inf_nan=False)]
Offset = Annotated[int, Field(ge=0)]
Name = Annotated[str, Field(min_length=1)]
Code = Annotated[str, Field(pattern="^[A-Z]{3}$")]

NO_VALUE = ("range", "vague")


def one_of(*allowed: str) -> AfterValidator:
    """A check that a text is one of some words, for an annotation."""

    def check(value: str) -> str:
        if value not in allowed:
            raise ValueError(f"{value!r} is none of {', '.join(allowed)}")
        return value

    return AfterValidator(check)


class Strict(BaseModel):
    """Unknown keys are mistakes, and a number in quotes is no number."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Place(Strict):
    """Another figure of the same release."""

    start: Offset
    end: Offset
    measure: Name


class Reference(Strict):
    """A figure, named by what no change of rules alters: its release, the checksum of the release's text, and where it stands.

    ``text`` is what stands there, as a check and for people who read the file.
    """

    release: Name
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    start: Offset
    end: Offset
    measure: Name
    text: Name

    @model_validator(mode="after")
    def _text_fits(self) -> Reference:
        if self.end - self.start != len(self.text):
            raise ValueError(
                f"{self.text!r} has {len(self.text)} characters, but start and end are {self.end - self.start} apart"
            )
        return self


class Columns(Strict):
    """The columns that a figure is to have; those not given stay. The bounds follow from qualifier and value."""

    measure: Name | None = None
    alternatives: list[Name] | None = None
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    qualifier: Annotated[str, one_of(*QUALIFIERS)] | None = None
    unit: Name | None = None
    role: Annotated[str, one_of(*FIGURE_ROLES)] | None = None
    places: list[Code] | None = None
    object: str | None = None
    substance: str | None = None
    part_of: Place | None = None

    @model_validator(mode="after")
    def _stated(self) -> Columns:
        """Only some columns of a figure can be null."""
        for name in ("measure", "alternatives", "qualifier", "unit", "role", "places"):
            if name in self.model_fields_set and getattr(self, name) is None:
                raise ValueError(f"{name!r} can't be null")
        return self

    @model_validator(mode="after")
    def _numbers_fit(self) -> Columns:
        given = self.model_fields_set
        if self.qualifier is None:
            if self.low is not None or self.high is not None:
                raise ValueError("'low' and 'high' need a 'qualifier': range or vague")
            if "value" in given and self.value is None:
                raise ValueError("'value' is null for the qualifiers range and vague only")
        elif self.qualifier == "range":
            if self.value is not None or self.low is None or self.high is None or self.low >= self.high:
                raise ValueError("a range needs 'low' and a larger 'high', and no 'value'")
        elif self.qualifier == "vague":
            if self.value is not None or self.low is None or self.high is not None:
                raise ValueError("a vague number needs 'low', and neither 'value' nor 'high'")
        elif self.low is not None or self.high is not None:
            raise ValueError(f"'low' and 'high' follow from 'value' where the qualifier is {self.qualifier}")
        elif "value" in given and self.value is None:
            raise ValueError(f"{self.qualifier} needs a 'value'")
        return self

    def given(self) -> dict[str, Any]:
        """The columns that were given, as plain values; a bound that is null says nothing."""
        columns = self.model_dump(include=set(self.model_fields_set))
        return {k: v for k, v in columns.items() if v is not None or k not in ("value", "low", "high")}
