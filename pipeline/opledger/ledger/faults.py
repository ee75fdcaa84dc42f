"""What a database complains of, as one line that says what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from opledger.errors import OpledgerError, UsageError

RECOVER = "keep a copy of the file, restore a backup, or save what can be read with: sqlite3 FILE .recover"
# By the beginning of SQLite's name for the error: what it means, and what to do.
OF_SQLITE = {
    "SQLITE_NOTADB": ("is no SQLite database", "name another file with --ledger"),
    "SQLITE_CORRUPT": ("the ledger is damaged", RECOVER),
    "SQLITE_FULL": ("the disk is full; nothing half was written", "free some space and run the same again"),
    "SQLITE_READONLY": ("the ledger can't be written to", "check the permissions of the file and its folder"),
    "SQLITE_CANTOPEN": ("can't be opened", "check the path and its permissions"),
    "SQLITE_PERM": ("can't be opened", "check the path and its permissions"),
    "SQLITE_AUTH": ("can't be opened", "check the path and its permissions"),
    "SQLITE_IOERR": (
        "can't be read or written; nothing half was written",
        "check the disk, its free space and the limits of file sizes",
    ),
    "SQLITE_TOOBIG": ("a text is longer than SQLite can hold", "set a lower --max-bytes"),
}
# By the beginning of the SQLSTATE.
OF_POSTGRES = {
    "28": ("the server refuses this user", "check the user and the password of the address"),
    "3D": ("there is no such database", "make it with: createdb NAME"),
    "53": ("the server has no space or memory left; nothing half was written", "free some and run the same again"),
    "42501": ("this user may not do that here", "ask for the rights, or name another database"),
    "25006": ("the database can only be read", "name the main server"),
    "57": ("the server has ended the connection; nothing half was written", "run the same again"),
    "08": ("the connection to the server is lost; nothing half was written", "run the same again"),
    "22": ("the database can't hold a value", "please report it"),
}  # fmt: skip
LOCKED, DEADLOCK = "55P03", "40P01"


@contextmanager
def told(where: str, wait: float, own_faults: tuple[type[Exception], ...] = ()) -> Iterator[None]:
    """Errors of the database, told in one line.

    Args:
        where: the ledger, as messages name it.
        wait: how long another writer was waited for, in seconds.
        own_faults: errors that go through as they are.

    Raises:
        UsageError: in place of any error of the database that a user can do something about.
        OpledgerError: in place of any other.
    """
    try:
        yield
    except own_faults:
        raise
    except SQLAlchemyError as err:
        raise explained(err, where, wait) from err


def explained(err: SQLAlchemyError, where: str, wait: float) -> OpledgerError:
    """The error that a user is shown."""
    if not isinstance(err, DBAPIError) or err.orig is None:
        return OpledgerError(_line(err), where)
    cause = err.orig
    name = str(getattr(cause, "sqlite_errorname", "") or "")
    state = str(getattr(cause, "sqlstate", "") or "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or state in (LOCKED, DEADLOCK):
        return UsageError(
            f"another process is writing to this ledger (waited {wait:g} s)",
            where,
            "run the same again when it is done, or wait longer with --wait",
        )
    for known, (what, advice) in OF_SQLITE.items():
        if name.startswith(known):
            return UsageError(f"{what} ({_line(cause)})", where, advice)
    for known, (what, advice) in OF_POSTGRES.items():
        if state.startswith(known):
            return UsageError(f"{what} ({_line(cause)})", where, advice)
    if "psycopg" in type(cause).__module__ and not state:
        return UsageError(
            f"can't reach the server ({_line(cause)})", where, "check the address, and that the server runs"
        )
    return OpledgerError(f"the database refuses ({_line(cause)})", where)


def _line(err: BaseException) -> str:
    """The first line of a message."""
    return next((line.strip() for line in str(err).splitlines() if line.strip()), type(err).__name__)
