"""The words of the number grammar, compiled: tables for look-up and one regular expression for the scan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from opledger.patternfiles.schemas.quantities import Currency, Heads, Quantities, Shared, Unit, Vague

SPACE = " \u00a0\u202f\u2009\u2007\t"


def trie(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first, without shared beginnings tried twice."""
    root: dict[str, dict[str, object]] = {}
    for word in sorted(set(words)):
        node: dict[str, object] = root  # type: ignore[assignment]
        for letter in word:
            node = node.setdefault(letter, {})  # type: ignore[assignment]
        node[""] = {}
    return _branch(root)  # type: ignore[arg-type]


def _branch(node: Mapping[str, object]) -> str:
    options = []
    for letter in sorted(node, reverse=True):
        if letter:
            inner = _branch(node[letter])  # type: ignore[arg-type]
            shown = f"[{SPACE}\n]" if letter == " " else re.escape(letter)
            options.append(shown + inner)
    if not options:
        return ""
    body = options[0] if len(options) == 1 and "" not in node else f"(?:{'|'.join(options)})"
    return body + "?" if "" in node else body


@dataclass(frozen=True, slots=True)
class UnitWord:
    """One way to write a unit: what it is normalised to, and how many of that it is."""

    unit: str
    dimension: str
    factor: Fraction
    id: str


class Lexicon:
    """Compiled tables of one pattern set.

    Args:
        section: the ``quantities`` section of the packs.
    """

    def __init__(self, section: Quantities) -> None:
        self.section = section
        self.numbers = section.numbers
        self.multipliers = section.multipliers
        self.suffixes = section.suffixes
        self.groups = section.groups
        self.sets = section.sets
        self.fractions = {w: Fraction(v) for w, v in section.fractions.items()}
        self.fraction_symbols = {w: Fraction(v) for w, v in section.fraction_symbols.items()}
        self.vague: dict[str, Vague] = {word: v for v in section.vague for word in v.words}
        self.before = section.before
        self.fillers, self.boosters = frozenset(section.fillers), frozenset(section.boosters)
        self.change, self.function_words = frozenset(section.change), frozenset(section.function_words)
        self.months = frozenset(section.months)
        self.year_cues = frozenset(section.year_cues)
        self.persons = frozenset(section.persons)
        self.pronoun_before = frozenset(section.pronoun_before)
        self.pronoun_after = frozenset(section.pronoun_after)
        self.heads: dict[str, list[Heads]] = {}
        for head in section.heads:
            for word in head.words:
                self.heads.setdefault(word, []).append(head)
        self._compile_scan()
        self._compile_units(section.units)
        self._compile_money(section.currencies, section.shared_currencies)
        self._compile_context(section)

    def _compile_scan(self) -> None:
        words = [*self.numbers, *self.multipliers, *self.groups, *self.sets, *self.fractions, *self.vague]
        symbols = re.escape("".join(self.fraction_symbols))
        self.scan = re.compile(rf"\.?[0-9]|(?<!\w)(?:{trie(words)})(?!\w)|[{symbols}]")
        self.word = re.compile(rf"(?:{trie([*self.numbers, *self.multipliers, *self.groups])})(?!\w)")
        gap = rf"[{SPACE}\n]?[{SPACE}\n\-‑]"
        self.multiplier = re.compile(rf"{gap}({trie(self.multipliers)})(?!\w)")
        self.big = re.compile(rf"{gap}({trie([*self.multipliers, *self.groups])})(?!\w)")
        self.suffix = re.compile(rf"([{SPACE}]?)({trie(self.suffixes)})(?![\w/²³])")
        self.fraction_symbol = re.compile(rf"[{SPACE}]?([{symbols}])")

    def _compile_units(self, units: Iterable[Unit]) -> None:
        self.unit_words: dict[str, UnitWord] = {}
        self.unit_symbols: dict[str, UnitWord] = {}
        for u in units:
            entry = UnitWord(u.unit, u.dimension, Fraction(u.factor), u.id)
            self.unit_words.update((" ".join(word.split()), entry) for word in u.words)
            self.unit_symbols.update((symbol, entry) for symbol in u.symbols)
        gap = rf"[{SPACE}\n]?[{SPACE}\n\-‑]?"
        self.unit_word = re.compile(rf"{gap}({trie(self.unit_words)})(?![\w])")
        self.unit_symbol = re.compile(rf"[{SPACE}\-‑]?({trie(self.unit_symbols)})(?![\w²³])")

    def _compile_money(self, currencies: Iterable[Currency], shared: Iterable[Shared]) -> None:
        self.currency_cues: dict[str, list[str]] = {}
        self.shared: dict[str, Shared] = {}
        self.money_prefix: dict[str, str] = {}
        self.money_word: dict[str, str] = {}
        trailing: dict[str, str] = {}
        for c in currencies:
            self.currency_cues[c.id] = list(c.cues)
            self.money_prefix.update(dict.fromkeys([*c.symbols, c.id, c.id.capitalize()], c.id))
            self.money_word.update(dict.fromkeys([*c.words, c.id.lower()], c.id))
            trailing.update(dict.fromkeys(c.trailing, c.id))
        for s in shared:
            key = "?" + s.id
            self.shared[key] = s
            self.money_prefix.update(dict.fromkeys(s.symbols, key))
            self.money_word.update(dict.fromkeys(s.words, key))
            trailing.update({symbol: key for symbol in s.symbols if not symbol.isalpha()})
        self.trailing = trailing
        gap = rf"[{SPACE}\n]?[{SPACE}\n\-‑]?"
        self.money_after = re.compile(rf"{gap}({trie(self.money_word)})(?!\w)")
        self.money_trailing = re.compile(rf"[{SPACE}]?({trie(trailing)})(?!\w)")

    def _compile_context(self, section: Quantities) -> None:
        self.after = {" ".join(k.split()): v for k, v in section.after.items()}
        self.after_cue = re.compile(rf"[{SPACE}\-‑]?({trie(self.after)})(?!\w)")
        self.signs = section.signs
        self.tails = {word: tail.kind for tail in section.tails for word in tail.words}
        self.names = re.compile(rf"(?:{trie(section.names)})(?!\w)") if section.names else re.compile(r"(?!)")
        months = trie(section.months)
        self.day_month = re.compile(
            rf"[0-9]{{1,2}}(?:st|nd|rd|th)?(?:[{SPACE}]?(?:-|–|to|and|&|,)[{SPACE}]?[0-9]{{1,2}}(?:st|nd|rd|th)?){{0,3}}"
            rf"[{SPACE}]?(?:of[{SPACE}])?({months})(?!\w)(?:\.?,?[{SPACE}][0-9]{{4}}(?![0-9,.]*[0-9]))?"
        )
