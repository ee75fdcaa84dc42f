"""Ledgers to test on: a SQLite file, and a database of a PostgreSQL server of the tests' own where one can be had."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from ledgers import EARLY, LATER, NAMED, OTHER, Add, write
from spacy.language import Language

from opledger.ledger import AddOptions, Report, Store, add

NO_SERVER = (
    "no PostgreSQL server is installed (apt-get install postgresql): ledgers are tested in SQLite only"
)


def _programs() -> Path | None:
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return next((f for f in folders if (f / "initdb").exists() and (f / "pg_ctl").exists()), None)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Address of a private PostgreSQL server, without the name of a database."""
    programs = _programs()
    if programs is None:
        pytest.skip(NO_SERVER)
    # A server refuses to run as root; Debian's package brings a user for it.
    as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    folder = Path(tempfile.mkdtemp(prefix="opledger-pg-"))
    if as_user:
        shutil.chown(folder, "postgres")

    def run(*args: str) -> None:
        subprocess.run([*as_user, *args], check=True, capture_output=True, cwd=folder)

    data = str(folder / "data")
    run(
        str(programs / "initdb"),
        "-D",
        data,
        "-A",
        "trust",
        "-U",
        "postgres",
        "-E",
        "UTF8",
        "--locale=C",
        "-N",
    )
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c full_page_writes=off"
    control = [str(programs / "pg_ctl"), "-D", data]
    run(*control, "-o", options, "-l", str(folder / "log"), "-w", "start")
    try:
        yield f"postgresql+psycopg://postgres@/{{name}}?host={folder}"
    finally:
        run(*control, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def databases(server: str) -> Callable[..., str]:
    """Makes a new database, perhaps from another one; its address."""
    from sqlalchemy import create_engine, text

    numbers = count(1)

    def make(template: str = "template1") -> str:
        name = f"ledger{next(numbers)}"
        engine = create_engine(server.format(name="postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as base:
            base.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        engine.dispose()
        return server.format(name=name)

    return make


@pytest.fixture(scope="session")
def empty(databases: Callable[..., str]) -> str:
    """The name of a database that has a ledger's tables, to be copied."""
    address = databases()
    Store(address, write=True).close()
    return address.partition("@/")[2].partition("?")[0]


@pytest.fixture(params=["sqlite", "postgresql"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A ledger with nothing in it."""
    if request.param == "sqlite":
        return str(tmp_path / "ops.db")
    return str(request.getfixturevalue("databases")(request.getfixturevalue("empty")))


@pytest.fixture
def put(nlp: Language) -> Add:
    """Adds to a ledger with the pipeline that is loaded already: ``put(target, folder)``."""

    def add_to(target: str, *inputs: object, **options: Any) -> Report:
        return add(target, [str(item) for item in inputs], AddOptions(nlp=nlp, **options))

    return add_to


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of four releases, three of them on one operation."""
    texts = {"a_early": EARLY, "b_named": NAMED, "c_later": LATER, "d_other": OTHER}
    return write(tmp_path / "releases", **texts)
