"""The day of the one event that a release tells of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from opledger.patternfiles.schemas.dates import EventDay

Mention = dict[str, Any]
Layout = dict[str, Any]

PROSE = frozenset({"paragraph", "bullet", "result", "row"})
DAY = len("2024-05-15")
AROUND = 40


class EventDayFinder:
    """Marks one DATE mention with ``extras["event"]``.

    Args:
        settings: the settings of a pack.
    """

    def __init__(self, settings: EventDay) -> None:
        self.on = settings.first
        self._before = re.compile(rf"(?<!\w)(?:{_any(settings.not_before)})\s*$", re.IGNORECASE)
        self._after = re.compile(rf"\s*(?:{_any(settings.not_after)})", re.IGNORECASE)

    def read(self, text: str, mentions: Sequence[Mention], layout: Layout) -> None:
        """Mark the first day of the prose that is not of something else, or else the day of the date line, in place."""
        days = [m for m in mentions if m["label"] == "DATE" and len(m["id"]) == DAY]
        spans = [(b["start"], b["end"]) for b in layout.get("blocks", []) if b["kind"] in PROSE]
        dated = [m for m in days if m["roles"] == ["dateline"]]
        prose = [m for m in days if m not in dated and any(start <= m["start"] < end for start, end in spans)]
        told = [m for m in prose if not self._of_else(text, m)]
        chosen = (told or dated or days)[:1]
        for mention in chosen:
            mention["extras"]["event"] = True

    def _of_else(self, text: str, mention: Mention) -> bool:
        before = text[max(0, mention["start"] - AROUND) : mention["start"]]
        return bool(self._before.search(before) or self._after.match(text, mention["end"]))


def _any(patterns: Iterable[str]) -> str:
    return "|".join(f"(?:{pattern})" for pattern in patterns) or "(?!)"
