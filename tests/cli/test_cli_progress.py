"""What the progress bar says."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from opledger.cli.progress import Pace
from opledger.reading import Meter, ReadOptions, read

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no terminal to look at")


def test_the_meter_knows_how_far_reading_is(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x" * 1_000)
    (tmp_path / "b.jsonl").write_text("".join(json.dumps({"text": "y" * 10_000}) + "\n" for _ in range(50)))
    meter = Meter()
    seen = [meter.read for _ in read([str(tmp_path)], ReadOptions(meter=meter))]
    assert meter.total == sum(file.stat().st_size for file in tmp_path.iterdir())
    assert meter.releases == 51
    assert seen == sorted(seen)
    assert 100_000 < seen[25] < meter.total * 0.8
    assert meter.read == meter.total


def test_of_standard_input_nobody_knows_the_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    meter = Meter()
    read([str(tmp_path / "a.txt"), "-"], ReadOptions(meter=meter))
    assert meter.total is None


def test_what_is_read_ahead_is_not_done(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text("x" * 500_000)
    meter = Meter()
    now = [0.0]
    pace = Pace(meter, clock=lambda: now[0])
    releases = list(read([str(tmp_path)], ReadOptions(meter=meter)))
    now[0] = 2.0
    pace.add(releases[0])
    assert (pace.done, pace.total, pace.said) == (500_000, 2_000_000, "1 release")
    assert pace.rate == "0/s, 0.25 MB/s"
    for release in releases[1:]:
        pace.add(release)
    assert (pace.done, pace.said) == (2_000_000, "4 releases; reconciling, writing")


def test_a_terminal_sees_a_bar_with_rate_and_time_left(batch: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    call = [sys.executable, "-m", "opledger", "extract", str(batch), "--out", str(tmp_path)]
    with subprocess.Popen(
        call,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "120"},
    ) as running:
        os.close(theirs)
        seen = b""
        while True:
            try:
                piece = os.read(ours, 65_536)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            seen += piece
    assert running.returncode == 0
    for said in (b"releases; reconciling, writing", b"100%", b"MB/s", b"left"):
        assert said in seen
