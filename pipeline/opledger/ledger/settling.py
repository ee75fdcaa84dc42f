"""Linking over all releases of a ledger, and reconciling what that touches, in one transaction."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from opledger.ledger.changes import RELEASE_REJECTED, Change
from opledger.ledger.dossierform import DossierReader, Kept
from opledger.ledger.identity import Ids, assign
from opledger.ledger.journal import info, note_changes, pairs, set_info
from opledger.ledger.kept import Made, read_records
from opledger.ledger.operationrows import OperationRows
from opledger.ledger.schema import CONTRACT, FORMER, WORKINGS
from opledger.ledger.settledlinks import write_links
from opledger.patternfiles import Patterns
from opledger.reading import originals
from opledger.reconciliation.ids import digest
from opledger.reconciliation.judgements import Judgement
from opledger.reconciliation.links import Links, Node
from opledger.reconciliation.reconcile import Reconciler, Records, Rows, Task
from opledger.run.limits import UNLIMITED, Limits
from opledger.run.rows import rows_without_faulty


@dataclass(slots=True)
class Settled:
    """What settling came to: the changes, and the judgements that name nothing in the ledger."""

    changes: list[Change] = field(default_factory=list)
    idle: Sequence[Judgement] = ()


class FaultyError(Exception):
    """Releases that reconciliation can't take, each with the reason."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        self.faults = faults
        super().__init__("; ".join(faults.values()))


