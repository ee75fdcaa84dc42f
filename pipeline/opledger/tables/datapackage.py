"""``datapackage.json``: what the files of a folder hold, after the Data Package standard (version 2, datapackage.org).

A resource stands for each table of each format: its columns with meaning, type and constraints, its keys, its file. What made
the tables stands under ``opledger``, where the patterns came from it as a checksum. There is no time and no path of a machine in it:
the same tables have the same description. The licence is that of the texts and is left to whoever publishes the tables.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from opledger.aside import write_aside
from opledger.tables.about import PACKAGE_FILE, About
from opledger.tables.columns import COLUMNS, JSON_TYPES, TITLES, Column
from opledger.tables.formats import DATABASES, table_file
from opledger.tables.keys import PRIMARY, REFERENCES
from opledger.tables.rows import Kind, Row

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"

UNKNOWN = "releases whose publisher is not known"

_MEDIA = {
    "jsonl": "application/jsonl",
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "sqlite": "application/vnd.sqlite3",
    "duckdb": "application/vnd.duckdb",
}

Resource = dict[str, Any]


class Package:
    """The description of a folder, put together while its tables are written.

    Args:
        formats: of the tables; the first one's resources have the names of the tables.
        about: what made the tables.
    """

    def __init__(self, formats: tuple[str, ...], about: About) -> None:
        self._about = replace(about, formats=formats)
        self._sources: dict[str, str] = {}
        self.resources: list[Resource] = [
            resource(table, format, formats, about) for format in formats for table in COLUMNS
        ]

    def note_release(self, row: Row) -> None:
        """Take note of who put out a release, and on which site."""
        link = row["metadata"].get("url")
        site = _site(link) if isinstance(link, str) else ""
        title = row["publisher"] or (urlsplit(site).netloc if site else "") or UNKNOWN
        if title not in self._sources or not self._sources[title]:
            self._sources[title] = site

    def describe(self) -> dict[str, Any]:
        """The description as it is written."""
        sources = [
            {"title": title} | ({"path": site} if site else {})
            for title, site in sorted(self._sources.items())
        ]
        return {
            "$schema": PROFILE,
            "name": "opledger",
            "title": "Figures of police press releases",
            "description": "What the releases state, reconciled per operation; every row leads back to the text.",
            **({"sources": sources} if sources else {}),
            "resources": self.resources,
            "opledger": self._about.as_json(),
        }

    def write(self, folder: Path) -> None:
        """Write ``datapackage.json``."""
        text = json.dumps(self.describe(), ensure_ascii=False, indent=2)
        write_aside(folder / PACKAGE_FILE, [text, "\n"])


def resource(table: str, format: str, formats: tuple[str, ...], about: About) -> Resource:
    """The resource of one table in one format."""

    def name(of: str) -> str:
        return of if format == formats[0] else f"{of}-{format}"

    keys = [
        {"fields": [column], "reference": _reference(name(other), PRIMARY[other], other == table)}
        for (of, column), other in REFERENCES.items()
        if of == table
    ]
    found: Resource = {
        "name": name(table),
        "title": TITLES[table],
        "type": "table",
        "path": table_file(format, table),
        "format": format,
        "mediatype": _MEDIA[format],
    }
    if format in ("csv", "jsonl"):
        found["encoding"] = "utf-8"
    if format in DATABASES:
        found["dialect"] = {"table": table}
    fields = [field(column, COLUMNS[table][column], about) for column in COLUMNS[table]]
    found["schema"] = {"fields": fields, "primaryKey": [PRIMARY[table]]} | (
        {"foreignKeys": keys} if keys else {}
    )
    return found


def field(name: str, column: Column, about: About) -> dict[str, Any]:
    """One column as a field of the Table Schema."""
    kind = "date" if column.date else JSON_TYPES[column.kind]
    limits: dict[str, Any] = {}
    # To a reader of CSV an empty text is none, so a text can be asked for only where it is never empty.
    if not column.nullable and (column.enum or column.measure or column.kind is not Kind.TEXT):
        limits["required"] = True
    # In a list, the items are what is limited, and the standard has no word for them.
    if column.kind is not Kind.LIST:
        enum = [*column.enum, *(sorted(about.measures) if column.measure else ())]
        limits |= {"enum": enum} if enum else {}
        limits |= {"pattern": column.pattern} if column.pattern else {}
    limits |= {"minimum": column.lowest} if column.lowest is not None else {}
    limits |= {"maximum": column.highest} if column.highest is not None else {}
    found = {"name": name, "type": kind, "description": column.description}
    return found | ({"constraints": limits} if limits else {})


def _reference(resource: str, column: str, itself: bool) -> Mapping[str, Any]:
    # A key into the table itself names no resource.
    return {"fields": [column]} if itself else {"resource": resource, "fields": [column]}


def _site(link: str) -> str:
    try:
        parts = urlsplit(link)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("http", "https") and parts.netloc else ""
