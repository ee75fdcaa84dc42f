"""Counts that a text implies by an article or a bare plural: "a courier", "suspected couriers".

Only nouns that a pack names are counted so (``quantities.implied``). The words before the noun are read backwards, up to an
article (one of them), or to a word that can't stand inside a noun phrase (a bare plural: a few of them).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Any

from opledger.patternfiles.schemas.quantities import Implied

Quantity = dict[str, Any]

REACH, BEFORE = 110, 30
UNKNOWN = 2  # words before a plural that no list knows, where an article stands before them
OF = ("", "of")  # "three guards", "several of his guards"
WORD = re.compile(r"[\w'’/-]+")
NAME = re.compile(r",?\s+[A-Z][a-z]+")
NAMES = r"[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){0,3}"
NAME_END = r"\s+(?:and|was|were|in|during|who)\b|\s*[.,;]"
COMMA = re.compile(r",\s+")
ACRONYM = re.compile(r"(?<=\s)\([A-Z]{2,6}\)\s+$")


class ImpliedFinder:
    """Finds implied counts.

    Args:
        settings: the nouns that are counted so, and the words before them.

    Example:
        >>> finder = ImpliedFinder(Implied(nouns=["courier"], articles=["a"], modifiers=["young"], plural=2))
        >>> [(q["start"], q["value"], q["low"]) for q in finder.find("They held a bold courier and young couriers.", [])]
        [(10, 1, 1), (29, None, 2)]
    """

    def __init__(self, settings: Implied) -> None:
        self.settings = settings
        forms = dict.fromkeys(settings.nouns, False)
        forms |= {f"{noun}s": True for noun in settings.nouns} | dict.fromkeys(settings.plurals, True)
        forms |= dict.fromkeys(settings.only_singular, False)
        self._plural = forms
        self._groups = frozenset(settings.groups)
        forms |= dict.fromkeys(settings.groups, False)
        self._nouns = (
            re.compile(rf"(?<![\w-])(?:{_any(forms)})(?![\w-]|['’]\w)", re.IGNORECASE) if forms else None
        )
        self._articles, self._adding = frozenset(settings.articles), frozenset(settings.adding)
        self._definite = frozenset(settings.definite)
        self._stops = frozenset(settings.stops)
        barred = "|".join(f"(?:{pattern})" for pattern in settings.not_after) or "(?!)"
        self._barred = re.compile(rf"(?<![\w-])(?:{barred})\s+$", re.IGNORECASE)
        ahead = "|".join(f"(?:{pattern})" for pattern in settings.not_before) or "(?!)"
        self._ahead = re.compile(ahead, re.IGNORECASE)
        self._modifiers = frozenset(settings.modifiers)
        self._names = (
            re.compile(rf"(?:{_any(settings.names)})\s+$", re.IGNORECASE) if settings.names else None
        )
        self._persons = self._person_forms(settings)

    @staticmethod
    def _person_forms(settings: Implied) -> re.Pattern[str] | None:
        """What stands for one person without a noun: a name behind a title or a verb, and a pronoun."""
        forms = []
        if settings.titles:
            forms.append(rf"(?P<title>(?:{_any(settings.titles)})\s+{NAMES})")
        if settings.named_after:
            forms.append(rf"(?i:(?:{_any(settings.named_after)}))\s+(?P<name>{NAMES})(?={NAME_END})")
        if settings.pronouns:
            forms.append(rf"(?P<pronoun>(?i:{_any(settings.pronouns)}))(?![\w-])")
        return re.compile(rf"(?<![\w-])(?:{'|'.join(forms)})") if forms else None

    def __bool__(self) -> bool:
        return self._nouns is not None

    def find(self, text: str, stated: list[Quantity]) -> list[Quantity]:
        """Implied counts in text order.

        Args:
            text: the text.
            stated: the quantities that the text states; what they count is not counted again.
        """
        if self._nouns is None:
            return []
        starts = [q["start"] for q in stated]
        found: list[Quantity] = []
        for noun in self._nouns.finditer(text):
            if self._nouns.match(text, noun.end() + 1) or self._ahead.match(text, noun.end()):
                continue  # "a crew leader" is a leader; "the leader was one of the couriers" adds nobody
            floor = found[-1]["end"] if found else 0
            at = bisect_right(starts, noun.start()) - 1
            if at >= 0:
                floor = max(floor, stated[at]["end"])
            plural = self._plural[" ".join(noun.group().lower().split())]
            named = not plural and NAME.match(text, noun.end()) is not None
            made = self._before(text, noun.start(), floor, plural, named)
            if noun.group().lower() in self._groups:
                self._as_group(text, noun.start(), made, found)
            if made is not None and (at < 0 or text[stated[at]["end"] : made["start"]].strip() not in OF):
                found.append(made)
        return sorted([*found, *self._named(text, found)], key=lambda q: int(q["start"]))

    def _as_group(self, text: str, at: int, made: Quantity | None, found: list[Quantity]) -> None:
        """Read "a team" as several; so "an enemy rocket team", where "an enemy" was found before."""
        if made is None and found:
            between = text[found[-1]["end"] : at].split()
            if len(between) <= UNKNOWN + 1 and not self._stops.intersection(map(str.lower, between)):
                made = found[-1]
        if made is not None and made["value"] == 1:
            made |= {"value": None, "low": self.settings.group, "high": None, "qualifier": "vague"}

    def _named(self, text: str, found: list[Quantity]) -> Iterator[Quantity]:
        """Persons by name ("Mullah X") and by pronoun, but for those whose noun is counted already."""
        if self._persons is None:
            return
        taken = [(q["start"], q["end"] + BEFORE) for q in found if q["value"] == 1]
        openings = frozenset(start for start, _ in taken)
        for person in self._persons.finditer(text):
            start, end = person.span(person.lastgroup or 0)
            comma = COMMA.match(text, end)
            told = comma is not None and comma.end() in openings  # "Mullah X, a courier"
            if person.lastgroup != "pronoun" and (
                told
                or text[start:end].split()[0].lower() in self._modifiers
                or (person.lastgroup == "title" and self._is_barred(text, start))
                or any(s <= start <= e for s, e in taken)
            ):
                continue
            made = self._make(text, start, end, end, False, True)
            yield made if person.lastgroup == "pronoun" else {**made, "named": True}

    def _before(self, text: str, at: int, floor: int, plural: bool, named: bool) -> Quantity | None:
        start, unknown = at, 0
        for word_start, word in self._back(text, at, floor):
            low = word.lower()
            if low in self._articles:
                if self._is_barred(text, word_start):
                    return None
                return self._make(text, word_start, word_start + len(word), at, plural, low in self._definite)
            if self._barred.match(f"{word} "):  # "No couriers"
                return None
            if unknown == UNKNOWN or (low in self._stops and not self._is_article(text, word_start)):
                break
            if (plural or named) and not (word[0].isupper() or low in self._modifiers):
                unknown += 1  # "the remaining couriers"
            if not unknown:
                start = word_start
        alone = start == at and text[:at].rstrip().endswith(",")  # "weapons, fighters and equipment"
        if not (plural or named) or alone or self._is_barred(text, start):
            return None
        return self._make(text, start, start, at, plural)

    def _back(self, text: str, at: int, floor: int) -> Iterator[tuple[int, str]]:
        """The words before an offset, from the nearest on, up to a mark that ends a phrase; a name counts as one word."""
        left = max(floor, at - REACH)
        while True:
            name = self._names.search(text, left, at) if self._names else None
            if name is not None:
                at = name.start()
                yield at, text[at]
                continue
            bracket = ACRONYM.search(text, left, at)
            if bracket is not None:
                at = bracket.start()
                continue
            words = list(WORD.finditer(text, left, at))
            if not words or text[words[-1].end() : at].strip(' \t\u00a0\n\u2028"“”'):
                return
            at = words[-1].start()
            yield at, words[-1].group()

    def _is_article(self, text: str, at: int) -> bool:
        """Whether an article stands right before: "the captured leader"."""
        words = text[max(0, at - BEFORE) : at].split()
        return bool(words) and words[-1].lower() in self._articles

    def _is_barred(self, text: str, start: int) -> bool:
        return self._barred.search(text, max(0, start - BEFORE), start) is not None

    def _make(
        self, text: str, start: int, number_end: int, end: int, plural: bool, definite: bool = False
    ) -> Quantity:
        value = None if plural else 1
        written = text[start:end].rstrip()
        low = self.settings.plural if plural else 1
        return {
            "start": start,
            "end": max(number_end, start + len(written)),
            "number_start": start,
            "number_end": number_end,
            "value": value,
            "low": low,
            "high": None if plural else 1,
            "qualifier": "vague" if plural else "exact",
            "unit": None,
            "dimension": "count",
            "words": None,
            "rule": "implied",
            "implied": True,
            "definite": definite,
            "additional": any(word in self._adding for word in written.lower().split()),
        }


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))
