"""What stands beside a name: its branch, the acronym of its unit, bodies that count only in such company."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from opledger.mentions.agency_words import Name, any_of, slug
from opledger.patternfiles.schemas.agencies import Agencies
from opledger.wordindex import WORD, FirstWords, Words, words_of

_BEFORE = re.compile(r"(?:, and|,| and| &| as well as)(?: the)? $")
_AFTER = re.compile(r"(?: \([A-Z]{2,9}\))?(?:, and |, | and | & | as well as )(?:the |of |of the )?")
_UNIT = re.compile(r" ([A-Z]{4,}(?:-[A-Z0-9]+)?)(?![\w'-])(?: ([^\W\d_]+))?")
_REACH = 20  # characters of the words that join two names
_BRANCHED = frozenset({"prosecution", "customs", "police", "gendarmerie", "tax", "border", "coast guard"})
_WORDS = r"[A-ZÀ-Þ][\w'-]+(?:(?: (?:di|de|la|am|an der|sur))? [A-ZÀ-Þ][\w'-]+){0,2}"
_TOWN = re.compile(rf" of (?!The |Operation |Project ){_WORDS}")
_OFFICE_TOWN = re.compile(rf" {_WORDS}(?= (?:and|has|is|was|said|in|on|have|are|led|with)\b|[.,;)]|$)")
_MOST = 2000  # bodies listed with others that are looked at


class Beside:
    """Widens names, and finds those that only their neighbours show to be bodies.

    Args:
        section: the pattern section ``agencies``.
    """

    def __init__(self, section: Agencies) -> None:
        self._branch = re.compile("|".join(section.branches) or "(?!)")
        self._stops = frozenset(section.unit_stops)
        self._candidates = tuple(section.listed_only)
        self._first = FirstWords(m[0] for m in map(WORD.match, self._candidates) if m)
        self._offices = section.branch_offices
        stops = "|".join(section.listed_stops) or "(?!)"
        self._listed = re.compile(rf"(?<![\w-])(?:{any_of(section.listed_only)})(?![\w'-])(?! (?:{stops}))")

    def widened(self, flat: str, names: Sequence[Name]) -> list[Name]:
        """The names with the branch or the unit's acronym behind them ("UNDP SEESAC").

        Args:
            flat: the even text.
            names: the names, by start.
        """
        found: list[Name] = []
        starts = {n.start for n in names}
        for name in names:
            if name.kind == "prosecution" and (m := self._branch.match(flat, name.end)):
                name = replace(name, end=m.end())
            elif name.kind in ("international", "regional") and name.end + 1 not in starts:
                m = _UNIT.match(flat, name.end)
                if m and not (m[2] and (m[2].isupper() or m[2] in self._stops)):
                    text = flat[name.start : m.end(1)]
                    name = replace(
                        name, end=m.end(1), name=text, id=slug(text), acronym=None, rule="unit:acronym"
                    )
            found.append(name)
        return found

    def placed(self, flat: str, names: Sequence[Name]) -> list[Name]:
        """The names with the town or region of the branch behind them ("Procura della Repubblica of Prato").

        Id and name stay those of the body.

        Args:
            flat: the even text.
            names: the names, by start.
        """
        found: list[Name] = []
        for at, name in enumerate(names):
            m = None
            if name.kind in _BRANCHED and name.rule != "acronym":
                office = flat.endswith(self._offices, name.start, name.end)
                m = _TOWN.match(flat, name.end) or (_OFFICE_TOWN.match(flat, name.end) if office else None)
            free = at + 1 == len(names) or m is None or m.end() <= names[at + 1].start
            found.append(replace(name, end=m.end()) if m and free else name)
        return found

    def listed(self, flat: str, names: Sequence[Name], words: Words | None = None) -> list[Name]:
        """Bodies such as the European Union where they stand in one list with other names.

        Args:
            flat: the even text.
            names: the names, by start.
            words: its words, if they are known.
        """
        spans = self._first.among(words_of(flat) if words is None else words) if names else ()
        if not any(flat.startswith(self._candidates, start) for start, _ in spans):
            return []
        matches = [m for m, _ in zip(self._listed.finditer(flat), range(_MOST), strict=False)]
        starts, ends = {n.start for n in names}, {n.end for n in names}
        found: dict[int, Name] = {}
        for m in (*matches, *reversed(matches)):  # twice: one of them can be the neighbour of another
            before = _BEFORE.search(flat, max(0, m.start() - _REACH), m.start())
            after = _AFTER.match(flat, m.end())
            beside = (before and _bracketed(flat, before.start(), ends)) or (after and after.end() in starts)
            if beside and m.start() not in starts:
                starts.add(m.start())
                ends.add(m.end())
                found[m.start()] = Name(m.start(), m.end(), m[0], slug(m[0]), "international", rule="listed")
        return [found[start] for start in sorted(found)]


def _bracketed(flat: str, at: int, ends: set[int]) -> bool:
    """Whether a name ends at an offset, with or without its acronym in brackets."""
    if flat[at - 1 : at] == ")":
        at = flat.rfind(" (", max(0, at - _REACH), at)
    return at in ends
