"""``refresh``: releases that older patterns or another version made are worked anew, from the text that the ledger has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from opledger.ledger.adding import AddOptions, Report, find
from opledger.ledger.changes import RELEASE_REDONE, RELEASE_REJECTED, Change
from opledger.ledger.intake import BUNCH_RELEASES, UNSETTLED, bunches, bundle_or_reject
from opledger.ledger.journal import begin_run, end_run, note_changes, pairs, set_info
from opledger.ledger.kept import Bundle, as_read
from opledger.ledger.migrations import insert_relations
from opledger.ledger.schema import CONTRACT, WORKINGS
from opledger.ledger.settings import Settings, choose, is_stale, stale_count
from opledger.ledger.settling import Settling
from opledger.ledger.store import Store
from opledger.reconciliation.reconcile import Reconciler, Records
from opledger.records import Release
from opledger.run.work import Found


def refresh(
    target: str | Path,
    options: AddOptions | None = None,
    everything: bool = False,
    on_release: Callable[[Release], None] | None = None,
) -> Report:
    """Work the stale releases anew and reconcile what that touches, and all that older patterns reconciled.

    A run that is stopped at any moment loses at most one bunch; the next one goes on from there.

    Args:
        target: path of a ledger, or address of one in PostgreSQL.
        options: as for ``add``.
        everything: all releases, stale or not.
        on_release: called after each release has been worked.

    Raises:
        UsageError: if there is no such ledger, or it can't be written.
        PatternError: if a pack can't be loaded.
    """
    options = options or AddOptions()
    Store(target, wait=options.wait).close()  # there must be one
    with Store(target, write=True, wait=options.wait) as store:
        with store.writing() as base:
            settings = choose(base, options.patterns, options.profile, options.judgements)
            run_id = begin_run(base, "refresh", settings.made)
        work = _Refresh(store, settings, run_id, everything)
        with closing(find(work.releases(), settings, options, on_release)) as found:
            for bunch in bunches(found, lambda f: len(f.release.text)):
                work.store(bunch)
        report = Report(run_id, redone=work.redone, changes=work.changes, notes=list(settings.notes))
        with store.writing() as base:
            done = Settling(
                base, settings.patterns, settings.judgements, settings.made, run_id, True, everything
            ).settle()
            report.changes = report.changes + done.changes
            report.stale = stale_count(base, settings.made)
            end_run(base, run_id, report.counts())
    return report


class _Refresh:
    """The releases of one refresh, out of the ledger and back."""

    def __init__(self, store: Store, settings: Settings, run_id: int, everything: bool) -> None:
        self.redone = 0
        self.changes: list[Change] = []
        self._store, self._settings, self._run = store, settings, run_id
        self._everything = everything
        self._reconciler = Reconciler(settings.patterns)
        self._read: dict[str, Release] = {}

    def releases(self) -> Iterator[Release]:
        """Those to be redone, as they were read."""
        wanted = WORKINGS.c.readable if self._everything else is_stale(self._settings.made)
        with self._store.reading() as base:
            query = select(WORKINGS.c.release_id).where(wanted).order_by(WORKINGS.c.arrival)
            ids = base.execute(query).scalars().all()
        table = CONTRACT["releases"]
        for at in range(0, len(ids), BUNCH_RELEASES):
            bunch = ids[at : at + BUNCH_RELEASES]
            query = select(table, WORKINGS.c.issued).join(
                WORKINGS, WORKINGS.c.release_id == table.c.release_id
            )
            with self._store.reading() as base:
                rows = base.execute(query.where(table.c.release_id.in_(bunch)).order_by(WORKINGS.c.arrival))
                found = [dict(row) for row in rows.mappings()]
            for row in found:
                issued = row.pop("issued")
                release = as_read(row, issued)
                self._read[release.release_id] = release
                yield release

    def store(self, bunch: Sequence[Found]) -> None:
        """Put releases back, in one transaction; rows are only written where they are others than before."""
        changes: list[Change] = []
        with self._store.writing() as base:
            for found in bunch:
                changes += self._store_one(base, found)
            set_info(base, UNSETTLED, True)
            note_changes(base, self._run, changes)
        self.redone += len(bunch)
        self.changes += changes
        self._reconciler.forget()

    def _store_one(self, base: Connection, found: Found) -> list[Change]:
        own = found.release.release_id
        records = Records(found.release, found.mentions, found.figures)
        query = select(
            WORKINGS.c.stamp, WORKINGS.c.arrival, WORKINGS.c.run_id, WORKINGS.c.content, WORKINGS.c.place
        )
        old = base.execute(query.where(WORKINGS.c.release_id == own)).one()._asdict()
        made = bundle_or_reject(
            self._read.pop(own), records, self._reconciler, self._settings.made, old["run_id"], old["arrival"]
        )
        if made.workings["stamp"] != old["stamp"]:
            _replace(base, made)
        # By these the release is known, and what it is known by must not change.
        workings = {**made.workings, "content": old["content"], "place": old["place"]}
        base.execute(update(WORKINGS).where(WORKINGS.c.release_id == own).values(**workings))
        if made.workings["stamp"] == old["stamp"]:
            return []
        rejected = found.release.status == "rejected"
        kind = RELEASE_REJECTED if rejected else RELEASE_REDONE
        why = found.release.error if rejected else None
        return [Change(kind, release_id=own, name=found.release.path, after=why, status=found.release.status)]


def _replace(base: Connection, made: Bundle) -> None:
    """Put the rows of a release in the place of those that stood there."""
    own = made.release["release_id"]
    figures = CONTRACT["figures"]
    query = select(figures.c.figure_id, figures.c.operation_id).where(figures.c.release_id == own)
    under: dict[str, Any] = pairs(base, query)
    kept = {column: value for column, value in made.release.items() if column != "duplicate_of"}
    releases = CONTRACT["releases"]
    base.execute(update(releases).where(releases.c.release_id == own).values(**kept))
    rows = {
        "mentions": made.mentions,
        "figures": [{**row, "operation_id": under.get(row["figure_id"])} for row in made.figures],
    }
    for name, items in rows.items():
        base.execute(delete(CONTRACT[name]).where(CONTRACT[name].c.release_id == own))
        if items:
            base.execute(insert(CONTRACT[name]), items)
            insert_relations(base, name, items)
