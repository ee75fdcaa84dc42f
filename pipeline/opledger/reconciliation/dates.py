"""The day that a release stands for when releases are put in order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from opledger.records import Mention, Release

# A date line stands in the first so many characters.
DATE_LINE = 400


def read_day(text: object) -> date | None:
    """An ISO date, or None for anything else.

    Example:
        >>> read_day("2024-09-12T10:00"), read_day(None)
        (datetime.date(2024, 9, 12), None)
    """
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None


def release_day(release: Release, mentions: Sequence[Mention]) -> date | None:
    """When a release came out: its date of publication, else that of its date line or byline, else the latest single day
    named at its top."""
    if release.published:
        return read_day(release.published)
    if release.metadata.get("issued"):
        return read_day(release.metadata["issued"])
    top = [m for m in mentions if m.label == "DATE" and m.start < DATE_LINE]
    days = [read_day(m.extras.get("start")) for m in top if m.extras.get("start") == m.extras.get("end")]
    return max((day for day in days if day is not None), default=None)
