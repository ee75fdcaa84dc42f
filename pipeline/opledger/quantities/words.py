"""Numbers that begin with a word: cardinals, groups, fractions, vague words; and "one" that is no number."""

from __future__ import annotations

import re
from fractions import Fraction

from opledger.quantities.context import Left
from opledger.quantities.lexicon import Lexicon
from opledger.quantities.numerals import Numeral, NumeralReader, scaled
from opledger.quantities.units import UnitReader

PAIRED = re.compile(r" (?:a|an|in|on|by|for|with|to|from|at|as) | (?:the )?[\w’-]+(?: [\w’-]+)? and ")
OF_A = re.compile(r"(?:[ \-]of)?(?:[ \-]an?)?[ \-\n]")
WHOLE_MEASURES = ("mass", "volume", "data")
HALF_OF = re.compile(r"[ \n](?:of|the|its|their|his|her|those|these|all)\b")
PARTITIVE = re.compile(
    r"[ \n]of[ \n](?:the|those|these|his|her|its|their|them|whom|which|our|my|your|all)\b|[ \n]of[ \n][0-9a-z]"
)


class WordReader:
    """Reads numbers that begin with a word of the scan.

    Args:
        lexicon: the words; ``units``: the reader of units; ``text``, ``low``: the text; ``reader``: its numerals.
    """

    def __init__(
        self, lexicon: Lexicon, units: UnitReader, text: str, low: str, reader: NumeralReader
    ) -> None:
        self.lex, self.units, self.text, self.low, self.reader = lexicon, units, text, low, reader

    def read(self, match: re.Match[str]) -> Numeral | None:
        """The number at a word of the scan, or None where the word is none."""
        word, start, end = match[0], match.start(), match.end()
        if word in self.lex.vague:
            return self._vague(word, match)
        if word in self.lex.sets:
            if PAIRED.match(self.low, end):
                return None
            return Numeral(start, end, self.lex.sets[word], "words")
        if word in self.lex.fractions:
            return self._fraction(word, match)
        if word in self.lex.groups:
            return self._group(word, match)
        if word in self.lex.folds:
            return Numeral(start, end, self.lex.folds[word], "words")
        if word in self.lex.singles:
            single = self.low[max(0, start - 2) : start] == "a " and not self.low.endswith(
                "not ", 0, start - 2
            )
            return Numeral(start - 2, end, self.lex.singles[word], "words") if single else None
        if word in self.lex.article_units:
            return self._article(word, match)
        numeral = self.reader.read(start)
        if numeral is None:
            return None
        if numeral.end == end and word == "one" and self._is_pronoun(match):
            return None
        return self._part(numeral)

    def _article(self, word: str, match: re.Match[str]) -> Numeral | None:
        """A tonne of cocaine: one tonne. No number: "EUR 60 a gram of it", "a gram of the drug", "a ton of fun"."""
        start = match.start()
        if self.low[max(0, start - 3) : start] not in (" a ", "\na ") and not self.low.startswith(
            "a ", 0, start
        ):
            return None
        following = self.low[match.end() :][:14].split()
        if following[:1] != ["of"] or following[1:2] in (["the"], ["that"], ["this"], ["a"]):
            return None
        left = Left(self.text, self.low, start - 2)
        priced = left.last[-1:].isdigit() or left.last in self.lex.multipliers
        if priced or (self.lex.article_units[word] and left.last not in self.lex.before_ends):
            return None
        return Numeral(start - 2, start - 1, 1, "words")

    def _part(self, numeral: Numeral) -> Numeral:
        """Two-thirds, three quarters of."""
        part = self.lex.part.match(self.low, numeral.end)
        if part is None or numeral.value >= 10:
            return numeral
        value = numeral.value * self.lex.fractions[part[1]]
        tail = OF_A.match(self.low, part.end())
        whole = self._of_whole(numeral.start, value, tail.end()) if tail else None
        return whole or Numeral(numeral.start, part.end(), value, "fraction")

    def _group(self, word: str, match: re.Match[str]) -> Numeral | None:
        """A dozen; a pair of, a couple of."""
        start, end = match.span()
        if self.low[max(0, start - 2) : start] != "a ":
            return None
        if word != "dozen" and not self.low.startswith((" of ", " more"), end):
            return None
        value = self.lex.groups[word]
        big = self.lex.multiplier.match(self.low, end) if word == "dozen" else None
        if big:
            return Numeral(start - 2, big.end(), value * self.lex.multipliers[big[1]], "words", 12)
        return Numeral(start - 2, end, value, "words")

    def _fraction(self, word: str, match: re.Match[str]) -> Numeral | None:
        """Half a million, half a tonne, half a dozen are numbers; half of them, a third of all are fractions."""
        start, end = match.span()
        part = self.lex.fractions[word]
        tail = OF_A.match(self.low, end)
        a = self.low[max(0, start - 2) : start] in ("a ", "a-")
        if tail and word in ("half", "quarter"):
            numeral = self._of_whole(start, part, tail.end())
            if numeral:
                return numeral
        if not a and Left(self.text, self.low, start).last in self.lex.pronoun_before:
            return None  # the first half of the year
        if word == "half" and not a and HALF_OF.match(self.low, end):
            return Numeral(start, end, part, "fraction")
        if (
            a
            and word != "half"
            and PARTITIVE.match(self.low, end)
            and Left(self.text, self.low, start - 2).last != "in"
        ):
            return Numeral(start - 2, end, part, "fraction")
        return None

    def _of_whole(self, start: int, part: int | Fraction, at: int) -> Numeral | None:
        big = self.lex.word.match(self.low, at)
        if big and (big[0] in self.lex.multipliers or big[0] == "dozen"):
            factor = self.lex.multipliers.get(big[0]) or self.lex.groups[big[0]]
            return Numeral(start, big.end(), scaled(part, factor), "words", factor)
        measure = self.units.after(self.text, self.low, at - 1) if self.lex.opens(self.low, at - 1) else None
        return (
            Numeral(start, at - 1, part, "words") if measure and measure.dimension in WHOLE_MEASURES else None
        )

    def _is_pronoun(self, match: re.Match[str]) -> bool:
        """No one, the one, one another, one can: no number; nor "one-off"."""
        left = Left(self.text, self.low, match.start())
        if left.last in self.lex.pronoun_before or self.low[match.end() : match.end() + 1] in ("-", "'", "’"):
            return True
        rest = self.low[match.end() : match.end() + 20].split()
        return bool(rest) and rest[0].rstrip(".,;") in self.lex.pronoun_after

    def _vague(self, word: str, match: re.Match[str]) -> Numeral | None:
        entry = self.lex.vague[word]
        start, end = match.span()
        if self.low[end : end + 1] in ("-", "‑") and not self.lex.opens(self.low, end):
            return None
        last = Left(self.text, self.low, start).last
        if (entry.before and last not in entry.before) or last in entry.never:
            return None
        following = self.low[end : end + 14].split(maxsplit=1)
        if entry.after and (not following or following[0].rstrip(".,;") not in entry.after):
            return None
        if entry.before and last == "a":
            start -= 2
        value, factor, soft = entry.low, 1, entry.soft
        big = self.lex.big.match(self.low, end)
        if big:
            factor = self.lex.multipliers.get(big[1]) or self.lex.groups[big[1]]
            value, end, soft = value * factor, big.end(), False
        return Numeral(start, end, value, "words", factor, True, soft, soft and entry.loose)
