"""Parquet: a release a row, read batch by batch."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from typing import Any, cast

from opledger.errors import RejectedError
from opledger.reading.columns import renaming
from opledger.reading.draft import NOTHING, Draft, rejection
from opledger.reading.formats.jsonl import ROOM
from opledger.reading.formats.rows import row_draft
from opledger.reading.options import ReadOptions
from opledger.reading.source import STDIN, ByteStream, Source
from opledger.reading.unpack import MOST_TIMES

ROWS = 64  # at a time; rows are releases, and one may be some megabytes long
INDEX = "__index_level_"  # what pandas calls the index that it stores
SLACK = 100  # a column may take this many times the limit of a release before its packing is looked at


def read_parquet(stream: ByteStream, source: Source, options: ReadOptions) -> Iterator[Draft]:
    """A release a row, called ``file.parquet#1`` and so on.

    Raises:
        RejectedError: if the file can't be read, or no column holds the text.
    """
    import pyarrow as pa

    try:
        with tempfile.TemporaryFile() as copy:
            yield from _rows(_seekable(stream, source, copy), source, options)
    except pa.ArrowException as error:
        raise RejectedError(f"broken Parquet file: {_first_line(error)}") from None


def _seekable(stream: ByteStream, source: Source, copy: Any) -> Any:
    """The file itself, or a copy on disk of what is compressed or piped: Parquet is read from its end."""
    if source.location != STDIN and source.label is None and not source.compressed:
        return source.location
    shutil.copyfileobj(cast(Any, stream), copy)
    copy.seek(0)
    return copy


def _rows(file: Any, source: Source, options: ReadOptions) -> Iterator[Draft]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    with pq.ParquetFile(file) as table:
        names = [name for name in table.schema_arrow.names if not name.startswith(INDEX)]
        new = renaming(names, options.columns)
        _refuse_bombs(table.metadata, options)
        try:
            for batch in table.iter_batches(batch_size=ROWS, columns=names):
                for row in batch.to_pylist():
                    number += 1
                    found = {new.get(key, key): value for key, value in row.items()}
                    yield row_draft(found, f"{source.shown}#{number}", source.stem, options)
        except (pa.ArrowException, OSError, ValueError) as error:
            lost = f"broken Parquet file: {_first_line(error)}; the rest of the file is not read"
            yield rejection(f"{source.shown}#{number + 1}", source.stem, lost)
            return
    if not number:
        yield Draft(source.shown, source.stem, error=f"{NOTHING}: a table without rows")


def _refuse_bombs(metadata: Any, options: ReadOptions) -> None:
    """A column that unpacks to far more than a text would, of which one batch may fill the memory."""
    for group in range(metadata.num_row_groups):
        for at in range(metadata.num_columns):
            chunk = metadata.row_group(group).column(at)
            size = chunk.total_uncompressed_size
            if size > SLACK * ROOM * options.max_bytes and size > MOST_TIMES * chunk.total_compressed_size:
                raise RejectedError(
                    f"column {chunk.path_in_schema!r} unpacks to {size:,} bytes, over {MOST_TIMES} times its size"
                )


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0][:200]
