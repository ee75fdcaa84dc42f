"""Lists that say which countries took part: on the line of their intro, or an item a line below it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from opledger.letters import lowered
from opledger.patternfiles.gates import opens
from opledger.patternfiles.schemas.countries import Roles

Mention = dict[str, Any]

ITEM = re.compile(r"[ \t]*(?:[•·*▶►●○–—-]|\d+[.)])?[ \t]*(?:[Tt]he )?")
STOP = re.compile(r"\.(?:\s|$)")


class ParticipantLists:
    """Finds the countries that such a list names.

    Args:
        section: the pattern section ``roles``.
        fill: puts word lists into a pattern.
    """

    def __init__(self, section: Roles, fill: Callable[[str], str]) -> None:
        self._triggers = tuple(trigger.lower() for trigger in section.list_triggers)
        self._trigger = re.compile("|".join(map(re.escape, section.list_triggers)) or "(?!)", re.IGNORECASE)
        intros = "|".join(f"(?:{fill(intro)})" for intro in section.list_intros)
        self._intro = re.compile(intros or "(?!)", re.IGNORECASE)

    def find(self, text: str, mentions: list[Mention]) -> set[int]:
        """Indexes of the country mentions in such lists."""
        listed: set[int] = set()
        if not opens(self._triggers, lowered(text)):
            return listed
        starts = {m["start"]: i for i, m in enumerate(mentions) if m["label"] == "COUNTRY"}
        done = 0
        for trigger in self._trigger.finditer(text):
            if trigger.start() < done:
                continue
            done = text.find("\n", trigger.end()) + 1 or len(text)
            for intro in self._intro.finditer(text, text.rfind("\n", 0, trigger.start()) + 1, done):
                named = _items(text, intro.end(), starts) if _ends_line(text, intro.end()) else []
                listed.update(named or _on_line(text, intro.end(), starts))
        return listed


def _ends_line(text: str, at: int) -> bool:
    """True where nothing but a colon stands between an offset and the end of its line."""
    return text[at - 1] == "\n" or not text[at : text.find("\n", at)].strip(" :\t")


def _on_line(text: str, start: int, starts: dict[int, int]) -> list[int]:
    """The countries named on the line, up to the first full stop."""
    line = text.find("\n", start)
    line = len(text) if line < 0 else line
    stop = STOP.search(text, start, line)
    end = stop.start() if stop else line
    return [index for at, index in starts.items() if start <= at < end]


def _items(text: str, start: int, starts: dict[int, int]) -> list[int]:
    """The countries that begin the lines from the next on, up to the first line that begins otherwise."""
    found: list[int] = []
    at = text.find("\n", start - 1)
    while at >= 0:
        line = at + 1
        end = text.find("\n", line)
        end = len(text) if end < 0 else end
        if text[line:end].strip():
            begin = ITEM.match(text, line)
            index = starts.get(begin.end()) if begin else None
            if index is None:
                break
            found.append(index)
        if end == len(text):
            break
        at = end
    return found
