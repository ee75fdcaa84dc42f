"""The rows of the operations table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from opledger.records import Mention, Operation, Release

TAKING_PART = frozenset({"participant", "lead"})
# How far before a date the words stand that say what happened then, and how long before its
# release an operation can have begun.
REACH, LONGEST = 60, timedelta(days=800)


def taking_part(mentions: Iterable[Mention]) -> frozenset[str]:
    """The countries that take part or lead, by their mentions."""
    return frozenset(m.id for m in mentions if m.label == "COUNTRY" and TAKING_PART.intersection(m.roles))


def operation_row(
    operation_id: str,
    name_id: str | None,
    releases: Sequence[Release],
    mentions: Sequence[Mention],
    when: re.Pattern[str] | None,
) -> Operation:
    """One operation.

    Args:
        operation_id: its id.
        name_id: id of the mentions that name it, None for an unnamed one.
        releases: the releases on it.
        mentions: their mentions.
        when: matches words that say, before a date, that the operation took place then.
    """
    names = Counter(m.name for m in mentions if m.label == "OPERATION" and m.id == name_id)
    ranked = sorted(names, key=lambda n: (-names[n], n))
    texts = {m.text for m in mentions if m.label == "OPERATION" and m.id == name_id}
    published = sorted(r.published for r in releases if r.published)
    start, end = _period(releases, mentions, when)
    return Operation(
        operation_id=operation_id,
        name=ranked[0] if ranked else None,
        aliases=tuple(sorted((set(ranked) | texts) - set(ranked[:1]))),
        start=start,
        end=end,
        countries=tuple(sorted(taking_part(mentions))),
        agencies=tuple(sorted({m.id for m in mentions if m.label == "AGENCY"})),
        release_ids=tuple(sorted(r.release_id for r in releases)),
        first_published=published[0] if published else None,
        last_published=published[-1] if published else None,
    )


def _period(
    releases: Sequence[Release], mentions: Sequence[Mention], when: re.Pattern[str] | None
) -> tuple[str | None, str | None]:
    """The first period, in the oldest release that gives one, that is said to be when the operation took place."""
    if when is None:
        return None, None
    dates = [m for m in mentions if m.label == "DATE" and m.extras.get("start") and m.extras.get("end")]
    for release in sorted(releases, key=lambda r: (r.published or "9999", r.release_id)):
        own = [m for m in dates if m.release_id == release.release_id and _plausible(m, release)]
        said = [m for m in own if when.search(release.text[max(0, m.start - REACH) : m.start])]
        best = min(said, key=lambda m: (m.extras["start"] == m.extras["end"], m.start), default=None)
        if best is not None:
            return str(best.extras["start"]), str(best.extras["end"])
    return None, None


def _plausible(mention: Mention, release: Release) -> bool:
    try:
        start = date.fromisoformat(str(mention.extras["start"])[:10])
        end = date.fromisoformat(str(mention.extras["end"])[:10])
        published = date.fromisoformat((release.published or str(mention.extras["end"]))[:10])
    except ValueError:
        return False
    return start <= end and start <= published and published - start <= LONGEST
