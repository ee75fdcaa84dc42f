"""What is kept of a release: its rows, and beside them what working needs and no table of the contract has."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from opledger import __version__
from opledger.ledger.dossierform import Kept, to_json
from opledger.ledger.schema import CONTRACT, WORKINGS
from opledger.reading import fingerprint
from opledger.reconciliation.ids import digest
from opledger.reconciliation.reconcile import Reconciler, Records, agencies_of
from opledger.records import Figure, Mention, Release
from opledger.tables.rows import SCHEMA, Kind, Row, plain, to_row

# Where a release stands in a file of several ("news.jsonl:17").
WITHIN = re.compile(r":(\d+)\Z")
STDIN, LAST = "-", "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Made:
    """By what rows were made: the version of opledger and the hash of the patterns."""

    patterns: str
    version: str = __version__


@dataclass(frozen=True, slots=True)
class Bundle:
    """The rows of one release, ready to be stored."""

    release: Row
    mentions: list[Row]
    figures: list[Row]
    workings: Row


def content_of(release: Release) -> str:
    """What tells whether a release is known: its text, title, day and publisher; of one that can't be read, its path and why.

    Example:
        >>> one = Release("a-1", "a.txt", None, None, None, None, "5e", "Six held.")
        >>> content_of(one) == content_of(replace(one, path="b.txt", release_id="b-1"))
        True
    """
    if release.status != "ok":
        return content_of_unreadable(release.status, release.path, release.error, release.sha256)
    own = release.sha256, release.title, release.published, release.publisher
    return digest(*(None if part is None else json.dumps(part) for part in own), size=16)


def content_of_unreadable(status: str, path: str, error: str | None, sha256: str) -> str:
    """The same of a release that can't be read, or holds nothing."""
    return digest(status, path, error, sha256, size=16)


def place_of(path: str) -> str:
    """A key that puts releases into the order of reading: by folder and name, then by place in the file.

    Example:
        >>> sorted(["news.jsonl:10", "news.jsonl:9", "a/x.txt", "-"], key=place_of)
        ['a/x.txt', 'news.jsonl:9', 'news.jsonl:10', '-']
    """
    found = WITHIN.search(path)
    file = path[: found.start()] if found else path
    # Nothing that is written stands before this, and NUL can't stand in the text of a database.
    within = f"\1\1{int(found[1]):012d}" if found else ""
    return (LAST if file == STDIN else Path(file).absolute().as_posix().replace("/", "\1")) + within


def bundle(
    read: Release, records: Records, reconciler: Reconciler, made: Made, run_id: int, arrival: int
) -> Bundle:
    """The rows of a release.

    Args:
        read: the release as it was read.
        records: it and what was found in it.
        reconciler: makes the dossier.
        made: by what they are made.
        run_id: the run that makes them.
        arrival: how many releases came before.
    """
    release = records.release
    dossier = reconciler.dossier(records)
    mentions, figures = [to_row(m) for m in records.mentions], [to_row(f) for f in records.figures]
    hidden = {
        "dossier": None
        if dossier is None
        else plain(to_json(Kept(dossier, Counter(agencies_of(records)), _sources(records.figures)))),
        "mentions": [[m.mention_id, plain(dict(m.extras))] for m in records.mentions],
        "figures": [[f.figure_id, plain(dict(f.extras))] for f in records.figures],
    }
    own = to_row(release)
    return Bundle(
        own,
        mentions,
        figures,
        {
            "release_id": release.release_id,
            "content": content_of(read),
            "place": place_of(release.path),
            "arrival": arrival,
            "fingerprint": fingerprint(release.text) if release.status == "ok" else None,
            "readable": read.status == "ok",
            "issued": release.metadata.get("issued") != read.metadata.get("issued"),
            "version": made.version,
            "patterns": made.patterns,
            "stamp": _stamp(own, mentions, figures, hidden),
            "run_id": run_id,
            **hidden,
        },
    )


def _sources(figures: Iterable[Figure]) -> tuple[str, ...]:
    return tuple(sorted({str(f.extras["source"]) for f in figures if f.extras.get("source")}))


def _stamp(release: Row, *parts: Any) -> str:
    """A hash of all that reconciliation can see of a release."""
    own = {name: value for name, value in release.items() if name not in ("path", "duplicate_of")}
    return digest(json.dumps([own, *parts], sort_keys=True), size=12)


def as_read(row: Mapping[str, Any], issued: bool) -> Release:
    """A stored release as it was before anything was found in it.

    Args:
        row: its row.
        issued: whether its day was found in the text.
    """
    metadata = dict(row["metadata"])
    if issued:
        metadata.pop("issued", None)
    release: Release = _record(Release, "releases", row, {})
    return replace(release, status="ok", error=None, duplicate_of=None, metadata=metadata)


def read_records(base: Connection, release_ids: Sequence[str]) -> list[Records]:
    """Releases with what was found in them, as they were found, in the order given.

    Args:
        base: a connection.
        release_ids: which.
    """
    hidden = {row.release_id: row for row in base.execute(_of(WORKINGS, release_ids))}
    releases = {
        row["release_id"]: row for row in base.execute(_of(CONTRACT["releases"], release_ids)).mappings()
    }
    mentions = {
        row["mention_id"]: row for row in base.execute(_of(CONTRACT["mentions"], release_ids)).mappings()
    }
    figures = {
        row["figure_id"]: row for row in base.execute(_of(CONTRACT["figures"], release_ids)).mappings()
    }
    return [
        Records(
            _record(Release, "releases", releases[own], {}),
            [_record(Mention, "mentions", mentions[i], {"extras": e}) for i, e in hidden[own].mentions],
            [_record(Figure, "figures", figures[i], {"extras": e}) for i, e in hidden[own].figures],
        )
        for own in release_ids
    ]


def _of(table: Any, release_ids: Sequence[str]) -> Any:
    return select(table).where(table.c.release_id.in_(release_ids))


def _record(kind: type[Any], table: str, row: Any, more: Mapping[str, Any]) -> Any:
    lists = {name for name, of in SCHEMA[table].items() if of is Kind.LIST}
    return kind(**{name: tuple(value) if name in lists else value for name, value in row.items()}, **more)
