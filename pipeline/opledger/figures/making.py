"""A decided number as a figure: the contract's columns and the extras that the later steps need."""

from __future__ import annotations

from typing import Any

from opledger.figures.case import Case
from opledger.figures.choosing import Choice
from opledger.figures.phrases import Phrase
from opledger.figures.release import Figure, Quantity, Release, local_id
from opledger.figures.tables import TableReader

INHERITED = "inherit-person"
SHOWN_ABOVE = frozenset({"headline", "standfirst"})


class Maker:
    """Makes figures.

    Args:
        release: the release that is read.
        tables: its tables.
    """

    def __init__(self, release: Release, tables: TableReader) -> None:
        self.release, self.lexicon, self.tables = release, release.lexicon, tables

    def make(self, case: Case, choice: Choice) -> Figure:
        """The figure of a number. Role, places and links to other figures are settled later."""
        quantity, decision = case.quantity, choice.decision
        measure = self.lexicon.measures.measures[decision.measure]
        words = self.release.written(case.counted)
        more, end = self._and_country(decision.measure, _end(case))
        sentence = case.passage.sentence
        return {
            "measure": decision.measure,
            "alternatives": list(decision.alternatives),
            "value": _plus(quantity["value"], more),
            "low": _plus(quantity["low"], more),
            "high": _plus(quantity["high"], more),
            "qualifier": quantity["qualifier"],
            "unit": quantity["unit"] or self._unit(case.counted, measure.units),
            "object": words,
            "substance": self._named(case.substance[1] or words) if measure.substance else None,
            "places": [],
            "role": "total",
            "part_of": None,
            "start": quantity["start"],
            "end": end,
            "text": self.release.text[quantity["start"] : end],
            "sentence": self.release.text[sentence["start"] : sentence["end"]],
            "repeat_of": None,
            "implicit": bool(quantity.get("implied")),
            "rule": "+".join(filter(None, (quantity["rule"], decision.rule))),
            "extras": {**self._extras(case, choice), **self._cell(case)},
        }

    def _extras(self, case: Case, choice: Choice) -> dict[str, Any]:
        block, own, head = case.passage.block, case.phrase, case.counted.head
        adding = (case.ahead is not None and case.ahead.plays("adding")) or self._adds(case.quantity)
        return {
            "block": case.passage.sentence["block"],
            "sentence": case.passage.at,
            "headline": block["kind"] in SHOWN_ABOVE,
            "additional": adding or own.additional or bool(case.quantity.get("additional")),
            "partitive": own.partitive,
            "correction": bool(block.get("corrects")),
            "kind": head.text if head else None,
            "classes": list(case.counted.classes),
            "cost": choice.decision.cost,
            "elided": own.head is None,
            "number": [case.quantity["number_start"], case.quantity["number_end"]],
            "leans": local_id(choice.leans) if choice.leans else None,
            **_borrowed(case, choice),
            **({"definite": True} if case.quantity.get("definite") else {}),
            **({"named": True} if case.quantity.get("named") else {}),
            **({"inherited": True} if choice.decision.rule.startswith(INHERITED) else {}),
        }

    def _adds(self, quantity: Quantity) -> bool:
        """Whether a word between a number and its unit adds to what was said: "20 more kilos"."""
        between = self.release.text[quantity["number_end"] : quantity["end"]].lower().split()
        if len(between) < 2 or not quantity["unit"]:
            return False
        matched = self.lexicon.match(between, 0)
        return matched is not None and "adding" in matched[1].tags

    def _cell(self, case: Case) -> dict[str, Any]:
        cell = case.cell
        if cell is None or cell.column is None or cell.legend:
            return {}  # the lines of a legend are labelled as any others
        earlier = self.tables.is_earlier(case.passage.sentence["block"], cell)
        return {"cell": [*cell.row], "total_row": cell.total, "earlier_column": earlier}

    def _named(self, words: str | None) -> str | None:
        """The stuff in the text's words, or None where they only say "drugs", "pills" or "packages"."""
        if words is None:
            return None
        plain = words.lower()
        matched = self.lexicon.match(plain.split(), 0)
        if matched and "plain" in matched[1].tags:
            plain = plain.split(" ", 1)[-1]
        return None if plain in self.lexicon.unnamed else words

    def _and_country(self, measure: str, end: int) -> tuple[int, int]:
        """Countries named on top of a count: "eight Latin American countries and Spain" are nine."""
        if measure != "countries_participating":
            return 0, end
        match = self.lexicon.cues["and_country"].match(self.release.text, end)
        if not match:
            return 0, end
        named = (m for m in self.release.mentions if m["label"] == "COUNTRY" and m["start"] == match.end())
        country = next(named, None)
        return (1, country["end"]) if country else (0, end)

    def _unit(self, phrase: Phrase, units: list[str]) -> str:
        """The unit of a plain count of something."""
        nouns = (self.lexicon.nouns.get(name) for name in phrase.own)
        doses = "dose" in units and any(noun is not None and noun.unit == "dose" for noun in nouns)
        return "dose" if doses else units[0]


def _end(case: Case) -> int:
    """Where a figure ends: with the last word of its phrase, else with its quantity."""
    last = (case.phrase.stop or case.phrase.end) - 1
    end: int = case.quantity["end"]
    return max(end, case.items[last].end) if last > case.phrase.quantity else end


def _plus(number: float | int | None, more: int) -> float | int | None:
    return number + more if number is not None else None


def _borrowed(case: Case, choice: Choice) -> dict[str, str]:
    """What the number before counts, for one that leans on it and names nothing itself: one of the same sentence
    ("some laptops – nineteen in all"), or of the things just named ("of the laptops, nine were ...")."""
    leans = choice.leans
    if leans is None or case.phrase.head is not None or leans["measure"] != choice.decision.measure:
        return {}
    if leans["extras"]["sentence"] != case.passage.at and not case.phrase.partitive:
        return {}
    words = leans["object"] or leans["extras"].get("borrowed")
    return {"borrowed": words} if words else {}
