"""``opledger extract`` through the real parser, on real files."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from opledger.records import TABLES

COMMAND = [sys.executable, "-m", "opledger"]


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    lines = (out / f"{table}.jsonl").read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line]


def test_a_folder_becomes_six_tables(opledger: Any, batch: Path, tmp_path: Path) -> None:
    ended = opledger("extract", batch, "--out", tmp_path / "out")
    assert (ended.status, ended.err) == (0, "")
    names = sorted(p.name for p in (tmp_path / "out").iterdir())
    assert names == sorted(["datapackage.json", *(f"{t}.jsonl" for t in TABLES)])
    assert [Path(r["path"]).name for r in rows(tmp_path / "out", "releases")] == [
        "first.txt", "second.txt", "third.txt",
    ]  # fmt: skip
    texts = {r["release_id"]: r["text"] for r in rows(tmp_path / "out", "releases")}
    spans = rows(tmp_path / "out", "figures") + rows(tmp_path / "out", "mentions")
    assert spans
    for span in spans:
        assert texts[span["release_id"]][span["start"] : span["end"]] == span["text"]


def test_ids_lead_from_row_to_row(opledger: Any, batch: Path, tmp_path: Path) -> None:
    opledger("extract", batch, "--out", tmp_path)
    figures = {row["figure_id"]: row for row in rows(tmp_path, "figures")}
    mentions = {row["mention_id"] for row in rows(tmp_path, "mentions")}
    operations = {row["operation_id"] for row in rows(tmp_path, "operations")}
    outcomes = rows(tmp_path, "outcomes")
    assert outcomes
    assert {i for o in outcomes for i in (*o["supporting"], *o["conflicting"])} <= figures.keys()
    assert {o["operation_id"] for o in outcomes} <= operations
    assert {f["operation_id"] for f in figures.values()} - {None} <= operations
    assert {f[key] for f in figures.values() for key in ("part_of", "repeat_of")} - {None} <= figures.keys()
    assert {m["repeat_of"] for m in rows(tmp_path, "mentions")} - {None} <= mentions
    assert len(rows(tmp_path, "figures")) == len(figures)


def test_the_summary_is_one_line(opledger: Any, batch: Path, tmp_path: Path) -> None:
    ended = opledger("extract", batch, "--out", tmp_path / "out")
    assert ended.out.startswith("3 releases, ")
    assert ended.out.count("\n") == 1
    assert ended.out.rstrip().endswith(f"-> {tmp_path / 'out'}")


def test_quiet_says_nothing(opledger: Any, batch: Path, tmp_path: Path) -> None:
    ended = opledger("extract", batch, "--out", tmp_path, "--quiet")
    assert (ended.status, ended.out, ended.err) == (0, "", "")


def test_standard_input(opledger: Any, tmp_path: Path) -> None:
    ended = opledger("extract", "-", "--out", tmp_path, stdin=b"Police arrested 16 people.\n")
    assert ended.status == 0
    assert [f["measure"] for f in rows(tmp_path, "figures")] == ["arrests"]


def test_rejected_releases_are_named_and_the_rest_goes_on(opledger: Any, batch: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text("Police arrested 16 people.\n")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "long.txt").write_text("x" * 5000)
    ended = opledger("extract", folder, "--out", tmp_path / "out", "--max-bytes", 4000)
    assert ended.status == 1
    assert ended.err.count("opledger: rejected ") == 2
    assert "binary.txt" in ended.err
    assert "long.txt" in ended.err
    statuses = {Path(r["path"]).name: r["status"] for r in rows(tmp_path / "out", "releases")}
    assert statuses == {"binary.txt": "rejected", "good.txt": "ok", "long.txt": "rejected"}
    assert all(r["error"] for r in rows(tmp_path / "out", "releases") if r["status"] == "rejected")


def test_a_release_that_breaks_the_pipeline_is_rejected_alone(
    opledger: Any, batch: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from opledger.layout.component import LayoutFinder

    find = LayoutFinder.find

    def breaks(self: LayoutFinder, doc: Any) -> Any:
        if "Forged" in doc.text:
            raise ValueError("no layout")
        return find(self, doc)

    monkeypatch.setattr(LayoutFinder, "find", breaks)
    ended = opledger("extract", batch, "--out", tmp_path)
    assert ended.status == 1
    assert "third.txt: the pipeline failed: ValueError: no layout" in ended.err
    assert [r["status"] for r in rows(tmp_path, "releases")] == ["ok", "ok", "rejected"]


def test_a_release_that_breaks_reconciliation_is_rejected_alone(
    opledger: Any, batch: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from opledger.reconciliation.reconcile import Reconciler

    rows_of = Reconciler.rows

    def breaks(self: Any, task: Any, records: Any) -> Any:
        if any("third.txt" in own.release.path for own in records):
            raise ValueError("no outcome")
        return rows_of(self, task, records)

    monkeypatch.setattr(Reconciler, "rows", breaks)
    ended = opledger("extract", batch, "--out", tmp_path)
    assert ended.status == 1
    assert "third.txt: reconciliation failed: ValueError: no outcome" in ended.err
    third = rows(tmp_path, "releases")[2]
    assert (third["status"], third["release_id"][:5]) == ("rejected", "third")
    assert {f["release_id"] for f in rows(tmp_path, "figures")} == {
        r["release_id"] for r in rows(tmp_path, "releases")[:2]
    }


def test_tables_of_an_earlier_run_are_not_read_again(opledger: Any, batch: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Police arrested 16 people.\n")
    for _ in range(2):
        ended = opledger("extract", tmp_path, "--out", tmp_path)
        assert ended.status == 0
        assert ended.out.startswith("1 releases, ")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["extract"], "Missing argument 'INPUT...'"),
        (["extract", "here.txt"], "Missing option '--out'"),
        (["extract", "nowhere", "--out", "out"], "nowhere: no such file or folder"),
        (["extract", "no*.txt", "--out", "out"], "no*.txt: no file matches"),
        (["extract", "here.txt", "--out", "here.txt"], "here.txt: is a file, not a folder"),
        (["extract", "here.txt", "--out", "here.txt/deeper"], "is a file, not a folder"),
        (["extract", "here.txt", "--out", "out", "--format", "xml"], "'xml' is not one of"),
        (["extract", "here.txt", "--out", "out", "--patterns", "isfa"], "isfa: no such pattern pack"),
        (
            ["extract", "here.txt", "--out", "out", "--profile", "x"],
            "x: no such profile; profiles: acled, isaf, ours",
        ),
        (["show", "here.txt", "--profile", "x"], "x: no such profile; profiles: acled, isaf, ours"),
        (["extract", "here.txt", "--out", "out", "--jobs", "0"], "0 is not in the range"),
        (["extract", "here.txt", "--out", "out", "--max-bytes", "x"], "'x' is not a valid integer"),
        (["show"], "Missing argument 'FILE'"),
        (["show", "nowhere.txt"], "nowhere.txt: no such file or folder"),
        (["show", "."], ".: is a folder"),
        (["evaluate", "nowhere"], "nowhere: can't be read"),
        (["evaluate", "."], ".: holds no gold files"),
        (["evaluate", "here.txt"], "here.txt: is not JSON"),
        (["report", "nowhere"], "nowhere: no such folder"),
        (["report", "."], ".: holds no table of releases"),
        (["extrakt"], "No such command 'extrakt'"),
        (["--wrong"], "No such option"),
    ],
)
def test_a_wrong_call_is_one_line_and_status_two(
    opledger: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "here.txt").write_text("Police arrested 16 people.\n")
    ended = opledger(*args)
    assert ended.status == 2
    assert ended.out == ""
    assert ended.err.startswith("opledger: ")
    assert said in ended.err
    assert ended.err.count("\n") == 1
    assert not (tmp_path / "out").exists() or list((tmp_path / "out").iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_a_wrong_call(opledger: Any, batch: Path, tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    ended = opledger("extract", batch, "--out", tmp_path / "out")
    tmp_path.chmod(stat.S_IRWXU)
    assert ended.status == 2
    assert "name another folder with --out" in ended.err


def test_a_full_disk_is_one_line(
    opledger: Any, batch: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from opledger.tables.formats.jsonl import Writer

    def full(self: Writer, table: str, row: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Writer, "write", full)
    ended = opledger("extract", batch, "--out", tmp_path)
    assert ended.status == 2
    assert "No space left on device" in ended.err
    assert list(tmp_path.iterdir()) == []


def test_a_fault_of_our_own_is_one_line(
    opledger: Any, batch: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("opledger.run.collection.originals", lambda *args: 1 / 0)
    ended = opledger("extract", batch, "--out", tmp_path)
    assert ended.status == 70
    assert "opledger itself failed (ZeroDivisionError: division by zero)" in ended.err
    assert ended.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_run_leaves_nothing(tmp_path: Path, number: signal.Signals) -> None:
    out = tmp_path / "out"
    call = [*COMMAND, "extract", "-", "--out", str(out)]
    with subprocess.Popen(
        call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        deadline = time.monotonic() + 20
        while not out.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(0.3)
        running.send_signal(number)
        assert running.stderr is not None
        said = running.stderr.read().decode()
        running.wait(20)
    assert running.returncode == 130
    assert said.strip() == "opledger: stopped; no table was changed"
    assert list(out.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_in_code_made_from_a_string_is_no_death_by_signal(tmp_path: Path) -> None:
    (tmp_path / "stopping.py").write_text(
        "from opledger.cli import app\n"
        "app.app.main = lambda *args, **options: exec('raise KeyboardInterrupt')\n"
        "app.main()\n"
    )
    call = [sys.executable, "-m", "stopping"]
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (130, "opledger: stopped; no table was changed\n")


def test_a_reader_that_leaves_is_no_fault(batch: Path) -> None:
    call = f"{sys.executable} -m opledger show {batch / 'first.txt'} | head -n 1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", call], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1
