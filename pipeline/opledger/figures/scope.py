"""Scope cues: words that make the figures in their reach totals, parts, background, corrections."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from opledger.lazily import Lazy
from opledger.letters import lowered
from opledger.patternfiles.gates import Strings, gates, opens
from opledger.patternfiles.schemas.figures import Scope

CAPITAL = re.compile(r"(?<!\\)[^\W\d_a-z]")
"""A capital, or a letter of no alphabet that the engine folds; an escape such as \\W is none."""
CLAUSE_REACH = 90
BEHIND_REACH = 25
CLAUSE_ENDS = (";", ". ", " – ", " — ")


@dataclass(slots=True)
class Cue:
    """A scope cue found in a text: its rule, role and span."""

    id: str
    role: str
    reach: str
    start: int
    end: int
    measures: tuple[str, ...]
    but_not: tuple[str, ...] = ()


@dataclass(slots=True)
class ScopeRules:
    """Compiled scope cues."""

    rules: list[tuple[Scope, Lazy, bool, Strings | None]] = field(default_factory=list)
    """Cues, their expressions, whether these are to be tried on small letters, and what a match must hold."""

    @classmethod
    def compile(cls, scopes: list[Scope]) -> ScopeRules:
        """Compile the patterns of the section ``scopes``."""
        return cls([(scope, *_compiled(scope.pattern)) for scope in scopes])

    def find(self, text: str, start: int, end: int) -> list[Cue]:
        """Cues inside ``text[start:end]``, with offsets into ``text``."""
        written = text[start:end]  # a slice, so that ^ and $ hold at the ends of the sentence
        low = lowered(written)
        return [
            Cue(
                scope.id,
                scope.role,
                scope.reach,
                start + match.start(),
                start + match.end(),
                tuple(scope.measures),
                tuple(scope.but_not),
            )
            for scope, pattern, small, words in self.rules
            if scope.reach != "adjacent" and opens(words, low)
            for match in pattern.compiled.finditer(low if small else written)
        ]

    def adjacent(self, text: str, start: int, number: int) -> list[Cue]:
        """Cues that end right before a number; ``start`` is where its sentence starts."""
        found = []
        before = text[max(start, number - CLAUSE_REACH) : number].rstrip()
        low = lowered(before)
        for scope, pattern, small, words in self.rules:
            if (
                scope.reach == "adjacent"
                and opens(words, low)
                and pattern.compiled.search(low if small else before)
            ):
                found.append(
                    Cue(scope.id, scope.role, scope.reach, number - 1, number, tuple(scope.measures))
                )
        return found


def _compiled(pattern: str) -> tuple[Lazy, bool, Strings | None]:
    """A cue's expression. One without capitals is tried on small letters, which is several times quicker."""
    small = CAPITAL.search(pattern) is None
    return Lazy(pattern, re.NOFLAG if small else re.IGNORECASE), small, gates(pattern)


def governs(cue: Cue, figure: dict[str, Any], text: str) -> bool:
    """Whether a cue reaches a figure of the same sentence."""
    if (cue.measures and figure["measure"] not in cue.measures) or figure["measure"] in cue.but_not:
        return False
    if cue.reach == "sentence":
        return True
    if cue.reach == "around":
        return bool(cue.start < figure["start"] < cue.end)
    if cue.reach == "before":
        return bool(cue.end <= figure["start"])
    if cue.reach == "after":
        return bool(cue.start >= figure["end"])
    if cue.reach == "behind":
        between = text[figure["end"] : cue.start] if figure["end"] <= cue.start else CLAUSE_ENDS[0]
        return len(between) < BEHIND_REACH and not any(mark in between for mark in ",;:.")
    if cue.reach != "clause" or cue.start > figure["end"]:
        return False
    between = text[cue.end : figure["start"]]
    return bool(len(between) < CLAUSE_REACH and not any(mark in between for mark in CLAUSE_ENDS))
