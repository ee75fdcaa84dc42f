"""``--decisions``: the tables obey a reviewer, in workers too, and gold is made of what was decided."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

TEXT = "Harbour Police arrested 16 men in Operation Tall Grass on Monday. They searched 12 flats and found 3 guns.\n"


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()]


def line(folder: Path, verb: str, text: str, **more: Any) -> str:
    """A line on the figure of a text, as the tables have it."""
    (release,) = rows(folder, "releases")
    (figure,) = [f for f in rows(folder, "figures") if f["text"] == text]
    name = {key: figure[key] for key in ("start", "end", "measure", "text")}
    name |= {"release": release["release_id"], "sha256": release["sha256"]}
    return json.dumps({verb: name, **more}) + "\n"


def test_tables_obey_and_gold_is_whole(opledger: Any, tmp_path: Path) -> None:
    texts, out, gold = tmp_path / "texts", tmp_path / "out", tmp_path / "gold"
    texts.mkdir()
    (texts / "a.txt").write_text(TEXT)
    assert opledger("extract", texts, "--out", out).status == 0
    assert [f["text"] for f in rows(out, "figures")] == ["16 men", "12 flats", "3 guns"]
    file = tmp_path / "decisions.jsonl"
    stale = line(out, "wrong", "3 guns").replace('"firearms_seized"', '"deaths"')
    file.write_text(
        line(out, "wrong", "12 flats", who="AB")
        + line(out, "correct", "16 men", **{"as": {"value": 17}, "who": "AB"})
        + stale
    )
    decided = tmp_path / "decided"
    ended = opledger("extract", texts, "--out", decided, "--decisions", file, "--jobs", 2)
    assert ended.status == 0
    assert f"opledger: note on {file}, line 3: no figure of deaths is found at" in ended.err
    figures = rows(decided, "figures")
    assert [(f["text"], f["value"]) for f in figures] == [("16 men", 17), ("3 guns", 3)]
    assert figures[0]["rule"].endswith("+corrected:AB")
    told = {o["measure"]: o for o in rows(decided, "outcomes")}
    assert "searches" not in told and told["arrests"]["value"] == 17
    assert told["arrests"]["explanation"].endswith("Corrected by AB, from 16.")
    # One figure is still to be reviewed.
    assert opledger("gold", "draft", texts, "--out", gold, "--decisions", file).status == 0
    ended = opledger("gold", "check", gold)
    assert ended.status == 1 and "'3 guns': still to be settled: not reviewed" in ended.out
    file.write_text(file.read_text().replace(stale, line(out, "right", "3 guns")))
    assert opledger("gold", "draft", texts, "--out", gold, "--decisions", file, "--force").status == 0
    assert opledger("gold", "check", gold).status == 0
    (made,) = gold.glob("*.gold.json")
    content = json.loads(made.read_text())
    assert [(f["quote"], f["value"]) for f in content["figures"]] == [("16 men", 17), ("3 guns", 3)]
    assert [o["value"] for o in content["outcomes"]] == [17, 3]


def test_a_faulty_file_ends_the_call_before_anything_is_read(opledger: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    file = tmp_path / "decisions.jsonl"
    file.write_text('{"wrong": {"release": "a"}}\n')
    ended = opledger("extract", tmp_path / "a.txt", "--out", tmp_path / "out", "--decisions", file)
    assert ended.status == 2
    assert ended.err.startswith(f"opledger: {file}, line 1: 'sha256' is missing; ")
    assert ended.err.count("\n") == 1
    ended = opledger(
        "gold", "draft", tmp_path / "a.txt", "--out", tmp_path / "g", "--decisions", tmp_path / "no"
    )
    assert ended.status == 2 and "no such file of decisions" in ended.err
