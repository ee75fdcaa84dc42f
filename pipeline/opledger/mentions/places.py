"""Places named in a text: which of the gazetteer's names are meant as places there, and in which country."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import Any

from opledger.mentions.areas import Areas
from opledger.mentions.country_gazetteer import CAPITAL
from opledger.mentions.place_table import Place, PlaceTable, fold, states
from opledger.patternfiles.gates import last_words, may_end
from opledger.patternfiles.schemas.countries import Places

Mention = dict[str, Any]
Spans = list[tuple[int, int, str]]

BACK = 45
LARGE = 100_000  # in a line of capitals only larger places are taken
NEXT_NAME = re.compile(rf"[ \u00a0]+[{CAPITAL}]")
JOINT = re.compile(r"(?:\s*\(\d[\d,.]*\))?(?:,? and |, | or | & |/)(?:in |the )?")
LAST_NAME = re.compile(rf"(?<!\w)([{CAPITAL}][a-z]+)$")
SURE = ("named", "dateline")
COUNT_LIST = re.compile(r"\s+\d[\d,.]*\s*(?:[,;.)]|and\b)")
ITEM_BEFORE = re.compile(r"(?:^|\n)[ \t]*(?:[•·*▶►●○–—-][ \t]*)?$")
ITEM_AFTER = re.compile(r"\s*(?::|\(\d)")
DATELINE_AFTER = re.compile(r"(?:,[^\n–—-]{0,60})?\s*(?:–|—|--|-\s|\.-|\()")


def slug(text: str) -> str:
    """A stable id part: lower case ASCII words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


class PlaceFinder:
    """Finds PLACE mentions; knows nothing of roles.

    Args:
        section: the pattern section ``places``.
        no_country: folded names of countries.
    """

    def __init__(self, section: Places, no_country: frozenset[str]) -> None:
        self._areas, self._roll_up = Areas(section.areas), section.scene.roll_up
        self._table = PlaceTable(section, no_country, self._areas.entries())
        between = re.sub(r"\|\s+", "|", section.between)
        before = re.sub(r"\|\s+", "|", section.before)
        self._before = re.compile(rf"\b(?:{before})\s+(?:(?:{between}) ){{0,2}}$", re.IGNORECASE)
        self._last_before = last_words(f"{before}|{between}")
        after = re.sub(r"\|\s+", "|", section.after)
        self._after = re.compile(rf"(?:['’]s)?[ -](?:{after})\b")
        self._no_person = frozenset(section.no_person_before)
        names = sorted((re.escape(s) for s in states()), key=len, reverse=True)
        codes = sorted(states().values())
        short = [re.escape(s) for s in sorted(section.state_abbreviations, key=len, reverse=True)]
        self.state_after = re.compile(rf",\s+(?:(?:{'|'.join(names)}|{'|'.join(codes)})\b|{'|'.join(short)})")

    def find(self, text: str, countries: Spans, datelines: list[tuple[int, int]]) -> list[Mention]:
        """PLACE mentions in text order.

        Args:
            text: the text.
            countries: start, end and alpha-3 code of the country names in it.
            datelines: spans of the date lines.
        """
        taken = [start for start, _, _ in countries]
        found: list[tuple[int, int, Place, str, str | None]] = []
        for start, end, place in self._table.find(text):
            if _inside(start, taken, countries):
                continue
            near = self._near(text, end, place, taken, countries)
            reason = "named" if near else self._reason(text, start, end, place, datelines, found)
            known = self._areas.whole(place.name)
            reason = reason or ("area" if known else None)
            if reason and (known or reason in SURE or not self._is_person(text, text[start:end])):
                found.append((start, end, place, reason, near))
        mentions = self._mentions(found, countries)
        self._areas.settle(mentions, self._roll_up)
        return mentions

    def _is_person(self, text: str, name: str) -> bool:
        """True where the text has the name behind another capitalised word ("Jose Garcia")."""
        at = text.find(f" {name}")
        while at >= 0:
            before = LAST_NAME.search(text, max(0, at - BACK), at)
            if before and before[1] not in self._no_person:
                return True
            at = text.find(f" {name}", at + 1)
        return False

    def _near(self, text: str, end: int, place: Place, taken: list[int], countries: Spans) -> str | None:
        """The country that stands right after the place ("Genoa, Italy", "Genoa (Italy)")."""
        if text[end : end + 1] not in ",( ":
            return None
        index = bisect_right(taken, end)
        if index < len(countries) and re.fullmatch(
            r",\s*|\s\(|,? in (?:the )?", text[end : countries[index][0]]
        ):
            start, stop, code = countries[index]
            shared = text[start:stop] in states() and code not in place.countries
            return "USA" if shared else code
        return "USA" if self.state_after.match(text, end) else None

    def _reason(
        self,
        text: str,
        start: int,
        end: int,
        place: Place,
        datelines: list[tuple[int, int]],
        found: list[tuple[int, int, Place, str, str | None]],
    ) -> str | None:
        if any(s <= start < e for s, e in datelines):
            return "dateline"
        written = text[start:end]
        if written.isupper() and (place.size < LARGE or not DATELINE_AFTER.match(text, end)):
            return None
        before = text[max(0, start - BACK) : start]
        if self._after.match(text, end):
            return "body"
        if NEXT_NAME.match(text, end):
            return None
        if before[-1:].isspace() and may_end(self._last_before, before) and self._before.search(before):
            return "preposition"
        if found and JOINT.fullmatch(text, found[-1][1], start):
            return "joined"
        if ITEM_BEFORE.search(before) and ITEM_AFTER.match(text, end):
            return "item"
        return "counted" if found and COUNT_LIST.match(text, end) else None

    @staticmethod
    def _mentions(found: list[tuple[int, int, Place, str, str | None]], countries: Spans) -> list[Mention]:
        votes = Counter(code for _, _, code in countries)
        for _, _, place, _, near in found:
            if near:
                votes[near] += 1
            elif len(place.countries) == 1:
                votes[place.countries[0]] += 1
        mentions = []
        for start, end, place, reason, near in found:
            ranked = sorted(place.countries, key=lambda code: -votes[code])
            country = near or ranked[0]
            mentions.append(
                {
                    "label": "PLACE",
                    "start": start,
                    "end": end,
                    "name": place.name,
                    "id": f"{slug(place.name)}-{country.lower()}",
                    "roles": [],
                    "repeat_of": None,
                    "rule": f"place.{reason}",
                    "extras": {"country": country},
                }
            )
        return mentions


def _inside(start: int, taken: list[int], countries: Spans) -> bool:
    index = bisect_right(taken, start) - 1
    return index >= 0 and start < countries[index][1]
