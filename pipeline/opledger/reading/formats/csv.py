"""CSV: a release a row; delimiter and encoding are found out, rows are read as they come."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, cast

from opledger.errors import RejectedError
from opledger.reading.columns import renaming
from opledger.reading.decode import decode
from opledger.reading.draft import NOTHING, Draft, rejection
from opledger.reading.formats.jsonl import joined
from opledger.reading.formats.rows import row_draft
from opledger.reading.options import ReadOptions
from opledger.reading.source import Ahead, ByteStream, Source

DELIMITERS = ",;\t|"
MOST_COLUMNS = 5_000
SAMPLE = 262_144  # bytes that tell the encoding
ROOM = 3  # a row may be this many times the limit of a release: the text, quotes doubled, and other columns
LOST = "the rest of the file is not read"
LEGACY = "opledger-windows-1252"  # name of the handler of bytes that are not UTF-8


def read_csv(stream: ByteStream, source: Source, options: ReadOptions) -> Iterator[Draft]:
    """A release a row, called by the line that it begins on, ``file.csv:17``.

    The first row names the columns. A row with too many cells is rejected alone.

    Raises:
        RejectedError: if the file is no table, or no column holds the text.
    """
    ahead = Ahead(stream, SAMPLE)
    lines, how = _text(ahead)
    limit = ROOM * options.max_bytes
    csv.field_size_limit(max(csv.field_size_limit(), limit))
    bounded = _bounded(lines, limit)
    header = next(bounded, "")
    if not header.strip():
        raise RejectedError("no header: the first line names the columns, and it is empty")
    delimiter = _delimiter(header, options)
    rows = _Rows(csv.reader(_chained(header, bounded), delimiter=delimiter))
    names = _names(next(rows)[1])
    new = renaming(names, options.columns)
    columns = [new.get(name, name) for name in names]
    empty = True
    for draft in _drafts(rows, columns, source, options):
        empty = False
        yield replace(draft, metadata=joined(how, dict(draft.metadata))) if not draft.rejected else draft
    if empty:
        yield Draft(source.shown, source.stem, error=f"{NOTHING}: a table without rows")


def _drafts(rows: _Rows, columns: list[str], source: Source, options: ReadOptions) -> Iterator[Draft]:
    try:
        for line, cells in rows:
            if not any(cell.strip() for cell in cells):
                continue
            path = f"{source.shown}:{line}"
            if len(cells) > len(columns):
                what = f"{len(cells)} cells, but the header names {len(columns)} columns"
                yield rejection(
                    path, source.stem, RejectedError(what, advice="put cells with commas in quotes")
                )
                continue
            found: dict[str, Any] = dict.fromkeys(columns)
            found.update(zip(columns, cells, strict=False))
            yield row_draft(found, path, source.stem, options)
    except csv.Error as error:
        yield rejection(f"{source.shown}:{rows.line}", source.stem, f"not readable as CSV: {error}; {LOST}")
    except RejectedError as error:
        yield rejection(f"{source.shown}:{rows.line}", source.stem, f"{error.what}; {LOST}")


class _Rows:
    """Rows with the number of the line that each begins on."""

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self.line = 1

    def __iter__(self) -> _Rows:
        return self

    def __next__(self) -> tuple[int, list[str]]:
        self.line = self._reader.line_num + 1
        return self.line, next(self._reader)


def _names(cells: list[str]) -> list[str]:
    """Names of columns, each once: a second ``date`` becomes ``date_2``, a missing name ``column_3``."""
    if len(cells) > MOST_COLUMNS:
        raise RejectedError(f"{len(cells):,} columns, which is no table of releases")
    names: dict[str, None] = {}
    seen: Counter[str] = Counter()
    for at, cell in enumerate(cells, start=1):
        name = plain = cell.strip() or f"column_{at}"
        while name in names:
            seen[plain] += 1
            name = f"{plain}_{seen[plain] + 1}"
        names[name] = None
    return list(names)


def _delimiter(header: str, options: ReadOptions) -> str:
    """What parts the header so that the text has a column; among those what parts it most."""
    wanted = dict(options.columns).get("text", "text").casefold()

    def merit(mark: str) -> tuple[bool, int]:
        cells = next(csv.reader([header], delimiter=mark), [])
        return any(cell.strip().casefold() == wanted for cell in cells), len(cells)

    return max(DELIMITERS, key=merit)


def _text(ahead: Ahead) -> tuple[io.TextIOBase, dict[str, object]]:
    """The stream as text, line ends as they are, and what is said of how it was decoded."""
    decoded = decode(ahead.head)
    encoding = decoded.encoding
    legacy = encoding not in ("utf-8", "utf-8-sig") and not encoding.startswith("utf-")
    codecs.register_error(LEGACY, _as_windows)
    text = io.TextIOWrapper(
        cast(Any, io.BufferedReader(_Raw(ahead))),
        encoding=encoding,
        errors="replace" if encoding.startswith(("utf-16", "utf-32")) or legacy else LEGACY,
        newline="",
    )
    how: dict[str, object] = {"encoding": encoding}
    if legacy:
        how["warnings"] = [warning for warning in decoded.warnings if "NUL" not in warning]
    return text, how


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are not UTF-8, which the sample did not show, read as Windows-1252."""
    assert isinstance(error, UnicodeDecodeError)
    bad = error.object[error.start : error.end]
    return bad.decode("cp1252", "replace"), error.end


class _Raw(io.RawIOBase):
    def __init__(self, stream: ByteStream) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        piece = self._stream.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


def _bounded(lines: io.TextIOBase, limit: int) -> Iterator[str]:
    """Lines, none of them longer than the limit: a file without line ends must not fill the memory."""
    while line := lines.readline(limit + 1):
        if len(line) > limit:
            raise RejectedError(f"a line of more than {limit:,} characters")
        yield line


def _chained(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest
