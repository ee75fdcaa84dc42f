"""Reading one number at one place of a text: digits in all groupings, words, and both mixed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from opledger.quantities.lexicon import SPACE, THIN, Lexicon

Number = int | Fraction

LONGEST = 15
"""Digits of the longest plain number; more is a document or telephone number."""

DIGITS = re.compile(
    rf"""
    (?P<comma>[1-9][0-9]{{0,2}}(?:,[0-9]{{3}}){{1,8}}+(?:\.[0-9]++)?)(?![0-9]|,[0-9])      # 1,234,567.8
    |(?P<indian>[1-9][0-9]?(?:,[0-9]{{2}}(?=,)){{1,6}}+,[0-9]{{3}}(?:\.[0-9]++)?)(?![0-9])       # 12,34,567
    |(?P<dots>[1-9][0-9]{{0,2}}(?:\.[0-9]{{3}}){{2,8}}+(?:,[0-9]++)?)(?![0-9]|\.[0-9])  # 1.234.567,89
    |(?P<dotcomma>[1-9][0-9]{{0,2}}\.[0-9]{{3}},[0-9]{{1,2}})(?![0-9])                # 90.385,05
    |(?P<space>[1-9][0-9]{{0,2}}(?:[{THIN}][0-9]{{3}}){{1,8}}+(?:[.,][0-9]{{1,2}})?)(?![0-9]|[{THIN}][0-9]{{4}})
    |(?P<apostrophe>[1-9][0-9]{{0,2}}(?:['’][0-9]{{3}}){{1,8}}+(?:\.[0-9]++)?)(?![0-9])
    |(?P<dot>[1-9][0-9]{{0,2}}\.[0-9]{{3}})(?![0-9]|\.[0-9])                          # 15.313: by context
    |(?P<chain>[0-9]++(?:\.[0-9]++){{2,}}+)                                           # 3.4.1
    |(?P<decimal>[0-9]++\.[0-9]++)
    |(?P<decimalcomma>(?<![0-9],)(?:[0-9]++,(?:[0-9]{{1,2}}|[0-9]{{4,}}+)|0,[0-9]{{3}}))(?![0-9]|,[0-9])
    |(?P<plain>[0-9]++)
    |(?P<point>\.[0-9]++)
    """,
    re.VERBOSE,
)
GROUPED_DOTS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}+(?:,[0-9]++)?(?![0-9]|\.[0-9])")
DOT_STYLE = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){2,}|\.[0-9]{3},[0-9]{1,2})(?![0-9])")
DECIMAL_COMMA = re.compile(r"(?<![0-9.,])[0-9]{1,3},[0-9]{1,2}(?![0-9,])")
SINGLE_DOT = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}\.[0-9]{3}(?![0-9]|[.,][0-9])")
DECIMAL_DOT = re.compile(r"(?<![0-9.,])[0-9]+\.[0-9]{1,2}(?![0-9.])")
COMMA_STYLE = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9,])")
HALVES = re.compile(r"(?:[ \-]and[ \-]|[ \-])(?:a[ \-])?(half|quarter)\b|[ \-]and[ \-]three[ \-]quarters\b")
SMALL = 100


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it stands: its characters, its value, and how it is written.

    ``shape`` is the name of the grouping (``comma``, ``plain``, ``words`` ...); ``factor`` the multiplier word's or
    suffix's value, 1 without one; ``floor`` is true where the value is only the floor of a vague word,
    ``soft`` where that word is no number word (several), ``loose`` where it is hardly one (many).
    """

    start: int
    end: int
    value: Number
    shape: str
    factor: int = 1
    floor: bool = False
    soft: bool = False
    loose: bool = False


def whole(value: Fraction) -> Number:
    """An int where the fraction is one."""
    return value.numerator if value.denominator == 1 else value


def digit_value(digits: str, shape: str) -> Number:
    """The value of a numeral of a known grouping; ``dot`` is read as thousands.

    Example:
        >>> digit_value("1.234,5", "dotcomma"), digit_value("15.313", "dot")
        (Fraction(2469, 2), 15313)
    """
    if shape in ("dots", "dotcomma"):
        digits = digits.replace(".", "").replace(",", ".")
    elif shape == "dot":
        digits = digits.replace(".", "")
    elif shape == "space":
        head = re.sub(rf"[{SPACE}]", "", digits)
        digits = head.replace(",", ".")
    elif shape == "decimalcomma":
        digits = digits.replace(",", ".")
    else:
        digits = digits.replace(",", "").replace("'", "").replace("’", "")
    return whole(Fraction(digits)) if "." in digits else int(digits)


PADDED = 2
"""Digits of a small number that is written with a nought before it: "03 shotguns"."""


class NumeralReader:
    """Reads numerals of one text.

    Args:
        lexicon: the words.
        low: the text in small letters, as long as the text itself.
    """

    def __init__(self, lexicon: Lexicon, low: str) -> None:
        self.lex, self.low = lexicon, low
        self._dots: bool | None = None
        self._near: bool | None = None

    @property
    def dot_thousands(self) -> bool:
        """Whether this text parts thousands by dots, as Spanish, Portuguese or German does."""
        if self._dots is None:
            self._dots = bool(DOT_STYLE.search(self.low)) and not COMMA_STYLE.search(self.low)
        return self._dots

    def digits(self, pos: int) -> Numeral | None:
        """The numeral in digits that starts at ``pos``, without multiplier; None for a version or document number."""
        match = DIGITS.match(self.low, pos)
        if match is None or match.lastgroup == "chain":
            return None
        shape = match.lastgroup or "plain"
        raw = match[0]
        if shape == "plain" and (len(raw) > LONGEST or (raw[0] == "0" and len(raw) > 1)):
            padded = len(raw) == PADDED and self.lex.counts_noun(self.low, match.end())
            return Numeral(pos, match.end(), int(raw), shape) if padded and raw != "00" else None
        if len(raw) > 4 * LONGEST:
            return None
        if shape == "dot":
            return self._dotted(pos, match.end(), raw)
        return Numeral(pos, match.end(), digit_value(raw, shape), shape)

    def _dotted(self, pos: int, end: int, raw: str) -> Numeral:
        """15.313: thousands before a thing that is counted whole; a decimal before a unit, percentage or billion."""
        after = self.lex.multiplier.match(self.low, end)
        thousands = not (self.lex.unit_word.match(self.low, end) or self.lex.unit_symbol.match(self.low, end))
        if after or self.lex.suffix.match(self.low, end):
            # "4.870 millions" comes from a language that has no billion
            thousands = self.dot_thousands_near() and after is not None and after[1].startswith("million")
        elif not thousands:
            thousands = self.dot_thousands_near()
        value = digit_value(raw, "dot" if thousands else "decimal")
        return Numeral(pos, end, value, "dot" if thousands else "decimal")

    def dot_thousands_near(self) -> bool:
        """Whether anything in the text speaks for dots as thousands: that style, decimal commas, no other decimals."""
        if self._near is None:
            self._near = self.dot_thousands or (not COMMA_STYLE.search(self.low) and self._spoken_for())
        return self._near

    def _spoken_for(self) -> bool:
        if DECIMAL_COMMA.search(self.low):
            return True
        return len(SINGLE_DOT.findall(self.low)) > 1 and not DECIMAL_DOT.search(self.low)

    def read(self, pos: int, money: bool = False) -> Numeral | None:
        """The number that starts at ``pos``, with its multipliers.

        Args:
            pos: where a digit, a number word, a fraction or a vague word starts.
            money: a currency stands before it, so that "m" is a million.
        """
        char = self.low[pos]
        if char in self.lex.fraction_symbols:
            return self._grown(Numeral(pos, pos + 1, self.lex.fraction_symbols[char], "fraction"))
        if not (char.isdigit() or char == "."):
            return self._worded(pos)
        numeral = self.digits(pos)
        if numeral is None:
            return None
        if not self.lex.opens(self.low, numeral.end):
            return numeral
        half = self.lex.fraction_symbol.match(self.low, numeral.end)
        if half and isinstance(numeral.value, int):
            value = numeral.value + self.lex.fraction_symbols[half[1]]
            numeral = Numeral(pos, half.end(), value, "fraction")
        suffix = self.lex.suffix.match(self.low, numeral.end)
        if suffix and self._is_suffix(suffix, numeral, money):
            factor = self.lex.suffixes[suffix[2]]
            return Numeral(pos, suffix.end(), scaled(numeral.value, factor), numeral.shape, factor)
        return self._grown(numeral)

    @staticmethod
    def fraction(match: re.Match[str]) -> Numeral:
        """The value of "1/2" or "1 1/2": groups whole, upper, lower."""
        value = int(match[1] or 0) + Fraction(int(match[2]), int(match[3]))
        return Numeral(match.start(), match.end(), whole(value), "fraction")

    def _is_suffix(self, suffix: re.Match[str], numeral: Numeral, money: bool) -> bool:
        letters, gap = suffix[2], suffix[1]
        if money or letters in ("mn", "bn", "mln", "bln", "mio", "trn"):
            return True
        if gap:
            return False
        if letters in ("b", "mm", "cr", "mil"):
            return letters == "mil"
        if letters == "m":
            # "2.7m sales" but "a 15m boat", "300m away"
            rest = self.low[suffix.end() : suffix.end() + 24].split()
            metric = not rest or rest[0].rstrip(".,;") in self.lex.metre_after
            return not metric and self.low[max(0, numeral.start - 3) : numeral.start].split()[-1:] != ["a"]
        return True

    def _grown(self, numeral: Numeral) -> Numeral:
        """With multiplier words after it, and the lower parts after those ("7 thousand 428")."""
        match = self.lex.big.match(self.low, numeral.end)
        if match is None:
            return numeral
        if match[1] in self.lex.groups and match[1] != "dozen":
            return numeral
        return self._sequence(numeral.start, numeral.end, numeral.value, numeral.shape)

    def _worded(self, pos: int) -> Numeral | None:
        match = self.lex.word.match(self.low, pos)
        if match is None:
            return None
        word = match[0]
        if word in self.lex.numbers:
            return self._sequence(
                pos, match.end(), self.lex.numbers[word], "words", last=self.lex.numbers[word]
            )
        if self.low[max(0, pos - 2) : pos] in ("a ", "a\u00a0", "a-"):
            return self._sequence(pos - 2, pos - 1, 1, "words")
        return None

    def _sequence(self, start: int, end: int, first: Number, shape: str, last: Number = 1000) -> Numeral:
        """Number words after a first value: a sum of falling multipliers, each over a group under a thousand.

        ``last`` is the last small word, which says what may follow: "twenty" a digit, "five" nothing small.
        """
        total: Number = 0
        group, bound, factor = first, 10**18, 1
        closed = False
        while True:
            step = self._step(end, shape)
            if step is None:
                break
            word, value, joined, stop = step
            if joined and shape != "words":  # "EUR 1.9 million and eleven licences" are two numbers
                break
            if word in self.lex.groups:
                if joined or word != "dozen":
                    break
                group, end, factor = scaled(group, value), stop, factor * int(value)
                break
            if word in self.lex.multipliers:
                if joined or (closed and group == 0) or (value >= 1000 and value >= bound):
                    break
                if value == 100:
                    group, last, factor = scaled(group, 100), 100, 100
                else:
                    total, group, bound = total + scaled(group, int(value)), 0, int(value)
                    closed, last, factor = True, 1000, max(factor, int(value))
                end = stop
                continue
            if not self._fits(value, last, bound if closed and group == 0 else 100, joined):
                break
            group, last, end = group + value, value, stop
        numeral = Numeral(start, end, total + group, shape, factor)
        return self._halves(numeral) if shape == "words" or factor == 1 else numeral

    def _fits(self, value: Number, last: Number, room: int, joined: bool) -> bool:
        """Whether a small number may follow the last word: twenty-five, hundred and six, thousand 428."""
        if last in (100, 1000):
            return value < room if last == 1000 else value < SMALL
        return isinstance(last, int) and 20 <= last < 100 and value < 10 and not joined

    def _step(self, end: int, shape: str) -> tuple[str, Number, bool, int] | None:
        """The next word of a number: the word, its value, whether "and" stands before it, its end."""
        match = JOIN.match(self.low, end)
        if match is None:
            return None
        joined, at = match[1] is not None, match.end()
        if at < len(self.low) and self.low[at].isdigit():
            if joined:
                return None
            plain = LOWER_PART.match(self.low, at)
            return (plain[0], int(plain[0]), False, plain.end()) if plain and match[0] == " " else None
        word = self.lex.word.match(self.low, at)
        if word is None:
            return None
        value = self.lex.numbers.get(word[0]) or self.lex.multipliers.get(word[0]) or self.lex.groups[word[0]]
        return word[0], value, joined, word.end()

    def _halves(self, numeral: Numeral) -> Numeral:
        """ "two and a half", and the multiplier after it."""
        match = HALVES.match(self.low, numeral.end)
        if match and match[1] == "half" and "and" in match[0] and numeral.factor >= 1000:
            value = numeral.value + Fraction(numeral.factor, 2)
            return Numeral(numeral.start, match.end(), whole(Fraction(value)), "words", numeral.factor)
        if match is None or numeral.value >= SMALL or "and" not in match[0]:
            return numeral
        part = self.lex.fractions[match[1]] if match[1] else Fraction(3, 4)
        value = numeral.value + part
        after = self.lex.multiplier.match(self.low, match.end())
        if after is None:
            return Numeral(numeral.start, match.end(), value, "words")
        factor = self.lex.multipliers[after[1]]
        return Numeral(numeral.start, after.end(), scaled(value, factor), "words", factor)


JOIN = re.compile(r"[ \u00a0\u202f\n\-‑](and[ \-])?")
LOWER_PART = re.compile(r"[0-9]{1,3}(?![\w.,]?[0-9])")


def scaled(value: Number, factor: int | Number) -> Number:
    """The product, an int where it is one."""
    product = value * factor
    return whole(product) if isinstance(product, Fraction) else product
