"""What a run changed, as rows of the table ``changes`` and as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from opledger.reconciliation.explain import number
from opledger.tables.rows import Row

RELEASE_NEW, RELEASE_REJECTED, RELEASE_REDONE, RELEASE_GONE = (
    "release_new",
    "release_rejected",
    "release_redone",
    "release_gone",
)
OPERATION_NEW, OPERATION_MERGED, OPERATION_UPDATED, OPERATION_GONE = (
    "operation_new",
    "operation_merged",
    "operation_updated",
    "operation_gone",
)
VALUE_NEW, VALUE_CHANGED, VALUE_GONE = "value_new", "value_changed", "value_gone"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a run changed; ``kind`` says what, and which of the other fields tell of it.

    ``into`` is the operation that a merged one went into; ``before`` and ``after`` are values as people read them, and for a rejected
    release ``after`` is the reason; ``name`` is the operation's name or the release's path.
    """

    kind: str
    release_id: str | None = None
    operation_id: str | None = None
    into: str | None = None
    outcome_id: str | None = None
    name: str | None = None
    measure: str | None = None
    place: str | None = None
    object: str | None = None
    unit: str | None = None
    before: str | None = None
    after: str | None = None
    status: str | None = None

    def as_row(self) -> Row:
        """Column name to value, the empty ones too."""
        return asdict(self)

    def as_line(self) -> str:
        """The change as people read it.

        Example:
            >>> Change(VALUE_CHANGED, operation_id="op-lantern", name="Lantern", measure="arrests", before="97",
            ...        after="104", status="updated").as_line()
            'Lantern, arrests: 97 -> 104 (updated)'
        """
        operation = f"{self.name} ({self.operation_id})" if self.name else f"{self.operation_id}"
        if self.kind.startswith("value"):
            what = ", ".join(
                part
                for part in (self.name or self.operation_id, self.measure, self.place, self.object)
                if part
            )
            status = f" ({self.status})" if self.status else ""
            return f"{what}: {self.before or 'nothing'} -> {self.after or 'nothing'}{status}"
        if self.kind == OPERATION_MERGED:
            return f"merged operation {self.operation_id} into {self.into}"
        verb = self.kind.partition("_")[2]
        if self.kind.startswith("operation"):
            return f"{verb} operation {operation}"
        return f"{verb} release {self.name}: {self.after or self.release_id}"


COLUMNS = tuple(f.name for f in fields(Change))


def amount(row: Row) -> str:
    """A value with its bounds, as people read it.

    Example:
        >>> amount({"value": None, "low": 20, "high": 30, "unit": "person"}), amount({"value": 2, "low": 2, "high": None, "unit": "kilogram"})
        ('20 to 30', 'at least 2 kilogram')
    """
    low, high = row["low"], row["high"]
    if low is not None and low == high:
        text = number(low)
    elif low is None or high is None:
        bound = f"{'at most' if low is None else 'at least'} "
        text = "unknown" if low is None and high is None else bound + number(high if low is None else low)
    else:
        text = f"{number(low)} to {number(high)}"
    return text if row["unit"] in COUNTED else f"{text} {row['unit']}"


# The measure's name says these already.
COUNTED = frozenset({
    "person", "item", "search", "check", "case", "notice", "group", "site", "account", "file", "seizure", "country",
    "location", "agency",
})  # fmt: skip


def changed_values(
    name: str | None, before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]
) -> Iterator[Change]:
    """How the values of an operation changed, those drawn from all of its releases.

    Args:
        name: the operation's name.
        before: its rows of ``outcomes`` as they were.
        after: as they are now.
    """
    old = {row["outcome_id"]: dict(row) for row in before if row["release_id"] is None}
    new = {row["outcome_id"]: dict(row) for row in after if row["release_id"] is None}
    for own, row in new.items():
        earlier = amount(old[own]) if own in old else None
        if earlier is None:
            yield _of_value(VALUE_NEW, name, row, None, amount(row))
        elif earlier != amount(row):
            yield _of_value(VALUE_CHANGED, name, row, earlier, amount(row))
    for own, row in old.items():
        if own not in new:
            yield _of_value(VALUE_GONE, name, row, amount(row), None)


def _of_value(kind: str, name: str | None, row: Row, before: str | None, after: str | None) -> Change:
    columns = {column: row[column] for column in ("operation_id", "outcome_id", "measure", "place", "unit")}
    return Change(
        kind,
        name=name,
        object=row["substance"] or row["object"],
        before=before,
        after=after,
        status=row["status"] if after else None,
        **columns,
    )
