"""Numbers that a text says were given before, or given wrong: "the first version had 53", "not 85", "correcting the 14".

A sentence about an earlier statement seldom says again what was counted. Its numbers count what a figure elsewhere in the
release counts: one of the same noun, or of the same digits in another order, or of nearly the same size close by.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from opledger.figures.antecedents import is_amount
from opledger.figures.making import SHOWN_ABOVE
from opledger.figures.release import COUNTED, Figure, Quantity, Release, local_id

STANDS_FOR = "stands_for"
# What stands right before or behind a number reaches this far.
REACH = 60
# A number and the one that replaces it differ by less than the first factor; by less than the second where no noun says
# that they are of one thing, and most often by less than the third.
ALIKE, NEARLY, TIGHT = 2.5, 1.35, 1.1
# Numbers under this one have the same digits by chance.
FEW = 10
# Sentences this far back are near.
NEAR = 2
# A release that takes back more numbers is a catalogue.
MOST = 25
# Words shorter than this, and what they end in, say nothing of what is counted.
WORD = re.compile(r"[^\W\d_]{4,}")
ENDINGS = re.compile(r"(?:ies|es|s|ed|ing|y)$")
GUESSED = ("inherit", "default", "sibling", "noun-alone", "again")


@dataclass(frozen=True, slots=True)
class Told:
    """A number of a sentence that speaks of an earlier statement: replaced (``old``), or what replaces another; ``said``
    where the sentence says who or what gave it."""

    quantity: Quantity
    old: bool
    said: bool = False


class Superseded:
    """Makes and marks the figures of numbers that were replaced.

    Args:
        release: the release that is read.
    """

    def __init__(self, release: Release) -> None:
        self.release, self.text = release, release.text
        cues = release.lexicon.cues
        self.before, self.then = cues["told_before"], cues["told_then"]
        self.beside, self.behind, self.upheld = (
            cues["replaced_before"],
            cues["replaced_behind"],
            cues["upheld"],
        )
        self.starts = [s["start"] for s in release.sentences]

    def settle(self, figures: list[Figure]) -> None:
        """Add the figures that are missing, and mark those that were replaced or replace others.

        Args:
            figures: figures of the release in text order, changed in place.
        """
        if not figures:
            return
        changed = False
        told = ((at, item) for at in self._sentences() for item in self._pairs(at))
        for at, item in islice(told, MOST):
            changed |= self._place(item, at, figures)
        if changed:
            figures.sort(key=lambda f: (int(f["start"]), int(f["end"])))

    def _sentences(self) -> list[int]:
        """Sentences with a word that can speak of an earlier statement."""
        text, found = self.text, dict[int, None]()
        for word in self.release.lexicon.cue_words["told_before"]:
            at = text.find(word)
            while at >= 0:
                sentence = max(bisect_right(self.starts, at) - 1, 0)
                found[sentence] = None
                end = self.starts[sentence + 1] if sentence + 1 < len(self.starts) else len(text)
                at = text.find(word, max(end, at + 1))
        return sorted(found)

    def _pairs(self, at: int) -> list[Told]:
        """The numbers of a sentence, those that replace others first."""
        return sorted(islice(self._told(at), MOST), key=lambda item: item.old)

    def _told(self, at: int) -> Iterator[Told]:
        sentence = self.release.sentences[at]
        start, end = sentence["start"], sentence["end"]
        if self.release.blocks[sentence["block"]]["skip"]:
            return
        numbers = [q for q in self.release.quantities_in(start, end) if q["dimension"] in COUNTED]
        if not numbers:
            return
        speaks = self.before.search(self.text, start, end)
        for quantity in numbers:
            number = quantity["start"], quantity["end"]
            before = self.text[max(start, number[0] - REACH) : number[0]]
            behind = self.text[number[1] : min(end, number[1] + REACH)]
            if self.beside.search(before) or self.behind.match(behind):
                yield Told(quantity, old=True)
            elif self.upheld.match(behind):
                yield Told(quantity, old=False)
            elif self._spoken_of(speaks, number[0]):
                yield Told(quantity, old=True, said=True)

    def _spoken_of(self, speaks: re.Match[str] | None, number: int) -> bool:
        """Whether a number stands behind the words for an earlier statement, with none for the present one between them."""
        if speaks is None or speaks.end() > number:
            return False
        return self.then.search(self.text, speaks.end(), number) is None

    def _place(self, told: Told, at: int, figures: list[Figure]) -> bool:
        """Mark the figure of a number, or make it; whether one was made."""
        quantity = told.quantity
        own = next(
            (f for f in figures if f["start"] < quantity["end"] and quantity["start"] < f["end"]), None
        )
        if own is not None and not told.old:
            own["extras"]["correction"] = True
            return False
        mate = self._mate(told, at, figures, own)
        if mate is None:
            return False
        if own is not None and own["measure"] != mate["measure"]:
            figures.remove(own)
            own = None
        made = own is None
        if own is None:
            own = self._made(quantity, at, mate)
            figures.append(own)
        extras = own["extras"]
        extras["denied"], extras["correction"] = told.old, True
        extras[STANDS_FOR] = local_id(mate)
        return made

    def _mate(self, told: Told, at: int, figures: list[Figure], own: Figure | None) -> Figure | None:
        """The figure that a number is another account of."""
        found = [
            f
            for f in figures
            if f is not own
            and not (f["implicit"] or f["extras"].get("denied"))
            and _comparable(told.quantity, f)
            and not (told.old and f["value"] == told.quantity["value"])
        ]
        words = self._words(at)
        marked = [(mark, f) for f in found if (mark := self._mark(told.quantity, at, f, own, words))]
        if not marked:
            close = [f for f in found if _alike(told.quantity["value"], f["value"], NEARLY)]
            alone = own is None and told.said and len({f["measure"] for f in close}) == 1
            return close[0] if alone else None
        best = max(mark for mark, _ in marked)
        return next(figure for mark, figure in marked if mark == best)

    def _mark(
        self, quantity: Quantity, at: int, figure: Figure, own: Figure | None, words: set[str]
    ) -> tuple[int, ...] | None:
        """How much speaks for a figure; None for too little."""
        value, its, extras = quantity["value"], figure["value"], figure["extras"]
        named = len(words & _words_of(figure))
        same = value == its and value >= FEW
        digits = same or _same_digits(value, its)
        beside = extras["sentence"] == at
        near = 0 < at - extras["sentence"] <= NEAR
        close = _alike(value, its, NEARLY)
        agrees = own is not None and own["measure"] == figure["measure"]
        if not (named or digits or agrees or (close and (near or beside))):
            return None
        # A number with a noun of its own counts that.
        guessed = own is None or (named and any(word in own["rule"] for word in GUESSED))
        if not (agrees or guessed):
            return None
        tight = _alike(value, its, TIGHT)
        told = bool(named) + digits + tight
        pair = beside and bool(extras.get("correction")) and close | digits
        return (same, pair, told, tight, beside, near, close, agrees, not extras["headline"], named)

    def _words(self, at: int) -> set[str]:
        sentence = self.release.sentences[at]
        return set(_stems(self.text[sentence["start"] : sentence["end"]]))

    def _made(self, quantity: Quantity, at: int, mate: Figure) -> Figure:
        sentence = self.release.sentences[at]
        start, end = quantity["start"], quantity["end"]
        block = self.release.blocks[sentence["block"]]
        kept = {k: mate["extras"][k] for k in ("kind", "classes", "cost") if k in mate["extras"]}
        return {
            **mate,
            **{key: quantity[key] for key in ("value", "low", "high", "qualifier")},
            "alternatives": list(mate["alternatives"]),
            "places": list(mate["places"]),
            "start": start,
            "end": end,
            "text": self.text[start:end],
            "sentence": self.text[sentence["start"] : sentence["end"]],
            "role": "total",
            "part_of": None,
            "repeat_of": None,
            "implicit": False,
            "rule": f"{quantity['rule']}+superseded",
            "extras": {
                **kept,
                "block": sentence["block"],
                "sentence": at,
                "headline": block["kind"] in SHOWN_ABOVE,
                "additional": False,
                "partitive": False,
                "elided": True,
                "number": [quantity["number_start"], quantity["number_end"]],
                "leans": None,
                "cues": [],
                "roles": [],
                "place_rule": "",
            },
        }


def _stems(text: str) -> Iterator[str]:
    return (ENDINGS.sub("", word.group().lower()) for word in WORD.finditer(text))


def _words_of(figure: Figure) -> set[str]:
    """The words for what a figure counts."""
    words = {*_stems(f"{figure['object'] or ''} {figure['extras'].get('kind') or ''}")}
    if not words:
        words = {*_stems(figure["measure"].replace("_", " "))}
    return words


def _comparable(quantity: Quantity, figure: Figure) -> bool:
    """Whether a number can be another account of a figure's: of its unit, and of its order."""
    if quantity["value"] is None or figure["value"] is None:
        return False
    unit, its = quantity["unit"], figure["unit"]
    counted = unit is None and not is_amount(figure)
    one, other = quantity["value"], figure["value"]
    return (counted or unit == its) and (_alike(one, other, ALIKE) or _same_digits(one, other, swapped=True))


def _alike(one: float, other: float, factor: float) -> bool:
    low, high = sorted((one, other))
    return low > 0 and low * factor >= high


def _same_digits(one: float, other: float, swapped: bool = False) -> bool:
    """Whether two numbers have the same digits in another order, or all but one (not if ``swapped``): 53 and 35, 1,946 and
    1,846."""
    a, b = f"{one:.0f}", f"{other:.0f}"
    if one == other or min(one, other) < FEW or len(a) != len(b):
        return False
    slip = len(a) > 2 and not swapped and sum(x != y for x, y in zip(a, b, strict=True)) == 1
    return slip or sorted(a) == sorted(b)
