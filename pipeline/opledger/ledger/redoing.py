"""Releases out of the ledger and back: worked anew from the text that it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from opledger.ledger.changes import RELEASE_REDONE, RELEASE_REJECTED, Change
from opledger.ledger.intake import BUNCH_RELEASES, UNSETTLED, bundle_or_reject
from opledger.ledger.journal import note_changes, pairs, set_info
from opledger.ledger.kept import Bundle, as_read
from opledger.ledger.migrations import insert_relations
from opledger.ledger.schema import CONTRACT, WORKINGS
from opledger.ledger.settings import Settings, is_stale
from opledger.ledger.store import Store
from opledger.reading import Meter
from opledger.reconciliation.reconcile import Reconciler
from opledger.records import Release
from opledger.run.limits import UNLIMITED, Limits
from opledger.run.rows import records_of
from opledger.run.work import Found


class Redoing:
    """The releases that one run works anew.

    ``redone`` counts them, ``changes`` tells what became of them.

    Args:
        store: the ledger.
        settings: what to work with.
        run_id: the run.
        limits: what reconciling one release may take.
    """

    def __init__(self, store: Store, settings: Settings, run_id: int, limits: Limits = UNLIMITED) -> None:
        self.redone = 0
        self.changes: list[Change] = []
        self._store, self._settings, self._run, self._limits = store, settings, run_id, limits
        self._reconciler = Reconciler(settings.patterns)
        self._read: dict[str, Release] = {}

    def releases(
        self, stale: bool = False, everything: bool = False, meter: Meter | None = None
    ) -> Iterator[Release]:
        """Those to be redone, as they were read: those that decisions concern.

        Args:
            stale: also those that other patterns or another version made.
            everything: all.
            meter: is told how many there are, and counts them.
        """
        if not (stale or everything or self._settings.concerned):
            return
        ids = self._wanted(stale, everything)
        if meter:
            meter.expect(len(ids))
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
                if meter:
                    meter.meet()
                yield release

    def _wanted(self, stale: bool, everything: bool) -> list[str]:
        query = select(WORKINGS.c.release_id, is_stale(self._settings.made).label("stale"))
        with self._store.reading() as base:
            rows = base.execute(query.where(WORKINGS.c.readable).order_by(WORKINGS.c.arrival)).all()
        concerned = self._settings.concerned
        return [own for own, old in rows if everything or (stale and old) or own in concerned]

    def store(self, bunch: Sequence[Found]) -> None:
        """Put releases back, in one transaction; rows are only written where they are others than before."""
        changes: list[Change] = []
        with self._store.writing() as base:
            for found in bunch:
                changes += self._store_one(base, self._settings.decisions.apply(found))
            set_info(base, UNSETTLED, True)
            note_changes(base, self._run, changes)
        self.redone += len(bunch)
        self.changes += changes

    def _store_one(self, base: Connection, found: Found) -> list[Change]:
        own = found.release.release_id
        query = select(
            WORKINGS.c.stamp, WORKINGS.c.arrival, WORKINGS.c.run_id, WORKINGS.c.content, WORKINGS.c.place
        )
        old = base.execute(query.where(WORKINGS.c.release_id == own)).one()._asdict()
        made = bundle_or_reject(
            self._read.pop(own),
            records_of(found),
            self._reconciler,
            self._settings.made,
            old["run_id"],
            old["arrival"],
            self._limits,
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
