"""Counts of right, made-up and missed items, and every fault, kept so that they can be added up by whatever one asks.

The smallest count is that of one level, one label or measure, one role and one release; all others are sums of these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

LEVELS = (
    "operations",
    "agencies",
    "countries",
    "participants",
    "found",
    "valued",
    "full",
    "outcomes",
    "status",
    "conflicts",
    "linked",
    "event_outcomes",
    "event_status",
)

Cell = tuple[str, str, str, str]
"""Level, key (label or measure), role (or ""), release."""


@dataclass(slots=True)
class Count:
    """Right, made up, missed."""

    right: int = 0
    extra: int = 0
    missing: int = 0

    @property
    def gold(self) -> int:
        """How many there are to be found."""
        return self.right + self.missing

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 0 where nothing was found."""
        return self.right / (self.right + self.extra) if self.right + self.extra else 0.0

    @property
    def recall(self) -> float:
        """Share of what is there that was found; 0 where nothing is there."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def add(self, other: Count) -> None:
        """Take another count in."""
        self.right += other.right
        self.extra += other.extra
        self.missing += other.missing


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing missing or made up: the level, the release, which of the two, the label or measure, and the item."""

    level: str
    release: str
    what: str
    key: str
    item: str


@dataclass(frozen=True, slots=True)
class Error:
    """One thing to look at: what kind of error, where it stands, what was expected and what was there instead.

    Unlike a ``Fault``, which is counted once a level, an error is told once.

    Args:
        kind: what went wrong ("number missed", "wrong measure", ...), several joined by " and ".
        release: id of the gold release.
        key: the label or measure.
        expected: what the gold has, in words; empty for what is made up.
        got: what opledger has, in words; empty for what is missed.
        start, end: the characters of the release that it is about, where there are any.
        rule: the rules that made what is there.
    """

    kind: str
    release: str
    key: str
    expected: str
    got: str
    start: int | None = None
    end: int | None = None
    rule: str = ""


@dataclass(slots=True)
class Made:
    """How often the figures of one rule were found to be right: made, right at ``found``, right at ``full``."""

    made: int = 0
    found: int = 0
    full: int = 0


@dataclass(slots=True)
class Tally:
    """The counts and errors of one evaluation.

    Example:
        >>> tally = Tally()
        >>> tally.right("found", "r1", "arrests", role="total")
        >>> tally.missing("found", "r2", "arrests", "'12 arrests'")
        >>> tally.levels["found"].recall
        0.5
    """

    cells: defaultdict[Cell, Count] = field(default_factory=lambda: defaultdict(Count))
    faults: list[Fault] = field(default_factory=list)
    errors: list[Error] = field(default_factory=list)
    rules: defaultdict[str, Made] = field(default_factory=lambda: defaultdict(Made))

    @property
    def levels(self) -> defaultdict[str, Count]:
        """The count of each level."""
        return self.by(lambda cell: cell[0])

    @property
    def keys(self) -> defaultdict[tuple[str, str], Count]:
        """The count of each level and label or measure."""
        return self.by(lambda cell: cell[:2])

    def by(self, group: Callable[[Cell], Any]) -> defaultdict[Any, Count]:
        """Counts added up by what ``group`` makes of level, key, role and release.

        Example:
            >>> tally.by(lambda cell: (cell[0], cell[3]))["full", "r1"].f1  # doctest: +SKIP
        """
        sums: defaultdict[Any, Count] = defaultdict(Count)
        for cell, count in self.cells.items():
            sums[group(cell)].add(count)
        return sums

    def right(self, level: str, release: str, key: str, role: str = "") -> None:
        """Count one found item."""
        self.cells[level, key, role, release].right += 1

    def extra(
        self, level: str, release: str, key: str, item: str, role: str = "", counted_only: bool = False
    ) -> None:
        """Count one made-up item; ``counted_only`` where the fault is told elsewhere."""
        self.cells[level, key, role, release].extra += 1
        if not counted_only:
            self.faults.append(Fault(level, release, "extra", key, item))

    def missing(self, level: str, release: str, key: str, item: str, role: str = "") -> None:
        """Count one missed item."""
        self.cells[level, key, role, release].missing += 1
        self.faults.append(Fault(level, release, "missing", key, item))

    def sets(
        self,
        level: str,
        release: str,
        found: Iterable[tuple[str, str]],
        wanted: Iterable[tuple[str, str]],
        free: Iterable[tuple[str, str]] = (),
    ) -> None:
        """Compare two sets of (key, item); those in ``free`` are neither rewarded nor punished."""
        have, want, either = set(found), set(wanted), set(free)
        for key, _ in sorted(have & want):
            self.right(level, release, key)
        for key, item in sorted(have - want - either):
            self.extra(level, release, key, item)
            self.errors.append(Error(f"spurious {NOUNS[level]}", release, key, "", item))
        for key, item in sorted(want - have):
            self.missing(level, release, key, item)
            self.errors.append(Error(f"{NOUNS[level]} missed", release, key, item, ""))


NOUNS = {
    "operations": "name of an operation",
    "agencies": "name of an agency",
    "countries": "country",
    "participants": "participant",
    "conflicts": "conflict",
}
"""What an item of a level is called in an error."""
