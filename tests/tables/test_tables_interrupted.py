"""Whatever happens half-way, the tables that stood there stay whole, and the next run clears up."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from opledger.errors import UsageError
from opledger.records import Release
from opledger.tables import FORMATS, TableWriter
from opledger.tables.asidefolder import FINISHED, AsideFolder
from opledger.tables.export import VIEWS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and locks of POSIX")

HOLD = """
import sys, time
from pathlib import Path
from opledger.records import Release
from opledger.tables import TableWriter
with TableWriter(Path(sys.argv[1]), sys.argv[2]) as tables:
    for number in range(20_000):
        tables.add("releases", Release(f"new{number}", "p", None, None, None, None, "", "text " * 20))
    print("half-way", flush=True)
    time.sleep(60)
"""

FILL = """
import random, resource, sys
from pathlib import Path
from opledger.records import Release
from opledger.tables import TableWriter
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
with TableWriter(Path(sys.argv[1]), sys.argv[2]) as tables:
    for number in range(6_000):
        text = random.Random(number).randbytes(150).hex()
        tables.add("releases", Release(f"new{number}", "p", None, None, None, None, "", text))
"""


def old(folder: Path, format: str) -> dict[str, bytes]:
    with TableWriter(folder, format) as tables:
        tables.add("releases", Release("old", "p", None, None, None, None, "", "text"))
    return contents(folder)


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def hidden(folder: Path) -> list[Path]:
    return list(folder.glob(".opledger-*"))


def start(folder: Path, format: str) -> subprocess.Popen[str]:
    running = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder), format], stdout=subprocess.PIPE, text=True
    )
    assert running.stdout is not None
    assert running.stdout.readline() == "half-way\n"
    return running


@pytest.mark.parametrize("format", FORMATS)
def test_a_run_killed_half_way_leaves_the_old_tables_and_the_next_one_clears_up(
    tmp_path: Path, format: str
) -> None:
    before = old(tmp_path, format)
    running = start(tmp_path, format)
    running.send_signal(signal.SIGKILL)
    running.wait(20)
    assert contents(tmp_path) == before
    assert len(hidden(tmp_path)) == 1
    after = old(tmp_path, format)
    assert hidden(tmp_path) == []
    assert after.keys() == before.keys()


def test_a_run_that_lives_is_left_alone(tmp_path: Path) -> None:
    running = start(tmp_path, "jsonl")
    try:
        old(tmp_path, "jsonl")
        assert len(hidden(tmp_path)) == 1
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(20)
    assert hidden(tmp_path) == []


def test_a_run_killed_while_moving_its_files_is_ended_by_the_next(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("old")
    (tmp_path / "b.jsonl").write_text("old")
    left = tmp_path / ".opledger-left"
    (left / "tables").mkdir(parents=True)
    (left / "tables" / "b.jsonl").write_text("new")
    (left / FINISHED).touch()
    (tmp_path / "a.jsonl").write_text("new")  # the first file had been moved when the run was killed
    aside = AsideFolder(tmp_path)
    aside.remove()
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == {
        "a.jsonl": "new",
        "b.jsonl": "new",
    }


def test_an_interruption_among_the_moves_comes_too_late(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved: list[str] = []
    replace = Path.replace

    def interrupted(file: Path, target: Path) -> Path:
        moved.append(file.name)
        if len(moved) == 3:
            raise KeyboardInterrupt
        return replace(file, target)

    before = old(tmp_path, "jsonl")
    monkeypatch.setattr(Path, "replace", interrupted)
    with TableWriter(tmp_path, "jsonl") as tables:
        tables.add("releases", Release("new", "p", None, None, None, None, "", "text"))
    after = contents(tmp_path)
    assert len(moved) > 3
    assert after.keys() == before.keys()
    assert b'"new"' in after["releases.jsonl"]
    assert hidden(tmp_path) == []


def test_a_link_that_looks_like_a_folder_aside_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "kept.txt").write_text("kept")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".opledger-link").symlink_to(tmp_path / "mine")
    old(tmp_path / "out", "jsonl")
    assert (tmp_path / "mine" / "kept.txt").read_text() == "kept"


@pytest.mark.parametrize("format", FORMATS)
def test_a_full_disk_is_told_in_one_line_and_does_no_harm(tmp_path: Path, format: str) -> None:
    before = old(tmp_path, format)
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(tmp_path), format], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    last = done.stderr.rstrip().splitlines()[-1]
    assert last.startswith("opledger.errors.UsageError: "), done.stderr[-2000:]
    assert f"{tmp_path}: the tables can't be written (" in last
    assert last.endswith("tables that were there are as they were")
    assert contents(tmp_path) == before
    assert hidden(tmp_path) == []


EXPORT = """
import resource, sys
from pathlib import Path
from opledger.tables import About
from opledger.tables.export import export
from opledger.tables.read import read_table
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
export(lambda table: read_table(Path(sys.argv[1]), table), Path(sys.argv[2]), [sys.argv[3]], About())
"""


@pytest.mark.parametrize("view", VIEWS)
def test_a_full_disk_while_a_view_is_made_is_told_too(seeds: Path, tmp_path: Path, view: str) -> None:
    call = [sys.executable, "-c", EXPORT, str(seeds), str(tmp_path), view]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    last = done.stderr.rstrip().splitlines()[-1]
    assert last.startswith(f"opledger.errors.UsageError: {tmp_path}: the tables can't be written ("), (
        done.stderr[-2000:]
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    before = old(tmp_path, "jsonl")
    tmp_path.chmod(0o500)
    with pytest.raises(UsageError, match="can't write to this folder"):
        TableWriter(tmp_path)
    tmp_path.chmod(0o700)
    assert contents(tmp_path) == before


def test_clearing_up_takes_no_time(tmp_path: Path) -> None:
    begun = time.perf_counter()
    old(tmp_path, "jsonl")
    assert time.perf_counter() - begun < 2
