"""The scan: every number of a text, with qualifier, unit and bounds, and every look-alike."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from opledger.quantities.context import Left, qualifier_after, qualifier_before, sign_before
from opledger.quantities.lexicon import Lexicon
from opledger.quantities.lookalikes import LookalikeJudge
from opledger.quantities.numerals import Number, Numeral, NumeralReader, scaled, whole
from opledger.quantities.units import Measure, UnitReader, currency_of

Item = dict[str, Any]

RANGE = re.compile(r"\s?[-–—‑]\s?|-?\s(?:to|or)\s|-?\sto-|/")
BETWEEN = re.compile(r"\sand\s")
ROUND_DIGITS = 9


def lowered(text: str) -> str:
    """The text in small letters, character for character."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def plain_number(value: Number | None) -> int | float | None:
    """An int where whole, else a float without the noise of binary fractions."""
    if value is None or isinstance(value, int):
        return value
    if value.denominator == 1:
        return value.numerator
    return round(float(value), ROUND_DIGITS)


@dataclass
class Found:
    """A quantity on its way: numeral, bounds, and what was found around it."""

    start: int
    end: int
    first: Numeral
    last: Numeral
    currency: str | None = None
    measure: Measure | None = None
    qualifier: str = "exact"
    rules: list[str] = field(default_factory=list)


