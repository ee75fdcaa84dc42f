"""What every column holds, in words and as constraints: the one source of ``datapackage.json`` and the JSON Schemas."""

from __future__ import annotations

from dataclasses import dataclass

from opledger.tables.rows import NULLABLE, SCHEMA, Kind
from opledger.vocabulary import (
    CONFLICT_KINDS,
    COUNTRY_ROLES,
    FIGURE_ROLES,
    LABELS,
    QUALIFIERS,
    RELEASE_STATUSES,
    STATUSES,
)

LINK_BASES = ("judgement", "name", "copy", "figures", "clues")

ALPHA_3 = "^[A-Z]{3}$"

# What JSON Schema and the Table Schema both call the kinds.
JSON_TYPES = {
    Kind.TEXT: "string",
    Kind.INTEGER: "integer",
    Kind.NUMBER: "number",
    Kind.BOOLEAN: "boolean",
    Kind.LIST: "array",
    Kind.OBJECT: "object",
}

TITLES: dict[str, str] = {
    "releases": "Input documents, with the text that all offsets point into",
    "mentions": "Spans that name an operation, an agency, a country, a place, a date or a notice",
    "figures": "Numeric statements of the releases",
    "outcomes": "Reconciled values of a measure for an operation and place",
    "operations": "What the releases report on",
    "conflicts": "Figures that cannot all be true",
    "links": "Why releases stand under one operation, or might",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: kind, meaning, and what its values (or items, in a list) can be.

    Args:
        kind: what it holds.
        nullable: whether null is a value of it.
        description: its meaning.
        enum: the values that there are, if they are few.
        pattern: a regular expression that whole values match.
        date: whether it holds days (ISO 8601).
        measure: whether it holds ids of measures.
        lowest: the smallest number.
        highest: the largest number.
    """

    kind: Kind
    nullable: bool
    description: str
    enum: tuple[str, ...] = ()
    pattern: str = ""
    date: bool = False
    measure: bool = False
    lowest: int | None = None
    highest: int | None = None


_COMMON = {
    "release_id": "the release",
    "operation_id": "the operation",
    "measure": "what is counted",
    "start": "first character of the span, in code points of the release's text",
    "end": "end of the span, exclusive",
    "text": "the span as it stands in the text",
    "unit": "person, item, kilogram, litre, byte, an ISO 4217 code, or another unit of the measure",
    "object": "the kind counted, as the text has it",
    "substance": "which drug, goods or wildlife",
    "value": "the number stated, in the unit; null for ranges and vague words",
    "low": "lower bound; null if unbounded",
    "high": "upper bound; null if unbounded",
    "qualifier": "how sure the number is: whether low and high are inclusive follows from it",
    "implicit": "true where the number is stated only by an article or a name",
    "explanation": "why, in a sentence",
}

_MEANINGS: dict[tuple[str, str], str] = {
    ("releases", "path"): "where it was read, with the line or item for files of many",
    ("releases", "title"): "title given with it or found in it",
    ("releases", "published"): "day of publication",
    ("releases", "publisher"): "who put it out",
    ("releases", "language"): "language code",
    ("releases", "sha256"): "checksum of text",
    ("releases", "text"): "the text that all offsets count in, in Unicode code points",
    ("releases", "status"): "whether it could be read",
    ("releases", "error"): "why it was rejected",
    ("releases", "duplicate_of"): "the release that it repeats",
    ("releases", "metadata"): "what came with it and has no column: url, encoding, warnings and others",
    ("mentions", "mention_id"): "identifier",
    ("mentions", "label"): "what is named",
    ("mentions", "name"): "its usual name",
    ("mentions", "id"): "alpha-3 code of a country, ISO day or interval of a date, a slug for the rest",
    ("mentions", "roles"): "what part a country or place has",
    ("mentions", "repeat_of"): "the earlier mention that this one repeats",
    ("figures", "figure_id"): "identifier",
    ("figures", "alternatives"): "further measures that the figure may count",
    ("figures", "places"): "ISO 3166-1 alpha-3 codes of the only countries it is about; empty for the whole",
    ("figures", "role"): "the whole of what is reported, a part of it, or background",
    ("figures", "part_of"): "the figure that it is a part of",
    ("figures", "sentence"): "the sentence around it",
    ("figures", "repeat_of"): "the figure that it repeats word for word",
    ("figures", "rule"): "the patterns that made it",
    ("outcomes", "outcome_id"): "identifier",
    (
        "outcomes",
        "release_id",
    ): "the release it is drawn from alone; null where drawn from all on the operation",
    ("outcomes", "place"): "ISO 3166-1 alpha-3 code; null for the whole",
    ("outcomes", "status"): "how the value came about",
    ("outcomes", "supporting"): "figures that agree with it",
    ("outcomes", "conflicting"): "figures that do not",
    ("outcomes", "release_ids"): "releases that it rests on",
    ("operations", "name"): "its name; null if it has none",
    ("operations", "aliases"): "its other names",
    ("operations", "start"): "first day on which it took place",
    ("operations", "end"): "last day on which it took place",
    ("operations", "countries"): "ISO 3166-1 alpha-3 codes of the countries that took part",
    ("operations", "agencies"): "ids of the agencies that took part, as in mentions",
    ("operations", "release_ids"): "the releases on it",
    ("operations", "first_published"): "day of its first release",
    ("operations", "last_published"): "day of its last release",
    ("conflicts", "conflict_id"): "identifier",
    ("conflicts", "release_id"): "the release it is found in; null where it is between releases",
    ("conflicts", "kind"): "what clashes",
    ("conflicts", "figures"): "the figures that disagree",
    ("conflicts", "difference"): "by how much, in the unit of the figures",
    ("links", "link_id"): "identifier",
    ("links", "through"): "the release it was linked with; null where its own name for the operation did it",
    ("links", "linked"): "false for a link that was not made, and that you can judge",
    ("links", "basis"): "what speaks for it",
    ("links", "confidence"): "how sure it is, from 0 to 1",
    ("links", "reasons"): "why, in words",
}

_ENUMS: dict[tuple[str, str], tuple[str, ...]] = {
    ("releases", "status"): RELEASE_STATUSES,
    ("mentions", "label"): LABELS,
    ("mentions", "roles"): COUNTRY_ROLES,
    ("figures", "qualifier"): QUALIFIERS,
    ("figures", "role"): FIGURE_ROLES,
    ("outcomes", "qualifier"): QUALIFIERS,
    ("outcomes", "status"): STATUSES,
    ("conflicts", "kind"): CONFLICT_KINDS,
    ("links", "basis"): LINK_BASES,
}

_PATTERNS: dict[tuple[str, str], str] = {
    ("releases", "sha256"): "^[0-9a-f]{64}$",
    ("figures", "places"): ALPHA_3,
    ("outcomes", "place"): ALPHA_3,
    ("operations", "countries"): ALPHA_3,
}

_DATES = {
    ("releases", "published"),
    ("operations", "start"),
    ("operations", "end"),
    ("operations", "first_published"),
    ("operations", "last_published"),
}

_MEASURES = {
    ("figures", "measure"),
    ("figures", "alternatives"),
    ("outcomes", "measure"),
    ("conflicts", "measure"),
}


def _column(table: str, name: str, kind: Kind) -> Column:
    place = (table, name)
    return Column(
        kind=kind,
        nullable=name in NULLABLE[table],
        description=_MEANINGS.get(place) or _COMMON[name],
        enum=_ENUMS.get(place, ()),
        pattern=_PATTERNS.get(place, ""),
        date=place in _DATES,
        measure=place in _MEASURES,
        lowest=0 if kind is Kind.INTEGER or name == "confidence" else None,
        highest=1 if name == "confidence" else None,
    )


COLUMNS: dict[str, dict[str, Column]] = {
    table: {name: _column(table, name, kind) for name, kind in columns.items()}
    for table, columns in SCHEMA.items()
}
