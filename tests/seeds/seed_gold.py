"""The seeds: releases under ``seeds/`` and, beside each, its gold as ``<id>.gold.json``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from opledger.vocabulary import CONFLICT_KINDS, COUNTRY_ROLES, FIGURE_ROLES, QUALIFIERS, STATUSES

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
UNITS = frozenset(
    {"person", "search", "check", "case", "notice", "group", "site", "account", "item", "file", "byte"}
    | {"kilogram", "litre", "dose", "seizure", "country", "location", "agency"}
)


def _one_of(*allowed: str) -> AfterValidator:
    def check(value: str) -> str:
        if value not in allowed:
            raise ValueError(f"{value!r} is none of {', '.join(allowed)}")
        return value

    return AfterValidator(check)


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
    """One figure; the bounds have to be those that the qualifier calls for."""

    quote: Annotated[str, Field(min_length=1)]
    number: Annotated[str, Field(min_length=1)]
    alternatives: list[str]
    qualifier: Annotated[str, _one_of(*QUALIFIERS)]
    unit: Annotated[str, AfterValidator(_unit)]
    places: list[Code]
    role: Annotated[str, _one_of(*FIGURE_ROLES)]
    optional: bool

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
    qualifier: Annotated[str, _one_of(*QUALIFIERS)] | None = None
    status: Annotated[str, _one_of(*(s for s in STATUSES if s != "summed"))]
    object: str | None = None
    operation: str | None = None


class ConflictGold(Strict):
    """Two statements that cannot both be true, or parts that do not add up."""

    kind: Annotated[str, _one_of(*CONFLICT_KINDS)]
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
    countries: dict[Code, Annotated[list[Annotated[str, _one_of(*COUNTRY_ROLES)]], Field(min_length=1)]]
    countries_optional: list[Code] | dict[Code, Any] = []
    figures: list[FigureGold]
    outcomes: list[OutcomeGold]
    outcomes_optional: list[OutcomeGold] = []
    conflicts: list[ConflictGold]
    conflicts_optional: list[ConflictGold] = []


Family = Literal["retold", "dev", "own"]


def gold_files(*families: Family) -> list[Path]:
    """Gold files of the families, all if none is named, by path."""
    return sorted(f for f in SEEDS.rglob("*.gold.json") if not families or f.parent.name in families)


def load_gold(file: Path) -> ReleaseGold:
    """A gold file, checked."""
    return ReleaseGold.model_validate_json(file.read_bytes())


def number_spans(gold: ReleaseGold, text: str | None = None) -> Iterator[tuple[FigureGold, int, int]]:
    """Each figure with the characters of its number; equal quotes are taken in the order of the text.

    Args:
        gold: the figures.
        text: where to look instead of in the gold's own text; spaces, line ends and bars between the
            cells of a table may differ there.

    Raises:
        ValueError: if a quote is not there.
    """
    found, at = text if text is not None else gold.text, 0
    for figure in gold.figures:
        match = _pattern(figure.quote).search(found, at)
        if match is None:
            raise ValueError(f"{gold.id}: {figure.quote!r} is not in the text after character {at}")
        number = _pattern(figure.number).search(found, match.start(), match.end())
        assert number is not None
        at = match.start() + 1
        yield figure, number.start(), number.end()


def as_read(gold: ReleaseGold, text: str) -> dict[str, Any]:
    """The gold with the text as opledger reads it, and each quote as it stands there; for evaluation.

    A web page or a table may come out of its file with other line ends than the gold has.
    """
    found, at = gold.model_dump(), 0
    for figure in found["figures"]:
        match = _pattern(figure["quote"]).search(text, at)
        assert match is not None, f"{gold.id}: {figure['quote']!r} was lost in reading"
        number = _pattern(figure["number"]).search(match[0])
        assert number is not None
        figure["quote"], figure["number"], at = match[0], number[0], match.start() + 1
    return {**found, "text": text}


def _pattern(quote: str) -> re.Pattern[str]:
    return re.compile(r"[\s|]+".join(map(re.escape, re.split(r"[\s|]+", quote))))
