"""The rows of the operations table.

Only mentions are looked at, never the texts: the texts of a large collection are not kept in memory.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from opledger.reconciliation.dates import DATE_LINE, read_day, release_day
from opledger.records import Mention, Operation, Release

TAKING_PART = frozenset({"participant", "lead"})
# How many characters from an operation's name a date may stand to be its date, and how long before its
# release an operation can have begun.
REACH, LONGEST = 120, timedelta(days=800)

# A stretch of this many days is a calendar year, and says when something else was counted.
WHOLE_YEAR = 364


def taking_part(mentions: Iterable[Mention]) -> frozenset[str]:
    """The countries that take part or lead, by their mentions."""
    return frozenset(m.id for m in mentions if m.label == "COUNTRY" and TAKING_PART.intersection(m.roles))


def operation_row(
    operation_id: str,
    name_ids: Sequence[str],
    releases: Sequence[Release],
    mentions: Sequence[Mention],
) -> Operation:
    """One operation.

    Args:
        operation_id: its id.
        name_ids: ids of the mentions that name it, the best name first; none for an unnamed one.
        releases: the releases on it.
        mentions: their mentions.
    """
    called = [m for m in mentions if m.label == "OPERATION" and m.id in name_ids]
    names = Counter((m.name, m.id) for m in called)
    ranked = [name for name, _ in sorted(names, key=lambda n: (name_ids.index(n[1]), -names[n], n))]
    texts = {m.text for m in called}
    published = sorted(r.published for r in releases if r.published)
    start, end = _period(name_ids, releases, mentions)
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
    name_ids: Sequence[str], releases: Sequence[Release], mentions: Sequence[Mention]
) -> tuple[str | None, str | None]:
    """When an operation took place: the first plausible stretch of days in the oldest release that has one, else the
    date nearest to the operation's name.

    A single date far from the name may be of anything, so it says nothing.
    """
    names: dict[str, list[int]] = defaultdict(list)
    for mention in mentions:
        if mention.label == "OPERATION" and mention.id in name_ids:
            names[mention.release_id].append(mention.start)
    dates = [m for m in mentions if m.label == "DATE" and m.extras.get("start") and m.extras.get("end")]
    by_release: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_release[mention.release_id].append(mention)
    days = {r.release_id: release_day(r, by_release[r.release_id]) for r in releases}
    for release in sorted(releases, key=lambda r: (str(days[r.release_id] or "9999"), r.release_id)):
        own = [
            m for m in dates if m.release_id == release.release_id and _plausible(m, days[release.release_id])
        ]
        single = [m for m in own if _days(m) < WHOLE_YEAR and m.start >= DATE_LINE]
        marked = next((m for m in own if m.extras.get("event")), None)
        best = marked or _stretch(own) or _nearest(single, names[release.release_id])
        if best is not None:
            return str(best.extras["start"])[:10], str(best.extras["end"])[:10]
    return None, None


def _stretch(dates: Sequence[Mention]) -> Mention | None:
    spans = [m for m in dates if m.extras["start"] != m.extras["end"] and _days(m) < WHOLE_YEAR]
    return min(spans, key=lambda m: m.start, default=None)


def _nearest(dates: Sequence[Mention], names: Sequence[int]) -> Mention | None:
    near = [(min(abs(m.start - n) for n in names), m.start, m) for m in dates] if names else []
    near = [item for item in near if item[0] <= REACH]
    return min(near, key=lambda item: item[:2])[2] if near else None


def _days(mention: Mention) -> int:
    start, end = read_day(mention.extras["start"]), read_day(mention.extras["end"])
    return (end - start).days if start and end else 0


def _plausible(mention: Mention, day: date | None) -> bool:
    start, end = read_day(mention.extras["start"]), read_day(mention.extras["end"])
    if start is None or end is None or start > end:
        return False
    return day is None or (start <= day and day - start <= LONGEST)
