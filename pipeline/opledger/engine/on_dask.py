"""Dask: futures for shards, its data frames' shuffle for what is grouped by key."""

from __future__ import annotations

import itertools
import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import dask
import dask.dataframe as dd
from distributed import Client, Future, LocalCluster, as_completed
from distributed.comm.core import CommClosedError
from distributed.scheduler import KilledWorker

from opledger.engine.base import Died, EngineOptions, Step, Work
from opledger.engine.stopping import Stopping
from opledger.errors import OpledgerError, UsageError
from opledger.forking import deaf_to_ctrl_c

if TYPE_CHECKING:
    import pandas as pd

# How many items may be under way for each worker: none waits, and the driver reads no further than needed.
AHEAD = 3
# An item is given to another worker so many times before its death is put down to it.
RETRIES = 2
# How often a grouping is begun anew; a worker that dies in the middle of one can spoil it.
ATTEMPTS = 3
# How long to wait for a scheduler, and for workers of one that is there.
PATIENCE, SLOW = "10s", 60
# Bunches of a grouping: several for each worker, so that a lost one costs little; no more than can be open files.
BUNCHES, MOST_BUNCHES = 4, 512

SETTINGS = {
    "distributed.scheduler.allowed-failures": RETRIES,
    "distributed.worker.memory.spill": 0.7,
    "dataframe.shuffle.method": "p2p",
    # Rows are numbers and short texts; what pandas gives is what workers get.
    "dataframe.convert-string": False,
    "distributed.admin.large-graph-warning-threshold": "1GB",
}


def make(options: EngineOptions) -> DaskEngine:
    """The engine of its options."""
    return DaskEngine(options)


class DaskEngine:
    """Workers of a Dask cluster: one started on this machine, or one that runs already.

    Args:
        options: see ``EngineOptions``.
    """

    def __init__(self, options: EngineOptions) -> None:
        self._options = options
        self._closing = ExitStack()

    def __enter__(self) -> Self:
        self._stopping = self._closing.enter_context(Stopping())
        self._closing.enter_context(dask.config.set(SETTINGS))
        try:
            self._client = self._closing.enter_context(self._reach())
            # A shuffle asks for the client of its surroundings.
            self._closing.enter_context(self._client.as_current())
            self._client.wait_for_workers(1, timeout=SLOW)
        except (OSError, TimeoutError, ValueError) as err:
            self._closing.close()
            raise UsageError(
                f"can't reach a scheduler with workers ({_line(err)})",
                f"--scheduler {self._options.scheduler}",
                "give the address that 'dask scheduler' prints, such as tcp://10.0.0.5:8786",
            ) from err
        return self

    def __exit__(self, *error: object) -> None:
        self._closing.close()

    def _reach(self) -> Client:
        if self._options.scheduler:
            return Client(self._options.scheduler, timeout=PATIENCE, set_as_default=False)
        # A worker that dies is told of once, by its result, and not by Dask's log too.
        with deaf_to_ctrl_c():
            cluster = LocalCluster(
                n_workers=self._options.workers or os.cpu_count() or 1,
                threads_per_worker=1,
                dashboard_address=":0",
                silence_logs=logging.CRITICAL,
            )
        self._closing.enter_context(cluster)
        return Client(cluster, set_as_default=False)

    def check(self, folder: str) -> None:
        """Make sure that workers see a folder and run this version."""
        seen = self._client.run(_seen, folder, on_error="return")
        for address in sorted(seen):
            answer = seen[address]
            if isinstance(answer, BaseException):
                raise UsageError(
                    f"a worker can't run opledger ({_line(answer)})",
                    address,
                    "install this version of opledger where the workers run",
                )
            version, there = answer
            if version != _version():
                raise UsageError(
                    f"the worker has opledger {version}, this is {_version()}",
                    address,
                    "install the same version on both sides",
                )
            if not there:
                raise UsageError(
                    f"the worker does not see the folder {folder}",
                    address,
                    "name an --out on storage that all machines share under one path",
                )

    def each(self, work: Work, items: Iterable[int], alone: bool = False) -> Iterator[tuple[int, Any]]:
        """Items with what ``work`` made of them, as they get done."""
        waiting = iter(items)
        futures: dict[Future[Any], int] = {}
        ahead = 1 if alone else self._width() * AHEAD

        def submit() -> list[Future[Any]]:
            room = ahead - len(futures)
            new = [
                (self._client.submit(work, item, pure=False), item)
                for item in itertools.islice(waiting, room)
            ]
            futures.update(new)
            return [future for future, _ in new]

        done = as_completed(submit())
        try:
            for future in done:
                self._stopping.check()
                item = futures.pop(future)
                yield item, self._result(future)
                done.update(submit())
        finally:
            self._client.cancel(list(futures))

    def grouped(
        self,
        items: Sequence[int],
        emit: Callable[[int], pd.DataFrame],
        like: pd.DataFrame,
        steps: Sequence[Step],
    ) -> Iterator[pd.DataFrame]:
        """Rows of each item through the steps; tables of the last one."""
        if not items:
            return
        frame = dd.from_map(emit, list(items), meta=like)
        bunches = min(max(self._width() * BUNCHES, len(items) // 4), MOST_BUNCHES)
        for step in steps:
            frame = frame.shuffle(on=step.by, npartitions=bunches).map_partitions(
                step.work, meta=step.like, enforce_metadata=False
            )
        yield from self._computed(dict(enumerate(frame.to_delayed())))

    def _computed(self, left: dict[int, Any]) -> Iterator[pd.DataFrame]:
        """The tables of a grouping, as they get done. What is lost when a worker dies in the middle of it is made anew:
        which rows are in which bunch is a matter of the rows alone."""
        for attempt in range(1, ATTEMPTS + 1):
            futures = dict(zip(self._client.compute(list(left.values())), left, strict=True))
            try:
                for future in as_completed(list(futures)):
                    self._stopping.check()
                    result = future.result()
                    del left[futures[future]]
                    yield result
                return
            except (KilledWorker, CommClosedError, RuntimeError) as err:
                if attempt == ATTEMPTS:
                    raise OpledgerError(
                        f"grouping failed {ATTEMPTS} times ({_line(err)})",
                        "--engine dask",
                        "give each worker more memory, or use fewer workers a machine",
                    ) from err
            finally:
                self._client.cancel(list(futures))

    def _width(self) -> int:
        return max(sum(map(int, self._client.nthreads().values())), 1)

    def _result(self, future: Future[Any]) -> Any:
        try:
            return future.result()
        except KilledWorker:
            return Died(f"worker processes died of it {RETRIES + 1} times (out of memory?)")


def _seen(folder: str) -> tuple[str, bool]:
    """What a worker runs, and whether it sees a folder."""
    return _version(), Path(folder).is_dir()


def _version() -> str:
    from opledger import __version__

    return __version__


def _line(err: BaseException) -> str:
    return " ".join(str(err).split()) or type(err).__name__
