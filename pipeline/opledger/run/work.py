"""Releases through the pipeline, in this process or in workers, results in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from opledger.errors import OpledgerError
from opledger.records import Figure, Mention, Release
from opledger.run.convert import to_figures, to_mentions
from opledger.tables.rows import clean

if TYPE_CHECKING:
    from spacy.language import Language

# A batch ends at so many releases or characters. Between batches spaCy forgets the words it met, so a batch
# bounds memory; smaller ones only cost time.
BATCH_RELEASES, BATCH_CHARACTERS = 50, 500_000

# How many batches a worker may be ahead of the writer.
AHEAD = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A release and what the pipeline found in it."""

    release: Release
    mentions: list[Mention]
    figures: list[Figure]


def batches(releases: Iterable[Release]) -> Iterator[list[Release]]:
    """Releases in bunches that are bounded in number and in length."""
    batch: list[Release] = []
    size = 0
    for release in releases:
        batch.append(release)
        size += len(release.text)
        if len(batch) >= BATCH_RELEASES or size >= BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def find(nlp: Language, release: Release) -> tuple[Found, dict[str, Any]]:
    """One release through the pipeline: what was found, and the components' data.

    Whatever is raised in the pipeline rejects this release alone.
    """
    from opledger.docdata import data

    if release.status != "ok":
        return Found(release, [], []), {}
    release = replace(release, text=clean(release.text))
    try:
        doc = nlp.make_doc(release.text)
        data(doc)["release"] = {
            "release_id": release.release_id,
            "published": release.published,
            "title": release.title,
            "publisher": release.publisher,
        }
        kept = data(nlp(doc))
        return Found(release, to_mentions(release, kept), to_figures(release, kept)), kept
    except Exception as err:  # any fault of a component: the rest of the batch goes on
        reason = f"the pipeline failed: {type(err).__name__}: {err}"
        return Found(replace(release, status="rejected", error=reason), [], []), {}


def analyse_batch(nlp: Language, batch: Sequence[Release]) -> list[Found]:
    """A batch through the pipeline, in a memory zone, so that the vocabulary does not grow."""
    with nlp.memory_zone():
        return [find(nlp, release)[0] for release in batch]


def analyse_all(releases: Iterable[Release], nlp: Language) -> Iterator[Found]:
    """Every release through the pipeline, in this process, in the order given."""
    for batch in batches(releases):
        yield from analyse_batch(nlp, batch)


_worker_nlp: Language | None = None


def _start_worker(patterns: Sequence[str]) -> None:
    import signal

    from opledger.pipeline import load

    # Ctrl-C is the parent's to handle; a worker that answers it too prints a traceback.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    global _worker_nlp
    _worker_nlp = load(patterns)


def _work(batch: Sequence[Release]) -> list[Found]:
    assert _worker_nlp is not None
    return analyse_batch(_worker_nlp, batch)


def analyse_in_workers(releases: Iterable[Release], patterns: Sequence[str], jobs: int) -> Iterator[Found]:
    """Every release through the pipeline, in processes of their own, in the order given.

    Args:
        releases: what to analyse; read as far as needed.
        patterns: pattern packs beside ``core``.
        jobs: how many processes work.

    Raises:
        PatternError: if a pack can't be loaded.
        OpledgerError: if a worker dies.
    """
    from opledger.patternfiles import load_patterns

    load_patterns(patterns)  # a faulty pack is reported once, from here, not by every worker
    waiting: deque[Future[list[Found]]] = deque()
    # "spawn" works alike on every system and starts from a clean process.
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _start_worker, (tuple(patterns),))
    try:
        for batch in batches(releases):
            waiting.append(pool.submit(_work, batch))
            if len(waiting) >= jobs * AHEAD:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool as err:
        raise OpledgerError(
            "a worker process died (out of memory?)", where="--jobs", advice="try again with --jobs 1"
        ) from err
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