class Settling:
    """One round of linking and reconciling.

    Args:
        base: a transaction that writes.
        patterns: the patterns.
        judgements: what a user said about which releases are on one operation.
        made: by what rows are made.
        run_id: the run.
        redo: also the operations that older patterns or another version made.
        everything: all operations.
        limits: what reconciling one release may take.
    """

    def __init__(
        self,
        base: Connection,
        patterns: Patterns,
        judgements: Sequence[Judgement],
        made: Made,
        run_id: int,
        redo: bool = False,
        everything: bool = False,
        limits: Limits = UNLIMITED,
    ) -> None:
        self.base, self.patterns, self.judgements = base, patterns, judgements
        self.made, self.run_id, self.redo, self.everything = made, run_id, redo, everything
        self.limits = limits
        self.rows = OperationRows(base, made)

    def settle(self) -> Settled:
        """Do it; a release that reconciliation can't take is rejected, and the round begun again."""
        rejected: list[Change] = []
        while True:
            try:
                # A release that is found faulty half-way takes back what was written for the others.
                with self.base.begin_nested():
                    done = self._round()
            except FaultyError as err:
                rejected += [self._reject(own, why) for own, why in err.faults.items()]
                continue
            done.changes[:0] = rejected
            note_changes(self.base, self.run_id, done.changes)
            return done

    def _round(self) -> Settled:
        kept, stamps = self._kept()
        self.kept, self.stamps = kept, stamps
        copies = self._copies()
        self.repeats = copies.keys()
        self.reconciler = Reconciler(self.patterns, self.judgements)
        for own in kept.values():
            callers = Counter(own.callers)
            self.reconciler.take(own.dossier, callers.elements())
        self.reconciler.link(copies)
        links = self.reconciler.links
        tasks = self.reconciler.tasks()
        standing = self.rows.standing()
        former = set(self.base.execute(select(FORMER.c.operation_id)).scalars())
        ids = assign(_nodes(links), standing, former)
        self._rename(links, ids)
        changes = self._tasks(tasks, ids, links)
        changes += self.rows.drop(ids.merged, ids.gone, self.run_id)
        write_links(self.base, links.rows(), ids.ledger)
        set_info(self.base, "unsettled", False)
        return Settled(changes, links.idle)

    def _kept(self) -> tuple[dict[str, Kept], dict[str, str]]:
        """The dossiers of all releases that take part, and the stamps of what was found in them."""
        reader = DossierReader()
        query = select(WORKINGS.c.release_id, WORKINGS.c.dossier, WORKINGS.c.stamp)
        query = query.where(WORKINGS.c.dossier.is_not(None)).order_by(WORKINGS.c.arrival)
        kept, stamps = {}, {}
        for own, item, stamp in self.base.execute(query.execution_options(yield_per=500)):
            kept[own], stamps[own] = reader.read(own, item), stamp
        return kept, stamps

    def _copies(self) -> dict[str, str]:
        """Each release that repeats another one word for word, as ``releases.duplicate_of`` is made to say."""
        prints = WORKINGS.c.fingerprint
        several = select(prints).where(prints.is_not(None)).group_by(prints).having(func.count() > 1)
        query = select(WORKINGS.c.release_id, prints).where(prints.in_(several))
        copies = originals((own, print_) for own, print_ in self.base.execute(query))
        table = CONTRACT["releases"]
        query = select(table.c.release_id, table.c.duplicate_of).where(table.c.duplicate_of.is_not(None))
        before = pairs(self.base, query)
        changed = [
            {"own": own, "original": copies.get(own)}
            for own in sorted(copies.keys() | before.keys())
            if copies.get(own) != before.get(own)
        ]
        if changed:
            statement = update(table).where(table.c.release_id == bindparam("own"))
            self.base.execute(statement.values(duplicate_of=bindparam("original")), changed)
        return copies

    def _rename(self, links: Links, ids: Ids) -> None:
        """Let the reconciler know operations by the ledger's ids."""
        named = {node: ids.ledger[own] for node, own in links.operation.items()}
        self.reconciler.links = replace(links, operation=named)

    def _tasks(self, tasks: Iterable[Task], ids: Ids, links: Links) -> list[Change]:
        """Reconcile what is touched; the changes."""
        nodes = _nodes(links)
        changes: list[Change] = []
        merged_in: dict[str, list[str]] = defaultdict(list)
        for own, into in ids.merged.items():
            merged_in[into].append(own)
        new = frozenset(ids.new)
        placed: list[tuple[str, list[Node], str, Task]] = []
        for task in tasks:
            own = ids.ledger[task.operation_id]
            signature = self._signature(task, nodes[task.operation_id], links)
            if own in merged_in or self.rows.is_touched(own, signature, self.redo, self.everything):
                placed.append((own, nodes[task.operation_id], signature, replace(task, operation_id=own)))
        self._reserve(placed, new)
        for own, under, signature, task in placed:
            records = read_records(self.base, task.release_ids)
            rows = self._reconcile(task, records)
            changes += self.rows.write(rows, signature, under, own in new, merged_in.get(own, ()))
            self._place(records)
        return changes

    def _reserve(self, placed: Iterable[tuple[str, list[Node], str, Task]], new: frozenset[str]) -> None:
        """Number the new operations in the order in which their releases came."""
        query = select(WORKINGS.c.release_id, WORKINGS.c.arrival)
        arrival = pairs(self.base, query)
        fresh = [(min(arrival[rid] for rid, _ in under), own) for own, under, _, _ in placed if own in new]
        self.rows.number(own for _, own in sorted(fresh))

    def _reconcile(self, task: Task, records: Sequence[Records]) -> Rows:
        rows, faults = rows_without_faulty(self.reconciler, task, records, self.patterns, self.limits)
        if rows is None or faults:
            raise FaultyError(faults)
        return rows

    def _signature(self, task: Task, nodes: Sequence[Node], links: Links) -> str:
        """A hash of all that the rows of an operation depend on, so that only touched ones are made again."""
        names = self.reconciler.maker.names
        parts = []
        for release_id in task.release_ids:
            own = self.kept[release_id]
            called = [names.get(source) for source in own.sources]
            parts.append(
                [
                    release_id,
                    self.stamps[release_id],
                    release_id in self.repeats,
                    links.source[release_id],
                    called,
                ]
            )
        return digest(json.dumps([task.names, parts, list(nodes)]), size=12)

    def _place(self, records: Sequence[Records]) -> None:
        """Put the figures of releases under their operations, where they do not stand there."""
        moved = []
        for item in records:
            for figure in item.figures:
                own = self.reconciler.operation_of(figure)
                if own != figure.operation_id:
                    moved.append({"own": figure.figure_id, "operation": own})
        if moved:
            table = CONTRACT["figures"]
            statement = update(table).where(table.c.figure_id == bindparam("own"))
            self.base.execute(statement.values(operation_id=bindparam("operation")), moved)

    def _reject(self, release_id: str, why: str) -> Change:
        """Reject a release: its text stays, what was found in it goes."""
        for table in ("figures", "mentions"):
            own = CONTRACT[table]
            self.base.execute(own.delete().where(own.c.release_id == release_id))
        releases = CONTRACT["releases"]
        this = releases.c.release_id == release_id
        path = self.base.execute(select(releases.c.path).where(this)).scalar_one()
        self.base.execute(update(releases).where(this).values(status="rejected", error=why))
        nothing: dict[str, Any] = {"dossier": None, "fingerprint": None, "mentions": [], "figures": []}
        self.base.execute(update(WORKINGS).where(WORKINGS.c.release_id == release_id).values(**nothing))
        return Change(RELEASE_REJECTED, release_id=release_id, name=path, after=why, status="rejected")


def _nodes(links: Links) -> dict[str, list[Node]]:
    """The releases and names under each operation, in one order."""
    found: dict[str, list[Node]] = defaultdict(list)
    for node, own in sorted(links.operation.items(), key=lambda item: (item[0][0], item[0][1] or "")):
        found[own].append(node)
    return found


def is_settled(base: Connection) -> bool:
    """Whether all that the ledger holds is linked and reconciled."""
    return not info(base, "unsettled", False)
