"""Units and money: what stands right after a number, or right before it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from opledger.quantities.context import OPENERS, Left
from opledger.quantities.lexicon import Lexicon, UnitWord
from opledger.quantities.numerals import Numeral
from opledger.wordindex import words_of

COMPOUND = re.compile(
    r"[ \u00a0\-]?([A-Za-zµμ°]{1,6}[²³23]?(?:[/·][A-Za-z]{1,5}[²³23]?)+|[A-Za-z]+[\- ]per[\- ][a-z]+|[A-Za-z]+-[a-z]+)(?!\w)"
)
HYPHENED = re.compile(r"[-‑][^\W\d_]")
CONVERTED = re.compile(r"(?<![\w$])\$ ?[0-9][^()\n]{0,30}\([^()\n]{0,20}us ?\$")
LONGEST_OWN = 3
OWN_DOLLAR = re.compile(rf"(?<!\w)[a-z]{{1,{LONGEST_OWN}}}\$")
SURE = 10_000
"""A bare number from here on is taken for money beside a letter or word that may be a currency."""
PREFIX_LENGTH = 8
"""Characters of the longest currency before a number."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit found beside a number: normalised unit, dimension, factor, the words, and where they end."""

    unit: str
    dimension: str
    factor: Fraction
    words: str
    end: int
    rule: str


class UnitReader:
    """Reads units and money of many texts; keeps what quantulum3 said of compound units.

    Args:
        lexicon: the words.
    """

    CACHE = 2000

    def __init__(self, lexicon: Lexicon) -> None:
        self.lex = lexicon
        self._asked: dict[str, str | None] = {}

    def after(self, text: str, low: str, end: int) -> Measure | None:
        """The unit that stands right after a number, if any."""
        symbol = self.lex.unit_symbol.match(text, end)
        word = self.lex.unit_word.match(low, end)
        if symbol and len(symbol[1]) == 1 and HYPHENED.match(text, symbol.end()):
            symbol = None  # 200 t-shirts
        best = word if word and (symbol is None or word.end() >= symbol.end()) else symbol
        if best is None:
            return self._compound(text, end) if "/" in text[end : end + 6] else None
        if low[best.end() : best.end() + 1] in ("/", "·", " ", "-"):
            compound = self._compound(text, end)
            if compound:
                return compound
        if best is word:
            entry = self.lex.unit_words[" ".join(word[1].split())]
            return _measure(entry, text[word.start(1) : word.end(1)], word.end())
        return _measure(self.lex.unit_symbols[best[1]], best[1], best.end())

    def _compound(self, text: str, end: int) -> Measure | None:
        match = COMPOUND.match(text, end)
        unit = self._compound_unit(match[1]) if match else None
        return (
            Measure(unit, "other", Fraction(1), match[1], match.end(), "compound") if match and unit else None
        )

    def _compound_unit(self, words: str) -> str | None:
        """The name of a compound unit ("mile per hour"), or None; each spelling is looked at once.

        Two units that we know name it themselves; quantulum3, which takes seconds to import, is asked only for
        symbols with a part that we don't know.
        """
        if words not in self._asked:
            if len(self._asked) >= self.CACHE:
                self._asked.clear()
            parts = [p for p in re.split(r"[/·\- ]", words) if p and p != "per"]
            names = [self._unit_name(part) for part in parts]
            known = [name for name in names if name]
            if len(known) == len(names) > 1:
                self._asked[words] = ("-" if "-" in words else " per ").join(known)
            else:
                self._asked[words] = ask_quantulum(words) if known and "/" in words else None
        return self._asked[words]

    def _unit_name(self, part: str) -> str | None:
        entry = self.lex.unit_symbols.get(part) or self.lex.unit_words.get(part.lower())
        return entry.id.replace("_", " ") if entry else None

    def before(self, left: Left) -> tuple[str, int] | None:
        """The currency that stands right before a number: its code (or "?name" where shared) and where it starts."""
        text, at = left.text, left.at
        char = left.char
        if not char or char in "\n(":
            return None
        if char in " \u00a0\u202f":
            if not left.words or left.words[-1] not in self.lex.money_ends:
                return self._named_before(left)
            return self._prefix(text, at - 1, spaced=True)
        return (
            self._prefix(text, at, spaced=False) if char.isalpha() or char in self.lex.money_chars else None
        )

    def _named_before(self, left: Left) -> tuple[str, int] | None:
        """A currency whose name is written as one before its number: Saudi Riyals 45,000."""
        words = left.words
        if not words or words[-1] not in self.lex.money_word_ends:
            return None
        for length in (3, 2, 1):
            code = self.lex.money_word.get(" ".join(words[-length:])) if len(words) >= length else None
            start = left.start_of(length)
            if code and left.text[start].isupper():
                return code, start
        return None

    def _prefix(self, text: str, stop: int, spaced: bool) -> tuple[str, int] | None:
        start = stop
        while start and stop - start < PREFIX_LENGTH and not text[start - 1].isspace():
            start -= 1
        chunk = text[start:stop].lstrip(OPENERS)
        begin = stop - len(chunk)
        if chunk == "$" and begin > 1 and text[begin - 1] == " ":
            head = text[max(0, begin - 5) : begin].split()
            code = self.lex.money_prefix.get(head[-1] + " $") if head else None
            if code:
                return code, begin - 1 - len(head[-1])
        code = self.lex.money_prefix.get(chunk)
        if code and not (spaced and len(chunk) == 1 and chunk.isalpha()):
            return code, begin
        if chunk and not chunk[-1].isalpha():
            code = self.lex.money_prefix.get(chunk[-1])
            return (code, stop - 1) if code else None
        return None

    def money_after(self, text: str, low: str, end: int) -> tuple[str, int] | None:
        """The currency that stands right after a number."""
        word = self.lex.money_after.match(low, end)
        if word:
            return self.lex.money_word[" ".join(word[1].split())], word.end()
        trailing = self.lex.money_trailing.match(text, end)
        if trailing and not text[trailing.end() : trailing.end() + 2].strip()[:1].isdigit():
            return self.lex.trailing[trailing[1]], trailing.end()
        return None


