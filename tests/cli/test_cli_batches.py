"""``opledger extract`` as it is stopped, killed, and short of room: nothing that stood there is lost."""

from __future__ import annotations

import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from opledger.records import TABLES

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")

COMMAND = [sys.executable, "-m", "opledger", "extract"]


def texts(count: int) -> str:
    line = "Police arrested {n} people in Portugal on 4 March 2024 during Operation Quiet Harbour {n}."
    return "".join(json.dumps({"id": f"r{n}", "text": line.format(n=n)}) + "\n" for n in range(count))


def tables(out: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(out.iterdir()) if file.is_file()}


def stood_before(out: Path) -> dict[str, bytes]:
    """Tables of a run before, as far as this matters: files of their names."""
    out.mkdir()
    for table in TABLES:
        (out / f"{table}.jsonl").write_text(f"{table} as they were\n")
    return tables(out)


def group(pgid: int) -> list[int]:
    """Processes of a process group that live."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == pgid and fields[0] != "Z":
            found.append(int(stat.parent.name))
    return found


def gone(pgid: int, seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while group(pgid) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not group(pgid)


def begun(*args: object) -> subprocess.Popen[str]:
    """A run in a process group of its own."""
    return subprocess.Popen(
        [*COMMAND, *map(str, args)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_killed_at_any_moment_the_tables_of_the_run_before_stand_whole(tmp_path: Path) -> None:
    new, out = tmp_path / "new.jsonl", tmp_path / "out"
    new.write_text(texts(300))
    start = time.monotonic()
    subprocess.run([*COMMAND, str(new), "--out", str(tmp_path / "wanted")], check=True, capture_output=True)
    takes = time.monotonic() - start
    before, wanted = stood_before(out), tables(tmp_path / "wanted")
    rng = random.Random(6)
    for number in range(10):
        with begun(new, "--out", out, "--jobs", 1 + number % 2) as running:
            time.sleep(rng.uniform(0.1, 0.9) * takes)
            running.kill()
            running.communicate()
        assert gone(running.pid), "a process lives on"
        # Quick as it was, it may have come to its end.
        assert tables(out) in (before, wanted)
        before = tables(out)
    subprocess.run([*COMMAND, str(new), "--out", str(out), "--jobs", "2"], check=True, capture_output=True)
    assert tables(out) == wanted


# A terminal's Ctrl-C goes to the whole group, a service manager's word mostly to the first process alone.
@pytest.mark.parametrize(("number", "whole_group"), [(signal.SIGINT, True), (signal.SIGTERM, False)])
def test_stopped_with_workers_there_is_one_line_and_no_process_lives_on(
    tmp_path: Path, number: signal.Signals, whole_group: bool
) -> None:
    corpus, out = tmp_path / "corpus.jsonl", tmp_path / "out"
    corpus.write_text(texts(20_000))
    with begun(corpus, "--out", out, "--jobs", 2) as running:
        deadline = time.monotonic() + 60
        while not _spilled(out) and time.monotonic() < deadline:
            time.sleep(0.05)
        (os.killpg if whole_group else os.kill)(running.pid, number)
        _, said = running.communicate(timeout=30)
    assert running.returncode == 130
    assert said.strip() == "opledger: stopped; no table was changed"
    assert gone(running.pid), "a worker lives on"
    assert list(out.iterdir()) == []


def _spilled(out: Path) -> bool:
    """Whether something was found already: tables have no rows before the end, so that is not to be seen from outside but by time."""
    return bool(out.exists() and list(out.iterdir())) and not time.sleep(1.0)


def test_a_disk_that_is_full_is_one_line_and_no_damage(tmp_path: Path) -> None:
    corpus, out = tmp_path / "corpus.jsonl", tmp_path / "out"
    before = stood_before(out)
    corpus.write_text(texts(400))

    def small_files() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    call = [*COMMAND, str(corpus), "--out", str(out), "--jobs", "2"]
    ended = subprocess.run(call, capture_output=True, text=True, check=False, preexec_fn=small_files)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.count("\n") == 1, ended.stderr
    assert "free space" in ended.stderr
    assert tables(out) == before
    assert len(list(out.iterdir())) == len(before)


def test_a_real_small_disk_that_fills_up(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("a small disk can be mounted by root only")
    try:
        corpus = tmp_path / "corpus.jsonl"
        corpus.write_text(texts(400))
        call = [*COMMAND, str(corpus), "--out", str(disk / "out")]
        ended = subprocess.run(call, capture_output=True, text=True, check=False)
        assert ended.returncode == 2
        assert re.search(
            r"disk/out: the tables can't be written \(.*no space left on device\); make room",
            ended.stderr,
            re.I,
        )
        assert ended.stderr.count("\n") == 1
        assert list((disk / "out").iterdir()) == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_folder_on_a_read_only_disk_is_one_line(tmp_path: Path) -> None:
    disk, corpus = tmp_path / "disk", tmp_path / "corpus.jsonl"
    disk.mkdir()
    corpus.write_text(texts(1))
    mount = ["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("a disk can be mounted by root only")
    try:
        call = [*COMMAND, str(corpus), "--out", str(disk / "out")]
        ended = subprocess.run(call, capture_output=True, text=True, check=False)
        assert ended.returncode == 2
        assert (
            ended.stderr
            == f"opledger: {disk / 'out'}: can't write to this folder (Read-only file system); name another folder with --out\n"
        )
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_release_beyond_the_limits_is_named_with_the_option_to_raise(opledger: Any, tmp_path: Path) -> None:
    corpus, out = tmp_path / "corpus.jsonl", tmp_path / "out"
    poison = json.dumps({"id": "ones", "text": "1 " * 200_000})
    corpus.write_text(texts(3) + poison + "\n" + texts(3))
    for jobs in (1, 2):
        ended = opledger("extract", corpus, "--out", out, "--max-seconds", "0.5", "--jobs", jobs)
        assert ended.status == 1
        assert ended.out.startswith("7 releases, ")
        assert (
            ended.err
            == f"opledger: rejected {corpus}:4: took more than 0.5 seconds; raise --max-seconds if it is worth it\n"
        )
