"""The command line reads tables, mailboxes and PDFs, and names what it could not read."""

from __future__ import annotations

import json
from pathlib import Path

from commands import Run

TABLE = "no;day;body\n7;4 March 2024;Police arrested 16 people in Lisbon.\n8;5 March 2024;Officers seized 40 phones in Porto.\n"
BOX = "From a Mon Mar  4 10:00:00 2024\nSubject: Nine arrested in Ghent\nFrom: Port Police <p@port.example>\nDate: Mon, 04 Mar 2024 10:00:00 +0100\n\nPolice arrested nine men in Ghent.\n"


def rows(folder: Path, table: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in (folder / f"{table}.jsonl").read_text().splitlines()]


def test_many_formats_in_one_run(opledger: Run, tmp_path: Path) -> None:
    batch, out = tmp_path / "in", tmp_path / "out"
    batch.mkdir()
    (batch / "rows.csv").write_text(TABLE)
    (batch / "box.mbox").write_text(BOX)
    (batch / "cut.pdf").write_bytes(b"%PDF-1.7 cut")
    ended = opledger("extract", batch, "--out", out, "--column", "text=body", "--column", "published=day")
    assert ended.status == 1
    assert "cut.pdf: broken PDF" in ended.err
    assert [row["status"] for row in rows(out, "releases")] == ["ok", "rejected", "ok", "ok"]
    assert [(row["measure"], row["low"]) for row in rows(out, "figures")][:1] == [("arrests", 9)]
    assert {row["published"] for row in rows(out, "releases")} == {"2024-03-04", "2024-03-05", None}


def test_a_faulty_column_option(opledger: Run, tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text(TABLE)
    ended = opledger("extract", tmp_path / "rows.csv", "--out", tmp_path / "out", "--column", "body=text")
    assert ended.status == 2
    assert ended.err.startswith("opledger: body=text: write NAME=COLUMN")
    ended = opledger("extract", tmp_path / "rows.csv", "--out", tmp_path / "out")
    assert "no column `text`; columns: no, day, body; name it with --column text=COLUMN" in ended.err


def test_show_takes_columns_and_standard_input(opledger: Run) -> None:
    ended = opledger("show", "-", "--column", "text=body", stdin=b'{"body": "Police arrested 16 people."}')
    assert ended.status == 0
    assert "16 people" in ended.out
