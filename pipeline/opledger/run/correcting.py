"""A figure as a reviewer says it is: its columns, and the bounds that follow from them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from opledger.patternfiles.schemas.figures import Measure
from opledger.quantities.assembly import bounds_of
from opledger.records import Figure, Release

NO_VALUE = frozenset({"range", "vague"})
PLAIN = ("measure", "unit", "role", "object", "substance")
LISTS = ("alternatives", "places")
# Signs that a figure is of a subset, or comes on top of another; what is a total by a reviewer's word is neither.
OF_A_PART = frozenset({"of", "partitive", "partition", "exhaustive", "additional"})
# What stands around a figure, and so also around another of the same sentence.
AROUND = ("block", "sentence", "headline", "quoted", "source", "operation", "correction")
DIGITS = re.compile(r"\d+(?:[.,\u00a0\u202f ]?\d+)*")
SENTENCE_END = re.compile(r"[.!?][”\"')]*\s+|\n")
CURRENCY = "currency"

Columns = Mapping[str, Any]


def fits(unit: str, measure: Measure) -> bool:
    """Whether a measure is kept in a unit."""
    return unit in measure.units or (CURRENCY in measure.units and bool(re.fullmatch("[A-Z]{3}", unit)))


def corrected(figure: Figure, columns: Columns, measures: Mapping[str, Measure]) -> Figure:
    """The figure with some columns set, and its extras without what they contradict. A ``part_of`` that is given is seen to later.

    Args:
        figure: as it was found.
        columns: what it is to be; value, bounds and qualifier as the file of decisions has them.
        measures: the vocabulary.
    """
    changed: dict[str, Any] = {name: columns[name] for name in PLAIN if name in columns}
    changed |= {name: tuple(columns[name]) for name in LISTS if name in columns}
    measure = changed.get("measure", figure.measure)
    if measure != figure.measure:
        changed.setdefault("alternatives", ())
        known = measures.get(measure)
        if known and "unit" not in changed and not fits(figure.unit, known):
            changed["unit"] = known.units[0]
    changed |= numbers(figure, columns)
    extras = dict(figure.extras)
    if columns.get("role") == "total" and figure.role != "total":
        changed["part_of"] = None
        extras = {key: value for key, value in extras.items() if key not in OF_A_PART}
    if "places" in columns and changed["places"] != figure.places:
        extras["place_rule"] = ""
    return replace(figure, **changed, extras=extras)


def numbers(figure: Figure, columns: Columns) -> dict[str, Any]:
    """Value, bounds and qualifier: those given, the rest by what they call for; empty where they stay as they are."""
    stated: float | None = columns.get("value")
    qualifier = columns.get("qualifier", figure.qualifier)
    if stated is not None and qualifier in NO_VALUE:
        qualifier = "exact"
    if qualifier in NO_VALUE:
        if "low" not in columns:
            return {}
        return {
            "value": None,
            "low": columns["low"],
            "high": columns.get("high"),
            "qualifier": qualifier,
        }
    if stated is None:
        stated = next(n for n in (figure.value, figure.low, figure.high) if n is not None)
    if (stated, qualifier) == (figure.value, figure.qualifier):
        # A profile may have widened the bounds.
        return {}
    low, high = (stated if bound else None for bound in bounds_of(qualifier, 1))
    return {"value": stated, "low": low, "high": high, "qualifier": qualifier}


def added(
    release: Release,
    span: tuple[int, int],
    columns: Columns,
    measures: Mapping[str, Measure],
    beside: Sequence[Figure],
) -> Figure:
    """A figure that was not found.

    Args:
        release: the release.
        span: where it stands.
        columns: what it is; the measure and a value or bounds among them.
        measures: the vocabulary.
        beside: the figures of the release: one of the same sentence tells what stands around it.
    """
    start, end = span
    text = release.text[start:end]
    left, right = sentence_around(release.text, start, end)
    neighbour = next((f for f in beside if left <= f.start and f.end <= right), None)
    digits = DIGITS.search(text)
    number = [start + digits.start(), start + digits.end()] if digits else [start, end]
    extras = {key: neighbour.extras[key] for key in AROUND if neighbour and key in neighbour.extras}
    bare = Figure(
        figure_id="",
        release_id=release.release_id,
        operation_id=None,
        measure=columns["measure"],
        alternatives=(),
        value=columns.get("value", columns.get("low")),
        low=None,
        high=None,
        qualifier="",
        unit=measures[columns["measure"]].units[0],
        object=None,
        substance=None,
        places=(),
        role="total",
        part_of=None,
        start=start,
        end=end,
        text=text,
        sentence=neighbour.sentence if neighbour else release.text[left:right],
        repeat_of=None,
        implicit=False,
        rule="",
        extras={**extras, "number": number},
    )
    return corrected(bare, {"qualifier": "exact", **columns}, measures)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence of a span stands, by full stops and ends of lines.

    Example:
        >>> sentence_around("One. Two men held. Three.", 5, 8)
        (5, 18)
    """
    left = max((m.end() for m in SENTENCE_END.finditer(text, 0, start)), default=0)
    after = SENTENCE_END.search(text, end)
    right = len(text) if after is None else after.end()
    return left, left + len(text[left:right].rstrip())
