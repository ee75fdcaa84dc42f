"""Releases through the pipeline, in processes of their own, results in the order given."""

from __future__ import annotations

import json
import os
import pickle
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any, Self

from opledger.errors import OpledgerError
from opledger.records import Release
from opledger.run.limits import Limits
from opledger.run.work import Found, batches, rejected
from opledger.run.worker import PRELOAD, READY, Packs, ended_for_time, packed, work

# A batch ends at so many releases or characters: few, so that workers are done at the same time, enough that sending costs nothing.
BATCH_RELEASES, BATCH_CHARACTERS = 20, 100_000
# So many releases or characters may be under way: a release that takes long holds up what comes after it, and memory stays flat.
UNDER_WAY_RELEASES, UNDER_WAY_CHARACTERS = 2_000, 20_000_000
# A batch up to so many bytes fits into the pipe of a worker that is still at the one before.
PIPE_BYTES = 1_000_000
SENT_AHEAD = PIPE_BYTES // 2
# A release of which so many workers died is rejected; a crew of which so many died before they did anything gives up.
DEATHS = 2
STILLBORN = 3


@dataclass(slots=True)
class Item:
    """One release on its way: ``answer`` is what a worker found, packed, and ``reason`` why it is rejected."""

    release: Release
    answer: bytes | None = None
    reason: str | None = None
    deaths: int = 0

    @property
    def done(self) -> bool:
        """Whether it is known what became of it."""
        return self.answer is not None or self.reason is not None

    def found(self) -> Found:
        """What became of it."""
        if self.answer is None:
            return rejected(self.release, self.reason or "")
        found: Found = pickle.loads(self.answer)
        return found


def analyse_in_workers(
    releases: Iterable[Release],
    patterns: Sequence[str],
    jobs: int,
    profile: str | None = None,
    limits: Limits | None = None,
) -> Generator[Found, None, None]:
    """Every release through the pipeline.

    A worker that dies is replaced, and the release that it was at is tried once more, alone; one that ends two workers, or exceeds a
    limit, comes back with status ``rejected``.

    Args:
        releases: what to analyse; read as far as needed.
        patterns: pattern packs beside ``core``.
        jobs: how many processes work.
        profile: how vague words are read.
        limits: what one release may take.

    Raises:
        PatternError: if a pack can't be loaded.
        OpledgerError: if no worker can be started.
    """
    from opledger.patternfiles import load_patterns

    load_patterns(patterns, profile)  # a faulty pack is reported once, from here, not by every worker
    with Crew(jobs, (tuple(patterns), profile), limits or Limits()) as crew:
        yield from crew.analyse(releases)


