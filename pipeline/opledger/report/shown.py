"""What a report shows of the tables: as many operations as asked for, with all that belongs to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from opledger.records import TABLES
from opledger.report.source import Source
from opledger.tables.rows import Row

# What people ask for first; the other measures follow in the order of the tables.
FIRST = (
    "arrests", "charges", "convictions", "suspects_identified", "victims_safeguarded", "victims_identified", "migrants_intercepted",
    "deaths",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """What a report shows, looked up by id.

    Args:
        operations: those with most conflicts, then with most releases, first.
        outcomes, conflicts, links: by operation; outcomes and conflicts drawn from all its releases together, where there
            are such.
        releases: all of them, the rejected ones too.
        counts: how many rows each table has.
    """

    operations: list[Row]
    outcomes: dict[str, list[Row]]
    conflicts: dict[str, list[Row]]
    links: dict[str, list[Row]]
    releases: dict[str, Row]
    counts: dict[str, int]

    @property
    def hidden(self) -> int:
        """How many operations are in the tables and not shown."""
        return self.counts["operations"] - len(self.operations)


def read_shown(source: Source, most: int | None = None) -> Shown:
    """Read what a report shows.

    Args:
        source: where the tables are.
        most: how many operations at most; all where it is None.

    Raises:
        UsageError: if there are no tables.
    """
    counts = {table: sum(1 for _ in source(table)) for table in TABLES}
    conflicts = _drawn(source("conflicts"))
    operations = sorted(source("operations"), key=lambda o: _weight(o, conflicts))[:most]
    own = {o["operation_id"] for o in operations}
    outcomes = _drawn(o for o in source("outcomes") if o["operation_id"] in own)
    links = _grouped(link for link in source("links") if link["operation_id"] in own)
    releases = {r["release_id"]: r for r in source("releases")}
    return Shown(operations, outcomes, conflicts, links, releases, counts)


def _grouped(rows: Iterable[Row]) -> dict[str, list[Row]]:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["operation_id"]].append(row)
    return dict(groups)


def _drawn(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """By operation, the rows drawn from all releases together, or else from each by itself."""
    groups = _grouped(rows)
    drawn = {key: [r for r in own if r["release_id"] is None] or own for key, own in groups.items()}
    return {key: sorted(own, key=_importance) for key, own in drawn.items()}


def _importance(row: Row) -> tuple[int, bool]:
    """People first, wholes before places; for the rest the order of the tables holds."""
    measure = FIRST.index(row["measure"]) if row["measure"] in FIRST else len(FIRST)
    return measure, row.get("place") is not None


def _weight(operation: Row, conflicts: dict[str, list[Row]]) -> tuple[int, int, str, str]:
    own = len(conflicts.get(operation["operation_id"], ()))
    return -own, -len(operation["release_ids"]), operation["name"] or "\uffff", operation["operation_id"]


def title_of(release: Row) -> str:
    """A release's title, or the first line of its text, or where it came from.

    Example:
        >>> title_of({"title": None, "text": "Nine held\\n\\nPolice ...", "path": "a.txt"})
        'Nine held'
    """
    first = next((line.strip() for line in release["text"].splitlines() if line.strip()), "")
    title = release["title"] or first or release["path"]
    return title if len(title) <= 140 else f"{title[:139]}…"


def issued(release: Row) -> str | None:
    """The day of a release: as given with it, or as its own text says."""
    day = release["published"] or (release.get("metadata") or {}).get("issued")
    return None if day is None else str(day)


def name_of(operation: Row, releases: dict[str, Row]) -> str:
    """An operation's name, or the title of its first release."""
    if operation["name"]:
        return str(operation["name"])
    first = next((releases[i] for i in operation["release_ids"] if i in releases), None)
    return title_of(first) if first else str(operation["operation_id"])
