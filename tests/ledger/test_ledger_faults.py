"""Nothing is lost: kills, full disks, locks, damage, two writers; one line each, and no harm."""

from __future__ import annotations

import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from ledgers import Add, everything, tables, write
from spacy.language import Language
from sqlalchemy import text

from opledger.errors import OpledgerError, UsageError
from opledger.ledger import AddOptions, Store, add, check, rows, status
from opledger.ledger.migrations import READ_STEPS, STEPS
from opledger.tables import TableWriter
from opledger.tables.ledgermark import APPLICATION_ID

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
# A child that is forked has the pipeline loaded already.
FORK = get_context("fork")


def filler(characters: int) -> str:
    """Text in which nothing is to be found."""
    chance = random.Random(characters)
    lines = ("".join(chance.choices("bcdfghjklm", k=60)) for _ in range(characters // 60))
    return "\n".join(lines)


def many(releases: int) -> dict[str, str]:
    """Releases of 20,000 characters each."""
    return {f"n{n}": f"Police arrested {n + 10} people.\n{filler(20_000)}" for n in range(releases)}


def in_child(work: Callable[..., None], *args: Any) -> Any:
    """A process that does some work."""
    child = FORK.Process(target=work, args=args)
    child.start()
    return child


def add_in_child(target: str, inputs: list[str], nlp: Language, bunch: int) -> None:
    """Add with small bunches, so that a kill can fall between many."""
    from opledger.ledger import intake

    intake.BUNCH_RELEASES = bunch
    add(target, inputs, AddOptions(nlp=nlp))


@pytest.mark.parametrize("seed", [6])
def test_killed_again_and_again_it_ends_as_if_undisturbed(
    target: str, put: Add, nlp: Language, tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    inputs = [str(path) for path in sorted((SEEDS / "own").glob("*.txt"))[:24]]
    start = time.monotonic()
    whole = str(tmp_path / "whole.db")
    monkeypatch.setattr("opledger.ledger.intake.BUNCH_RELEASES", 2)
    put(whole, *inputs)
    usual = time.monotonic() - start
    chance = random.Random(seed)
    kills = 0
    for _ in range(60):
        child = in_child(add_in_child, target, inputs, nlp, 2)
        # Ten kills at any moment of the work, then it is let be.
        child.join(chance.uniform(0.05, 0.7) * usual if kills < 10 else None)
        if child.exitcode is None:
            os.kill(child.pid, signal.SIGKILL)
            child.join()
            kills += 1
        else:
            assert child.exitcode == 0
            if kills >= 3:
                break
    assert kills >= 3
    check(target)
    assert status(target).settled
    if target.endswith(".db"):
        assert everything(target) == everything(whole)
    else:
        assert tables(target) == tables(whole)


def test_two_writers_at_once_both_get_in(target: str, folder: Path, nlp: Language, tmp_path: Path) -> None:
    own = sorted((SEEDS / "own").glob("*.txt"))[:8]
    one, other = [str(f) for f in own[:4]], [str(f) for f in [*own[4:], own[0], folder]]
    children = [in_child(add_in_child, target, inputs, nlp, 1) for inputs in (one, other)]
    for child in children:
        child.join()
    assert [child.exitcode for child in children] == [0, 0]
    check(target)
    assert status(target).settled
    assert len(list(rows(target, "releases"))) == 12
    alone = str(tmp_path / "alone.db")
    add(alone, [*one, *other], AddOptions(nlp=nlp))
    for table in ("releases", "mentions"):
        assert list(rows(target, table)) == list(rows(alone, table))
    assert len(list(rows(target, "outcomes"))) == len(list(rows(alone, "outcomes")))


def test_a_writer_that_takes_too_long_is_told_in_one_line(target: str, put: Add, folder: Path) -> None:
    put(target, folder / "a_early.txt")
    before = everything(target)
    with Store(target, write=True) as store, store.writing():
        start = time.monotonic()
        with pytest.raises(UsageError) as told:
            put(target, folder, wait=0.3)
        assert 0.2 < time.monotonic() - start < 20
        assert everything(target) == before  # others can read meanwhile
    assert "another process is writing to this ledger (waited 0.3 s); run the same again" in str(told.value)
    assert put(target, folder).new == 3


def test_a_file_that_is_no_database_stays_as_it_is(put: Add, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("These are notes and no database at all.", encoding="utf-8")
    with pytest.raises(
        UsageError, match=r"notes.txt: is no SQLite database; name another file with --ledger"
    ):
        put(str(file), folder)
    assert file.read_text(encoding="utf-8").startswith("These are notes")


def test_a_database_of_others_stays_as_it_is(put: Add, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "other.db"
    base = sqlite3.connect(file)
    base.execute("CREATE TABLE releases (x)")
    base.commit()
    base.close()
    before = file.read_bytes()
    for write_ in (True, False):
        with pytest.raises(UsageError, match=r"other.db: is a database, but no ledger"):
            Store(file, write=write_)
    assert file.read_bytes() == before
    assert not list(tmp_path.glob("other.db-*"))


@pytest.mark.parametrize("at", [0.02, 0.5])
def test_a_damaged_ledger_is_told_in_one_line(put: Add, folder: Path, tmp_path: Path, at: float) -> None:
    target = tmp_path / "ops.db"
    put(str(target), folder)
    content = bytearray(target.read_bytes())
    start = max(4096, int(len(content) * at))
    content[start : start + 40_960] = random.Random(1).randbytes(40_960)
    target.write_bytes(content)
    with pytest.raises(OpledgerError, match=r"ops.db: the ledger is damaged \(.*\); keep a copy of the file"):
        check(target)
        put(str(target), folder)


def test_a_ledger_that_is_cut_short_is_told_in_one_line(put: Add, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "ops.db"
    put(str(target), folder)
    content = target.read_bytes()
    target.write_bytes(content[: len(content) // 2])
    with pytest.raises(OpledgerError) as told:
        put(str(target), folder)
    assert "the ledger is damaged" in str(told.value) and "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("missing/ops.db", "missing: no such folder; make it, or name another file"),
        (".", "is a folder; name a file with --ledger"),
        (
            "mysql://root@localhost/x",
            "ledgers can't be kept in mysql; give the path of a file, or postgresql://",
        ),
        ("postgresql://nobody@/x?host=/nowhere", "can't reach the server"),
        ("://x", "is no address of a database"),
    ],
)
def test_what_cannot_be_a_ledger_is_refused(
    put: Add, folder: Path, tmp_path: Path, name: str, line: str
) -> None:
    with pytest.raises(UsageError) as told:
        put(name if "://" in name else str(tmp_path / name), folder)
    assert line in str(told.value) and "\n" not in str(told.value)


def test_a_password_is_never_told(put: Add, folder: Path) -> None:
    with pytest.raises(UsageError) as told:
        put("postgresql://me:secret@/x?host=/nowhere", folder)
    assert "secret" not in str(told.value) and "me:***@" in str(told.value)


def test_a_server_that_goes_away_is_told_in_one_line(
    databases: Callable[..., str], put: Add, folder: Path
) -> None:
    target = databases()
    put(target, folder / "a_early.txt")
    with Store(target, write=True) as store, pytest.raises(OpledgerError) as told, store.writing() as base:
        base.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    assert "ended the connection" in str(told.value) and "\n" not in str(told.value)
    assert put(target, folder).new == 3


LIMITED = """
import resource, sys
from opledger.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
main(["add", {folder!r}, "--ledger", {target!r}, "--quiet"])
"""


def test_a_full_disk_leaves_what_was_there(put: Add, folder: Path, tmp_path: Path) -> None:
    target = str(tmp_path / "ops.db")
    put(target, folder / "a_early.txt")
    before = everything(target)
    more = write(tmp_path / "more", **many(12))
    limit = Path(target).stat().st_size + 20_000
    code = LIMITED.format(limit=limit, folder=str(more), target=target)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "nothing half was written" in done.stderr and "Traceback" not in done.stderr
    check(target)

    assert {k: v for k, v in everything(target).items() if k != "ledger_info"} == {
        k: v for k, v in before.items() if k != "ledger_info"
    }
    assert put(target, more).new == 12


def test_a_full_disk_of_its_own(put: Add, folder: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=900k", "none", str(small)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("a small file system can't be mounted here: needs root")
    try:
        target = str(small / "ops.db")
        more = write(tmp_path / "more", **many(40))
        with pytest.raises(UsageError, match="nothing half was written"):
            put(target, more)
        (small / "ops.db").rename(tmp_path / "ops.db")
    except OSError:
        subprocess.run(["cp", *map(str, small.glob("ops.db*")), str(tmp_path)], check=True)
    finally:
        subprocess.run(["umount", "-l", str(small)], check=True)
    target = str(tmp_path / "ops.db")
    put(target, more)
    check(target)
    assert status(target).releases == {"ok": 40}


@pytest.fixture
def sealed(tmp_path: Path) -> Iterator[Callable[[], Path]]:
    """A folder, and what makes it one that can only be read."""
    place = tmp_path / "sealed"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "none", str(place)]
    is_root = os.geteuid() == 0  # permissions stop everybody else
    if is_root and subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a file system can't be mounted here, and root may write to any folder")

    def seal() -> Path:
        if is_root:
            subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
        else:
            place.chmod(0o555)
            for file in place.iterdir():
                file.chmod(0o444)
        return place

    (place / "releases").mkdir()
    yield seal
    if is_root:
        subprocess.run(["umount", "-l", str(place)], check=True)
    else:
        place.chmod(0o755)


def test_a_folder_that_cannot_be_written_to(
    put: Add, folder: Path, tmp_path: Path, sealed: Callable[[], Path]
) -> None:
    target = tmp_path / "sealed" / "ops.db"
    put(str(target), folder)
    sealed()
    with pytest.raises(UsageError) as told:
        put(str(target.with_name("new.db")), folder)
    assert re.search(r"new.db: can't be opened \(.*\); check the path and its permissions", str(told.value))
    with pytest.raises(UsageError) as told:
        put(str(target), folder)
    assert re.search(r"can't be (written to|opened) .*permissions", str(told.value)), told.value
    # What is there can be read all the same.
    assert len(list(rows(target, "releases"))) == 4
    assert status(target).settled


@pytest.mark.parametrize("steps", [1, READ_STEPS])
def test_an_older_ledger_that_cannot_be_written_to(
    put: Add,
    folder: Path,
    tmp_path: Path,
    sealed: Callable[[], Path],
    monkeypatch: pytest.MonkeyPatch,
    steps: int,
) -> None:
    target = tmp_path / "sealed" / "ops.db"
    monkeypatch.setattr("opledger.ledger.migrations.STEPS", STEPS[:steps])
    Store(target, write=True).close()
    monkeypatch.undo()
    sealed()
    if steps == READ_STEPS:
        # What only saves work when files are read is no matter for who looks at the tables.
        assert list(rows(target, "releases")) == []
        assert status(target).schema == READ_STEPS
        return
    with pytest.raises(UsageError) as told:
        status(target)
    line = r"ops.db: was made by an older opledger and has to be brought up to this one first, but can't be .*permissions"
    assert re.search(line, str(told.value)) and "\n" not in str(told.value)


def test_tables_never_take_the_place_of_a_ledger(put: Add, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "out" / "opledger.sqlite"
    target.parent.mkdir()
    put(str(target), folder)
    before = target.read_bytes()
    with pytest.raises(UsageError, match=r"opledger.sqlite: is a ledger, .*; name another folder with --out"):
        TableWriter(target.parent, ["jsonl", "sqlite"])
    assert target.read_bytes() == before and list(target.parent.iterdir()) == [target]
    for _ in range(2):  # tables do take the place of tables
        with TableWriter(tmp_path / "tables", "sqlite"):
            pass


def test_the_file_says_what_it_is(put: Add, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "ops.db"
    put(str(target), folder / "a_early.txt")
    base = sqlite3.connect(target)
    assert base.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert base.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    base.close()
    assert not list(tmp_path.glob("ops.db-*"))  # all of it is in the one file
