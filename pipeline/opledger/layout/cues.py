"""The patterns of the section ``layout``, compiled."""

from __future__ import annotations

import re
from collections.abc import Iterable

from opledger.patternfiles.schemas.layout import LayoutPatterns, LineRule

DASHES = "-–—−―"
NOT_WORD = re.compile(r"[\W_]+")
NUMBER = r"\d+(?:[.,   ' ]\d+)*"


def squash(text: str) -> str:
    """Letters and digits alone, without case: equal for copies that differ in quotes, spaces and case."""
    return NOT_WORD.sub("", text).casefold()


def alternatives(words: Iterable[str]) -> str:
    """Words as one regex alternation, longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


class RuleSet:
    """Several rules tried as two compiled regexes, one at the start of a line and one anywhere in it."""

    def __init__(self, rules: Iterable[LineRule]) -> None:
        rules = tuple(rules)
        starts = [r.regex if r.cased else f"(?i:{r.regex})" for r in rules if not r.anywhere]
        inside = [r.regex if r.cased else f"(?i:{r.regex})" for r in rules if r.anywhere]
        self._start = re.compile("|".join(f"(?:{s})" for s in starts)) if starts else None
        self._inside = re.compile("|".join(f"(?:{s})" for s in inside)) if inside else None

    def __call__(self, text: str) -> bool:
        """Whether any rule holds for the line."""
        if self._start is not None and self._start.match(text):
            return True
        return self._inside is not None and self._inside.search(text) is not None


class Cues:
    """Compiled regexes and word sets of the layout.

    Args:
        patterns: the merged section.
    """

    def __init__(self, patterns: LayoutPatterns) -> None:
        self.squash = squash
        self.dashes = frozenset(DASHES)
        self.furniture_lines = frozenset(line.casefold() for line in patterns.furniture_lines)
        self.open_words = frozenset(patterns.open_words)
        for name in (
            "furniture", "links_to_end", "links_follow", "bylines", "contacts", "boilerplate_headings",
            "boilerplate", "captions", "corrections",
        ):  # fmt: skip
            setattr(self, name, RuleSet(getattr(patterns, name)))
        self.title_separators = patterns.title_separators
        self.marker = re.compile(
            r"(?:[•●▪◦‣⁃▶►■□➢➤✓✔·*]+\s*|[-–—−]\s+|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+)(?=\S)"
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

    def _compile_dates(self, patterns: LayoutPatterns) -> None:
        month = rf"(?:{alternatives(patterns.months)})\.?"
        weekday = rf"(?:{alternatives(patterns.weekdays)})\.?"
        day = r"\d{1,2}(?:st|nd|rd|th)?"
        time = r"(?:(?:at |[-–,|] ?)?\d{1,2}[:.]\d\d(?::\d\d)? ?(?:[ap]\.?m\.?)?(?: ?[A-Z]{2,4})?)"
        spelled = rf"(?:{month} {day}(?:,? \d{{4}})?|{day} (?:of )?{month}(?:,? (?:of )?\d{{4}})?|{month},? \d{{4}})"
        figures = r"(?:\d{4}[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.](?:\d{4}|\d\d))"
        self.date_source = rf"(?:{weekday},? )?(?:{spelled}|{figures})"
        label = rf"(?:{alternatives(patterns.date_labels)})\s*:?\s*"
        entry = rf"(?:{label})?{self.date_source}(?:,? {time})?"
        self.date_line = re.compile(rf"\(?{entry}(?:\s*[|,;–—-]\s*{entry})*\)?\.?", re.IGNORECASE)
        self.date_inside = re.compile(rf"(?<![\w]){self.date_source}(?!\w)", re.IGNORECASE)

    def _compile_datelines(self, patterns: LayoutPatterns) -> None:
        particle = alternatives(patterns.place_particles)
        caps = r"[^\W\d_a-zß-öø-ÿ][^\W\d_a-zß-öø-ÿ'’.\-]*"
        name = r"[^\W\d_a-zß-öø-ÿ][\w.'’\-]*"
        all_caps = rf"{caps}{caps}(?:(?: |/)(?:{caps}|(?:{particle})))*"
        mixed = rf"{name}(?: (?:{name}|(?:{particle})))" + "{0,3}"
        region = rf"(?:, ?{mixed}| ?\({mixed}\))"
        date = rf"(?:,? ?\(?(?i:{self.date_source})\)?)"
        source = r"(?: ?\([^()\d]{2,30}\))"
        place = rf"(?:{all_caps}(?:/{all_caps})*{region}{{0,2}}|{mixed}{region}{{0,2}})"
        undated = rf"(?:{all_caps}(?:/{all_caps})*{region}{{0,2}}|{mixed}{region}{{1,2}}){source}?"
        dash = r"(?:\s?[–—−―]{1,2}|\s?--|\s-|\.\s?[-–—]{1,2})"
        dated = rf"{place}(?:-?{date}){source}?(?:{dash}|\.?:|\.)"
        opener = r"(?=[^\W\d_a-zß-öø-ÿ]|[\"“”„«'‘\d$€£(]|$)"
        self.dateline = re.compile(rf"(?:{dated}|{undated}{dash})(?:\s+|$){opener}")
        self.dateline_dated = re.compile(rf"(?i:{self.date_source})\.?\s?[-–—]{{1,2}}\s+(?=[^\W\d_a-zß-öø-ÿ\"“])")
        self.place_date = re.compile(rf"(?:{mixed}{region}{{0,2}}|{all_caps}{region}{{0,2}}){date}\.?")
        self.place_alone = re.compile(rf"(?:{all_caps}{region}{{0,2}}|{mixed}{region}{{1,2}}){date}?|{mixed}-?{date}")

    def _compile_values(self, patterns: LayoutPatterns) -> None:
        units, money = alternatives(patterns.value_units), alternatives(patterns.currencies)
        sign = r"[~<>≈≥≤+\-−]?\s?"
        value = rf"{sign}(?:{money})?\s?{NUMBER}\+?\s?(?:{units})?(?:\s(?:{units}))?(?:\s\([^()]{{1,40}}\))?"
        self.value = re.compile(value, re.IGNORECASE)
        self.number = re.compile(NUMBER)
