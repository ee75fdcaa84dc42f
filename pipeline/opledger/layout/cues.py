"""The patterns of the section ``layout``, compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from opledger.patternfiles.schemas.layout import LayoutPatterns, LineRule

DASHES = "-–—−―"
UPPER = r"[^\W\d_a-zß-öø-ÿ]"
"""A capital letter: ``re`` has no class for it, so it is a letter that is not a small one of Latin-1."""
NOT_WORD = re.compile(r"[\W_]+")
NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())
DIGIT = re.compile(r"\d")
NUMBER = r"\d+(?:[.,'’ \u00a0\u2009\u202f]\d+)*"


def squash(text: str) -> str:
    """Letters and digits alone, without case: equal for copies that differ in quotes, spaces and case."""
    if text.isascii():
        return text.encode().translate(None, NO_LETTERS).decode().lower()
    return NOT_WORD.sub("", text).casefold()


def alternatives(words: Iterable[str]) -> str:
    """Words as one regex alternation, longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


class RuleSet:
    """Several rules tried as one regex on the line in lower case, and one on the line as it is.

    Lower-casing the line instead of compiling without case lets the engine reject an alternative by its first
    letter, which makes a miss (most lines) several times quicker.
    """

    def __init__(self, rules: Iterable[LineRule]) -> None:
        rules = tuple(rules)
        self._lower = _any_of(r.regex for r in rules if not r.cased)
        self._cased = _any_of(r.regex for r in rules if r.cased)

    def __call__(self, text: str, lower: str) -> bool:
        """Whether any rule holds for the line, given as it is and in lower case."""
        if self._lower is not None and self._lower.match(lower):
            return True
        return self._cased is not None and self._cased.match(text) is not None


def _any_of(sources: Iterable[str]) -> re.Pattern[str] | None:
    joined = "|".join(f"(?:{source})" for source in sources)
    return re.compile(joined) if joined else None


LONGEST_PLACE_AND_DATE = 120
LONGEST_OPENING = 160
SHORT_LINE, LINES_KEPT = 90, 8192
"""Lines of menus and page heads come back on page after page, so what such a line says of itself is kept."""
DATELINE_SIGNS = re.compile(r"[\d–—−―]|[\s.\-]-")
"""Every dateline has a figure or a dash."""

LINE_CUES = ("furniture", "bylines", "end_marks", "contacts", "boilerplate", "captions", "corrections")
RULE_FIELDS = (*LINE_CUES, "links_to_end", "links_follow", "boilerplate_headings", "correction_headings")


