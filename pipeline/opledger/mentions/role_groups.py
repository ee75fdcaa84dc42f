"""Countries that are listed together, and the sentence that they stand in.

"Belgium, Germany (2) and the Netherlands" is one group: what stands before the first or after the last holds for each.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

Mention = dict[str, Any]

JOIN = re.compile(
    r"(?:['’]s)?\s*(?:\((?![^()\n]*lead)[^()\n]{1,40}\)|\d[\d,.]*(?=[,;]))?(?:\s*[,;/·•|*–—-])*\s*"
    r"(?:(?:and|or|plus|as well as|&|both|then)\s+)*(?:the\s+|to\s+|in\s+|from\s+)?"
)
LONGEST_JOIN = 50
MODIFIES = re.compile(r" [A-Za-z]|,? and ")
SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])|\n+")


@dataclass(frozen=True, slots=True)
class Group:
    """Country mentions listed together: their indexes, whether they are adjectives, or end in an abbreviation
    (which can be either), their span, that of the sentence."""

    members: tuple[int, ...]
    adjective: bool
    abbreviation: bool
    start: int
    end: int
    sentence_start: int
    sentence_end: int


class Sentences:
    """Looks up the sentence of an offset: those of the layout, or a plain split where there is none."""

    def __init__(self, text: str, layout: dict[str, Any]) -> None:
        found = layout.get("sentences") or []
        self._spans = [(s["start"], s["end"]) for s in found] or _split(text)
        self._starts = [start for start, _ in self._spans]

    def at(self, offset: int, text: str) -> tuple[int, int]:
        """Start and end of the sentence at an offset; of its line if no sentence has it."""
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and offset < self._spans[index][1]:
            return self._spans[index]
        end = text.find("\n", offset)
        return text.rfind("\n", 0, offset) + 1, end if end >= 0 else len(text)


def _split(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for match in SENTENCE_END.finditer(text):
        if match.start() > start:
            spans.append((start, match.end()))
        start = match.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans


def groups(
    text: str, mentions: list[Mention], sentences: Sentences, adjective_names: frozenset[str] = frozenset()
) -> list[Group]:
    """The groups of the COUNTRY mentions, in text order. A name alone is a group of one.

    ``adjective_names`` are the countries whose name serves as an adjective ("Hong Kong and Dutch customs").
    """
    found: list[Group] = []
    current: list[int] = []
    for index, mention in enumerate(mentions):
        if mention["label"] != "COUNTRY":
            continue
        if current and not _joined(text, mentions[current[-1]], mention, adjective_names):
            found.append(_group(text, mentions, current, sentences))
            current = []
        current.append(index)
    if current:
        found.append(_group(text, mentions, current, sentences))
    return found


def _joined(text: str, one: Mention, other: Mention, adjective_names: frozenset[str]) -> bool:
    between = text[one["end"] : other["start"]]
    if not between.strip() or len(between) > LONGEST_JOIN or between.count("\n") > 1:
        return False
    if JOIN.fullmatch(between) is None:
        return False
    first, second = one["extras"]["form"], other["extras"]["form"]
    if (first == "demonym") == (second == "demonym"):
        return True
    name = one if second == "demonym" else other
    adjective = name["extras"]["form"] == "abbreviation" or name["id"] in adjective_names
    return adjective and MODIFIES.match(text, other["end"]) is not None


def _group(text: str, mentions: list[Mention], members: list[int], sentences: Sentences) -> Group:
    start, end = mentions[members[0]]["start"], mentions[members[-1]]["end"]
    sentence_start, sentence_end = sentences.at(start, text)
    adjective = any(mentions[index]["extras"]["form"] == "demonym" for index in members)
    abbreviation = mentions[members[-1]]["extras"]["form"] == "abbreviation"
    return Group(tuple(members), adjective, abbreviation, start, end, sentence_start, max(sentence_end, end))
