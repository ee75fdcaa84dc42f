"""Real local clusters of two workers: killed workers, other people's clusters, Ctrl-C, and what is said of faults."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import cloudpickle
import numpy as np
import pandas as pd
import psutil
import pytest

from opledger.engine import on_dask
from opledger.engine.base import Died, EngineOptions, Step
from opledger.engine.on_dask import DaskEngine
from opledger.reading import ReadOptions, read

sys.path.insert(0, str(Path(__file__).parents[1] / "decisions"))

from reviewing import file_of, named, written

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpora" / "prosecutor_releases.jsonl.gz"
RELEASES = 2_000
COMMAND = [sys.executable, "-m", "opledger", "extract"]
WORKERS = ["--engine", "dask", "--workers", "2"]

# Workers can't import this module.
cloudpickle.register_pickle_by_value(sys.modules[__name__])


def inputs_of(kind: str, folder: Path) -> tuple[Path, int]:
    """What to extract, and how many releases it has about."""
    if kind == "seeds":
        return ROOT / "seeds", 190
    if not CORPUS.is_file():
        pytest.skip(f"no corpus at {CORPUS}: the seeds alone are extracted on a cluster")
    file = folder / "corpus.jsonl"
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        file.write_text("".join(islice(lines, RELEASES)), encoding="utf-8")
    return file, RELEASES


def tables(out: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(out.iterdir())}


def start(call: list[str], **options: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


def workers_of(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The worker processes that a command has started."""
    below = psutil.Process(process.pid).children(recursive=True)
    return [own for own in below if "spawn_main" in " ".join(own.cmdline())]


def wait_for(condition: Callable[[], Any], process: subprocess.Popen[bytes], seconds: float = 600) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.01)