class Crew:
    """Worker processes, and who of them is at what.

    Args:
        jobs: how many.
        packs: what they load.
        limits: what one release may take.
        target: what a worker does; see ``worker.work``.
    """

    def __init__(self, jobs: int, packs: Packs, limits: Limits, target: Callable[..., None] = work) -> None:
        self._target, self._packs, self._limits = target, packs, limits
        self._queue: deque[list[Item]] = deque()
        self._stillborn = 0
        with _preloading(packs):
            self._workers = [self._hired() for _ in range(jobs)]

    def analyse(self, releases: Iterable[Release]) -> Iterator[Found]:
        """Every release, in the order given."""
        line: deque[Item] = deque()
        characters = 0
        more = batches(releases, BATCH_RELEASES, BATCH_CHARACTERS)
        exhausted = False
        while line or not exhausted:
            while not exhausted and len(self._queue) < len(self._workers) and _room(line, characters):
                items = [Item(release) for release in next(more, ())]
                exhausted = not items
                if items:
                    self._queue.append(items)
                    line += items
                    characters += sum(len(item.release.text) for item in items)
                self._attend(block=False)
            while line and line[0].done:
                item = line.popleft()
                characters -= len(item.release.text)
                yield item.found()
                self._attend(block=False)
            if line:
                self._attend(block=not line[0].done)

    def _attend(self, block: bool) -> None:
        """Hand out what waits, and take the answers that are there; wait for one, if asked to."""
        self._hand_out()
        for ready in wait([worker.answers for worker in self._workers], None if block else 0):
            at = next(n for n, worker in enumerate(self._workers) if worker.answers is ready)
            try:
                self._workers[at].take_answer()
            except (EOFError, OSError):
                self._replace(at)
        self._hand_out()

    def _hand_out(self) -> None:
        for worker in self._workers:
            while self._queue and worker.takes(self._queue[0]):
                worker.give(self._queue.popleft())

    def _replace(self, at: int) -> None:
        """A worker has died: see to the release that it was at, and to those that it had not come to."""
        dead = self._workers[at]
        exitcode = dead.end()
        self._stillborn = 0 if dead.ready else self._stillborn + 1
        if self._stillborn >= STILLBORN:
            raise OpledgerError(
                f"worker processes end before they begin (exit status {exitcode})",
                where="--jobs",
                advice="see that there is memory for them, or try --jobs 1",
            )
        left = dead.unfinished()
        if left and dead.ready:
            suspect, left = left[0], left[1:]
            self._blame(suspect, exitcode)
            # The rest first, so that the suspect comes to the front of the queue, and is alone in its batch.
            self._queue.extendleft([left] if left else [])
            if not suspect.done:
                self._queue.appendleft([suspect])
        elif left:
            self._queue.appendleft(left)
        self._workers[at] = self._hired()

    def _blame(self, suspect: Item, exitcode: int | None) -> None:
        suspect.deaths += 1
        if ended_for_time(exitcode):
            suspect.reason = self._limits.too_slow
        elif suspect.deaths >= DEATHS:
            suspect.reason = (
                f"{DEATHS} worker processes died of it ({_said(exitcode)}); leave it out, or see --max-memory"
            )

    def _hired(self) -> Worker:
        return Worker(self._target, self._packs, self._limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Whether all is done or something went wrong: a worker holds nothing that could be lost.
        for worker in self._workers:
            worker.end()


class Worker:
    """The parent's side of one worker process."""

    def __init__(self, target: Callable[..., None], packs: Packs, limits: Limits) -> None:
        context = _context()
        taken, self._tasks = context.Pipe(duplex=False)
        self.answers, given = context.Pipe(duplex=False)
        for pipe in (self._tasks, given):
            _widen(pipe)
        self.process = context.Process(target=target, args=(taken, given, packs, limits), daemon=True)
        self.process.start()
        taken.close()
        given.close()
        self.ready = False
        self._items: deque[Item] = deque()

    def takes(self, items: Sequence[Item]) -> bool:
        """Whether a batch can be given without waiting: it is idle, or has one batch and this one is small.

        One that has died of a release before is given to a worker that has nothing else, and that gets nothing else.
        """
        if not self.ready or not self._items:
            return self.ready
        alone = items[0].deaths or self._items[0].deaths
        small = sum(len(item.release.text) for item in items) * 4 < SENT_AHEAD
        return not alone and small and len(self._items) <= BATCH_RELEASES

    def give(self, items: Sequence[Item]) -> None:
        """Send a batch."""
        self._items += items
        with suppress(BrokenPipeError, ConnectionResetError):  # it has died: its answers will end, too
            self._tasks.send_bytes(packed([item.release for item in items]))

    def take_answer(self) -> None:
        """Take what it sent.

        Raises:
            EOFError, OSError: if it has died.
        """
        answer = self.answers.recv_bytes()
        if self.ready:
            self._items.popleft().answer = answer
        else:
            self.ready = answer == READY

    def unfinished(self) -> list[Item]:
        """What it was given and has not answered, first what it was at."""
        return list(self._items)

    def end(self) -> int | None:
        """End it, if it has not ended; the exit status."""
        self._tasks.close()
        self.answers.close()
        self.process.kill()
        self.process.join()
        status: int | None = self.process.exitcode
        return status


def _room(line: Sequence[Item], characters: int) -> bool:
    return len(line) < UNDER_WAY_RELEASES and characters < UNDER_WAY_CHARACTERS


def _context() -> Any:
    """How processes are made: forked from one clean process that has loaded the pipeline, where the system can; else each anew."""
    return get_context("forkserver" if "forkserver" in get_all_start_methods() else "spawn")


@contextmanager
def _preloading(packs: Packs) -> Iterator[None]:
    """Processes made inside are forked from one that has loaded the packs, where the system can."""
    context = _context()
    if context.get_start_method() == "forkserver":
        context.set_forkserver_preload(["opledger.run.preloaded"])
    os.environ[PRELOAD] = json.dumps(packs)
    try:
        yield
    finally:
        del os.environ[PRELOAD]


def _widen(pipe: Connection) -> None:
    """Let a pipe hold more than the usual 64 KB, where the system can: neither side waits for the other."""
    if sys.platform == "linux":
        import fcntl

        with suppress(OSError):
            fcntl.fcntl(pipe.fileno(), fcntl.F_SETPIPE_SZ, PIPE_BYTES)


def _said(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        return f"signal {-exitcode}" + (": out of memory?" if exitcode == -9 else "")
    return f"exit status {exitcode}"
