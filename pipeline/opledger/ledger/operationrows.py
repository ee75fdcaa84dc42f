"""The rows of operations in a ledger: what stood there, what stands there now, and what that changed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from opledger.ledger.changes import (
    OPERATION_GONE,
    OPERATION_MERGED,
    OPERATION_NEW,
    OPERATION_UPDATED,
    Change,
    changed_values,
)
from opledger.ledger.identity import Standing
from opledger.ledger.kept import Made
from opledger.ledger.migrations import insert_relations
from opledger.ledger.schema import CONTRACT, FORMER, OPERATION_WORKINGS, RELATIONS
from opledger.reconciliation.links import Node
from opledger.reconciliation.reconcile import Rows
from opledger.tables.rows import Row, to_row

OPERATIONS, OUTCOMES, CONFLICTS = (CONTRACT[name] for name in ("operations", "outcomes", "conflicts"))


@dataclass(frozen=True, slots=True)
class _Known:
    signature: str
    made: Made
    standing: Standing


class OperationRows:
    """The rows of operations.

    Args:
        base: a transaction that writes.
        made: by what rows are made.
    """

    def __init__(self, base: Connection, made: Made) -> None:
        self._base, self._made = base, made
        work = OPERATION_WORKINGS
        query = select(
            work.c.operation_id, work.c.signature, work.c.patterns, work.c.version, work.c.born, work.c.nodes
        )
        self._known = {
            own: _Known(signature, Made(patterns, version), Standing(born, tuple(map(_node, nodes))))
            for own, signature, patterns, version, born, nodes in base.execute(query)
        }
        self._born: dict[str, int] = {}

    def standing(self) -> dict[str, Standing]:
        """The operations as they are."""
        return {own: known.standing for own, known in self._known.items()}

    def is_touched(self, own: str, signature: str, redo: bool, everything: bool) -> bool:
        """Whether the rows of an operation have to be made again."""
        known = self._known.get(own)
        return (
            everything or known is None or known.signature != signature or (redo and known.made != self._made)
        )

    def number(self, new: Iterable[str]) -> None:
        """Give new operations their numbers, in the order given."""
        last = self._base.execute(select(func.coalesce(func.max(OPERATION_WORKINGS.c.born), 0))).scalar_one()
        self._born = {own: last + at for at, own in enumerate(new, 1)}

    def write(
        self, rows: Rows, signature: str, nodes: Sequence[Node], new: bool, merged: Collection[str]
    ) -> list[Change]:
        """Put the rows of an operation in the place of those that stood there.

        Args:
            rows: its rows.
            signature: a hash of all that they depend on.
            nodes: the releases and names under it.
            new: whether the ledger did not have it.
            merged: the operations that went into it.

        Returns:
            What changed for people: nothing where the rows are the same.
        """
        operation = to_row(rows.operation)
        own = str(operation["operation_id"])
        outcomes, conflicts = [to_row(o) for o in rows.outcomes], [to_row(c) for c in rows.conflicts]
        before = self._before(own)
        old = (before, self._rows(OUTCOMES, own), self._rows(CONFLICTS, own)) if before else (None, [], [])
        same = old == (operation, outcomes, conflicts)
        if not same:
            self._replace(operation, outcomes, conflicts, exists=before is not None)
        self._note(own, signature, nodes, outcomes, conflicts)
        if new:
            self._base.execute(delete(FORMER).where(FORMER.c.operation_id == own))
            return [Change(OPERATION_NEW, operation_id=own, name=operation["name"])]
        if same and not merged:
            return []
        values = list(changed_values(operation["name"], old[1], outcomes))
        return [Change(OPERATION_UPDATED, operation_id=own, name=operation["name"]), *values]

    def drop(self, merged: Mapping[str, str], gone: Iterable[str], run_id: int) -> list[Change]:
        """Drop the operations that are no longer; those merged into others leave a row that says so."""
        changes = []
        for own, into in [*sorted(merged.items()), *((own, None) for own in gone)]:
            name = self._base.execute(
                select(OPERATIONS.c.name).where(OPERATIONS.c.operation_id == own)
            ).scalar_one_or_none()
            links, figures = CONTRACT["links"], CONTRACT["figures"]
            # Those that stand elsewhere now have their new operation already.
            self._base.execute(update(figures).where(figures.c.operation_id == own).values(operation_id=None))
            for table in (OUTCOMES, CONFLICTS, links, OPERATIONS):
                self._base.execute(delete(table).where(table.c.operation_id == own))
            # Who was merged into this one before goes along.
            old = FORMER.c.merged_into == own
            self._base.execute(update(FORMER).where(old).values(merged_into=into))
            self._base.execute(insert(FORMER).values(operation_id=own, merged_into=into, run_id=run_id))
            kind = OPERATION_MERGED if into else OPERATION_GONE
            changes.append(Change(kind, operation_id=own, into=into, name=name))
        return changes

    def _before(self, own: str) -> Row | None:
        found = (
            self._base.execute(select(OPERATIONS).where(OPERATIONS.c.operation_id == own)).mappings().first()
        )
        return dict(found) if found is not None and own in self._known else None

    def _rows(self, table: Any, own: str) -> list[Row]:
        """The rows of an operation, in their order."""
        order = select(OPERATION_WORKINGS.c[table.name]).where(OPERATION_WORKINGS.c.operation_id == own)
        ids = self._base.execute(order).scalar_one()
        key = next(iter(table.primary_key.columns))
        found = {
            row[key]: dict(row)
            for row in self._base.execute(select(table).where(table.c.operation_id == own)).mappings()
        }
        return [found[item] for item in ids if item in found]

    def _replace(self, operation: Row, outcomes: list[Row], conflicts: list[Row], exists: bool) -> None:
        own = operation["operation_id"]
        if exists:
            for table in (OUTCOMES, CONFLICTS):
                self._base.execute(delete(table).where(table.c.operation_id == own))
            for name, relation in RELATIONS.items():
                if name.startswith("operation_"):
                    self._base.execute(delete(relation).where(relation.c.operation_id == own))
            self._base.execute(update(OPERATIONS).where(OPERATIONS.c.operation_id == own).values(**operation))
        else:
            self._base.execute(insert(OPERATIONS), [operation])
        insert_relations(self._base, "operations", [operation])
        for table, rows in ((OUTCOMES, outcomes), (CONFLICTS, conflicts)):
            if rows:
                self._base.execute(insert(table), rows)
                insert_relations(self._base, table.name, rows)

    def _note(
        self, own: str, signature: str, nodes: Sequence[Node], outcomes: list[Row], conflicts: list[Row]
    ) -> None:
        values: dict[str, Any] = {
            "signature": signature,
            "version": self._made.version,
            "patterns": self._made.patterns,
            "nodes": [list(node) for node in nodes],
            "outcomes": [row["outcome_id"] for row in outcomes],
            "conflicts": [row["conflict_id"] for row in conflicts],
        }
        work = OPERATION_WORKINGS
        if own in self._known:
            self._base.execute(update(work).where(work.c.operation_id == own).values(**values))
        else:
            self._base.execute(insert(work).values(operation_id=own, born=self._born[own], **values))


def _node(item: Sequence[str | None]) -> Node:
    release_id, name = item
    assert release_id is not None
    return release_id, name
