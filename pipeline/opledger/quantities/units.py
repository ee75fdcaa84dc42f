"""Units and money: what stands right after a number, or right before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from opledger.quantities.context import OPENERS, Left
from opledger.quantities.lexicon import Lexicon, UnitWord

COMPOUND = re.compile(
    r"[ \u00a0\-]?([A-Za-zµμ°]{1,6}(?:[²³]|(?<=m)[23])?(?:[/·\-][A-Za-z]{1,5}[²³23]?)+|[A-Za-z]+ per [a-z]+)(?!\w)"
)
COMPOUND_WORD = re.compile(r"[\w/·²³\- ]{2,24}")
ENDS = 12


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit found beside a number: normalised unit, dimension, factor, the words, and where they end."""

    unit: str
    dimension: str
    factor: Fraction
    words: str
    end: int
    rule: str = "unit"


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
        char = text[end : end + 1]
        if char in ",.;:)\n" and char != "":
            return None
        compound = COMPOUND.match(text, end)
        if compound:
            unit = self._compound(compound[1])
            if unit:
                return Measure(unit, "other", Fraction(1), compound[1], compound.end(), "compound")
        symbol = self.lex.unit_symbol.match(text, end)
        word = self.lex.unit_word.match(low, end)
        if word and (symbol is None or word.end() >= symbol.end()):
            entry = self.lex.unit_words[" ".join(word[1].split())]
            return _measure(entry, text[word.start(1) : word.end(1)], word.end())
        if symbol:
            return _measure(self.lex.unit_symbols[symbol[1]], symbol[1], symbol.end())
        return None

    def _compound(self, words: str) -> str | None:
        """The name of a compound unit ("mile per hour") by quantulum3, or None; each spelling is asked once."""
        if words not in self._asked:
            if len(self._asked) >= self.CACHE:
                self._asked.clear()
            self._asked[words] = _ask_quantulum(words) if self._likely(words) else None
        return self._asked[words]

    def _likely(self, words: str) -> bool:
        """Whether every part is a unit that we know, so that quantulum3 is worth asking."""
        parts = [p for p in re.split(r"[/·\- ]|[²³23]", words) if p and p != "per"]
        known = (self.lex.unit_words, self.lex.unit_symbols)
        return all(any(p in table or p.lower() in table for table in known) for p in parts)

    def before(self, left: Left) -> tuple[str, int] | None:
        """The currency that stands right before a number: its code (or "?name" where shared) and where it starts."""
        text, at = left.text, left.at
        stop = at
        while stop and text[stop - 1] in " \u00a0\u202f":
            stop -= 1
        if at - stop > 1 or not stop:
            return None
        start = stop
        while start and not text[start - 1].isspace() and stop - start < ENDS:
            start -= 1
        chunk = text[start:stop]
        stripped = chunk.lstrip(OPENERS)
        for piece, begin in self._pieces(text, stripped, stop):
            code = self.lex.money_prefix.get(piece)
            if code and not (at > stop and len(piece) == 1 and piece.isalpha()):
                return code, begin
        return None

    @staticmethod
    def _pieces(text: str, chunk: str, stop: int) -> list[tuple[str, int]]:
        """What may be a currency: two words ("US $"), one word, or the symbol that a longer word ends in."""
        if not chunk:
            return []
        begin = stop - len(chunk)
        found = []
        if chunk == "$" and begin > 1 and text[begin - 1] == " ":
            head = text[max(0, begin - 5) : begin].split()
            if head and head[-1].isupper():
                found.append((head[-1] + " $", begin - 1 - len(head[-1])))
        found.append((chunk, begin))
        if not chunk[-1].isalpha():
            found.append((chunk[-1], stop - 1))
        return found

    def money_after(self, text: str, low: str, end: int) -> tuple[str, int] | None:
        """The currency that stands right after a number."""
        word = self.lex.money_after.match(low, end)
        if word:
            return self.lex.money_word[" ".join(word[1].split())], word.end()
        trailing = self.lex.money_trailing.match(text, end)
        if trailing and not text[trailing.end() : trailing.end() + 1].isdigit():
            return self.lex.trailing[trailing[1]], trailing.end()
        return None


def _measure(entry: UnitWord, words: str, end: int) -> Measure:
    return Measure(entry.unit, entry.dimension, entry.factor, words, end, "unit:" + entry.id)


def _ask_quantulum(words: str) -> str | None:
    """What quantulum3 makes of the unit in "1 <words>"; None if it sees none or stumbles."""
    from quantulum3 import parser

    try:
        found = parser.parse(f"1 {words}")
    except Exception:  # quantulum3 raises all kinds on odd input; a unit it can't read is no unit
        return None
    if len(found) != 1 or found[0].unit.entity.name in ("dimensionless", "unknown", "currency"):
        return None
    return str(found[0].unit.name)


def currency_of(lexicon: Lexicon, low: str, code: str) -> str:
    """An ISO 4217 code for a currency name that several countries share, by the words of the text.

    A bare "$" beside "US$" in the same text is not the United States dollar.
    """
    if not code.startswith("?"):
        return code
    shared = lexicon.shared[code]
    votes = {c: sum(low.count(cue) for cue in lexicon.currency_cues.get(c, ())) for c in shared.codes}
    best = max(shared.codes, key=lambda c: votes[c])
    if votes[best] and (shared.default is None or votes[best] > votes.get(shared.default, 0)):
        return best
    return shared.default or shared.codes[0]
