"""An engine without workers: everything in this process, in a shuffled order and some rows twice, as a cluster may do."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Self

import pandas as pd

from opledger.engine import Step
from opledger.engine.base import Died, EngineOptions, Work


class InlineEngine:
    """See ``opledger.engine.Engine``.

    Args:
        deadly: says of an item whether its worker dies.
        seed: of the order in which things are done.
    """

    def __init__(self, deadly: Callable[[Work, int], bool] | None = None, seed: int = 0) -> None:
        self.deadly = deadly or (lambda work, item: False)
        self.random = random.Random(seed)
        self.opened = 0

    def __enter__(self) -> Self:
        self.opened += 1
        return self

    def __exit__(self, *error: object) -> None:
        self.opened -= 1

    def check(self, folder: str) -> None:
        """All is here."""

    def each(self, work: Work, items: Iterable[int], alone: bool = False) -> Iterator[tuple[int, Any]]:
        """Three items under way at a time, done in any order."""
        waiting: list[int] = []
        for item in items:
            waiting.append(item)
            if alone or len(waiting) == 3:
                yield self._done(work, waiting.pop(self.random.randrange(len(waiting))))
        for item in waiting:
            yield self._done(work, item)

    def _done(self, work: Work, item: int) -> tuple[int, Any]:
        return item, Died("worker processes died of it") if self.deadly(work, item) else work(item)

    def grouped(
        self,
        items: Sequence[int],
        emit: Callable[[int], pd.DataFrame],
        like: pd.DataFrame,
        steps: Sequence[Step],
    ) -> Iterator[pd.DataFrame]:
        """Rows by the rest of their number, shuffled, some of them twice."""
        tables = [emit(item) for item in items]
        for step in steps:
            rows = pd.concat([like, *tables]).astype(like.dtypes.to_dict())
            rows = pd.concat([rows, rows.sample(frac=0.1, random_state=self.random.randrange(999))])
            rows = rows.sample(frac=1, random_state=self.random.randrange(999))
            bunches = [rows[rows[step.by].to_numpy() % 5 == rest] for rest in range(5)]
            tables, like = [step.work(bunch) for bunch in bunches], step.like
            assert all(list(table.columns) == list(like.columns) for table in tables)
        yield from tables


def make(options: EngineOptions) -> InlineEngine:
    """For the registry."""
    return InlineEngine()