def _measure(entry: UnitWord, words: str, end: int) -> Measure:
    return Measure(entry.unit, entry.dimension, entry.factor, words, end, "unit:" + entry.id)


def ask_quantulum(words: str) -> str | None:
    """What quantulum3 makes of the unit in "1 <words>"; None if it sees none or stumbles."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of its optional classifier
        from quantulum3 import parser

        try:
            found = parser.parse(f"1 {words}")
        except Exception:  # quantulum3 raises all kinds on odd input; a unit it can't read is no unit
            return None
    if len(found) != 1 or found[0].unit.entity.name in ("dimensionless", "unknown", "currency"):
        return None
    return str(found[0].unit.name)


def trusted(numeral: Numeral) -> bool:
    """Whether a number looks like money by itself: it has groups, decimals or a multiplier, or it is large."""
    return numeral.shape not in ("plain", "words") or numeral.factor > 1 or numeral.value >= SURE


class CurrencyJudge:
    """Tells apart currencies that share a name, by the words of one text.

    A cue must be said often, and twice as often as that of any rival; otherwise the default holds.
    """

    ENOUGH = 1
    SMALL = 9
    SPELT_OUT = 5
    """How much more a cue weighs where the text spells its dollar out ("NZ$"); "US$" says nothing of a bare "$"."""

    def __init__(self, lexicon: Lexicon, text: str, low: str) -> None:
        self.lex, self.text, self.low = lexicon, text, low
        self._votes: Counter[str] | None = None
        self._codes: dict[str, str] = {}

    def code(self, code: str) -> str:
        """An ISO 4217 code for a currency as written ("?$" for a shared name)."""
        if not code.startswith("?"):
            return code
        if code not in self._codes:
            self._codes[code] = self._decide(code)
        return self._codes[code]

    def trusted(self, code: str, numeral: Numeral) -> bool:
        """Whether a bare letter before a number is money: R4,2 million, P3,500; R500 in a South African text."""
        if trusted(numeral):
            return True
        return self._counted()[code] > 0 and numeral.value > self.SMALL

    def _says(self, code: str) -> bool:
        """Whether the text says the name of a shared currency in words."""
        return any(re.search(rf"\b{re.escape(word)}\b", self.low) for word in self.lex.shared[code].words)

    def _counted(self) -> Counter[str]:
        """How often the text says a cue of each currency."""
        if self._votes is None:
            self._votes = Counter()
            for cue, count in Counter(self._cues()).items():
                self._votes[self.lex.cue_codes[" ".join(cue.split())]] += count
        return self._votes

    def _cues(self) -> Iterator[str]:
        """The cues of all currencies, as the text says them: few of its words begin one."""
        if self.lex.cue_words is None:
            yield from self.lex.cue.findall(self.low)
            return
        done = 0
        for start, _ in self.lex.cue_words.among(words_of(self.text)):
            cue = self.lex.cue.match(self.low, start) if start >= done else None
            if cue is not None:
                done = cue.end()
                yield cue[0]

    def _own_dollars(self) -> Iterator[str]:
        """The dollars that the text gives a letter of their own ("c$")."""
        at = self.low.find("$")
        while at >= 0:
            own = OWN_DOLLAR.search(self.low, max(0, at - LONGEST_OWN), at + 1)
            if own is not None:
                yield own[0]
            at = self.low.find("$", at + 1)

    def _decide(self, code: str) -> str:
        shared, votes = self.lex.shared[code], self._counted().copy()
        if shared.also and self._says("?" + shared.also) and not self._says(code):
            return self.code("?" + shared.also)
        if code == "?$":
            if CONVERTED.search(
                self.low
            ):  # "over $18 million (about US$2.3 million)": the first is another dollar
                votes[shared.default or ""] = 0
                best = max(shared.codes, key=lambda c: votes[c])
                if votes[best]:
                    return best
            spelt = sorted({self.lex.dollars.get(symbol, "") for symbol in self._own_dollars()})
            for named in spelt:
                votes[named] *= self.SPELT_OUT if named != shared.default else 1
        best = max(shared.codes, key=lambda c: votes[c])
        rival = max(votes[c] for c in shared.codes if c != best)
        if shared.default is None or (
            votes[best] >= (shared.enough or self.ENOUGH) and votes[best] >= 2 * rival
        ):
            return best
        return shared.default
