"""``add``: new releases into a ledger, and what they change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from opledger.ledger.changes import (
    OPERATION_MERGED,
    OPERATION_NEW,
    OPERATION_UPDATED,
    VALUE_CHANGED,
    VALUE_GONE,
    VALUE_NEW,
    Change,
)
from opledger.ledger.intake import Intake, bunches
from opledger.ledger.journal import begin_run, end_run
from opledger.ledger.redoing import Redoing
from opledger.ledger.remembered import idle_notes, seen_to
from opledger.ledger.seen import unseen
from opledger.ledger.seenrows import SeenRows
from opledger.ledger.settings import Settings, choose, stale_count
from opledger.ledger.settling import Settling, is_settled
from opledger.ledger.store import WAIT, Store
from opledger.reading import ReadOptions
from opledger.reading.reader import sources_of
from opledger.reading.source import Source
from opledger.records import Release
from opledger.run import Options
from opledger.run.job import analyse
from opledger.run.limits import Limits
from opledger.run.work import Found

if TYPE_CHECKING:
    from spacy.language import Language

    from opledger.steps import Steps

Revise = Callable[[Found], Found]


@dataclass(frozen=True, slots=True)
class AddOptions:
    """How releases are to be added.

    Args:
        patterns: pattern packs beside ``core``; None for those that the ledger remembers.
        profile: how vague words are read; None for what the ledger remembers.
        judgements: a file in which a user says which releases are on one operation; None for those that the ledger remembers.
        decisions: a file of what a reviewer decided; None for those that the ledger remembers.
        limits: what one release may take; what takes more is rejected.
        jobs: how many processes work.
        reading: limits of reading.
        wait: how long another writer is waited for, in seconds.
        nlp: the components to use, made by ``load`` or ``load_steps`` with the same patterns; loaded if not given.
        revise: called with what was found in each release, before it is stored.
    """

    patterns: Sequence[str] | None = None
    profile: str | None = None
    judgements: Path | None = None
    jobs: int = 1
    reading: ReadOptions = field(default_factory=ReadOptions)
    wait: float = WAIT
    nlp: Language | Steps | None = None
    revise: Revise | None = None
    limits: Limits = field(default_factory=Limits)
    decisions: Path | None = None


@dataclass(slots=True)
class Report:
    """What a run came to.

    ``new`` and ``known`` count releases, ``redone`` those that were worked anew; ``changes`` tells all that changed, ``stale`` how
    many releases older patterns or another version made, ``notes`` what a user should be told.
    """

    run_id: int
    new: int = 0
    known: int = 0
    redone: int = 0
    changes: list[Change] = field(default_factory=list)
    stale: int = 0
    notes: list[str] = field(default_factory=list)

    def of(self, *kinds: str) -> list[Change]:
        """The changes of some kinds."""
        return [change for change in self.changes if change.kind in kinds]

    def counts(self) -> dict[str, int]:
        """The columns of the table ``runs`` that count."""
        kinds = Counter(change.kind for change in self.changes)
        return {
            "releases_new": self.new,
            "releases_known": self.known,
            "releases_redone": self.redone,
            "releases_rejected": kinds["release_rejected"],
            "operations_new": kinds[OPERATION_NEW],
            "operations_merged": kinds[OPERATION_MERGED],
            "operations_updated": kinds[OPERATION_UPDATED],
            "values_changed": sum(kinds[kind] for kind in (VALUE_NEW, VALUE_CHANGED, VALUE_GONE)),
        }


def add(
    target: str | Path,
    inputs: Iterable[str | Path],
    options: AddOptions | None = None,
    on_release: Callable[[Release], None] | None = None,
) -> Report:
    """Read what the ledger does not have, extract, and reconcile what that touches.

    A run that is stopped at any moment loses at most the releases of one bunch, and the next run goes on from there.

    Args:
        target: path of a SQLite file, made if missing, or address of a PostgreSQL database.
        inputs: files, folders, globs, or ``-``.
        options: see :class:`AddOptions`.
        on_release: called for each release that was read and is known already, and after each new one has been worked.

    Raises:
        UsageError: if an input does not exist, judgements or decisions are faulty, or the ledger can't be opened or written.
        PatternError: if a pack can't be loaded.

    Example:
        >>> add("ops.db", ["releases/"]).new  # doctest: +SKIP
        42
    """
    options = options or AddOptions()
    reading = replace(options.reading, skip=(*options.reading.skip, *own_files(target)))
    sources = sources_of([str(item) for item in inputs], reading)
    with Store(target, write=True, wait=options.wait) as store:
        return add_sources(store, sources, options, on_release)


def own_files(target: str | Path) -> tuple[str, ...]:
    """The files of a ledger, which may lie in a folder that is read; they are no releases."""
    return tuple(f"{target}{tail}" for tail in ("", "-wal", "-shm", "-journal"))


def add_sources(
    store: Store,
    sources: Sequence[Source],
    options: AddOptions,
    on_release: Callable[[Release], None] | None = None,
    command: str = "add",
) -> Report:
    """Add what sources hold, see :func:`add`; ``command`` is what the table ``runs`` calls it."""
    with store.writing() as base:
        settings = choose(base, options.patterns, options.profile, options.judgements, options.decisions)
        run_id = begin_run(base, command, settings.made)
    redoing = Redoing(store, settings, run_id, options.limits)
    with closing(find(redoing.releases(), settings, options)) as found:
        for bunch in bunches(found, lambda f: len(f.release.text)):
            redoing.store(bunch)
    intake = Intake(store, settings.patterns, settings.made, run_id, settings.decisions.apply, options.limits)
    seen = SeenRows(store, options.reading)
    releases = unseen(seen, sources, options.reading)
    with closing(find(intake.unknown(releases, on_release), settings, options, on_release)) as found:
        for bunch in bunches(found, lambda f: len(f.release.text)):
            intake.store(bunch)
    seen.write()
    taken = intake.taken
    report = Report(run_id, taken.new, taken.known, redoing.redone, redoing.changes + taken.changes)
    return settle(store, settings, report, options.limits)


def find(
    releases: Iterator[Release],
    settings: Settings,
    options: AddOptions,
    on_release: Callable[[Release], None] | None = None,
) -> Generator[Found, None, None]:
    """What is found in releases; where there are none, no pipeline is loaded."""
    first = next(releases, None)
    if first is None:
        return
    work = Options(
        settings.packs,
        options.jobs,
        options.reading,
        nlp=options.nlp,
        profile=settings.profile,
        limits=options.limits,
    )
    # Closed here, not whenever the collector comes by: workers end with it.
    with closing(analyse(chain([first], releases), work)) as analysed:
        for found in analysed:
            yield options.revise(found) if options.revise else found
            if on_release:
                on_release(found.release)


def settle(
    store: Store,
    settings: Settings,
    report: Report,
    limits: Limits,
    redo: bool = False,
    everything: bool = False,
) -> Report:
    """Link and reconcile what a run touched, if anything; its report, completed.

    Args:
        store: the ledger.
        settings: what it is worked with.
        report: what the run came to so far.
        limits: what reconciling one release may take.
        redo: also the operations that older patterns or another version made.
        everything: all operations.
    """
    report.notes += settings.notes
    with store.writing() as base:
        if redo or everything or not is_settled(base):
            settling = Settling(
                base,
                settings.patterns,
                settings.judgements,
                settings.made,
                report.run_id,
                redo,
                everything,
                limits,
            )
            done = settling.settle()
            report.changes = report.changes + done.changes
            report.notes += [
                f"{j.file}, line {j.line}: {j.one!r} or {j.other!r} is no release and no operation of this ledger"
                for j in done.idle
            ]
        report.notes += idle_notes(base, settings.decisions)
        seen_to(base, settings.decisions, settings.concerned)
        report.stale = stale_count(base, settings.made)
        end_run(base, report.run_id, report.counts())
    return report
