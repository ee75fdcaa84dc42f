"""Files that are whole or not there: written aside, then moved into place."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def write_aside(file: Path, pieces: Iterable[str]) -> None:
    """Write a text file in UTF-8 with plain line ends. What stood there stays until all is written.

    Raises:
        OSError: if it can't be written; nothing is left behind then.
    """
    aside = file.with_name(f".{file.name}.part")
    try:
        with aside.open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(pieces)
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)
