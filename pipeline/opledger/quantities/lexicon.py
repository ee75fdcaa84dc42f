"""The words of the number grammar, compiled: tables for look-up and one regular expression for the scan."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from opledger.patternfiles.schemas.quantities import Heads, Profile, Quantities, Shared, Vague
from opledger.wordindex import WORD, FirstWords

SHAPE_WORDS = ("a", "am", "p", "pm", "o", "noon", "h", "hrs", "hours", "gmt", "utc", "year", "years", "yr", "yrs", "month",
               "months", "week", "weeks", "day", "days", "to", "or", "and", "of", "de")  # fmt: skip
"""First words of times, dates and ages after a number, as the shapes in ``lookalikes`` spell them."""
COMMON_X = ("XAF", "XCD", "XOF", "XPF")
"""Codes with X that are money of countries; the others are metals, funds and tests."""
ENDINGS = frozenset(["", ".", ",", ";", ":", ")", "]"])
GAPS = frozenset(' \u00a0\u202f\u2009\u2007\t\n-‑”"')
NEXT = re.compile('[ \u00a0\u202f\u2009\u2007\t\n\\-‑”"]{1,2}([^\\s,;:()\\-.!?/”“"’\']+)')
SPACE = " \u00a0\u202f\u2009\u2007\t"
THIN = SPACE[:-1]
"""Spaces inside a number; a tab parts the cells of a row."""


Node = dict[str, Any]


def trie(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first, without shared beginnings tried twice.

    Example:
        >>> trie(["one", "once"])
        'on(?:e|ce)'
    """
    root: Node = {}
    for word in sorted(set(words)):
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branch(root)


def _branch(node: Node) -> str:
    options = []
    for letter in sorted(node, reverse=True):
        if letter:
            shown = f"[{SPACE}\n]" if letter == " " else re.escape(letter)
            options.append(shown + _branch(node[letter]))
    if not options:
        return ""
    body = options[0] if len(options) == 1 and "" not in node else f"(?:{'|'.join(options)})"
    return body + "?" if "" in node else body


def _titled(word: str) -> str:
    """The word with a capital: "Street", "U.S.C."."""
    return re.escape(word.upper() if "." in word[:-1] or len(word) == 3 else word.capitalize())


def _calibre(section: Quantities) -> re.Pattern[str]:
    """9mm pistols, .22 calibre: a length only where a weapon follows, the rest always."""
    if not (section.calibre_words and section.calibre_nouns):
        return re.compile(r"(?!)")
    words, nouns = trie(section.calibre_words), trie(section.calibre_nouns)
    return re.compile(
        rf"[ \-]?(?:(?:mm|millimeter|millimetre)[ \-]{nouns}(?!\w)|{words}(?!\w)(?:[ \-]{nouns}(?!\w))?)"
    )


def _floored(entry: Vague, profile: Profile) -> Vague:
    """A vague word with the floor that the profile gives it."""
    low = profile.floors.get(entry.id)
    return entry if low is None else entry.model_copy(update={"low": low})


