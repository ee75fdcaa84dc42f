"""Releases through the pipeline, and rows made of what was found, in processes of their own, results in the order given."""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from multiprocessing.connection import wait
from types import TracebackType
from typing import Self

from opledger.errors import OpledgerError
from opledger.forking import Packs, begin
from opledger.reading import ReadOptions
from opledger.reading.draft import Draft, rejection
from opledger.reading.opening import drafts
from opledger.reading.source import Source
from opledger.records import Release
from opledger.run.fetching import reading_of, takes_long
from opledger.run.filing import Card, Filing
from opledger.run.finishing import Bunch, Finished, Operations, Releases, Setting
from opledger.run.limits import Limits
from opledger.run.processes import Item, Worker
from opledger.run.work import Found, batches, rejected
from opledger.run.worker import ended_for_time, packed, work

# A batch ends at so many releases or characters: few, so that workers are done at the same time, enough that sending costs nothing.
BATCH_RELEASES, BATCH_CHARACTERS = 10, 50_000
# So much may be under way: a release that takes long holds up what comes after it, and memory stays flat.
UNDER_WAY, UNDER_WAY_BYTES = 2_000, 80_000_000
# What a character of a release takes at most when it is sent.
WIDEST = 4
# So many files for each worker are read ahead of what is analysed; how long the call to read one is, at most.
READ_AHEAD, READING_BYTES = 8, 10_000
# A release of which so many workers died is rejected; a crew of which so many died before they did anything gives up.
DEATHS = 2
STILLBORN = 3


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
    with hired(patterns, jobs, profile, limits) as crew:
        yield from crew.analyse(releases)


def hired(
    patterns: Sequence[str], jobs: int, profile: str | None = None, limits: Limits | None = None
) -> Crew:
    """Workers that have loaded the patterns; for the arguments see ``analyse_in_workers``.

    Raises:
        PatternError: if a pack can't be loaded.
    """
    from opledger.patternfiles import load_patterns

    load_patterns(patterns, profile)  # a faulty pack is reported once, from here, not by every worker
    return Crew(jobs, (tuple(patterns), profile), limits or Limits())


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
        self._setting: bytes | None = None
        self._stillborn = 0
        begin(packs)
        self._workers = [self._hired() for _ in range(jobs)]

    def analyse(self, releases: Iterable[Release]) -> Generator[Found, None, None]:
        """Every release, in the order given."""
        bunches = batches(releases, BATCH_RELEASES, BATCH_CHARACTERS)
        for item in self._each([Item(r, len(r.text) * WIDEST) for r in bunch] for bunch in bunches):
            assert isinstance(item.payload, Release)
            yield pickle.loads(item.answer) if item.answer else rejected(item.payload, item.reason or "")

    def file(
        self, releases: Iterable[Release], filing: Filing
    ) -> Generator[tuple[Release, bytes, Card], None, None]:
        """Every release, in the order given, with what was found in it, packed, and its card."""
        self._setting = packed(filing)
        bunches = batches(releases, BATCH_RELEASES, BATCH_CHARACTERS)
        for item in self._each([Item(r, len(r.text) * WIDEST) for r in bunch] for bunch in bunches):
            assert isinstance(item.payload, Release)
            if item.answer:
                found, card = pickle.loads(item.answer)
            else:
                lost = rejected(item.payload, item.reason or "")
                found, card = packed(lost), Card(lost.release.release_id, "rejected", item.reason)
            yield replace(item.payload, status=card.status, error=card.error), found, card

    def fetch(
        self, sources: Iterable[Source], options: ReadOptions
    ) -> Iterator[tuple[Source, Iterable[Draft]]]:
        """Sources with their drafts, in the order given; see ``reading.reader.releases_of``. Can be asked while releases are analysed."""
        more = iter(sources)
        line: deque[tuple[Source, Item | None]] = deque()
        while True:
            for source in islice(more, READ_AHEAD * len(self._workers) - len(line)):
                item = Item(reading_of(source, options), READING_BYTES) if takes_long(source) else None
                self._queue.extend([[item]] if item else [])
                line.append((source, item))
            if not line:
                return
            source, item = line.popleft()
            if item is None:
                yield source, drafts(source, options)
                continue
            self._attend(block=False)
            while not item.done:
                self._attend(block=True)
            if options.meter:
                options.meter.skip(source)
            yield source, _drafts_of(item, source)

    def tell(self, setting: Setting) -> None:
        """All releases are analysed, and this is what is to be known for the rest."""
        self._setting = packed(setting)

    def finish(self, bunches: Iterable[Bunch]) -> Generator[tuple[Bunch, Finished | None], None, None]:
        """Every bunch with what it came to, in the order given; None where no worker can tell."""
        for item in self._each([Item(bunch, bunch.size)] for bunch in bunches):
            assert isinstance(item.payload, Operations | Releases)
            yield item.payload, pickle.loads(item.answer) if item.answer else None

    def _each(self, more: Iterator[list[Item]]) -> Iterator[Item]:
        """Every item, in the order given, when it is done."""
        line: deque[Item] = deque()
        size = 0
        exhausted = False
        while line or not exhausted:
            # Files that wait to be read stand in the same queue; where nothing else is under way, they are waited for.
            while not exhausted and (not line or (self._wants_more() and _room(line, size))):
                items = next(more, [])
                exhausted = not items
                if items:
                    self._queue.append(items)
                    line += items
                    size += sum(item.size for item in items)
                self._attend(block=False)
            while line and line[0].done:
                item = line.popleft()
                size -= item.size
                yield item
                self._attend(block=False)
            if line:
                self._attend(block=not line[0].done)

    def _wants_more(self) -> bool:
        return len(self._queue) < len(self._workers)

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
                worker.give(self._queue.popleft(), self._setting)

    def _replace(self, at: int) -> None:
        """A worker has died: see to what it was at, and to what it had not come to."""
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


def _room(line: Sequence[Item], size: int) -> bool:
    return len(line) < UNDER_WAY and size < UNDER_WAY_BYTES


def _drafts_of(item: Item, source: Source) -> list[Draft]:
    if item.answer is None:
        return [rejection(source.shown, source.stem, item.reason or "")]
    made: list[Draft] = pickle.loads(item.answer)
    return made


def _said(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        return f"signal {-exitcode}" + (": out of memory?" if exitcode == -9 else "")
    return f"exit status {exitcode}"
