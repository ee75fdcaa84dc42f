"""What the words around a country's name say: a country, or a person, a street, a language, a state ..."""

from __future__ import annotations

import re
from collections.abc import Iterable

from opledger.mentions.country_gazetteer import CAPITAL, Hit
from opledger.patternfiles.schemas.countries import Countries, NotBefore

NEXT_WORD = re.compile(rf"[ \u00a0](?=[{CAPITAL}])([\w'’]+)")
PREVIOUS_WORD = re.compile(rf"(?:(?<=^)|(?<=\W))([{CAPITAL}][\w'’.]*)[ \u00a0]$")
BACK = 30


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


class CountryContext:
    """Judges one hit at a time by the words right before and right after it.

    Args:
        section: the pattern section ``countries``.
    """

    def __init__(self, section: Countries) -> None:
        self._origin = re.compile(rf"\b(?:{_any(section.origin_before)})[ -]$") if section.origin_before else None
        rules = section.not_before
        self._names = self._follow([r for r in rules if r.names and not r.only])
        self._adjectives = self._follow([r for r in rules if r.adjectives and not r.only])
        self._only: dict[str, re.Pattern[str]] = {}
        for rule in rules:
            for form in rule.only:
                self._only[form] = re.compile(rf"[ -](?:{_any(rule.words)})\b", re.IGNORECASE)
        self._languages = frozenset(section.languages)
        self._language_ok = re.compile(rf" (?:{_any(section.language_ok)})\b", re.IGNORECASE)
        self._language_before = re.compile(rf"\b(?:{_any(section.language_before)}) $", re.IGNORECASE)
        self._given, self._family = frozenset(section.given_names), frozenset(section.family_names)
        self._bodies = frozenset(section.body_words)

    @staticmethod
    def _follow(rules: list[NotBefore]) -> re.Pattern[str]:
        words = [word for rule in rules for word in rule.words]
        return re.compile(rf"[ -](?:{_any(words)})(?!\w)", re.IGNORECASE) if words else re.compile(r"(?!)")

    def names_a_country(self, text: str, hit: Hit) -> bool:
        """False where the words around the name make it something else."""
        form, before = hit.name.form, text[max(0, hit.start - BACK) : hit.start]
        written = text[hit.start : hit.end]
        only = self._only.get(written)
        if only is not None and only.match(text, hit.end):
            return False
        if form == "abbreviation":
            return self._is_abbreviation(text, hit, written)
        if form == "demonym":
            return self._is_adjective(text, hit, written, before)
        return not self._names.match(text, hit.end) and not self._is_person(text, hit, written, before)

    def _is_abbreviation(self, text: str, hit: Hit, written: str) -> bool:
        if text[hit.end : hit.end + 1] == "$" or self._adjectives.match(text, hit.end):
            return False
        if written != "US":
            return True
        start = text.rfind("\n", 0, hit.start) + 1
        end = text.find("\n", hit.end)
        line = text[start : end if end >= 0 else len(text)]
        return not line.isupper()

    def _is_adjective(self, text: str, hit: Hit, written: str, before: str) -> bool:
        if self._adjectives.match(text, hit.end) or text.startswith(("-speak", "-language"), hit.end):
            return False
        if hit.name.id == "USA" and self._origin is not None and self._origin.search(before):
            return False
        if written in self._languages and not self._language_ok.match(text, hit.end):
            return False
        if self._language_before.search(before) and not re.match(r" \w", text[hit.end : hit.end + 2]):
            return False
        return not self._is_person(text, hit, written, before)

    def _is_person(self, text: str, hit: Hit, written: str, before: str) -> bool:
        if written in self._given:
            following = NEXT_WORD.match(text, hit.end)
            if following and following[1] not in self._bodies:
                return True
        return False
