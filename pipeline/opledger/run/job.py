"""The job from inputs to tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from opledger.patternfiles import load_patterns
from opledger.reading import ReadOptions, fingerprint, originals, read
from opledger.reconciliation.judgements import Judgement
from opledger.records import TABLES, Record, Release
from opledger.run.collection import Collection
from opledger.run.decisions import all_judgements, read_decisions
from opledger.run.limits import Limits
from opledger.run.spill import Spill
from opledger.run.work import Found, analyse_all
from opledger.run.workers import analyse_in_workers
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


@dataclass(slots=True)
class Summary:
    """What a job came to: rows a table, releases by status, and the rejected ones."""

    rows: Counter[str] = field(default_factory=lambda: Counter(dict.fromkeys(TABLES, 0)))
    statuses: Counter[str] = field(default_factory=Counter)
    rejected: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)


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
    prints: list[tuple[str, str]] = []
    try:
        releases = read([str(item) for item in inputs], options.reading)
        # Closed here, not whenever the collector comes by: workers end with it.
        with closing(analyse(releases, options)) as analysed:
            for found in analysed:
                collection.add(decisions.apply(found) if decisions else found)
                if found.release.status == "ok":
                    prints.append((found.release.release_id, fingerprint(found.release.text)))
                if on_release:
                    on_release(found.release)
        summary = write_rows(collection.records(originals(prints)), sink)
        summary.warnings += [(f"{j.file}, line {j.line}", idle_note(j)) for j in collection.idle]
        summary.warnings += decisions.idle() if decisions else []
        return summary
    finally:
        spill.close()


def analyse(releases: Iterable[Release], options: Options) -> Generator[Found, None, None]:
    """Every release through the pipeline, in the order given, as the options say.

    One that exceeds the limits, or that workers die of, has status ``rejected``. Who stops before the end closes the generator
    (``contextlib.closing``): that ends the workers.
    """
    if options.jobs > 1:
        return analyse_in_workers(releases, options.patterns, options.jobs, options.profile, options.limits)
    steps = options.nlp or load_steps(options.patterns, options.profile)
    return analyse_all(releases, steps, options.limits)


def write_rows(records: Iterable[tuple[str, Record]], sink: Sink) -> Summary:
    """Hand rows to a sink; what they came to."""
    summary = Summary()
    for table, record in records:
        summary.rows[table] += 1
        if isinstance(record, Release):
            _note(summary, record)
        sink.add(table, record)
    return summary


def idle_note(judgement: Judgement) -> str:
    """What to tell a user of a judgement that names nothing."""
    return f"{judgement.one!r} or {judgement.other!r} is no release and no operation of this run"


def _note(summary: Summary, release: Release) -> None:
    summary.statuses[release.status] += 1
    if release.status == "rejected":
        summary.rejected.append((release.path, release.error or "no reason given"))
    for warning in release.metadata.get("warnings") or ():
        summary.warnings.append((release.path, str(warning)))