def kill_a_worker(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL for the worker that has worked most."""
    busiest = max(workers_of(process), key=lambda own: own.cpu_times().user)
    os.kill(busiest.pid, signal.SIGKILL)


# On the corpus a worker dies while releases are analysed, on the seeds while operations are reconciled.
@pytest.mark.parametrize(("kind", "stage", "share"), [("seeds", "rows", 0), ("corpus", "cards", 0.5)])
def test_with_a_killed_worker_tables_are_those_of_one_process(
    kind: str, stage: str, share: float, tmp_path: Path
) -> None:
    inputs, number = inputs_of(kind, tmp_path)
    out = tmp_path / "out"
    one = tmp_path / "one"
    alone = start([*COMMAND, str(inputs), "--out", str(one)])  # beside it, to save time
    process = start([*COMMAND, str(inputs), "--out", str(out), *WORKERS])
    needed = max(1, share * number / 50)
    wait_for(lambda: len(list(out.glob(f".opledger-*/engine-*/{stage}/[0-9]*"))) >= needed, process)
    kill_a_worker(process)
    printed, errors = process.communicate()
    assert process.returncode in (0, 1), errors
    told, notes = alone.communicate()
    assert (process.returncode, errors) == (alone.returncode, notes)
    assert printed.replace(bytes(out), b"") == told.replace(bytes(one), b"")
    assert tables(out) == tables(one)
    assert len(tables(one)["outcomes.jsonl"]) > 10_000


def test_ctrl_c_leaves_no_worker_and_no_table(tmp_path: Path) -> None:
    call = [*COMMAND, str(ROOT / "seeds"), "--out", str(tmp_path / "out"), *WORKERS]
    process = start(call, start_new_session=True)
    wait_for(lambda: list(tmp_path.glob("out/.opledger-*/engine-*/releases/*")), process)
    workers = workers_of(process)
    assert len(workers) == 2
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers too
    printed, errors = process.communicate(timeout=60)
    assert (process.returncode, printed) == (130, b"")
    assert errors.decode().splitlines()[-1] == "opledger: stopped; no table was changed"
    assert psutil.wait_procs(workers, timeout=20)[1] == []
    assert list((tmp_path / "out").iterdir()) == []


@pytest.fixture(scope="module")
def engine() -> Iterator[DaskEngine]:
    with DaskEngine(EngineOptions(workers=2)) as own:
        yield own


def deadly(item: int) -> int:
    if item == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return item * item


def test_what_kills_every_worker_is_told_apart(engine: DaskEngine) -> None:
    """The deadly item may take others with it that wait in the same worker; alone, only itself."""
    results = dict(engine.each(deadly, range(10)))
    assert sorted(results) == list(range(10))
    assert isinstance(results[5], Died)
    assert all(results[item] in (item * item, results[5]) for item in range(10))
    assert dict(engine.each(deadly, [4, 6], alone=True)) == {4: 16, 6: 36}
    ((_, died),) = engine.each(deadly, [5], alone=True)
    assert "died of it 3 times" in died.reason


def test_what_work_raises_is_raised_here(engine: DaskEngine) -> None:
    def full(item: int) -> int:
        raise OSError(28, "No space left on device", "/out/found")

    with pytest.raises(OSError, match="No space left"):
        list(engine.each(full, [1, 2, 3]))


LIKE = pd.DataFrame({"key": np.array([], np.uint64), "value": np.array([], np.int64)})
SUMS = pd.DataFrame({"key": np.array([], np.uint64), "sum": np.array([], np.int64)})


def test_rows_of_a_key_come_together(engine: DaskEngine, tmp_path: Path) -> None:
    """Also where a worker dies in the middle of it."""
    mark = str(tmp_path / "died")

    def emit(item: int) -> pd.DataFrame:
        values = np.arange(200, dtype=np.int64)
        keys = (values % 7).astype(np.uint64) + np.uint64(2**63)
        return pd.DataFrame({"key": keys, "value": values * (item + 1)})

    def add_up(rows: pd.DataFrame) -> pd.DataFrame:
        if len(rows) and not Path(mark).exists():
            Path(mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        sums = rows.groupby("key")["value"].sum()
        return pd.DataFrame({"key": sums.index.to_numpy(np.uint64), "sum": sums.to_numpy(np.int64)})

    found = pd.concat(engine.grouped(range(12), emit, LIKE, [Step("key", add_up, SUMS)]))
    expected = pd.concat([emit(item) for item in range(12)]).groupby("key")["value"].sum()
    assert Path(mark).exists()
    assert found.set_index("key")["sum"].to_dict() == expected.to_dict()


def test_a_cluster_that_runs_already_is_used(
    engine: DaskEngine, opledger: Any, batch: Path, tmp_path: Path
) -> None:
    address = engine._client.scheduler.address
    assert opledger("extract", batch, "--out", tmp_path / "one").status == 0
    ended = opledger("extract", batch, "--out", tmp_path / "two", "--engine", "dask", "--scheduler", address)
    assert (ended.status, ended.err) == (0, "")
    assert tables(tmp_path / "one") == tables(tmp_path / "two")
    assert dict(engine.each(abs, [3])) == {3: 3}  # and it runs on


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--engine", "dask", "--scheduler", "tcp://127.0.0.1:1"), "opledger: --scheduler tcp://127.0.0.1:1: can't reach"),
        (("--engine", "dask", "--scheduler", "nonsense:x"), "opledger: --scheduler nonsense:x: can't reach"),
        (("--engine", "spork"), "opledger: spork: no such engine; engines: local, dask"),
        (("--workers", "2"), "opledger: --workers: is for a cluster engine; name one with --engine, or use --jobs"),
        (("--engine", "dask", "--workers", "2", "--scheduler", "tcp://a:1"), "opledger: --workers: a running cluster"),
    ],
)  # fmt: skip
def test_a_wrong_call_is_told_in_one_line(
    opledger: Any,
    batch: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    message: str,
) -> None:
    monkeypatch.setattr(on_dask, "PATIENCE", "1s")
    ended = opledger("extract", batch, "--out", tmp_path, *options)
    assert ended.status == 2
    assert ended.err.startswith(message)
    assert ended.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_missing_extra_is_named(
    opledger: Any, batch: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "dask", None)
    monkeypatch.delitem(sys.modules, "opledger.engine.on_dask", raising=False)
    ended = opledger("extract", batch, "--out", tmp_path, "--engine", "dask")
    assert (ended.status, ended.err) == (
        2,
        "opledger: --engine dask: the engine is not installed (no module dask); pip install 'opledger[dask]'\n",
    )


def test_workers_that_do_not_see_the_folder_are_named(engine: DaskEngine) -> None:
    with pytest.raises(
        Exception, match="the worker does not see the folder /nowhere; name an --out on storage"
    ):
        engine.check("/nowhere")


def test_decisions_and_limits_hold_on_a_cluster(tmp_path: Path) -> None:
    folder = written(tmp_path / "in")
    (folder / "long.txt").write_text("Police arrested 16 people in Lisbon. " * 4_000, encoding="utf-8")
    release = next(r for r in read([str(folder)], ReadOptions()) if r.release_id.startswith("raid"))
    start = release.text.index("212 phones")
    figure = named(release, start, start + len("212 phones"), "devices_seized")
    lines = [
        {"correct": figure, "as": {"value": 221}, "who": "AB"},
        {"wrong": {**figure, "release": "nowhere-1"}},
    ]
    options = ["--decisions", str(file_of(tmp_path / "d.jsonl", lines)), "--max-seconds", "0.1"]
    ended = [
        subprocess.run(
            [*COMMAND, str(folder), "--out", str(tmp_path / name), *options, *more],
            capture_output=True,
            text=True,
            check=False,
        )
        for name, more in (("one", []), ("two", ["--engine", "dask", "--workers", "1"]))
    ]
    assert [one.returncode for one in ended] == [1, 1]
    assert "long.txt: took more than 0.1 seconds" in ended[0].stderr
    assert "'nowhere-1' is no release of this run" in ended[0].stderr
    assert ended[0].stderr == ended[1].stderr
    assert tables(tmp_path / "one") == tables(tmp_path / "two")
    assert b"corrected:AB" in tables(tmp_path / "two")["figures.jsonl"]
