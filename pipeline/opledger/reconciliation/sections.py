"""Which mentions of a release on several operations belong to which of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence

from opledger.reconciliation.naming import Named
from opledger.records import Figure, Mention


def mentions_of(
    names: Collection[str], named: Named, mentions: Sequence[Mention], figures: Sequence[Figure]
) -> list[Mention]:
    """The mentions that stand where the release tells of one operation; all of them where it tells of one only.

    A stretch of text belongs to the operation that a name or a figure in it, or else the one before it, is of.

    Args:
        names: ids of the operation's names; none for what belongs to no named one.
        named: the operations of the release.
        mentions: the release's mentions, in text order.
        figures: its figures.
    """
    if len(named.all) < 2:
        return list(mentions)
    known = set(named.all)
    marks: list[tuple[int, str | None]] = [
        (m.start, m.id) for m in mentions if m.label == "OPERATION" and m.id in known
    ]
    marks += [
        (f.start, named.figures.get(f.figure_id, named.main)) for f in figures if f.role != "background"
    ]
    marks.sort(key=lambda mark: (mark[0], mark[1] or ""))
    starts = [start for start, _ in marks]

    def inside(mention: Mention) -> bool:
        at = bisect_right(starts, mention.start) - 1
        name = marks[at][1] if at >= 0 else named.main
        return name in names if name is not None else not names

    own = [m for m in mentions if inside(m)]
    return own or list(mentions)
