"""Role and places of figures, from the words around them and from the layout."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from opledger.patternfiles.schemas.figures import Scope

TAKES_PART = frozenset({"participant", "lead", "location"})
BROAD_LIST = 3
MOSTLY = 0.5
CLAUSE_REACH = 90


@dataclass(slots=True)
class Cue:
    """A scope cue found in a text: its rule, role and span."""

    id: str
    role: str
    reach: str
    start: int
    end: int
    measures: tuple[str, ...]


@dataclass(slots=True)
class ScopeRules:
    """Compiled scope cues."""

    rules: list[tuple[Scope, re.Pattern[str]]] = field(default_factory=list)

    @classmethod
    def compile(cls, scopes: list[Scope]) -> ScopeRules:
        """Compile the patterns of the section ``scopes``."""
        return cls([(s, re.compile(s.pattern, re.IGNORECASE)) for s in scopes])

    def find(self, text: str, start: int, end: int) -> list[Cue]:
        """Cues inside ``text[start:end]``, with offsets into ``text``."""
        return [
            Cue(scope.id, scope.role, scope.reach, match.start(), match.end(), tuple(scope.measures))
            for scope, pattern in self.rules
            if scope.reach != "adjacent"
            for match in pattern.finditer(text, start, end)
        ]

    def adjacent(self, text: str, start: int, number: int) -> list[Cue]:
        """Cues that end right before a number; ``start`` is where its sentence starts."""
        found = []
        for scope, pattern in self.rules:
            if scope.reach == "adjacent":
                match = pattern.search(text[max(start, number - CLAUSE_REACH) : number].rstrip())
                if match:
                    found.append(
                        Cue(scope.id, scope.role, scope.reach, number - 1, number, tuple(scope.measures))
                    )
        return found


def governs(cue: Cue, figure: dict[str, Any], text: str) -> bool:
    """Whether a cue reaches a figure of the same sentence."""
    if cue.measures and figure["measure"] not in cue.measures:
        return False
    if cue.reach in {"sentence", "paragraph"}:
        return True
    if cue.reach == "before":
        return bool(cue.end <= figure["start"])
    if cue.reach == "after":
        return bool(cue.start >= figure["end"])
    if cue.reach != "clause" or cue.start > figure["end"]:
        return False
    between = text[cue.end : figure["start"]]
    return bool(len(between) < CLAUSE_REACH and ";" not in between and ". " not in between)


@dataclass(slots=True)
class Geography:
    """Which countries a release is about, and the country that a stretch of text is narrowed to.

    ``acting`` are the countries that take part or where something happened. A release about one country alone narrows
    nothing; ``home`` is the country that leads, or whose body is named first; ``mostly`` says that most names belong to it.
    """

    acting: frozenset[str]
    home: str | None
    mostly: bool
    mentions: list[dict[str, Any]]

    @classmethod
    def of(cls, mentions: list[dict[str, Any]]) -> Geography:
        """Read the mentions of a Doc."""
        acting = {m["id"] for m in mentions if m["label"] == "COUNTRY" and TAKES_PART & set(m["roles"])}
        leads = {m["id"] for m in mentions if m["label"] == "COUNTRY" and "lead" in m["roles"]}
        bodies = [m for m in mentions if m["label"] == "AGENCY" and country_of(m)]
        counts = Counter(
            c for m in mentions if m["label"] in {"COUNTRY", "AGENCY", "PLACE"} and (c := country_of(m))
        )
        often = counts.most_common(1)
        home = country_of(bodies[0]) if bodies else None
        if len(leads) == 1:
            home = next(iter(leads))
        mostly = bool(often) and often[0][1] >= MOSTLY * sum(counts.values())
        if mostly:
            home = often[0][0]
        return cls(frozenset(acting), home, mostly, mentions)

    @property
    def single(self) -> bool:
        """Whether one country at most acts in the release."""
        return len(self.acting) <= 1


def country_of(mention: dict[str, Any]) -> str | None:
    """Alpha-3 of a COUNTRY, or of the country that a PLACE or AGENCY belongs to."""
    if mention["label"] == "COUNTRY":
        return str(mention["id"])
    found = mention.get("extras", {}).get("country")
    return str(found) if found else None
