"""Opening a ledger: a SQLite file by its path, or a PostgreSQL database by its address."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from opledger.errors import UsageError
from opledger.ledger.faults import RECOVER, told
from opledger.ledger.migrations import migrate, number_of, pending
from opledger.ledger.schema import INFO
from opledger.tables.ledgermark import APPLICATION_ID

HEADER = b"SQLite format 3\0"
# How long another writer is waited for, in seconds.
WAIT = 60.0
NEW = "make one with: opledger add INPUT --ledger"


class Store:
    """An open ledger.

    Args:
        target: path of a SQLite file, or address of a PostgreSQL database.
        write: whether it is to be written to; a file or the tables are made if missing.
        wait: how long another writer is waited for, in seconds.

    Raises:
        UsageError: if it can't be opened, is no ledger, or is of a newer version than the program.

    Example:
        >>> with Store("ops.db", write=True) as store, store.writing() as base: ...  # doctest: +SKIP
    """

    def __init__(self, target: str | Path, write: bool = False, wait: float = WAIT) -> None:
        self.wait = wait
        url = _url(str(target))
        self._path: Path | None = None
        if url is None:
            path = Path(str(target).removeprefix("sqlite:///"))
            self.shown, self._path = str(path), path
            _check_file(path, write)
            self.engine = _sqlite_engine(path, write, wait)
        else:
            self.shown = url.render_as_string(hide_password=True)
            self.engine = _postgres_engine(url, self.shown)
        try:
            with self._told():
                self._prepare(write)
        except BaseException:
            self.close()
            raise

    @property
    def is_postgres(self) -> bool:
        """Whether it is a PostgreSQL database."""
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def writing(self, own_faults: tuple[type[Exception], ...] = ()) -> Iterator[Connection]:
        """A transaction that writes, alone: other writers are waited for, and wait.

        Args:
            own_faults: errors that the caller sees to, and that go through as they are.

        Raises:
            UsageError: if another writer takes longer than ``wait``, or the database refuses.
        """
        with (
            self._told(own_faults),
            self.engine.connect().execution_options(writes=True) as base,
            base.begin(),
        ):
            if self.is_postgres:
                base.execute(text(f"SET LOCAL lock_timeout = {int(self.wait * 1000)}"))
                base.execute(
                    text("SELECT pg_advisory_xact_lock(:own, hashtext(current_schema()))"),
                    {"own": APPLICATION_ID},
                )
            yield base

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that reads: all of it sees the ledger as it was when it began.

        Raises:
            UsageError: if the database refuses.
        """
        with self._told(), self.engine.connect() as base:
            if self.is_postgres:
                base = base.execution_options(isolation_level="REPEATABLE READ")
            with base.begin():
                yield base

    def size(self) -> int:
        """How many bytes it takes."""
        if self._path is not None:
            files = (self._path, self._path.with_name(self._path.name + "-wal"))
            return sum(file.stat().st_size for file in files if file.exists())
        with self.reading() as base:
            found = base.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
        return int(found)

    def close(self) -> None:
        """Let go of it."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _told(self, own_faults: tuple[type[Exception], ...] = ()) -> AbstractContextManager[None]:
        return told(self.shown, self.wait, own_faults)

    def _prepare(self, write: bool) -> None:
        """Make the tables, or bring those of an older version up to this one; refuse what is no ledger."""
        with self.reading() as base:
            state = self._state(base)
            behind = state == "ledger" and pending(base, self.shown, write)
        if state == "other":
            raise UsageError("is a database, but no ledger", self.shown, "name another one with --ledger")
        if state == "empty" and not write:
            raise UsageError("is no ledger yet", self.shown, f"{NEW} {self.shown}")
        if state == "ledger" and not behind:
            return
        if not write:
            self._bring_up()
            return
        with self.writing() as base:
            # Another process may have done it while this one waited.
            if self._state(base) != "other":
                migrate(base, self.shown)
                if not self.is_postgres:
                    base.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))
                    base.execute(text(f"PRAGMA user_version = {number_of(base)}"))

    def _bring_up(self) -> None:
        """Bring an older ledger, which is only to be read, up to this version: what reads needs the tables of this version too."""
        target = self.shown if self._path else self.engine.url.render_as_string(False)
        try:
            Store(target, True, self.wait).close()
        except UsageError as err:
            raise UsageError(
                f"was made by an older opledger and has to be brought up to this one first, but {err.what}",
                self.shown,
                err.advice,
            ) from err

    def _state(self, base: Connection) -> str:
        if not self.is_postgres:
            found = base.execute(text("PRAGMA application_id")).scalar_one()
            if found == APPLICATION_ID:
                return "ledger"
            anything = base.execute(text("SELECT count(*) FROM sqlite_master")).scalar_one()
            return "other" if found or anything else "empty"
        looks = inspect(base)
        if looks.has_table(INFO.name):
            return "ledger"
        return "other" if looks.has_table("releases") or looks.has_table("runs") else "empty"


def _url(target: str) -> URL | None:
    """The address of a server; None for a file.

    Raises:
        UsageError: if it is an address that can't be used.
    """
    if "://" not in target or target.startswith("sqlite:///"):
        return None
    try:
        url = make_url(target)
    except ArgumentError:
        raise UsageError("is no address of a database", target, _ADDRESS) from None
    if url.get_backend_name() not in ("postgresql", "postgres"):
        raise UsageError(
            f"ledgers can't be kept in {url.get_backend_name()}", url.render_as_string(), _ADDRESS
        )
    return url.set(drivername="postgresql+psycopg")


_ADDRESS = "give the path of a file, or postgresql://USER@HOST/NAME"


def _check_file(path: Path, write: bool) -> None:
    """Refuse what can be seen to be no ledger before anything is opened, so that nothing is changed."""
    if path.is_dir():
        raise UsageError("is a folder", str(path), "name a file with --ledger")
    if not path.exists():
        if not write:
            raise UsageError("no such ledger", str(path), f"{NEW} {path}")
        if not path.absolute().parent.is_dir():
            raise UsageError(
                "no such folder", str(path.parent), "make it, or name another file with --ledger"
            )
        return
    try:
        with path.open("rb") as file:
            head = file.read(len(HEADER))
    except OSError as err:
        raise UsageError(f"can't be read ({err.strerror})", str(path), "check its permissions") from err
    if head and head != HEADER:
        raise UsageError(
            "is no SQLite database", str(path), f"name another file with --ledger; if it was one: {RECOVER}"
        )


def _sqlite_engine(path: Path, write: bool, wait: float) -> Engine:
    def connect() -> sqlite3.Connection:
        uri = path.absolute().as_uri()
        if write:
            return _set_up(_open(f"{uri}?mode=rwc", wait), write)
        try:
            base = _open(f"{uri}?mode=ro", wait)
            base.execute("SELECT count(*) FROM sqlite_master")
        except sqlite3.OperationalError:
            # In a folder that can't be written to, SQLite can't share a log with writers; where there is no log there is no writer.
            if path.with_name(f"{path.name}-wal").exists():
                raise
            base = _open(f"{uri}?mode=ro&immutable=1", wait)
        return _set_up(base, write)

    engine = create_engine("sqlite+pysqlite://", creator=connect, pool_size=2)

    @event.listens_for(engine, "begin")
    def begin(base: Connection) -> None:
        # Taking the lock at once makes a second writer wait; taken later it could only fail.
        base.exec_driver_sql("BEGIN IMMEDIATE" if base.get_execution_options().get("writes") else "BEGIN")

    return engine


def _open(uri: str, wait: float) -> sqlite3.Connection:
    return sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None, check_same_thread=False)


def _set_up(base: sqlite3.Connection, write: bool) -> sqlite3.Connection:
    mark = base.execute("PRAGMA application_id").fetchone()[0]
    is_new = not mark and not base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    # A database of others stays as it is.
    if write and (mark == APPLICATION_ID or is_new):
        # Readers go on while one writes, and a process that is killed leaves nothing half behind.
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = NORMAL")
    base.execute("PRAGMA foreign_keys = ON")
    return base


def _postgres_engine(url: URL, shown: str) -> Engine:
    try:
        return create_engine(url)
    except ModuleNotFoundError as err:
        raise UsageError(
            "PostgreSQL needs psycopg", shown, "install it with: pip install 'opledger[postgres]'"
        ) from err
