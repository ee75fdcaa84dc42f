"""What the words around a country's name say: a country, or a person, a street, a language, a state ..."""

from __future__ import annotations

import re
from collections.abc import Iterable

from opledger.mentions.country_gazetteer import CAPITAL, Hit
from opledger.patternfiles.schemas.countries import Countries, NotBefore

NEXT_WORD = re.compile(rf"[ \u00a0](?=[{CAPITAL}])([\w'’]+)")
LAST_WORD = re.compile(rf"(?<![\w'’-])([{CAPITAL}](?:\.|[\w'’-]*))[ \u00a0]$")
AGE = re.compile(r",? (?:\d{2},|\(DOB\b|aged? \d)")
BACK = 30
AROUND = 8  # capitals on so many characters of both sides are a line of capitals
NEVER = re.compile(r"(?!)")


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def _follow(rules: list[NotBefore]) -> re.Pattern[str]:
    words = [word for rule in rules for word in rule.words]
    listed = rf"(?:,? (?:and |or )?[{CAPITAL}]\w+){{0,3}}?"  # "English, Chinese and Arabic versions"
    return re.compile(rf"{listed}[ -](?i:{_any(words)})(?!\w)") if words else NEVER


class CountryContext:
    """Judges one hit at a time by the words right before and right after it.

    Args:
        section: the pattern section ``countries``.
        state_after: what follows a town that is named with its state (", Pa.").
    """

    def __init__(self, section: Countries, state_after: re.Pattern[str]) -> None:
        self._origin = re.compile(rf"\b(?:{_any(section.origin_before)})[ -]$", re.IGNORECASE)
        rules = section.not_before
        names = [word for rule in rules if rule.names and not rule.only for word in rule.words]
        self._names = re.compile(rf"[ -](?:{_any(names)})(?!\w)", re.IGNORECASE) if names else NEVER
        self._adjectives = _follow([r for r in rules if r.adjectives and not r.only])
        self._only = {
            form: re.compile(rf"[ -](?:{_any(rule.words)})\b", re.IGNORECASE)
            for rule in rules
            for form in rule.only
        }
        self._languages = frozenset(section.languages)
        self._language_ok = re.compile(rf" (?:{_any(section.language_ok)})\b", re.IGNORECASE)
        self._language_before = re.compile(rf"\b(?:{_any(section.language_before)}) $", re.IGNORECASE)
        self._not_after = re.compile(rf"(?<!\w)(?:{_any(section.not_after)})[ -]$", re.IGNORECASE)
        self._common = frozenset(section.common_words)
        self._state_after = state_after
        self._city_part = re.compile(rf",? (?:{_any(section.city_parts)})\b")

    def names_a_country(self, text: str, hit: Hit) -> bool:
        """False where the words around the name make it something else."""
        form, before = hit.name.form, text[max(0, hit.start - BACK) : hit.start]
        written = text[hit.start : hit.end]
        only = self._only.get(written)
        if only is not None and only.match(text, hit.end):
            return False
        if self._not_after.search(before) or (written in self._common and _in_capitals(text, hit)):
            return False
        if form == "abbreviation":
            return text[hit.end : hit.end + 1] != "$" and not self._adjectives.match(text, hit.end)
        if form == "demonym":
            return self._is_adjective(text, hit, written, before)
        return not (
            self._names.match(text, hit.end)
            or self._city_part.match(text, hit.end)
            or (self._state_after.match(text, hit.end) and not text.startswith(", Georgia", hit.end))
        )

    def _is_adjective(self, text: str, hit: Hit, written: str, before: str) -> bool:
        if self._adjectives.match(text, hit.end) or text.startswith(("-speak", "-language"), hit.end):
            return False
        if hit.name.id == "USA" and self._origin.search(before):
            return False
        if written in self._languages and not self._language_ok.match(text, hit.end):
            return False
        return not (
            self._language_before.search(before) and not re.match(r" \w", text[hit.end : hit.end + 2])
        )


def _in_capitals(text: str, hit: Hit) -> bool:
    around = text[max(0, hit.start - AROUND) : hit.start] + text[hit.end : hit.end + AROUND]
    return around.isupper()


class PersonNames:
    """Tells countries from persons who bear their names.

    Args:
        section: the pattern section ``countries``.
    """

    def __init__(self, section: Countries) -> None:
        self._given = frozenset(section.given_names)
        self._family = frozenset(section.family_names)
        self._bodies = frozenset(section.body_words)
        self._no_given = frozenset(section.no_given_name)
        self._place_before = re.compile(rf"\b(?:{_any(section.place_before)})\s(?:the )?$", re.IGNORECASE)

    def without_persons(self, text: str, hits: list[Hit]) -> list[Hit]:
        """The hits that are no persons."""
        pairs = {pair for hit in hits if (pair := _aged_pair(text, hit))}
        persons = [self._is_person(text, hit) or _pair(text, hit) in pairs for hit in hits]
        if not any(persons):
            return hits
        names = {text[h.start : h.end].lower() for h, person in zip(hits, persons, strict=True) if person}
        return [
            hit
            for hit, person in zip(hits, persons, strict=True)
            if not person
            and (text[hit.start : hit.end].lower() not in names or self._after_preposition(text, hit))
        ]

    def _after_preposition(self, text: str, hit: Hit) -> bool:
        return bool(self._place_before.search(text[max(0, hit.start - BACK) : hit.start]))

    def _is_person(self, text: str, hit: Hit) -> bool:
        written = text[hit.start : hit.end]
        if written in self._given:
            following = NEXT_WORD.match(text, hit.end)
            if following and following[1] not in self._bodies and not following[1].isupper():
                return True
        aged = AGE.match(text, hit.end)
        if not aged and written not in self._family:
            return False
        last = LAST_WORD.search(text, max(0, hit.start - BACK), hit.start)
        return bool(last and last[1] not in self._no_given and not (last[1].isupper() and len(last[1]) > 2))


def _pair(text: str, hit: Hit) -> str | None:
    """The name and the capitalised word after it."""
    following = NEXT_WORD.match(text, hit.end)
    return text[hit.start : following.end()] if following else None


def _aged_pair(text: str, hit: Hit) -> str | None:
    """The same where an age follows ("German Ortega, 26,")."""
    following = NEXT_WORD.match(text, hit.end)
    return text[hit.start : following.end()] if following and AGE.match(text, following.end()) else None
