"""Sentences that say how a value was reached, fit to be quoted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from opledger.reconciliation.model import Claim, Verdict
from opledger.records import Figure

REVIEWED = {"right": "Confirmed", "correct": "Corrected", "missing": "Added"}

SIGNS = {
    "about": "about {}",
    "more_than": "more than {}",
    "at_least": "at least {}",
    "less_than": "fewer than {}",
    "at_most": "at most {}",
}
UNITS = {"kilogram": "kg", "litre": "litres", "byte": "bytes", "dose": "doses"}
# Units that only repeat the measure ("144 persons").
SILENT = frozenset(
    {
        "account",
        "agency",
        "case",
        "check",
        "country",
        "file",
        "group",
        "item",
        "location",
        "notice",
        "person",
        "search",
        "seizure",
        "site",
    }
)
# How many statements a sentence names before it goes on to count them.
MOST_NAMED = 6


def number(value: float | None) -> str:
    """A number with thousands separated.

    Example:
        >>> number(12251.0), number(1.5)
        ('12,251', '1.5')
    """
    if value is None:
        return "unknown"
    return f"{int(value):,}" if float(value).is_integer() else f"{value:,.4f}".rstrip("0")


def amount(value: float | None, unit: str) -> str:
    """A number with its unit, where the unit says more than the measure does."""
    if unit in SILENT:
        return number(value)
    return f"{unit} {number(value)}" if unit.isupper() else f"{number(value)} {UNITS.get(unit, unit)}"


def stated(claim: Claim) -> str:
    """A claim's value as words: "more than 400 kg"."""
    return said(claim.figure)


def said(figure: Figure) -> str:
    """A figure's value as words."""
    if figure.qualifier == "range" or (figure.value is None and figure.high is not None):
        return f"{number(figure.low)} to {amount(figure.high, figure.unit)}"
    if figure.qualifier == "vague":
        return f"a vague “{' '.join(figure.text.split())}”"
    return SIGNS.get(figure.qualifier, "{}").format(amount(figure.value, figure.unit))


def where(claim: Claim, several: bool) -> str:
    """Where a claim stands: headline or text, with source and release where they tell claims apart."""
    place = "in the headline" if claim.headline else "in the text"
    by = f" (source: {claim.source_name})" if claim.source_name else ""
    return f"{place} of {claim.figure.release_id}{by}" if several else f"{place}{by}"


def listed(claims: Sequence[Claim], several: bool) -> str:
    """Claims as a list: "288 in the text; 228 in the headline", equal ones named once."""
    seen: list[str] = []
    for claim in claims:
        words = f"{stated(claim)} {where(claim, several)}"
        if words not in seen:
            seen.append(words)
    more = len(seen) - MOST_NAMED
    return "; ".join(seen[:MOST_NAMED]) + (f"; and {more} more" if more > 0 else "")


def explain(verdict: Verdict, status: str) -> str:
    """The explanation of an outcome drawn from a verdict."""
    value = stated(verdict.chosen)
    text = _opening(verdict, status, value[:1].upper() + value[1:])
    several = verdict.releases > 1
    if verdict.superseded:
        text += f" It replaces {listed(verdict.superseded, several)}."
    if verdict.losing:
        text += f" It cannot be squared with {listed(verdict.losing, several)}; {verdict.rule}."
    return text + _reviewed(verdict.chosen.figure)


def _reviewed(figure: Figure) -> str:
    """What a reviewer said of a figure, as a sentence; empty where nobody did."""
    decision = figure.extras.get("decision")
    if not decision:
        return ""
    by = " and ".join(decision["who"]) or "a reviewer"
    was = f", from {_as_found(figure, decision['was'])}" if decision["was"] else ""
    why = f": “{'; '.join(decision['why'])}”" if decision["why"] else ""
    return f" {REVIEWED[decision['verb']]} by {by}{was}{why}."


def _as_found(figure: Figure, was: Mapping[str, Any]) -> str:
    value = said(replace(figure, **was))
    return value if was["measure"] == figure.measure else f"{value} ({was['measure']})"


def _opening(verdict: Verdict, status: str, value: str) -> str:
    times, several = len(verdict.supporting), verdict.releases > 1
    if status == "single":
        return f"{value}, stated once, {where(verdict.chosen, several)}."
    if status == "repeated":
        return f"{value}, stated {times} times."
    grounds = listed(verdict.supporting, several)
    if status == "corroborated":
        return f"{value}, stated {times} times, by sources told apart: {grounds}."
    if status == "refined":
        return f"{value} is the sharpest of statements that agree: {grounds}."
    return f"{value} is taken: {grounds}."
