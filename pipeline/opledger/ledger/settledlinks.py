"""The rows of ``links`` in a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sqlalchemy import Connection, delete, insert, select

from opledger.ledger.schema import CONTRACT, LINK_PLACES
from opledger.records import Link
from opledger.tables.rows import to_row

LINKS = CONTRACT["links"]
BATCH = 500


def write_links(base: Connection, links: Iterable[Link], ids: Mapping[str, str]) -> None:
    """Put the links of a round in the place of those that stood there; only what differs is written.

    Args:
        base: a transaction that writes.
        links: why releases stand under operations, in their order.
        ids: the ledger's id of each operation, by the one that linking gave.
    """
    before = {row["link_id"]: dict(row) for row in base.execute(select(LINKS)).mappings()}
    places = base.execute(select(LINK_PLACES.c.link_id).order_by(LINK_PLACES.c.place)).scalars().all()
    rows = {}
    for link in links:
        row = to_row(replace(link, operation_id=ids[link.operation_id]))
        rows[row["link_id"]] = row
    old = [own for own in before if rows.get(own) != before[own]]
    for at in range(0, len(old), BATCH):
        base.execute(delete(LINKS).where(LINKS.c.link_id.in_(old[at : at + BATCH])))
    fresh = [row for own, row in rows.items() if before.get(own) != row]
    if fresh:
        base.execute(insert(LINKS), fresh)
    if list(places) != list(rows) or old:
        base.execute(delete(LINK_PLACES))
        if rows:
            base.execute(insert(LINK_PLACES), [{"link_id": own, "place": at} for at, own in enumerate(rows)])
