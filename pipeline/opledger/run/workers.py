"""Releases through the pipeline, in processes of their own, results in the order given."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING

from opledger.errors import OpledgerError
from opledger.records import Release
from opledger.run.work import Found, analyse_batch, batches

if TYPE_CHECKING:
    from spacy.language import Language

# How many batches may be under way for each worker: enough that none waits, few enough that memory stays flat.
AHEAD = 3

Work = Callable[[Sequence[Release]], list[Found]]

# Each worker process loads its own pipeline, once.
_nlp: Language | None = None


def _start(patterns: Sequence[str], profile: str | None) -> None:
    import signal

    from opledger.pipeline import load

    # Ctrl-C is the parent's to handle; a worker that answers it too prints a traceback.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    global _nlp
    _nlp = load(patterns, profile)


def _work(batch: Sequence[Release]) -> list[Found]:
    assert _nlp is not None
    return analyse_batch(_nlp, batch)


def analyse_in_workers(
    releases: Iterable[Release], patterns: Sequence[str], jobs: int, profile: str | None = None
) -> Iterator[Found]:
    """Every release through the pipeline.

    Args:
        releases: what to analyse; read as far as needed.
        patterns: pattern packs beside ``core``.
        jobs: how many processes work.
        profile: how vague words are read.

    Raises:
        PatternError: if a pack can't be loaded.
        OpledgerError: if a worker dies.
    """
    from opledger.patternfiles import load_patterns

    load_patterns(patterns, profile)  # a faulty pack is reported once, from here, not by every worker
    # "spawn" works alike on every system and starts from a clean process.
    with ProcessPoolExecutor(jobs, get_context("spawn"), _start, (tuple(patterns), profile)) as pool:
        yield from in_pool(pool, _work, releases, jobs * AHEAD)


def in_pool(
    pool: ProcessPoolExecutor, work: Work, releases: Iterable[Release], ahead: int
) -> Iterator[Found]:
    """Batches through a pool, in order, at most ``ahead`` of them under way."""
    waiting: deque[Future[list[Found]]] = deque()
    try:
        for batch in batches(releases):
            waiting.append(pool.submit(work, batch))
            if len(waiting) >= ahead:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool as err:
        raise OpledgerError(
            "a worker process died (out of memory?)", where="--jobs", advice="try again with --jobs 1"
        ) from err
    finally:
        for future in waiting:
            future.cancel()
