"""The job from inputs to tables."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from opledger.collector import seldom_collected
from opledger.patternfiles import load_patterns
from opledger.reading import ReadOptions
from opledger.reading.reader import here, releases_of, sources_of
from opledger.reconciliation.judgements import Judgement
from opledger.records import Release
from opledger.run.collection import Collection
from opledger.run.decisions import Decisions, all_judgements, read_decisions
from opledger.run.filing import Filing
from opledger.run.limits import Limits, watched
from opledger.run.rows import Summary, write_rows
from opledger.run.sharing import write_shared
from opledger.run.spill import Spill
from opledger.run.work import Found, analyse_all
from opledger.run.workers import Crew, analyse_in_workers, hired
from opledger.steps import Steps, load_steps

if TYPE_CHECKING:
    from spacy.language import Language

    from opledger.tables import Sink


@dataclass(frozen=True, slots=True)
class Options:
    """How a job is to be done.

    Args:
        patterns: pattern packs beside ``core``, by name or path.
        jobs: how many processes work.
        reading: limits of reading.
        spill: folder for the spill file; the system's temporary folder if not given.
        nlp: the components to use, made by ``load`` or ``load_steps`` with the same patterns; loaded if not given, not used by workers.
        profile: how vague words are read; what the packs choose if not given.
        judgements: a file in which a user says which releases are on one operation.
        limits: what one release may take; what takes more is rejected.
        decisions: a file of what a reviewer decided on figures and operations.
    """

    patterns: Sequence[str] = ()
    jobs: int = 1
    reading: ReadOptions = field(default_factory=ReadOptions)
    spill: Path | None = None
    nlp: Language | Steps | None = None
    profile: str | None = None
    judgements: Path | None = None
    limits: Limits = field(default_factory=Limits)
    decisions: Path | None = None


def run_job(
    inputs: Iterable[str | Path],
    sink: Sink,
    options: Options | None = None,
    on_release: Callable[[Release], None] | None = None,
) -> Summary:
    """Read, extract, reconcile, and hand every row to ``sink``.

    Args:
        inputs: files, folders, globs, or ``-``.
        sink: takes the records, table by table.
        options: see :class:`Options`.
        on_release: called after each release has gone through the pipeline.

    Raises:
        UsageError: if an input does not exist, or judgements or decisions are faulty.
        PatternError: if a pack can't be loaded.
    """
    options = options or Options()
    patterns = load_patterns(options.patterns, options.profile)
    decisions = read_decisions(options.decisions, patterns) if options.decisions else None
    judgements = all_judgements(options.judgements, decisions)
    spill = Spill(options.spill)
    collection = Collection(spill, patterns, judgements, options.limits)
    try:
        sources = sources_of([str(item) for item in inputs], options.reading)
        with _crew(options) as crew, watched(), seldom_collected():
            releases = releases_of(sources, options.reading, crew.fetch if crew else here)
            for release in _collected(releases, collection, crew, decisions, options):
                if on_release:
                    on_release(release)
            summary = _write(collection, collection.copies(), sink, crew, options)
        summary.warnings += [(f"{j.file}, line {j.line}", idle_note(j)) for j in collection.idle]
        summary.warnings += decisions.idle() if decisions else []
        return summary
    finally:
        collection.close()
        spill.close()


def _collected(
    releases: Iterable[Release],
    collection: Collection,
    crew: Crew | None,
    decisions: Decisions | None,
    options: Options,
) -> Iterator[Release]:
    """Releases as they come out of the pipeline, each when it is in the collection."""
    if crew and not decisions:
        for release, packed, card in crew.file(releases, Filing(tuple(options.patterns), options.profile)):
            collection.take(packed, card)
            yield release
        return
    for found in crew.analyse(releases) if crew else analyse(releases, options):
        # A reviewer's decisions are obeyed here, where account of them is kept.
        collection.add(decisions.apply(found) if decisions else found)
        yield found.release


def analyse(releases: Iterable[Release], options: Options) -> Generator[Found, None, None]:
    """Every release through the pipeline, in the order given, as the options say.

    One that exceeds the limits, or that workers die of, has status ``rejected``. Who stops before the end closes the generator
    (``contextlib.closing``): that ends the workers.
    """
    if options.jobs > 1:
        return analyse_in_workers(releases, options.patterns, options.jobs, options.profile, options.limits)
    steps = options.nlp or load_steps(options.patterns, options.profile)
    return analyse_all(releases, steps, options.limits)


def _crew(options: Options) -> AbstractContextManager[Crew | None]:
    """The workers, if there are to be any; they end with the ``with`` block."""
    if options.jobs > 1:
        return hired(options.patterns, options.jobs, options.profile, options.limits)
    return nullcontext()


def _write(
    collection: Collection, copies: dict[str, str], sink: Sink, crew: Crew | None, options: Options
) -> Summary:
    """Hand every row to the sink: workers make rows ready for tables, which are files; any other sink gets records."""
    from opledger.tables import TableWriter

    if crew is None or not isinstance(sink, TableWriter):
        return write_rows(collection.records(copies), sink)
    return write_shared(collection, copies, sink, crew, options.patterns, options.profile, options.limits)


def idle_note(judgement: Judgement) -> str:
    """What to tell a user of a judgement that names nothing."""
    return f"{judgement.one!r} or {judgement.other!r} is no release and no operation of this run"
