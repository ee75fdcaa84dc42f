"""``add``, ``status`` and ``refresh`` on the command line: what they print, and how they end."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from opledger.ledger.migrations import STEPS


def test_add_tells_what_changed(opledger: Any, batch: Path, tmp_path: Path) -> None:
    target = tmp_path / "ops.db"
    first = opledger("add", batch / "first.txt", "--ledger", target)
    assert (first.status, first.err) == (0, "")
    assert first.out.splitlines() == [
        "releases: 1 new, 0 known, 0 rejected",
        "operations: 1 new, 0 merged, 0 updated",
        "  new operation Operation Quiet Harbour (op-operation-quiet-harbour)",
    ]
    second = opledger("add", batch, "--ledger", target)
    assert second.out.startswith(
        "releases: 2 new, 1 known, 0 rejected\noperations: 1 new, 0 merged, 1 updated\n"
    )
    assert "  Operation Quiet Harbour, arrests: 16 -> 19 (conflict)\n" in second.out
    third = opledger("add", batch, "--ledger", target, "--json")
    (line,) = map(json.loads, third.out.splitlines())
    assert (line["kind"], line["releases_new"], line["releases_known"]) == ("run", 0, 3)
    assert opledger("add", batch, "--ledger", target, "--quiet").out == ""


def test_machines_get_one_object_a_line(opledger: Any, batch: Path, tmp_path: Path) -> None:
    ended = opledger("add", batch, "--ledger", tmp_path / "ops.db", "--json")
    lines = [json.loads(line) for line in ended.out.splitlines()]
    assert [line["kind"] for line in lines].count("release_new") == 3
    assert all(value is not None for line in lines for value in line.values())
    told = opledger("status", "--ledger", tmp_path / "ops.db", "--run", 1, "--json")
    assert [json.loads(line) for line in told.out.splitlines()] == lines[:-1]


def test_a_rejected_release_is_named_once(opledger: Any, batch: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{", encoding="utf-8")
    ended = opledger("add", batch, bad, "--ledger", tmp_path / "ops.db")
    assert ended.status == 1
    assert re.fullmatch(r"opledger: rejected .*bad\.json: .*\n", ended.err)
    assert "3 new" not in ended.out and "4 new, 0 known, 1 rejected" in ended.out
    assert opledger("add", batch, bad, "--ledger", tmp_path / "ops.db").status == 0


def test_status_tells_what_is_there(opledger: Any, batch: Path, tmp_path: Path) -> None:
    target = tmp_path / "ops.db"
    opledger("add", batch, "--ledger", target)
    ended = opledger("status", "--ledger", target, "--check")
    assert (ended.status, ended.err) == (0, "")
    for line in (
        "rows: 3 releases, ",
        "releases: 3 ok; 0 operations were merged",
        "stale: nothing",
        "run 1, add, ",
    ):
        assert f"\n{line}" in ended.out
    assert ended.out.endswith("checked: nothing is damaged\n")
    found = json.loads(opledger("status", "--ledger", target, "--json").out)
    assert (found["rows"]["releases"], found["settled"], found["schema"]) == (3, True, len(STEPS))
    changes = opledger("status", "--ledger", target, "--run", 1).out
    assert f"new release {batch / 'first.txt'}: first-" in changes


def test_other_patterns_are_told_and_redone(opledger: Any, batch: Path, tmp_path: Path) -> None:
    target = tmp_path / "ops.db"
    opledger("add", batch, "--ledger", target)
    told = opledger("add", batch, "--ledger", target, "--profile", "acled").err
    assert "note: the ledger was made with the patterns core; from now on" in told
    assert (
        f"note: 3 releases were made by other patterns or another version of opledger; 'opledger refresh --ledger {target}'"
        in told
    )
    assert "stale: 3 releases and 2 operations" in opledger("status", "--ledger", target).out
    assert opledger("refresh", "--ledger", target).out.startswith(
        "releases: 0 new, 0 known, 3 redone, 0 rejected\n"
    )
    assert "stale: nothing" in opledger("status", "--ledger", target).out


def test_what_is_wrong_is_one_line(opledger: Any, batch: Path, tmp_path: Path) -> None:
    missing = tmp_path / "no.db"
    for call in (("status",), ("refresh",)):
        ended = opledger(*call, "--ledger", missing)
        assert (ended.status, ended.out) == (2, "")
        assert (
            ended.err
            == f"opledger: {missing}: no such ledger; make one with: opledger add INPUT --ledger {missing}\n"
        )
    ended = opledger("add", tmp_path / "nothing", "--ledger", missing)
    assert ended.status == 2 and "no such file or folder" in ended.err
    assert not missing.exists()


def test_a_run_that_is_stopped_says_what_became_of_it(
    opledger: Any, batch: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("opledger.ledger.adding.analyse", stop)
    ended = opledger("add", batch, "--ledger", tmp_path / "ops.db")
    assert (ended.status, ended.out) == (130, "")
    assert (
        ended.err == "opledger: stopped; what was read is kept in the ledger, run the same again to go on\n"
    )
    told = opledger("status", "--ledger", tmp_path / "ops.db").out
    assert re.search(r"^run 1, add, .*: not finished$", told, re.MULTILINE)
    monkeypatch.undo()
    assert "3 new" in opledger("add", batch, "--ledger", tmp_path / "ops.db").out
