"""What reconciliation works with: claims, cells, verdicts, and the tables it hands back."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from opledger.records import Conflict, Figure, Link, Operation, Outcome, Release

# Ranks of sharpness: the lower, the sharper.
EXACT, ROUND, ABOUT, BOUND, VAGUE = range(5)


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The result of ``reconcile``: rows of three tables, and the figures with their operation filled in."""

    operations: tuple[Operation, ...]
    outcomes: tuple[Outcome, ...]
    conflicts: tuple[Conflict, ...]
    figures: tuple[Figure, ...]
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers that a statement leaves possible; a bound can be open (not itself included)."""

    low: float = -inf
    high: float = inf
    low_open: bool = False
    high_open: bool = False

    def meets(self, other: Interval) -> bool:
        """Whether one number can satisfy both.

        Example:
            >>> Interval(5, 5).meets(Interval(5, inf, low_open=True))
            False
        """
        both = self.cut(other)
        if both.low == both.high:
            return not (both.low_open or both.high_open)
        return both.low < both.high

    def cut(self, other: Interval) -> Interval:
        """The numbers that satisfy both; low > high where there are none."""
        low = max((self.low, self.low_open), (other.low, other.low_open))
        high = min((self.high, not self.high_open), (other.high, not other.high_open))
        return Interval(low[0], high[0], low[1], not high[1])


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """One figure as a statement about a cell. Claims are compared by identity, for they are looked up often.

    ``rank`` and ``step`` say how sharp it is; ``words`` which kind or substance it counts; ``published`` is
    the day its release came out, empty where that is unknown. ``total``: it is stated of the whole (of the event, or
    of its place), ``overall`` in so many words; ``outdated``: its sentence says that it was given earlier, ``of_a_day``
    that it is the count of one day, ``hearsay`` that somebody tells it of others, ``attributed`` who gave it;
    ``summed``: a list of parts adds up to it; ``sort``: further words for what it counts, which tell only
    where one sentence counts several sorts; ``replaces``: the number it replaces,
    which is no figure (``unseen`` where that stands in another sentence).
    """

    figure: Figure
    release: Release
    interval: Interval
    rank: int
    step: float
    words: frozenset[str]
    head: str
    place: str | None
    number: float
    headline: bool
    denied: bool
    correction: bool
    additional: bool
    union: bool
    source: str | None
    source_name: str | None
    published: str
    total: bool
    overall: bool = False
    outdated: bool = False
    of_a_day: bool = False
    hearsay: bool = False
    attributed: bool = False
    summed: bool = False
    sort: frozenset[str] = frozenset()
    replaces: float | None = None
    unseen: bool = False

    @property
    def bounds(self) -> tuple[float | int | None, float | int | None]:
        """The stated bounds."""
        return self.figure.low, self.figure.high

    @property
    def corrects(self) -> bool:
        """Whether it replaces a number that is no figure."""
        return self.unseen or self.replaces is not None

    @property
    def order(self) -> tuple[str, str, int, str]:
        """Sort key that depends on nothing but the content."""
        return (self.published, self.figure.release_id, self.figure.start, self.figure.figure_id)


@dataclass(frozen=True, slots=True)
class Cell:
    """Claims that speak of the same thing: one measure, unit, place, and kind or substance."""

    measure: str
    unit: str
    place: str | None
    words: frozenset[str]
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the claims of one cell come to.

    ``losing`` contradict the chosen claim; ``superseded`` were replaced by it; ``rule`` is the sentence of the
    rule that chose between contradicting claims, empty where there were none.
    """

    chosen: Claim
    supporting: tuple[Claim, ...]
    losing: tuple[Claim, ...]
    superseded: tuple[Claim, ...]
    rule: str = ""

    @property
    def releases(self) -> int:
        """How many releases the claims come from."""
        return len({c.figure.release_id for c in (*self.supporting, *self.losing, *self.superseded)})
