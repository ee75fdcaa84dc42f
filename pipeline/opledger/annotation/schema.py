"""What a gold file must be, strictly: unknown keys, unfit bounds and unknown words are faults.

Reading gold to score (``opledger.evaluation``) is lenient, as gold from elsewhere carries notes; this is for those who
write it.
"""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from opledger.reconciliation.decision_schema import one_of
from opledger.vocabulary import CONFLICT_KINDS, COUNTRY_ROLES, FIGURE_ROLES, QUALIFIERS, STATUSES

UNITS = frozenset(
    {"person", "search", "check", "case", "notice", "group", "site", "account", "item", "file", "byte"}
    | {"kilogram", "litre", "dose", "seizure", "country", "location", "agency"}
)


def _unit(value: str) -> str:
    if value not in UNITS and not re.fullmatch("[A-Z]{3}", value):
        raise ValueError(f"{value!r} is neither a unit of the data model nor a currency code")
    return value


Code = Annotated[str, Field(pattern="^[A-Z]{3}$")]
Number = int | float | None


class Strict(BaseModel):
    """Unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Bounded(Strict):
    """What figures and outcomes share."""

    measure: str
    value: Number
    low: Number
    high: Number
    substance: str | None = None


class FigureGold(Bounded):
    """One figure; the bounds have to be those that the qualifier calls for.

    ``uncertain`` says what of a drafted figure a person has still to decide; it goes when that is done.
    """

    quote: Annotated[str, Field(min_length=1)]
    number: Annotated[str, Field(min_length=1)]
    alternatives: list[str]
    qualifier: Annotated[str, one_of(*QUALIFIERS)]
    unit: Annotated[str, AfterValidator(_unit)]
    places: list[Code]
    role: Annotated[str, one_of(*FIGURE_ROLES)]
    optional: bool
    note: str = ""
    uncertain: list[str] = []

    @model_validator(mode="after")
    def _bounds_fit(self) -> FigureGold:
        value, low, high = self.value, self.low, self.high
        fits = {
            "exact": value is not None and low == value == high,
            "about": value is not None and low == value == high,
            "more_than": value is not None and (low, high) == (value, None),
            "at_least": value is not None and (low, high) == (value, None),
            "less_than": value is not None and (low, high) == (None, value),
            "at_most": value is not None and (low, high) == (None, value),
            "range": value is None and low is not None and high is not None and low < high,
            "vague": value is None and low is not None and high is None,
        }
        if not fits[self.qualifier]:
            raise ValueError(f"{self.quote!r}: {value}, {low}..{high} do not fit {self.qualifier}")
        if self.number not in self.quote:
            raise ValueError(f"{self.number!r} is not in {self.quote!r}")
        return self


class OutcomeGold(Bounded):
    """One row that an analyst would write down."""

    place: Code | None
    unit: Annotated[str, AfterValidator(_unit)] | None = None
    qualifier: Annotated[str, one_of(*QUALIFIERS)] | None = None
    status: Annotated[str, one_of(*(s for s in STATUSES if s != "summed"))]
    object: str | None = None
    operation: str | None = None


class ConflictGold(Strict):
    """Two statements that cannot both be true, or parts that do not add up."""

    kind: Annotated[str, one_of(*CONFLICT_KINDS)]
    measure: str
    note: str = ""


class ReleaseGold(Strict):
    """A gold file."""

    id: str
    style: str
    event: str
    title: str | None
    published: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")] | None
    text: Annotated[str, Field(min_length=1)]
    operations: list[str]
    operations_optional: list[str] = []
    agencies: list[str]
    agencies_optional: list[str] = []
    countries: dict[Code, Annotated[list[Annotated[str, one_of(*COUNTRY_ROLES)]], Field(min_length=1)]]
    countries_optional: list[Code] | dict[Code, Any] = []
    figures: list[FigureGold]
    outcomes: list[OutcomeGold]
    outcomes_optional: list[OutcomeGold] = []
    conflicts: list[ConflictGold]
    conflicts_optional: list[ConflictGold] = []
