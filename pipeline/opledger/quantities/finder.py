"""The scan: every number of a text, with qualifier, unit and bounds, and every look-alike.

Read ``Scan.run`` first: it walks from one digit or number word to the next. ``_quantity`` puts one quantity
together in the order unit, look-alike, range, qualifier; ``Found.item`` turns it into plain data.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from opledger.letters import lowered
from opledger.quantities.assembly import Found, bounds_of, widened
from opledger.quantities.context import Left, qualifier_after, qualifier_before, sign_before
from opledger.quantities.gapping import fill_columns, fill_gaps
from opledger.quantities.lexicon import Lexicon
from opledger.quantities.lookalikes import LookalikeJudge
from opledger.quantities.numerals import Numeral, NumeralReader
from opledger.quantities.ranges import RangeReader
from opledger.quantities.units import CurrencyJudge, UnitReader
from opledger.quantities.words import WordReader
from opledger.wordindex import words_of

Item = dict[str, Any]

DIGIT_RUN = re.compile(r"[0-9]++(?:[.\-/ ][0-9]++)*+")
RATIO_SHAPE = re.compile(r"[0-9]{1,3}/[0-9]{1,3}(?![\w/.,]?[0-9])")
SLASHED = re.compile(r"(?:([0-9]{1,3})[ ])?([1-9])/([2-9]|1[0-9])(?![\w/.,]?[0-9])")
OR_MORE = re.compile(r" [a-z]{3,20}(?= or (?:more|fewer|less)\b(?! [a-z]{3,20} ))")
NEGATIVE = re.compile(r"(?:\A|[^\w])[-−]\Z")
SHARES = re.compile(r"(?:[ \n](?!and\b|or\b|as\b|in\b|from\b|with\b|to\b)[a-z-]+){1,4}[ \n]and[ \n]\Z")
HYPHENED = re.compile(r"[-‑]([^\W\d_]+)")
SHARED_FROM = 100
YOUNG = 100
AGES = re.compile(r"[0-9]{1,3}")
AGE_WORD = re.compile(r"\bage[sd]?\b[^.,;()]*\Z|\b(?:was|is)\s\Z")
AGE_LIST = 6
"""Characters between two ages of one list: "aged 5, 8 and 12"."""


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
        self.words = WordReader(lexicon, units, text, self.low, self.reader)
        self.judge = LookalikeJudge(lexicon, text, self.low)
        self.ranges = RangeReader(lexicon, units, text, self.low, self.reader, self.judge)
        self.currencies = CurrencyJudge(lexicon, text, self.low)
        self.quantities: list[Item] = []
        self.lookalikes: list[Item] = []
        self.stated: list[int | float | None] = []
        self.ages: list[Item] = []
        self._large = False
        self._figure = lexicon.figure.search(self.low)
        self._words = lexicon.number_words.among(words_of(text))[::-1]
        self._previous: Numeral | None = None
        self._shared: tuple[str, int] | None = None

    def run(self) -> tuple[list[Item], list[Item]]:
        """All quantities and all look-alikes, by start.

        ``stated`` then holds the number as written of each quantity, before it was brought to the normalised
        unit, and ``ages`` the ages that a text states by a word ("aged 33", "65-year-old").
        """
        pos = 0
        while match := self._next(pos):
            pos = self._digits(match.start()) if "0" <= match[0][-1] <= "9" else self._word(match)
        fill_columns(self.lex, self.text, self.quantities, self.currencies.code)
        fill_gaps(self.lex, self.low, self.quantities)
        return self.quantities, self.lookalikes

    def _next(self, pos: int) -> re.Match[str] | None:
        """The next figure or number word."""
        if self._figure is not None and self._figure.start() < pos:
            self._figure = self.lex.figure.search(self.low, pos)
        end = len(self.low) if self._figure is None else self._figure.start()
        while self._words and self._words[-1][0] < end:
            start = self._words.pop()[0]
            if start >= pos and (match := self.lex.number_word.match(self.low, start)):
                return match
        return self._figure

    def _skip(self, kind: str, start: int, end: int) -> int:
        self.lookalikes.append({"start": start, "end": end, "kind": kind})
        self.judge.remember(kind, end)
        if kind == "age":
            self._age(start, end)
        return max(end, start + 1)

    def _age(self, start: int, end: int) -> None:
        values = [int(n) for n in AGES.findall(self.low, start, end)]
        listed = bool(self.ages) and start - self.ages[-1]["end"] <= AGE_LIST
        if values and (
            listed
            or end - start > len(str(values[0]))
            or AGE_WORD.search(self.low[max(0, start - 16) : start])
        ):
            bounds: list[int | None] = [values[0], values[-1]]
            one = len(set(values)) == 1
            qualifier = "exact" if one else "range"
            words = [
                w
                for w in self.low[max(0, start - 24) : start].split()
                if w not in ("the", "age", "ages", "of", "aged")
            ]
            if one and words and words[-1] in self.lex.before:
                qualifier = self.lex.before[words[-1]]
                bounds = bounds_of(qualifier, values[0])
            self.ages.append(
                {"start": start, "end": end, "value": values[0] if one else None, "low": bounds[0], "high": bounds[1],
                 "qualifier": qualifier, "unit": "year"}
            )  # fmt: skip

    def _digits(self, pos: int) -> int:
        if self.low[pos] == "." and pos and self.low[pos - 1].isalnum():
            pos += 1
        left = Left(self.text, self.low, pos)
        money = self.units.before(left)
        if money is None:
            seen = self.judge.attached(pos) or self.judge.month_day(pos, left) or self.judge.shape(pos)
            if seen:
                return self._skip(seen[0], pos, seen[1])
        slashed = SLASHED.match(self.low, pos) or (
            RATIO_SHAPE.match(self.low, pos) if money is None else None
        )
        if slashed:
            return self._slashed(slashed, left, money)
        numeral = self.reader.read(pos, money=money is not None)
        if numeral and money and not self._is_money(numeral, money):
            if not self.text[pos - 1].isspace():
                return self._skip("identifier", pos, numeral.end)
            money = None
        if numeral is None:
            run = DIGIT_RUN.match(self.low, pos)
            return self._skip("identifier", pos, run.end() if run else pos + 1)
        return self._quantity(numeral, left, money)

    def _is_money(self, numeral: Numeral, money: tuple[str, int]) -> bool:
        """Bare letters (R, N, P) are money only where they touch a number that looks like it: no N1, no R134A.

        So are codes that are words too: "COP 1,200", not "COP 12 CARS".
        """
        written = self.text[money[1] : numeral.start].strip()
        named = written not in self.lex.money_prefix and written.lower() in self.lex.money_word
        if named or written in self.lex.wary:
            return self.currencies.trusted("", numeral)
        if written not in self.lex.touching:
            return True
        return not self.text[numeral.start - 1].isspace() and self.currencies.trusted(money[0], numeral)

    def _is_age(self, found: Found) -> bool:
        """Boys between 14 and 17, customers under 25."""
        if found.measure or found.currency or found.last.value >= YOUNG or found.start == found.first.start:
            return False
        return self.judge.person_range(Left(self.text, self.low, found.start), found.end)

    def _slashed(self, match: re.Match[str], left: Left, money: tuple[str, int] | None) -> int:
        """1/2 pound and 1 1/2 pounds are quantities, 7/9 is none."""
        if match.re is RATIO_SHAPE:
            return self._skip("ratio", match.start(), match.end())
        part = self.reader.fraction(match)
        if (part.value >= 1 and not match[1]) or not self.lex.opens(self.low, match.end()):
            return self._skip("ratio", match.start(), match.end())
        return self._quantity(part, left, money)

    def _word(self, match: re.Match[str]) -> int:
        pos = match.start()
        name = self.lex.names.match(self.low, pos)
        if name:
            return self._skip("name", pos, name.end())
        ratio = self.judge.ratio(match.end()) if match[0] == "one" else None
        if ratio:
            return self._skip(ratio[0], pos, ratio[1])
        if match[0][0] not in self.lex.fraction_symbols:
            numeral = self.words.read(match)
        else:
            numeral = self.reader.read(pos)
        if numeral is None:
            return match.end()
        left = Left(self.text, self.low, numeral.start)
        return max(match.end(), self._quantity(numeral, left, self.units.before(left)))

    def _quantity(self, numeral: Numeral, left: Left, money: tuple[str, int] | None) -> int:
        """Put a quantity together around its first number; the place where the scan goes on."""
        restated = self.judge.restated(numeral, self._previous)
        bracketed = not restated and self._is_bracketed(numeral, left)
        if bracketed:
            numeral = replace(numeral, end=numeral.end + 1)
        found = Found(numeral, money)
        found.start -= bracketed
        if self.lex.opens(self.low, self.ranges.past_of(found)):
            self.ranges.unit(found)
        seen = self._lookalike(found, left)
        if restated:
            seen = ("restated", numeral.end)
            self._restate(numeral.end + 1)
        if seen:
            return self._skip(seen[0], numeral.start, max(seen[1], numeral.end))
        if money:
            left = Left(self.text, self.low, found.start)
        if not numeral.floor:
            verdict = self.ranges.extend(found, left)
            if verdict:
                return self._skip(verdict[0], numeral.start, verdict[1])
        self._compound(found)
        self._qualify(found, left)
        if self._is_age(found):
            return self._skip("age", found.start, found.end)
        self._sign(found)
        self._previous = found.last
        item = found.item(self.text, self.currencies.code)
        self.quantities.append(widened(item, self.lex.about) if self._may_widen(found) else item)
        self.stated.append(found.stated())
        return found.end

    def _is_bracketed(self, numeral: Numeral, left: Left) -> bool:
        """Whether a number in brackets counts what stands behind them: "a total of (1,204) violators", but "suspects (12)"."""
        if (
            left.char != "("
            or not self.low.startswith(" (", left.at - 2)
            or self.low[numeral.end : numeral.end + 1] != ")"
        ):
            return False
        if self.lex.opens(self.low, numeral.end + 1):
            return True  # "in Asir (97) kilograms of hashish"
        counted = left.words and left.words[-1] == "" and (left.words[-2:-1] or [""])[0]
        if (
            counted
            and counted[-1].isalpha()
            and (counted.endswith("s") or left.text[left.at - 2 - len(counted)].isupper())
        ):
            return False
        return self.lex.counts_noun(self.low, numeral.end + 1)

    def _restate(self, end: int) -> None:
        """Two (2) kilograms: the number goes on behind the bracket that says it again, which ends at ``end``."""
        item = self.quantities[-1] if self.quantities else None
        if item is None or self._previous is None or item["end"] != self._previous.end or item["unit"]:
            return
        item["end"] = end
        found = Found(replace(self._previous, end=end), None)
        if self.lex.opens(self.low, end):
            self.ranges.unit(found)
        if found.measure or found.currency:
            found.start, found.qualifier = item["start"], item["qualifier"]
            number = {key: item[key] for key in ("number_start", "number_end")}
            self.quantities[-1] = {**found.item(self.text, self.currencies.code), **number}

    def _may_widen(self, found: Found) -> bool:
        return found.qualifier == "about" and self.lex.about != 0

    def _lookalike(self, found: Found, left: Left) -> tuple[str, int] | None:
        """What the number is, by the words beside it, if no quantity."""
        numeral, measure = found.first, found.measure
        if numeral.floor or found.currency:
            return None
        if measure is None:
            ordinal = HYPHENED.match(self.low, numeral.end) if numeral.shape == "words" else None
            if ordinal and ordinal[1] in self.lex.ordinals:
                return "ordinal", ordinal.end()
            return self.judge.after(numeral, left)
        if measure.unit in ("year", "month", "week"):
            return self.judge.age(numeral, left, found.end)
        return self.judge.calibre(numeral) if measure.unit == "millimetre" else None

    def _compound(self, found: Found) -> None:
        """A number hyphened to a word is part of an adjective: a five-member gang, a two-year sentence."""
        if found.currency or self.low[found.last.end : found.last.end + 1] not in ("-", "‑"):
            return
        if found.measure is None:
            match = HYPHENED.match(self.low, found.last.end)
            if match is None or self.lex.after_cue.match(self.low, found.last.end):
                return
            found.adjective = match[1]
        found.rules.append("compound")

    def _qualify(self, found: Found, left: Left) -> None:
        before = qualifier_before(self.lex, left) or sign_before(self.lex, self.low, found.start)
        if found.first.floor:
            found.qualifier = "vague"
            found.start = before[1] if before else found.start
            return
        if found.qualifier == "range":
            return
        after = qualifier_after(self.lex, self.low, found.end)
        if after is None and found.last.end < found.end:
            after = qualifier_after(self.lex, self.low, found.last.end)
            after = (after[0], max(after[1], found.end)) if after else None
        if after is None and found.measure is None and found.currency is None:
            noun = OR_MORE.match(self.low, found.end)
            after = qualifier_after(self.lex, self.low, noun.end()) if noun else None
            after = (after[0], found.end) if after else None
        if before:
            found.qualifier, found.start = before
            found.rules.append("before")
        if after:
            found.qualifier, found.end = after
            found.rules.append("after")
        if not before and not after:
            self._share(found)
        self._shared = (before[0], found.end) if before else None
        self._large = found.first.value >= SHARED_FROM

    def _share(self, found: Found) -> None:
        """A qualifier that holds for two: more than 3,000 men and 1,200 women, if round; over €2m ($2.2m)."""
        value = found.first.value
        if self._shared is None:
            return
        qualifier, end = self._shared
        if self.low[end : found.start] == " (" and (found.currency or found.measure):
            found.qualifier = qualifier
            found.rules.append("shared")
            return
        if (
            found.currency
            or not isinstance(value, int)
            or value % SHARED_FROM
            or len(str(value).rstrip("0")) > 3
        ):
            return
        if self._large and 0 < found.start - end < 60 and SHARES.match(self.low, end, found.start):
            found.qualifier = qualifier
            found.rules.append("shared")

    def _sign(self, found: Found) -> None:
        """Minus five degrees, -1.3%."""
        start, low = found.start, self.low
        if found.qualifier == "range":
            return
        if low.endswith(("minus ", "minus-"), 0, start):
            found.negate(start - 6)
        elif (
            found.measure
            and found.measure.dimension == "percent"
            and NEGATIVE.search(low[max(0, start - 2) : start])
        ):
            found.negate(start - 1)
