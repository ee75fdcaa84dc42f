"""What SQLite says of a disk that is full or failing, as an error of the file, like that of any other file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def as_file_errors() -> Iterator[None]:
    """Turn SQLite's errors of operation into ``OSError``.

    Example:
        >>> with as_file_errors():
        ...     sqlite3.connect("/nowhere/at/all.db")
        Traceback (most recent call last):
        OSError: unable to open database file
    """
    try:
        yield
    except sqlite3.OperationalError as err:
        raise OSError(str(err)) from err
