"""Counts of right, made-up and missed items, per level and per label or measure, with every fault."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

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


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing missing or made up: the level, the release, which of the two, the label or measure, and the item."""

    level: str
    release: str
    what: str
    key: str
    item: str


@dataclass(slots=True)
class Tally:
    """The counts of one evaluation; ``key`` is the label or the measure of an item."""

    levels: defaultdict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    keys: defaultdict[tuple[str, str], Count] = field(default_factory=lambda: defaultdict(Count))
    faults: list[Fault] = field(default_factory=list)

    def right(self, level: str, key: str) -> None:
        """Count one found item."""
        self.levels[level].right += 1
        self.keys[level, key].right += 1

    def extra(self, level: str, release: str, key: str, item: str, counted_only: bool = False) -> None:
        """Count one made-up item; ``counted_only`` where the fault is told elsewhere."""
        self.levels[level].extra += 1
        self.keys[level, key].extra += 1
        if not counted_only:
            self.faults.append(Fault(level, release, "extra", key, item))

    def missing(self, level: str, release: str, key: str, item: str) -> None:
        """Count one missed item."""
        self.levels[level].missing += 1
        self.keys[level, key].missing += 1
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
            self.right(level, key)
        for key, item in sorted(have - want - either):
            self.extra(level, release, key, item)
        for key, item in sorted(want - have):
            self.missing(level, release, key, item)
