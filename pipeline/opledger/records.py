"""The records of the data model, one class a table, fields in the order of the contract.

All are frozen. ``None`` stands for null; tuples stand for lists. A field whose name is in
``HIDDEN`` is working matter between the steps and is not written to the tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from operator import attrgetter
from typing import Any, ClassVar, Self, cast

Bounds = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Record:
    """Base of the records; knows how to become a table row."""

    HIDDEN: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        """Names of the table's columns, in order."""
        return _columns(cast("Any", cls))

    def __reduce__(self) -> tuple[type[Self], tuple[Any, ...]]:
        # What dataclasses do by themselves asks for the fields of each object anew, at several times the cost.
        return type(self), _values(cast("Any", type(self)))(self)

    def as_row(self) -> dict[str, Any]:
        """The record as one table row: column name to JSON-able value."""
        row = {name: getattr(self, name) for name in self.columns()}
        return {name: list(v) if isinstance(v, tuple) else v for name, v in row.items()}


def packed(records: Sequence[Record]) -> list[tuple[Any, ...]]:
    """Records of one table as the tuples of what they are made with."""
    return list(map(_values(cast("Any", type(records[0]))), records)) if records else []


@cache
def _columns(record: type[Record]) -> tuple[str, ...]:
    return tuple(f.name for f in fields(record) if f.name not in record.HIDDEN)


@cache
def _values(record: type[Record]) -> attrgetter[tuple[Any, ...]]:
    return attrgetter(*(f.name for f in fields(record)))


@dataclass(frozen=True, slots=True)
class Release(Record):
    """One input document. ``text`` is final: every offset of every table points into it.

    ``metadata`` keeps what the contract has no column for: ``url``, ``encoding``, ``warnings``,
    ``dropped_digits`` and, for JSON input, keys that opledger does not know.
    """

    release_id: str
    path: str
    title: str | None
    published: str | None
    publisher: str | None
    language: str | None
    sha256: str
    text: str
    status: str = "ok"
    error: str | None = None
    duplicate_of: str | None = None
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mention(Record):
    """A span that names an operation, agency, country, place, date or notice."""

    mention_id: str
    release_id: str
    label: str
    start: int
    end: int
    text: str
    name: str
    id: str
    roles: tuple[str, ...] = ()
    repeat_of: str | None = None
    HIDDEN: ClassVar[frozenset[str]] = frozenset({"extras"})
    extras: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure(Record):
    """One numeric statement of a release.

    ``extras`` (not written) carries what reconciliation needs beyond the columns; its keys are
    listed in docs/architecture.md.
    """

    figure_id: str
    release_id: str
    operation_id: str | None
    measure: str
    alternatives: tuple[str, ...]
    value: float | int | None
    low: float | int | None
    high: float | int | None
    qualifier: str
    unit: str
    object: str | None
    substance: str | None
    places: tuple[str, ...]
    role: str
    part_of: str | None
    start: int
    end: int
    text: str
    sentence: str
    repeat_of: str | None
    implicit: bool
    rule: str
    HIDDEN: ClassVar[frozenset[str]] = frozenset({"extras"})
    extras: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome(Record):
    """The reconciled value of one measure for one operation and place."""

    outcome_id: str
    operation_id: str
    release_id: str | None
    measure: str
    place: str | None
    object: str | None
    unit: str
    substance: str | None
    value: float | int | None
    low: float | int | None
    high: float | int | None
    qualifier: str
    status: str
    implicit: bool
    explanation: str
    supporting: tuple[str, ...]
    conflicting: tuple[str, ...]
    release_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Operation(Record):
    """What the releases report on; it may have no name."""

    operation_id: str
    name: str | None
    aliases: tuple[str, ...]
    start: str | None
    end: str | None
    countries: tuple[str, ...]
    agencies: tuple[str, ...]
    release_ids: tuple[str, ...]
    first_published: str | None
    last_published: str | None


@dataclass(frozen=True, slots=True)
class Conflict(Record):
    """Figures, or a figure and a list, that cannot all be true."""

    conflict_id: str
    operation_id: str
    release_id: str | None
    kind: str
    measure: str
    figures: tuple[str, ...]
    difference: float | int | None
    explanation: str


@dataclass(frozen=True, slots=True)
class Link(Record):
    """Why a release stands under an operation that other releases report too, or why it might.

    ``through`` is the release that it was linked with, ``None`` where its own name for the operation did it; ``linked`` is false for a
    link that was not made, and that a user can judge; ``basis`` is judgement, name, copy, figures or clues.
    """

    link_id: str
    operation_id: str
    release_id: str
    through: str | None
    linked: bool
    basis: str
    confidence: float
    reasons: tuple[str, ...]


TABLES: dict[str, type[Record]] = {
    "releases": Release,
    "mentions": Mention,
    "figures": Figure,
    "outcomes": Outcome,
    "operations": Operation,
    "conflicts": Conflict,
    "links": Link,
}
