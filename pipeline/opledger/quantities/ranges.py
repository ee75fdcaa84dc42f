"""Units of a number, and the second number of a range with them."""

from __future__ import annotations

import re
from dataclasses import replace

from opledger.quantities.assembly import Found
from opledger.quantities.context import Left
from opledger.quantities.lexicon import Lexicon
from opledger.quantities.lookalikes import LookalikeJudge
from opledger.quantities.numerals import Numeral, NumeralReader, scaled, whole
from opledger.quantities.units import UnitReader, trusted

SEPARATOR = re.compile(r"[ \u00a0]?[-–—‑][ \u00a0]?(?=[0-9$€£¥a-z])|-?[ \n](?:to|or)[ \n]|-?[ \n]to-|-to-")
AND = re.compile(r"[ \n]and[ \n]")
BOTH_ENDS = re.compile(r"[^.;:\n]{0,24}? (?:and|but) (?:up to|at most|no more than|as many as) (?=[0-9])")
PREFIX = re.compile(r"(?:an? )?(?:[a-z.]{0,3}[$€£¥₹][a-z]{0,3}[ ]?|[a-z]{1,3}[ ]?)(?=[0-9])")
BELOW_SUM = frozenset(["mass", "volume"])
THEN = re.compile(r",?[ ](?:and[ ])?(?=[0-9])")
MAY_FOLLOW = frozenset("toa-–—‑")
DATED = (1500, 2100)
POUND = "unit:pound"
STERLING = "GBP"
MILLION = 1_000_000
CUE_REACH = 40
SCORE = 200
FAR = 3
CLOSE = 5  # times that the ends of a range are apart where one "thousand" serves both


