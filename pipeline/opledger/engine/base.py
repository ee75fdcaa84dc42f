"""What an engine has to offer: work on many items, and work on groups of rows that share a key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, Self

if TYPE_CHECKING:
    import pandas as pd

Work = Callable[[int], Any]


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """How an engine is to be opened.

    Args:
        workers: how many worker processes to start on this machine; as many as it has cores if not given.
        scheduler: address of a cluster that runs already; then none is started.
    """

    workers: int | None = None
    scheduler: str | None = None


@dataclass(frozen=True, slots=True)
class Died:
    """Stands for a result: the worker processes that were given the item died."""

    reason: str


@dataclass(frozen=True, slots=True)
class Step:
    """Rows are brought together by a column, and each bunch is worked on by one worker.

    All rows of one value are in one bunch, in any order, perhaps twice where a worker died. A bunch holds many values.

    Args:
        by: the column, of whole numbers.
        work: makes a table of a bunch.
        like: an empty table with the columns that ``work`` gives.
    """

    by: str
    work: Callable[[pd.DataFrame], pd.DataFrame]
    like: pd.DataFrame


class Engine(Protocol):
    """Runs functions in worker processes, on this machine or many. Functions and what they are bound to must be
    importable by the workers; large data goes through files that all see."""

    def __enter__(self) -> Self:
        """Start or reach the workers."""

    def __exit__(self, *error: object) -> None:
        """Close what was started, whatever happened."""

    def check(self, folder: str) -> None:
        """Make sure that workers see a folder and run this version.

        Raises:
            UsageError: if not.
        """

    def each(self, work: Work, items: Iterable[int], alone: bool = False) -> Iterator[tuple[int, Any]]:
        """Items with what ``work`` made of them, as they get done; few are under way at a time.

        An item whose worker dies is given to another; if that dies too, again and again, its result is ``Died``.
        ``alone`` keeps one item under way at a time, so that no other can be the cause. What ``work`` raises is raised.
        """

    def grouped(
        self,
        items: Sequence[int],
        emit: Callable[[int], pd.DataFrame],
        like: pd.DataFrame,
        steps: Sequence[Step],
    ) -> Iterator[pd.DataFrame]:
        """Rows that ``emit`` makes of each item (columns as in ``like``), through the steps; tables of the last one.

        Raises:
            OpledgerError: if workers die again and again.
        """
