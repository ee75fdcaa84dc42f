"""Files are taken as they arrive, once they are whole; bad ones end nothing, and Ctrl-C ends it cleanly."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from ledgers import EARLY, LATER, NAMED, OTHER

from opledger.ledger import check, rows, status

PATIENCE = 120.0


def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[tuple[Path, Path, subprocess.Popen[str]]]:
    """A folder, a ledger, and a process that watches."""
    folder, target = tmp_path / "incoming", tmp_path / "ops.db"
    folder.mkdir()
    (folder / "before.txt").write_text(OTHER, encoding="utf-8")
    call = [
        sys.executable,
        "-m",
        "opledger",
        "watch",
        str(folder),
        "--ledger",
        str(target),
        "--settle",
        "0.5",
    ]
    errors = (tmp_path / "errors").open("w")
    with (
        errors,
        subprocess.Popen(
            [*call, "--json", "--wait", "0.5"], stdout=subprocess.PIPE, stderr=errors, text=True
        ) as process,
    ):
        yield folder, target, process
        process.kill()


def test_files_are_taken_as_they_arrive(
    watching: tuple[Path, Path, subprocess.Popen[str]], tmp_path: Path
) -> None:
    folder, target, process = watching

    def paths() -> list[str]:
        if not target.exists() or process.poll() is not None:
            assert process.poll() is None, (tmp_path / "errors").read_text()
            return []
        try:
            return [Path(row["path"]).name for row in rows(target, "releases")]
        except Exception:  # it is being made
            return []

    until(lambda: paths() == ["before.txt"])
    # A file that is written slowly is read once, when it is whole.
    with (folder / "slow.txt").open("w", encoding="utf-8") as slow:
        for piece in NAMED.split("officers"):
            slow.write(piece)
            slow.flush()
            time.sleep(0.3)
    # Bad ones, hidden ones, and those of a folder that is moved in.
    (folder / "bad.json").write_text("{", encoding="utf-8")
    (folder / ".hidden.txt").write_text(EARLY, encoding="utf-8")
    os.mkfifo(folder / "pipe.txt")
    inside = tmp_path / "made-elsewhere"
    inside.mkdir()
    (inside / "moved.txt").write_text(EARLY, encoding="utf-8")
    inside.rename(folder / "inside")
    until(lambda: sorted(paths()) == ["bad.json", "before.txt", "moved.txt", "slow.txt"])
    # A ledger that is locked is tried again.
    lock = sqlite3.connect(target, isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    (folder / "late.txt").write_text(LATER, encoding="utf-8")
    until(lambda: "another process is writing" in (tmp_path / "errors").read_text())
    lock.execute("ROLLBACK")
    lock.close()
    until(lambda: "late.txt" in paths() and status(target).settled)
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    kinds = [json.loads(line)["kind"] for line in out.splitlines()]
    assert {"run", "release_new", "release_rejected", "operation_new", "operation_updated"} <= set(kinds)
    errors = (tmp_path / "errors").read_text()
    assert "rejected" in errors and "bad.json" in errors and "Traceback" not in errors
    assert errors.endswith("watching has ended; what was read is in the ledger\n")
    check(target)
    assert status(target).releases == {"ok": 4, "rejected": 1}


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    call = [
        sys.executable,
        "-m",
        "opledger",
        "watch",
        str(tmp_path / "no"),
        "--ledger",
        str(tmp_path / "ops.db"),
        "-q",
    ]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (
        2,
        f"opledger: {tmp_path / 'no'}: no such folder; name a folder to watch\n",
    )
    assert not (tmp_path / "ops.db").exists()