class RangeReader:
    """Reads the units of a number and the second number of a range.

    Args:
        lexicon: the words; ``units``: the reader of units; ``text``, ``low``: the text; ``reader``: its numerals;
        ``judge``: its look-alikes.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        units: UnitReader,
        text: str,
        low: str,
        reader: NumeralReader,
        judge: LookalikeJudge,
    ) -> None:
        self.lex, self.units, self.text, self.low = lexicon, units, text, low
        self.reader, self.judge = reader, judge

    def past_of(self, found: Found) -> int:
        """Where the unit may start: right after the number, or after the "of" of "hundreds of kilos"."""
        end = found.last.end
        return end + 3 if found.first.floor and self.low.startswith(" of ", end) else end

    def unit(self, found: Found) -> None:
        """The unit or currency right after the last number; "16 kg 600 g" is one quantity."""
        end = self.past_of(found)
        if self.lex.not_unit.match(self.low, end):
            return
        money = self.units.money_after(self.text, self.low, end)
        if money and self._is_same(found.currency, money[0]) and self._is_sure(found, end, money[1]):
            sharper = found.currency is None or found.currency.startswith("?")
            found.currency, found.end = money[0] if sharper else found.currency, money[1]
        elif found.currency is None:
            found.measure = self.units.after(self.text, self.low, end)
            if found.measure is None:
                return
            found.end = found.measure.end
            if found.measure.rule == POUND and self._is_sterling(found):
                found.currency, found.measure = STERLING, None
            elif found.measure.dimension in BELOW_SUM:
                self._lower_unit(found)

    def _is_sure(self, found: Found, start: int, end: int) -> bool:
        """Whether a word like "won" is money here: only after a number that looks like money."""
        if self.low[start:end].strip(" \u00a0-\n") not in self.lex.wary_words:
            return True
        return trusted(found.last)

    def _is_sterling(self, found: Found) -> bool:
        """Whether pounds are money: said of a price, in millions, or in a text with "£"; "pounds of" are weight."""
        if (
            self.low[found.end : found.end + 4] == " of "
            or self.low[found.last.end : found.end].strip(" -")[:1] == "l"
        ):
            return False
        if found.last.factor >= MILLION:
            return True
        words = self.low[max(0, found.start - CUE_REACH) : found.start].split()
        return bool(self.lex.money_cues.intersection(words)) or (
            "£" in self.text and "weigh" not in " ".join(words)
        )

    def _is_same(self, before: str | None, after: str) -> bool:
        """Whether a currency after a number can be the one before it: "$250,000 CAD", "US$3m dollars"."""
        if before is None or before == after:
            return True
        for shared, code in ((before, after), (after, before)):
            if shared in self.lex.shared and code in self.lex.shared[shared].codes:
                return True
        return False

    def _lower_unit(self, found: Found) -> None:
        """The grams after the kilograms: 16 kg 600 g."""
        measure = found.measure
        match = THEN.match(self.low, found.end)
        if measure is None or match is None or found.first.floor:
            return
        second = self.reader.digits(match.end())
        below = self.units.after(self.text, self.low, second.end) if second else None
        if second is None or below is None or below.unit != measure.unit:
            return
        if below.factor >= measure.factor or second.value * below.factor >= measure.factor:
            return
        value = whole(found.first.value + second.value * below.factor / measure.factor)
        found.first = replace(found.first, value=value, end=below.end)
        found.last, found.end = found.first, below.end
        found.rules.append("lower_unit")

    def extend(self, found: Found, left: Left) -> tuple[str, int] | None:
        """Take in the second number if this is a range; a look-alike's kind and end if it is a score or years."""
        last = left.last
        low = self.low
        ahead = low[found.end : found.end + 2]
        if (
            not ahead
            or ahead[0] not in " \u00a0\n-–—‑"
            or (ahead[0] in " \n" and ahead[1:] not in MAY_FOLLOW)
        ):
            return None if last != "least" else self._both_ends(found, left)
        match = (AND if last == "between" else SEPARATOR).match(low, found.end)
        if match is None:
            return self._both_ends(found, left)
        second = self._second(match.end())
        if second is None:
            return None
        numeral, code = second
        sep = match[0].strip() or "-"
        first = found.first
        if numeral.factor > 1 and first.factor == 1 and first.value < numeral.value / numeral.factor:
            first = replace(first, value=scaled(first.value, numeral.factor))
        elif _tells_thousands_once(first, numeral):
            first = replace(first, value=first.value * 1000)
        if sep[-1] in "-–—‑" and sep != "-to-" and self._is_score(found, first, numeral, match[0]):
            return "score", numeral.end
        trial = Found(first, (code, found.start) if code else None)
        trial.last, trial.end = numeral, numeral.end
        if self.lex.opens(low, numeral.end):
            self.unit(trial)
        if not self._is_range(found, trial, sep.strip("- \n"), left):
            return None
        if self._are_years(found, trial):
            return "year", numeral.end
        self._take(found, trial, left, sep)
        return None

    def _take(self, found: Found, trial: Found, left: Left, sep: str) -> None:
        found.first, found.last, found.end = trial.first, trial.last, trial.end
        found.currency = found.currency or trial.currency
        found.measure = trial.measure or found.measure
        found.qualifier = "range"
        opener = left.last if left.last in ("between", "from") else ""
        if opener:
            found.start = left.start_of(1)
        found.rules.append("range:" + (opener or sep.strip()))

    def _second(self, at: int) -> tuple[Numeral, str | None] | None:
        """The second number of a range that starts at ``at``, with its own currency sign."""
        code = None
        if not "0" <= self.low[at : at + 1] <= "9":
            match = PREFIX.match(self.low, at)
            if match:
                money = self.units.before(Left(self.text, self.low, match.end()))
                if money is None or money[1] < at:
                    return None
                code, at = money[0], match.end()
        if at >= len(self.low):
            return None
        word = self.lex.word.match(self.low, at)
        if word is None and not "0" <= self.low[at] <= "9":
            return None
        if word is None and self.judge.shape(at):
            return None
        numeral = self.reader.read(at, money=code is not None)
        return (numeral, code) if numeral else None

    def _is_range(self, found: Found, trial: Found, sep: str, left: Left) -> bool:
        first, second = trial.first, trial.last
        if not first.value < second.value:
            return False
        if trial.currency and not found.currency and (found.measure or sep == "or"):
            return False
        if found.measure and (trial.measure is None or trial.measure.unit != found.measure.unit):
            return False
        if sep == "or":
            return second.value <= 2 * first.value + 1 and found.measure is None
        if (sep == "to" and left.last in ("by", "from", "")) or self.lex.change.intersection(left.words[-1:]):
            changed = self.lex.change.intersection(left.words)
            return not changed or (left.last == "by" and second.value <= FAR * first.value)
        return True

    @staticmethod
    def _are_years(found: Found, trial: Found) -> bool:
        plain = all(n.shape == "plain" and DATED[0] <= n.value <= DATED[1] for n in (trial.first, trial.last))
        return plain and not (found.currency or trial.currency or trial.measure or found.measure)

    @staticmethod
    def _is_score(found: Found, first: Numeral, second: Numeral, sep: str) -> bool:
        small = first.value <= SCORE and second.value <= SCORE and first.shape == second.shape == "plain"
        return (
            small and len(sep) == 1 and first.value >= second.value and not (found.currency or found.measure)
        )

    def _both_ends(self, found: Found, left: Left) -> tuple[str, int] | None:
        """At least 3 and up to 5 men: a range said in two qualifiers."""
        if left.words[-2:] != ["at", "least"]:
            return None
        match = BOTH_ENDS.match(self.low, found.end)
        numeral = self.reader.read(match.end()) if match else None
        if numeral is None or not found.first.value < numeral.value:
            return None
        trial = Found(found.first, None)
        trial.last, trial.end = numeral, numeral.end
        if self.lex.opens(self.low, numeral.end):
            self.unit(trial)
        if found.measure and trial.measure and trial.measure.unit != found.measure.unit:
            return None
        self._take(found, trial, left, "at least")
        found.start = left.start_of(2)
        return None


def _tells_thousands_once(first: Numeral, second: Numeral) -> bool:
    """ "15-20,000": the thousands of the second number are the first one's too."""
    return (
        (first.shape, second.shape) == ("plain", "comma")
        and second.value % 1000 == 0
        and first.value < second.value / 1000 <= first.value * CLOSE
    )