class Cues:
    """Compiled regexes and word sets of the layout.

    Args:
        patterns: the merged section.
    """

    def __init__(self, patterns: LayoutPatterns) -> None:
        self.dashes = frozenset(DASHES)
        self.furniture_lines = frozenset(line.casefold() for line in patterns.furniture_lines)
        self.open_words = frozenset(patterns.open_words)
        self.number_openers = frozenset(patterns.number_openers)
        self.number_words = frozenset(patterns.number_words)
        for name in RULE_FIELDS:
            setattr(self, name, RuleSet(getattr(patterns, name)))
        self._any_cue = RuleSet(rule for name in LINE_CUES for rule in getattr(patterns, name))
        self._short_cue = lru_cache(maxsize=LINES_KEPT)(self._any_cue)
        self.currencies = frozenset(word.lower() for word in patterns.currencies)
        self.title_separators = patterns.title_separators
        self.title_labels = frozenset(label.lower() for label in patterns.title_labels)
        self.marker = re.compile(
            r"(?:[•●▪◦‣⁃▶►■□➢➤✓✔·*]+\s*|[-–—−]\s+|o\s+(?=[\dA-Z])|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+)(?=\S)"
        )
        self._compile_dates(patterns)
        self._compile_datelines(patterns)
        self._compile_values(patterns)

    furniture: RuleSet
    links_to_end: RuleSet
    links_follow: RuleSet
    bylines: RuleSet
    contacts: RuleSet
    boilerplate_headings: RuleSet
    boilerplate: RuleSet
    captions: RuleSet
    corrections: RuleSet
    end_marks: RuleSet
    correction_headings: RuleSet

    def any_cue(self, text: str, lower: str) -> bool:
        """Whether any rule for single lines holds."""
        return (self._short_cue if len(text) <= SHORT_LINE else self._any_cue)(text, lower)

    def is_value(self, text: str) -> bool:
        """Whether a line or cell is nothing but a number with its sign, currency and unit; most have no figure."""
        return DIGIT.search(text) is not None and self.value.fullmatch(text) is not None

    def is_place_and_date(self, text: str) -> bool:
        """Whether a line is a place and a date, which has a figure; most lines have none."""
        if len(text) > LONGEST_PLACE_AND_DATE or DIGIT.search(text) is None:
            return False
        return self._placed_and_dated(text) is not None

    def dateline(self, head: str) -> re.Match[str] | None:
        """The dateline that opens a text, without a date alone; whether it can be one is quickly seen."""
        if not DATELINE_SIGNS.search(head):
            return None
        return self._opening(head) if len(head) <= LONGEST_OPENING else self._dateline.match(head)

    def _compile_dates(self, patterns: LayoutPatterns) -> None:
        month = rf"(?:{alternatives(patterns.months)})\.?"
        weekday = rf"(?:{alternatives(patterns.weekdays)})\.?"
        gap, comma = r"\s{1,3}", r",?\s{1,3}"
        day = r"\d{1,2}(?:st|nd|rd|th)?"
        particle = rf"(?:(?:{alternatives(patterns.month_particles)}){gap})?"
        spelled = (
            rf"(?:{month}{gap}{day}(?:{comma}\d{{4}})?|{day}{gap}{particle}{month}(?:{comma}{particle}\d{{4}})?"
            rf"|{month}{comma}\d{{4}})"
        )
        figures = r"(?:\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.](?:\d{4}|\d\d))"
        self.date_source = rf"(?:{weekday}{comma})?(?:{spelled}|{figures})"
        time = r"(?:(?:at\s|[-–,|]\s?)?\d{1,2}[:.]\s?\d\d(?::\d\d)?\s?(?:[ap]\.?m\.?)?(?:\s?[A-Z]{2,4})?)"
        label = rf"(?:{alternatives(patterns.date_labels)})\s*:?\s*"
        entry = rf"(?:{label})?{self.date_source}(?:{comma}{time})?"
        self.date_line = re.compile(rf"\(?{entry}(?:\s*[|,;–—-]\s*{entry})*\)?\.?", re.IGNORECASE)

    def _compile_datelines(self, patterns: LayoutPatterns) -> None:
        particle = alternatives(patterns.place_particles)
        caps = rf"{UPPER}[^\W\d_a-zß-öø-ÿ'’.\-]*"
        name = rf"(?:[dl]['’])?{UPPER}[\w.'’\-]*"
        all_caps = rf"{UPPER}{caps}(?:(?: |/)(?:{caps}|(?:{particle}))){{0,4}}"
        words = rf"{name}(?: (?:{name}|(?:{particle}))){{0,3}}"
        mixed = rf"{words}(?:/{words})?"
        region = rf"(?:, ?{words}| ?\({words}\)){{0,2}}"
        date = rf"(?:,?\s?(?i:{self.date_source})|,?\s?\((?i:{self.date_source})\))"
        source = r"(?: ?\([^()\d]{2,30}\))?"
        place = rf"(?:{all_caps}{region}|{mixed}{region})"
        undated = rf"(?:{all_caps}{region}|{mixed}(?:, ?{words}| ?\([^()\d]{{2,30}}\)){{1,2}}){source}"
        dash = r"(?:\s?[–—−―]{1,2}|\s?--|\s-|\.\s?[-–—]{1,2})"
        dated = (
            rf"{place}-?{date}{source}(?:{dash}|\.?:|\.)|{all_caps}{region},? ?\((?i:{self.date_source})\)"
        )
        opener = rf"(?={UPPER}|[\"“”„«'‘\d$€£(]|$)"
        self._dateline = re.compile(rf"(?:{dated}|{undated}{dash})(?:\s+|$){opener}")
        self._opening = lru_cache(maxsize=LINES_KEPT)(self._dateline.match)
        self.dateline_whole = self._dateline.fullmatch
        self.dateline_dated = re.compile(rf"(?i:{self.date_source})\.?\s?[-–—]{{1,2}}\s+(?={UPPER}|[\"“])")
        self._placed_and_dated = lru_cache(maxsize=LINES_KEPT)(re.compile(rf"{place}-?{date}\.?").fullmatch)
        self.place_alone = re.compile(rf"{all_caps}{region}|{mixed}(?:, ?{words}){{1,2}}|{place}-?{date}")

    def _compile_values(self, patterns: LayoutPatterns) -> None:
        units, money = alternatives(patterns.value_units), alternatives(patterns.currencies)
        sign = r"[~<>≈≥≤+\-−]?\s?"
        value = rf"{sign}(?:{money})?\s?{NUMBER}\+?\s?(?:{units})?(?:\s(?:{units}))?(?:\s\([^()]{{1,40}}\))?"
        self.value = re.compile(value, re.IGNORECASE)
