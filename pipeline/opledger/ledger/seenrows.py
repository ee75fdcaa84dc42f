"""What a ledger keeps of the files that it has seen: which releases came out of which bytes, read in which way.

It only ever saves work: a file counts as seen while the ledger has every release that came out of it. So what is kept needs no
step with the releases themselves, and one that has gone, or a run that was stopped, makes the file be read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from opledger.ledger.journal import pairs
from opledger.ledger.kept import content_of, content_of_unreadable
from opledger.ledger.schema import SEEN, WORKINGS
from opledger.ledger.store import Store
from opledger.reading import ReadOptions
from opledger.reading.way import way_of_reading
from opledger.records import Release
from opledger.tables.rows import clean

# So many releases stand in one row, and so many rows are written at once.
PART, ROWS = 500, 50
# A database takes so many values in one question.
VALUES = 500


@dataclass(frozen=True, slots=True)
class File:
    """A file by which its releases are known: the checksum of its bytes, its name, and its path now."""

    sha256: str
    name: str
    shown: str


@dataclass(frozen=True, slots=True)
class Met:
    """A release of a file that was seen: the ledger's id of it, its path now, and the id that its name and text make."""

    release_id: str
    path: str
    plain: str


@dataclass(frozen=True, slots=True)
class _Item:
    content: str
    path: str
    plain: str


class SeenRows:
    """The files that a ledger has seen.

    Args:
        store: the ledger.
        options: limits of reading; what was read with others, or by another version, doesn't count.
    """

    def __init__(self, store: Store, options: ReadOptions) -> None:
        self._store, self._way = store, way_of_reading(options)
        self._waiting: list[dict[str, Any]] = []

    def find(self, files: Sequence[File]) -> dict[File, Iterator[list[Met]]]:
        """Those of some files that were seen, with their releases, some at a time, in the order of reading."""
        with self._store.reading() as base:
            parts = self._complete(base, files)
            short = [file for file in files if parts.get((file.sha256, file.name)) == 1]
            items = self._only_parts(base, short)
            known = _known(base, (item.content for file in short for item in items[file]))
        found: dict[File, Iterator[list[Met]]] = {}
        for file in files:
            count = parts.get((file.sha256, file.name), 0)
            if count == 1 and all(item.content in known for item in items[file]):
                found[file] = iter([_met(items[file], known)])
            elif count > 1 and all(items == len(met) for items, met in self._parts(file, count)):
                found[file] = (met for _, met in self._parts(file, count))
        return found

    def keep(self, file: File, part: int, entries: Sequence[list[str]], last: bool) -> None:
        """Keep what came out of a file, a part after the other; a file counts once its last part is kept.

        Args:
            file: the file.
            part: the number of the part, from 0.
            entries: its releases, see ``entry_of``.
            last: whether the file ends here.
        """
        row = {"sha256": file.sha256, "name": file.name, "part": part, "parts": part + 1 if last else None}
        self._waiting.append({**row, "way": self._way, "releases": list(entries)})
        if len(self._waiting) >= ROWS:
            self.write()

    def write(self) -> None:
        """Write what is kept and not written yet, in one transaction.

        Raises:
            UsageError: if the ledger is locked, or the database refuses.
        """
        if not self._waiting:
            return
        # The same file may stand in several folders.
        rows = list({(row["sha256"], row["name"], row["part"]): row for row in self._waiting}.values())
        with self._store.writing() as base:
            for row in rows:
                own = (SEEN.c.sha256 == row["sha256"]) & (SEEN.c.name == row["name"])
                base.execute(delete(SEEN).where(own & (SEEN.c.part >= row["part"])))
                base.execute(insert(SEEN).values(**row))
        self._waiting = []

    def _complete(self, base: Connection, files: Iterable[File]) -> dict[tuple[str, str], int]:
        """How many parts are kept of each file of which all are."""
        columns = SEEN.c.sha256, SEEN.c.name
        query = select(*columns, func.count(), func.max(SEEN.c.parts)).group_by(*columns)
        found = base.execute(self._of({file.sha256 for file in files}, query))
        return {(sha256, name): count for sha256, name, count, parts in found if count == parts}

    def _only_parts(self, base: Connection, files: Sequence[File]) -> dict[File, list[_Item]]:
        query = select(SEEN.c.sha256, SEEN.c.name, SEEN.c.releases)
        found = base.execute(self._of({file.sha256 for file in files}, query)) if files else ()
        entries = {(sha256, name): releases for sha256, name, releases in found}
        return {file: [_item(file, entry) for entry in entries[file.sha256, file.name]] for file in files}

    def _of(self, sha256s: set[str], query: Any) -> Any:
        return query.where(SEEN.c.sha256.in_(sorted(sha256s)), SEEN.c.way == self._way)

    def _parts(self, file: File, count: int) -> Iterator[tuple[int, list[Met]]]:
        """How many releases each part of a long file holds, and those of them that the ledger has."""
        query = select(SEEN.c.releases).where(SEEN.c.name == file.name)
        for part in range(count):
            with self._store.reading() as base:
                row = base.execute(self._of({file.sha256}, query.where(SEEN.c.part == part))).first()
                items = [_item(file, entry) for entry in row.releases] if row else []
                known = _known(base, (item.content for item in items))
            yield len(items) if row else -1, _met([item for item in items if item.content in known], known)


def _known(base: Connection, contents: Iterable[str]) -> dict[str, str]:
    """The ids of those releases of some contents that the ledger has."""
    wanted = list(dict.fromkeys(contents))
    found: dict[str, str] = {}
    query = select(WORKINGS.c.content, WORKINGS.c.release_id)
    for at in range(0, len(wanted), VALUES):
        found |= pairs(base, query.where(WORKINGS.c.content.in_(wanted[at : at + VALUES])))
    return found


def _met(items: Sequence[_Item], known: dict[str, str]) -> list[Met]:
    return [Met(known[item.content], item.path, item.plain) for item in items]


def entry_of(file: File, plain: str, release: Release) -> list[str]:
    """A release as it is kept: where in the file it stands, its id, and its content.

    The content of one that can't be read hangs on its path; of such a one what makes the content is kept.

    Args:
        file: the file.
        plain: the id that the release's name and text make.
        release: the release as it was read.
    """
    tail = release.path.removeprefix(file.shown)
    if release.status == "ok":
        return [tail, plain, content_of(release)]
    return [tail, plain, release.status, clean(release.error or ""), release.sha256]


def _item(file: File, entry: Sequence[str]) -> _Item:
    tail, plain, *rest = entry
    path = file.shown + tail
    if len(rest) == 1:
        return _Item(rest[0], path, plain)
    status, error, sha256 = rest
    return _Item(content_of_unreadable(status, path, error or None, sha256), path, plain)