class Scan:
    """One pass over one text.

    Args:
        lexicon: the words.
        units: the reader of units.
        text: any text.
    """

    def __init__(self, lexicon: Lexicon, units: UnitReader, text: str) -> None:
        self.lex, self.units, self.text = lexicon, units, text
        self.low = lowered(text)
        self.reader = NumeralReader(lexicon, self.low)
        self.judge = LookalikeJudge(lexicon, text, self.low)
        self.quantities: list[Item] = []
        self.lookalikes: list[Item] = []
        self._codes: dict[str, str] = {}

    def run(self) -> tuple[list[Item], list[Item]]:
        """All quantities and all look-alikes, by start."""
        search, pos = self.lex.scan.search, 0
        while match := search(self.low, pos):
            char = match[0][-1]
            pos = self._digits(match.start()) if char.isdigit() else self._word(match)
        return self.quantities, self.lookalikes

    def _skip(self, kind: str, start: int, end: int) -> int:
        self.lookalikes.append({"start": start, "end": end, "kind": kind})
        return max(end, start + 1)

    def _digits(self, pos: int) -> int:
        left = Left(self.text, self.low, pos)
        money = self.units.before(left)
        if money is None:
            attached = self.judge.attached(pos)
            if attached:
                return self._skip(attached[0], pos, attached[1])
            shape = self.judge.shape(pos)
            if shape:
                return self._skip(shape[0], pos, shape[1])
        numeral = self.reader.read(pos, money=money is not None)
        if numeral is None:
            return self._skip("identifier", pos, self._run_end(pos))
        return self._quantity(numeral, left, money)

    def _run_end(self, pos: int) -> int:
        match = re.compile(r"[0-9]++(?:[.\-/ ][0-9]++)*+").match(self.low, pos)
        return match.end() if match else pos + 1

    def _word(self, match: re.Match[str]) -> int:
        word, pos = match[0], match.start()
        if word in self.lex.vague:
            return self._vague(word, match)
        name = self.lex.names.match(self.low, pos)
        if name:
            return self._skip("name", pos, name.end())
        numeral = self._word_numeral(word, match)
        if numeral is None:
            return match.end()
        left = Left(self.text, self.low, numeral.start)
        money = self.units.before(left)
        return max(match.end(), self._quantity(numeral, left, money))

    def _word_numeral(self, word: str, match: re.Match[str]) -> Numeral | None:
        pos = match.start()
        if word in self.lex.sets:
            return Numeral(pos, match.end(), self.lex.sets[word], "words")
        if word in self.lex.fractions:
            return self._fraction(word, match)
        if word in self.lex.groups:
            return self._group(word, match)
        numeral = self.reader.read(pos)
        if numeral and word == "one" and numeral.end == match.end() and self._is_pronoun(match):
            return None
        return numeral

    def _group(self, word: str, match: re.Match[str]) -> Numeral | None:
        start = match.start()
        if self.low[max(0, start - 2) : start] != "a ":
            return None
        if word in ("couple", "pair", "score") and not self.low.startswith((" of", " more"), match.end()):
            return None
        return Numeral(start - 2 if word != "pair" else start, match.end(), self.lex.groups[word], "words")

    def _fraction(self, word: str, match: re.Match[str]) -> Numeral | None:
        """Half a million, half a tonne, half a dozen; half of them, two-thirds are fractions."""
        start, end = match.span()
        part = self.lex.fractions[word]
        if word in ("half", "quarter"):
            tail = re.compile(r"(?:[ \-]of)?(?:[ \-]an?)?[ \-]").match(self.low, end)
            if tail:
                big = self.lex.word.match(self.low, tail.end())
                if big and (big[0] in self.lex.multipliers or big[0] == "dozen"):
                    factor = self.lex.multipliers.get(big[0]) or self.lex.groups[big[0]]
                    return Numeral(start, big.end(), scaled(part, factor), "words", factor)
                measure = self.units.after(self.text, self.low, tail.end() - 1)
                if measure and measure.dimension in ("mass", "volume", "data"):
                    return Numeral(start, tail.end() - 1, part, "words")
        before = self.low[max(0, start - 2) : start]
        follows = self.low[end : end + 5]
        if word == "half" and (follows.startswith((" of ", " the ")) and before != "e "):
            return Numeral(start, end, part, "fraction")
        if word != "half" and before in ("a ",) and follows.startswith(" of "):
            return Numeral(start - 2, end, part, "fraction")
        return None

    def _is_pronoun(self, match: re.Match[str]) -> bool:
        left = Left(self.text, self.low, match.start())
        if left.last in self.lex.pronoun_before:
            return True
        rest = self.low[match.end() : match.end() + 20].split()
        return bool(rest) and rest[0].rstrip(".,;") in self.lex.pronoun_after

    def _vague(self, word: str, match: re.Match[str]) -> int:
        entry = self.lex.vague[word]
        left = Left(self.text, self.low, match.start())
        if entry.before and left.last not in entry.before:
            return match.end()
        start, end = match.start(), match.end()
        if entry.after and self.low[end : end + 12].split()[:1] not in [[w] for w in entry.after]:
            return end
        if entry.before and left.last == "a":
            start = match.start() - 2
        big = self.lex.big.match(self.low, end)
        value, factor, soft = entry.low, 1, entry.soft
        if big:
            factor = self.lex.multipliers.get(big[1]) or self.lex.groups[big[1]]
            value, end, soft = value * factor, big.end(), False
        numeral = Numeral(start, end, value, "words", factor, True, soft)
        return max(match.end(), self._quantity(numeral, Left(self.text, self.low, start), None))

    def _quantity(self, numeral: Numeral, left: Left, money: tuple[str, int] | None) -> int:
        """Put a quantity together around its first number; the place where the scan goes on."""
        found = Found(money[1] if money else numeral.start, numeral.end, numeral, numeral)
        found.rules.append("vague" if numeral.floor else numeral.shape)
        if money:
            found.currency = money[0]
        self._unit(found)
        if not (found.currency or found.measure):
            seen = self.judge.after(numeral, left)
            if seen and not numeral.floor:
                return self._skip(seen[0], numeral.start, seen[1])
        elif found.measure and found.measure.unit == "year" and self.judge.after(numeral, left):
            return self._skip("age", numeral.start, found.end)
        if not numeral.floor:
            self._range(found, left)
        self._qualify(found)
        self._keep(found)
        return found.end

    def _unit(self, found: Found) -> None:
        """The unit or currency after the last number."""
        end = found.last.end
        if found.currency is None:
            money = self.units.money_after(self.text, self.low, self._past_of(found, end))
            if money:
                found.currency, found.end = money
                return
            found.measure = self.units.after(self.text, self.low, self._past_of(found, end))
            if found.measure:
                found.end = found.measure.end

    def _past_of(self, found: Found, end: int) -> int:
        """Hundreds "of" kilos: a vague word may have "of" before its unit."""
        if found.first.floor and self.low.startswith(" of ", end):
            return end + 3
        return end

    def _range(self, found: Found, left: Left) -> None:
        low, between = self.low, left.last == "between"
        words = Left(self.text, low, found.start).words
        last = words[-1] if words else ""
        between = last == "between"
        match = (BETWEEN if between else RANGE).match(low, found.end)
        if match is None:
            return
        at = match.end()
        second = self._second(at)
        if second is None:
            return
        numeral, code, end = second
        first = found.first
        if numeral.factor > 1 and first.factor == 1 and first.value < numeral.value / numeral.factor:
            first = replace(first, value=scaled(first.value, numeral.factor))
        sep = match[0].strip(" -–—‑\n") or "-"
        if not self._is_range(first, numeral, sep, last, words):
            return
        found.first, found.last, found.end = first, numeral, numeral.end
        found.currency = found.currency or code
        outer = found.measure
        found.measure = None
        self._unit(found)
        found.measure = found.measure or outer
        found.qualifier = "range"
        found.rules.append("range:" + (last if last in ("between", "from") else sep))

    def _second(self, at: int) -> tuple[Numeral, str | None, int] | None:
        """The second number of a range that starts at ``at``, with its own currency sign."""
        match = re.compile(r"(?:a |an )?(?:[^\W\d]{0,3}[$€£¥₹][ ]?|[a-z]{2,3}[ ]?)?(?=[0-9])").match(self.low, at)
        code = None
        if match and match.end() > at:
            money = self.units.before(Left(self.text, self.low, match.end()))
            if money is None:
                return None
            code, at = money[0], match.end()
        if at >= len(self.low) or self.lex.scan.match(self.low, at) is None:
            return None
        if self.low[at].isdigit() and self.judge.shape(at):
            return None
        if self.low[at] == ".":
            return None
        numeral = self.reader.read(at, money=code is not None)
        return (numeral, code, numeral.end) if numeral else None

    def _is_range(self, first: Numeral, second: Numeral, sep: str, last: str, words: list[str]) -> bool:
        if not first.value < second.value:
            return False
        if sep == "or":
            return second.value <= 2 * first.value + 1 and first.value < 1000
        if sep == "/":
            return False
        if sep == "to" and (last == "from" or not last):
            return not self.lex.change.intersection(words[-6:])
        return True

    def _qualify(self, found: Found) -> None:
        sign = sign_before(self.lex, Left(self.text, self.low, found.start))
        before = qualifier_before(self.lex, Left(self.text, self.low, found.start)) or sign
        after = qualifier_after(self.lex, self.low, found.end)
        if found.qualifier == "range":
            words = Left(self.text, self.low, found.start).words
            if words and words[-1] in ("between", "from"):
                found.start -= len(words[-1]) + 1
            return
        if found.first.floor:
            found.qualifier = "vague"
            if before:
                found.start = before[1]
            return
        if after is None and found.last.end < found.end:
            after = qualifier_after(self.lex, self.low, found.last.end)
            after = (after[0], max(after[1], found.end)) if after else None
        if after:
            found.qualifier, found.end = after
            found.rules.append("after")
        if before:
            found.start = before[1]
            if not after:
                found.qualifier = before[0]
            found.rules.append("before")

    def _keep(self, found: Found) -> None:
        measure, factor = found.measure, Fraction(1)
        unit, dimension, words = None, "count", None
        if found.currency:
            if found.currency not in self._codes:
                self._codes[found.currency] = currency_of(self.lex, self.low, found.currency)
            unit, dimension = self._codes[found.currency], "money"
            words = self.text[found.last.end : found.end].strip() or None
            found.rules.append("money")
        elif measure:
            unit, dimension, factor, words = measure.unit, measure.dimension, measure.factor, measure.words
            found.rules.append(measure.rule)
        elif found.first.shape == "fraction":
            dimension = "fraction"
        if found.first.soft:
            found.rules.append("soft")
        low, high = bounds(found, factor)
        exactly = low if low is not None else high
        self.quantities.append(
            {
                "start": found.start,
                "end": found.end,
                "number_start": found.first.start,
                "number_end": found.last.end,
                "value": None if found.qualifier in ("range", "vague") else plain_number(exactly),
                "low": plain_number(low),
                "high": plain_number(high),
                "qualifier": found.qualifier,
                "unit": unit,
                "dimension": dimension,
                "words": words,
                "rule": "+".join(found.rules),
            }
        )


def bounds(found: Found, factor: Fraction) -> tuple[Number | None, Number | None]:
    """Low and high of a quantity in its normalised unit, as its qualifier says."""
    first, last = (whole(Fraction(n.value) * factor) for n in (found.first, found.last))
    if found.qualifier == "range":
        return first, last
    if found.qualifier in ("more_than", "at_least", "vague"):
        return first, None
    if found.qualifier in ("less_than", "at_most"):
        return None, first
    return first, first
