"""Releases into the ledger, a bunch in one transaction: what is known already is noted, what is new is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, ProgrammingError

from opledger.ledger.changes import RELEASE_GONE, RELEASE_NEW, RELEASE_REJECTED, Change
from opledger.ledger.journal import note_changes, pairs, set_info
from opledger.ledger.kept import Bundle, Made, bundle, content_of
from opledger.ledger.migrations import insert_relations
from opledger.ledger.schema import CONTRACT, PATHS, WORKINGS
from opledger.ledger.seen import Again
from opledger.ledger.seenrows import Met
from opledger.ledger.store import Store
from opledger.patternfiles import Patterns
from opledger.reading.identity import digest as sha256
from opledger.reconciliation.reconcile import Reconciler, Records
from opledger.records import Release
from opledger.run.limits import UNLIMITED, Limits, OutOfTime, within
from opledger.run.rows import fault_of, records_of
from opledger.run.work import Found, rejected

# What a kill can lose, at most.
BUNCH_RELEASES, BUNCH_CHARACTERS = 50, 1_000_000
# Of so many releases of files that were seen the paths are looked at together.
NOTED = 200
UNSETTLED = "unsettled"
# What one release can bring upon itself; anything else is a fault of the database.
OWN_FAULT = (
    DataError,
    IntegrityError,
    ProgrammingError,
    InterfaceError,
    OverflowError,
    UnicodeError,
    ValueError,
)


@dataclass(slots=True)
class Taken:
    """What became of the releases of a run: counts, and the changes."""

    new: int = 0
    known: int = 0
    changes: list[Change] = field(default_factory=list)

    @property
    def rejected(self) -> list[Change]:
        """The releases that were rejected."""
        return [c for c in self.changes if c.kind == RELEASE_REJECTED]


class Intake:
    """Takes the releases of one run.

    Args:
        store: the ledger.
        patterns: makes the dossiers.
        made: by what rows are made.
        run_id: the run.
        revise: what is done with what was found in a release, once it has the id that the ledger knows it by.
        limits: what reconciling one release may take.
    """

    def __init__(
        self,
        store: Store,
        patterns: Patterns,
        made: Made,
        run_id: int,
        revise: Callable[[Found], Found] = lambda found: found,
        limits: Limits = UNLIMITED,
    ) -> None:
        self.taken = Taken()
        self._store, self._made, self._run = store, made, run_id
        self._revise, self._limits = revise, limits
        self._reconciler = Reconciler(patterns)
        self._read: dict[str, Release] = {}
        self._pending: set[str] = set()

    def unknown(
        self, releases: Iterable[Release | Again], on_known: Callable[[Release], None] | None = None
    ) -> Iterator[Release]:
        """Those of some releases that the ledger does not have, nor this run has met.

        The others are noted, and ``on_known`` is called with each that was read.
        """
        for bunch in bunches(self._read_now(releases), lambda r: len(r.text)):
            contents = [content_of(release) for release in bunch]
            with self._store.reading() as base:
                known = _known(base, contents)
            fresh = []
            for content, release in zip(contents, bunch, strict=True):
                if content not in known and content not in self._pending:
                    self._pending.add(content)
                    fresh.append(release)
                elif on_known:
                    on_known(release)
            self._note([(c, r) for c, r in zip(contents, bunch, strict=True) if c in known], known)
            self.taken.known += len(bunch) - len(fresh)
            for release in fresh:
                self._read[release.release_id] = release
                yield release

    def _read_now(self, releases: Iterable[Release | Again]) -> Iterator[Release]:
        """Those that were read; the releases of files that were seen are noted, many at a time."""
        met: list[Met] = []
        for one in releases:
            if not isinstance(one, Again):
                yield one
                continue
            self.taken.known += len(one.met)
            met += one.met
            if len(met) >= NOTED:
                self._note_paths({(m.release_id, m.path) for m in met})
                met = []
        self._note_paths({(m.release_id, m.path) for m in met})

    def store(self, bunch: Sequence[Found]) -> None:
        """Store a bunch, all of it or nothing; a release that the database can't hold is rejected.

        Raises:
            UsageError: if the ledger is locked, or the database refuses for another reason.
        """
        read = [self._read.pop(found.release.release_id) for found in bunch]
        pairs = list(zip(read, bunch, strict=True))
        try:
            self._store_together(pairs)
        except OWN_FAULT:
            for own, found in pairs:
                try:
                    self._store_together([(own, found)])
                except OWN_FAULT as err:
                    why = f"the ledger can't hold it: {type(err).__name__}: {str(err).splitlines()[0]}"
                    rejected = replace(found.release, text="", metadata={}, status="rejected", error=why)
                    self._store_together([(own, Found(rejected, [], []))])

    def _store_together(self, pairs: Sequence[tuple[Release, Found]]) -> None:
        changes: list[Change] = []
        with self._store.writing(own_faults=OWN_FAULT) as base:
            known = _known(base, [content_of(read) for read, _ in pairs])
            arrival = base.execute(select(func.coalesce(func.max(WORKINGS.c.arrival), 0))).scalar_one()
            bundles = []
            late = []
            for read, found in pairs:
                if content_of(read) in known:
                    late.append((content_of(read), read))  # another process was quicker
                    continue
                arrival += 1
                bundles.append(self._bundle(base, read, found, arrival))
            changes += _make_way(base, bundles)
            insert_bundles(base, bundles)
            if bundles:
                base.execute(PATHS.insert(), [self._path(b.release) for b in bundles])
            set_info(base, UNSETTLED, True)
            changes += [_of_release(b.release) for b in bundles]
            note_changes(base, self._run, changes)
        self.taken.new += len(bundles)
        self.taken.known += len(late)
        self.taken.changes += changes
        self._pending.difference_update(content_of(read) for read, _ in pairs)
        self._note(late, known)

    def _bundle(self, base: Connection, read: Release, found: Found, arrival: int) -> Bundle:
        records = records_of(self._revise(_named_anew(base, found)))
        return bundle_or_reject(read, records, self._reconciler, self._made, self._run, arrival, self._limits)

    def _path(self, release: Mapping[str, Any]) -> dict[str, Any]:
        return {"release_id": release["release_id"], "path": release["path"], "run_id": self._run}

    def _note(self, again: Sequence[tuple[str, Release]], known: Mapping[str, str]) -> None:
        """Note under which paths releases were met again, where that is new."""
        self._note_paths({(known[content], release.path) for content, release in again})

    def _note_paths(self, wanted: set[tuple[str, str]]) -> None:
        if not wanted:
            return
        with self._store.reading() as base:
            query = select(PATHS.c.release_id, PATHS.c.path)
            found = base.execute(query.where(PATHS.c.release_id.in_({own for own, _ in wanted})))
            wanted -= {(own, path) for own, path in found}
        if wanted:
            with self._store.writing() as base:
                rows = [{"release_id": own, "path": path} for own, path in sorted(wanted)]
                base.execute(PATHS.insert(), [self._path(row) for row in rows])


def bunches(items: Iterable[Any], length: Any) -> Iterator[list[Any]]:
    """Items in bunches bounded in number and in length.

    Args:
        items: what is to be parted.
        length: gives the length of an item.
    """
    bunch: list[Any] = []
    size = 0
    for item in items:
        bunch.append(item)
        size += length(item)
        if len(bunch) >= BUNCH_RELEASES or size >= BUNCH_CHARACTERS:
            yield bunch
            bunch, size = [], 0
    if bunch:
        yield bunch


def bundle_or_reject(
    read: Release,
    records: Records,
    reconciler: Reconciler,
    made: Made,
    run_id: int,
    arrival: int,
    limits: Limits = UNLIMITED,
) -> Bundle:
    """The rows of a release, see ``bundle``; a release that no dossier can be made of within the limits is rejected."""
    try:
        with within(limits):
            return bundle(read, records, reconciler, made, run_id, arrival)
    except (Exception, OutOfTime) as err:  # any fault: this release is rejected, the rest goes on
        nothing = records_of(rejected(records.release, fault_of(err, limits)))
        return bundle(read, nothing, reconciler, made, run_id, arrival)


def insert_bundles(base: Connection, bundles: Sequence[Bundle]) -> None:
    """Insert the rows of releases."""
    if not bundles:
        return
    base.execute(CONTRACT["releases"].insert(), [b.release for b in bundles])
    for table, rows in (
        ("mentions", [row for b in bundles for row in b.mentions]),
        ("figures", [row for b in bundles for row in b.figures]),
    ):
        if rows:
            base.execute(CONTRACT[table].insert(), rows)
            insert_relations(base, table, rows)
    base.execute(WORKINGS.insert(), [b.workings for b in bundles])


def _known(base: Connection, contents: Sequence[str]) -> dict[str, str]:
    query = select(WORKINGS.c.content, WORKINGS.c.release_id).where(WORKINGS.c.content.in_(set(contents)))
    return pairs(base, query)


def _named_anew(base: Connection, found: Found) -> Found:
    """A release whose id another one of the ledger has, under an id of its own: a tail made from its content."""
    own = taken = found.release.release_id
    table, tail, length = CONTRACT["releases"], sha256(content_of(found.release)), 6
    while base.execute(select(table.c.release_id).where(table.c.release_id == taken)).first():
        taken, length = f"{own}-{tail[:length]}", length + 6
    if taken == own:
        return found

    def anew(item: str | None) -> str | None:
        return None if item is None else taken + item.removeprefix(own)

    def renamed(item: Any, *columns: str) -> Any:
        return replace(item, release_id=taken, **{c: anew(getattr(item, c)) for c in columns})

    mentions = [renamed(m, "mention_id", "repeat_of") for m in found.mentions]
    figures = [
        replace(f, extras={**f.extras, "of": anew(f.extras["of"])} if f.extras.get("of") else f.extras)
        for f in (renamed(f, "figure_id", "part_of", "repeat_of") for f in found.figures)
    ]
    return Found(replace(found.release, release_id=taken), mentions, figures)


def _make_way(base: Connection, bundles: Sequence[Bundle]) -> list[Change]:
    """Drop releases that couldn't be read, where the file of the same path now says something else."""
    paths = {b.release["path"] for b in bundles}
    table = CONTRACT["releases"]
    query = select(table.c.release_id, table.c.path).join(
        WORKINGS, WORKINGS.c.release_id == table.c.release_id
    )
    old = base.execute(query.where(~WORKINGS.c.readable, table.c.path.in_(paths))).all()
    if old:
        base.execute(delete(table).where(table.c.release_id.in_([own for own, _ in old])))
    return [Change(RELEASE_GONE, release_id=own, name=path) for own, path in old]


def _of_release(release: Mapping[str, Any]) -> Change:
    rejected = release["status"] == "rejected"
    return Change(
        RELEASE_REJECTED if rejected else RELEASE_NEW,
        release_id=release["release_id"],
        name=release["path"],
        after=release["error"] or "no reason given" if rejected else None,
        status=release["status"],
    )