def iso_codes() -> list[str]:
    """The codes of ISO 4217 in use, without metals, funds and tests."""
    import pycountry

    return sorted(c.alpha_3 for c in pycountry.currencies if c.alpha_3[0] != "X" or c.alpha_3 in COMMON_X)


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
        self.folds = {word + fold: value for word, value in self.numbers.items() for fold in section.folds}
        self.singles = section.singles
        self.article_units = section.article_units
        self.fractions = {w: Fraction(v) for w, v in section.fractions.items()}
        self.fraction_symbols = {w: Fraction(v) for w, v in section.fraction_symbols.items()}
        profile = section.profiles.get(section.profile, Profile())
        self.vague: dict[str, Vague] = {word: _floored(v, profile) for v in section.vague for word in v.words}
        self.about = Fraction(str(profile.about))
        self.before = section.before
        self.before_ends = frozenset(phrase.split()[-1] for phrase in self.before)
        self.particles = {word: frozenset(verbs) for word, verbs in section.particles.items()}
        self.fillers, self.boosters = frozenset(section.fillers), frozenset(section.boosters)
        self.change, self.function_words = frozenset(section.change), frozenset(section.function_words)
        self.months = frozenset(section.months)
        self.weekdays = frozenset(section.weekdays)
        self.no_names = self.function_words | self.weekdays
        self.year_cues = frozenset(section.year_cues)
        self.metre_after = frozenset(section.metre_after)
        self.naming = frozenset(section.naming)
        self.ordinals = frozenset(section.ordinals)
        self.persons = frozenset(section.persons)
        self.persons_meant = frozenset(section.persons_meant)
        self.pronoun_before = frozenset(section.pronoun_before)
        self.pronoun_after = frozenset(section.pronoun_after)
        self.heads: dict[str, list[Heads]] = {}
        for head in section.heads:
            for word in head.words:
                self.heads.setdefault(word, []).append(head)
        self.head_ends = frozenset(word.split()[-1] for word in self.heads if " " in word)
        self._compile_scan()
        self._compile_units(section)
        self._compile_money(section)
        self._compile_starts()
        self._compile_context(section)

    def _compile_scan(self) -> None:
        words = [
            *self.numbers,
            *self.multipliers,
            *self.groups,
            *self.sets,
            *self.fractions,
            *self.vague,
            *self.singles,
            *self.article_units,
            *self.folds,
        ]
        symbols = re.escape("".join(self.fraction_symbols))
        # Two expressions: what starts with one character of a few is found at once, and words by the table of all.
        self.figure = re.compile(rf"[.0-9{symbols}](?:(?<!\.)|[0-9])")
        self.number_word = re.compile(rf"(?:{trie(words)})(?!\w)")
        self.number_words = FirstWords(WORD.match(word)[0] for word in words)  # type: ignore[index]
        self.word = re.compile(rf"(?:{trie([*self.numbers, *self.multipliers, *self.groups])})(?!\w)")
        gap = rf"[{SPACE}\n]?[{SPACE}\n\-‑]"
        self.part = re.compile(rf"{gap}({trie(self.fractions)})(?!\w)")
        self.multiplier = re.compile(rf"{gap}({trie(self.multipliers)})(?!\w)")
        self.big = re.compile(rf"{gap}({trie([*self.multipliers, *self.groups])})(?!\w)")
        self.suffix = re.compile(rf"([{SPACE}]?)({trie(self.suffixes)})(?![\w/²³])")
        self.fraction_symbol = re.compile(rf"[{SPACE}]?([{symbols}])")

    def _compile_units(self, section: Quantities) -> None:
        self.unit_words: dict[str, UnitWord] = {}
        self.unit_symbols: dict[str, UnitWord] = {}
        for u in section.units:
            entry = UnitWord(u.unit, u.dimension, Fraction(u.factor), u.id)
            self.unit_words.update((" ".join(word.split()), entry) for word in u.words)
            self.unit_symbols.update((symbol, entry) for symbol in u.symbols)
        gap = rf"[”\"]?(?:{trie(' ' + w for w in section.between)})?[{SPACE}\n\-‑]?[{SPACE}\n]?"
        self.not_unit = re.compile(
            rf"[{SPACE}\-‑]({trie(section.not_units)})(?!\w)" if section.not_units else r"(?!)"
        )
        self.unit_word = re.compile(rf"{gap}({trie(self.unit_words)})(?![\w])")
        self.unit_symbol = re.compile(rf"[{SPACE}\-‑]?({trie(self.unit_symbols)})(?![\w²³])")

    def _compile_money(self, section: Quantities) -> None:
        currencies, shared = section.currencies, section.shared_currencies
        self.dollars = {s.lower(): c.id for c in currencies for s in c.symbols if s.endswith("$")}
        cues = {cue: c.id for c in currencies for cue in c.cues}
        self.cue_codes = cues
        self.cue = re.compile(rf"(?<!\w)(?:{trie(cues)})(?!\w)")
        firsts = [WORD.match(cue) for cue in cues]
        self.cue_words = FirstWords(first[0] for first in firsts if first) if all(firsts) else None
        self.shared: dict[str, Shared] = {}
        self.money_prefix: dict[str, str] = {}
        self.money_word: dict[str, str] = {}
        self.touching: set[str] = set()
        trailing: dict[str, str] = {}
        for c in currencies:
            self.money_prefix.update(dict.fromkeys([*c.symbols, *c.touching], c.id))
            self.touching.update(c.touching)
            self.money_word.update(dict.fromkeys(c.words, c.id))
            trailing.update(dict.fromkeys(c.trailing, c.id))
        known = {*iso_codes(), *(c.id for c in currencies)}  # a currency that was given up, too
        codes = {code: code for code in sorted(known) if code not in section.not_codes}
        self.money_prefix = {**codes, **self.money_prefix}
        trailing = {**{code: code for code in codes if code not in section.wary_codes}, **trailing}
        self.wary_words, self.money_cues = frozenset(section.wary_words), frozenset(section.money_cues)
        self.wary = frozenset(section.wary_codes)
        for s in shared:
            key = "?" + s.id
            self.shared[key] = s
            self.money_prefix.update(dict.fromkeys(s.symbols, key))
            self.money_word.update(dict.fromkeys(s.words, key))
            trailing.update({symbol: key for symbol in s.symbols if not symbol.isalpha()})
        self.trailing = trailing
        self.money_ends = frozenset(symbol.split()[-1].lower() for symbol in self.money_prefix)
        self.money_word_ends = frozenset(word.split()[-1] for word in self.money_word) - self.money_ends
        self.money_chars = frozenset(symbol[-1] for symbol in self.money_prefix)
        gap = rf"[{SPACE}\n]?[{SPACE}\n\-‑]?"
        self.money_after = re.compile(rf"{gap}({trie(self.money_word)})(?!\w)")
        self.money_trailing = re.compile(rf"[{SPACE}]?({trie(trailing)})(?!\w)")

    def _compile_starts(self) -> None:
        """First words of all that may follow a number: no other word needs a closer look."""
        words = [*self.multipliers, *self.groups, *self.unit_words, *self.unit_symbols, *self.money_word]
        words += [*self.trailing, *self.section.between, *self.fraction_symbols, *self.suffixes]
        firsts = (NEXT.match(" " + word.lower()) for word in words)
        self.starts = frozenset(first[1] for first in firsts if first)
        self.shape_starts = frozenset((*SHAPE_WORDS, *self.section.months))

    def opens(self, low: str, end: int) -> bool:
        """Whether a multiplier, unit or currency may start at ``end``: a quick look before the slow one."""
        char = low[end : end + 1]
        if char in ENDINGS:
            return False
        if char not in GAPS:
            return True
        following = NEXT.match(low, end)
        return following is not None and following[1] in self.starts

    def counts_noun(self, low: str, end: int) -> bool:
        """Whether a content word follows right after ``end``: the number counts something."""
        following = NEXT.match(low, end)
        return following is not None and following[1][0].isalpha() and following[1] not in self.function_words

    def _compile_context(self, section: Quantities) -> None:
        self.after = {" ".join(k.split()): v for k, v in section.after.items()}
        self.after_cue = re.compile(rf"[{SPACE}\-‑]?({trie(self.after)})(?!\w)")
        self.signs = section.signs
        self.tails = {word: tail.kind for tail in section.tails for word in tail.words}
        self.tail = re.compile(
            r"(?:,? (?:[NSEWnsew]\.?|[A-Z0-9][\w’'.-]*)){0,4}?,? "
            rf"({'|'.join(_titled(word) for word in sorted(self.tails, key=len, reverse=True))})(?!\w)"
        )
        capital = r"[A-Z][\w’'.-]*"
        particles = "|".join(map(re.escape, section.name_particles)) or r"(?!)"
        alias = rf"\b(?:{'|'.join(map(re.escape, section.alias_words)) or '(?!)'}),?[ ][“\"]?[\w’' .-]{{1,25}},?[”\"]?,?"
        self.person_name = re.compile(
            rf"(?:({capital})[ \n](?:(?:{capital}|{particles})[ ]){{0,3}}?{capital},|{alias})(?:[ ][JS]r\.,)?[ ]\Z"
        )
        self.names = re.compile(rf"(?:{trie(section.names)})(?!\w)") if section.names else re.compile(r"(?!)")
        self.calibre = _calibre(section)
        months = trie(section.months)
        self.day_month = re.compile(
            rf"[0-9]{{1,2}}(?:st|nd|rd|th)?(?:[{SPACE}]?(?:-|–|to|and|&|,)[{SPACE}]?[0-9]{{1,2}}(?:st|nd|rd|th)?){{0,3}}"
            rf"[{SPACE}]?(?:(?:of|de)[{SPACE}])?({months})(?!\w)(?:\.?,?[{SPACE}][0-9]{{4}}(?![0-9,.]*[0-9]))?"
        )
