"""The wide table: one row an operation and place; best, low and high are those of the statements."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opledger.records import Conflict, Figure, Operation, Outcome
from opledger.tables import About, to_row
from opledger.tables.estimates import estimate
from opledger.tables.export import export
from opledger.tables.read import read_table
from opledger.tables.rows import Row

OPERATION = Operation(
    "op-1", "=Harbour", (), "2024-03-04", None, ("PRT",), (), ("r1", "r2"), "2024-03-05", None
)
BARE = Operation("op-2", None, (), None, None, (), (), ("r3",), None, None)


def outcome(number: int, measure: str, low: Any, high: Any, **more: Any) -> Outcome:
    values = {
        "outcome_id": f"o{number}", "operation_id": "op-1", "release_id": None, "measure": measure, "place": None,
        "object": None, "unit": "person", "substance": None, "value": low if low == high else None, "low": low,
        "high": high, "qualifier": "exact", "status": "single", "implicit": False, "explanation": "", "supporting": (),
        "conflicting": (), "release_ids": (),
    }  # fmt: skip
    return Outcome(**{**values, **more})


def figure(name: str, value: Any, low: Any, high: Any) -> Figure:
    return Figure(
        name, "r1", "op-1", "arrests", (), value, low, high, "exact", "person", None, None, (), "total", None,
        0, 1, "x", "x", None, False, "rule",
    )  # fmt: skip


class Tables:
    """Rows by table, as export takes them."""

    def __init__(self, **tables: list[Any]) -> None:
        self.tables = tables

    def __call__(self, table: str) -> Iterator[Row]:
        yield from map(to_row, self.tables.get(table, []))


def wide(folder: Path, about: About, **tables: list[Any]) -> list[dict[str, str]]:
    export(Tables(**tables), folder, ["wide"], about)
    with (folder / "wide.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_row_stands_for_an_operation_and_place(tmp_path: Path, about: About) -> None:
    rows = wide(
        tmp_path,
        about,
        operations=[OPERATION, BARE],
        outcomes=[
            outcome(1, "arrests", 19, 19, status="corroborated"),
            outcome(2, "arrests", 16, 16, place="PRT"),
            outcome(3, "arrests", 99, 99, release_id="r1"),
            outcome(4, "money_seized", 40_000, None, unit="EUR", value=40_000),
            outcome(5, "drugs_seized", 3, 3, unit="kilogram", substance="heroin"),
            outcome(6, "drugs_seized", 1.5, 1.5, unit="kilogram", substance="cocaine"),
        ],
    )
    assert [(r["operation_id"], r["name"], r["place"], r["place_name"]) for r in rows] == [
        ("op-1", "'=Harbour", "", "all places"),
        ("op-1", "'=Harbour", "PRT", "Portugal"),
        ("op-2", "", "", "all places"),
    ]
    whole, place, bare = rows
    assert [whole[f"arrests_{part}"] for part in ("best", "low", "high", "status")] == [
        "19",
        "19",
        "19",
        "corroborated",
    ]
    assert place["arrests_best"] == "16"
    assert (whole["money_seized_EUR_best"], whole["money_seized_EUR_high"]) == ("40000", "")
    assert whole["drugs_seized_kinds"] == "heroin: 3 kilogram; cocaine: 1.5 kilogram"
    assert "drugs_seized_kilogram_best" not in whole
    assert (whole["start"], whole["first_published"], whole["releases"]) == ("2024-03-04", "2024-03-05", "2")
    assert bare["arrests_best"] == ""


def test_statements_that_exclude_one_another_stretch_low_and_high(tmp_path: Path, about: About) -> None:
    rows = wide(
        tmp_path,
        about,
        operations=[OPERATION],
        figures=[figure("f1", 19, 19, 19), figure("f2", 16, 16, 16), figure("f3", None, 24, None)],
        outcomes=[
            outcome(1, "arrests", 19, 19, status="conflict", supporting=("f1",), conflicting=("f2", "f3"))
        ],
        conflicts=[Conflict("c", "op-1", None, "different_values", "arrests", ("f1", "f2", "f3"), 3, "")],
    )
    assert [rows[0][f"arrests_{part}"] for part in ("best", "low", "high")] == ["19", "16", "24"]


def test_parts_beyond_their_total_stretch_high(tmp_path: Path, about: About) -> None:
    rows = wide(
        tmp_path,
        about,
        operations=[OPERATION],
        figures=[figure("f1", 19, 19, 19), figure("f2", 12, 12, 12), figure("f3", 8, 8, 8)],
        outcomes=[
            outcome(1, "arrests", 19, 19, status="conflict", supporting=("f1",), conflicting=("f2", "f3"))
        ],
        conflicts=[Conflict("c", "op-1", None, "parts_exceed_total", "arrests", ("f1", "f2", "f3"), 1, "")],
    )
    assert [rows[0][f"arrests_{part}"] for part in ("best", "low", "high")] == ["19", "19", "20"]


def test_a_value_that_was_replaced_is_no_estimate(tmp_path: Path, about: About) -> None:
    rows = wide(
        tmp_path,
        about,
        operations=[OPERATION],
        figures=[figure("f1", 19, 19, 19), figure("f2", 16, 16, 16)],
        outcomes=[outcome(1, "arrests", 19, 19, status="updated", supporting=("f1",), conflicting=("f2",))],
        conflicts=[Conflict("c", "op-1", None, "superseded", "arrests", ("f1", "f2"), 3, "")],
    )
    assert rows[0]["arrests_low"] == "19"


@pytest.mark.parametrize(
    ("value", "low", "high", "expected"),
    [
        (144, 144, 144, (144, 144, 144)),
        (40, 40, None, (40, 40, None)),
        (40, None, 40, (40, None, 40)),
        (None, 30, 40, (30, 30, 40)),
        (None, 24, None, (24, 24, None)),
    ],
)
def test_best_of_every_kind_of_number(value: Any, low: Any, high: Any, expected: tuple[Any, ...]) -> None:
    assert estimate({"value": value, "low": low, "high": high}) == expected


NUMBERS = st.none() | st.integers(0, 10**12) | st.floats(0, 1e12)


@st.composite
def statements(draw: st.DrawFn) -> Row:
    low, high = sorted([draw(st.integers(0, 10**9)), draw(st.integers(0, 10**9))])
    value = draw(st.sampled_from([low, high, None]))
    open_side = draw(st.sampled_from(["low", "high", ""]))
    return {"value": value, "low": low, "high": high} | ({open_side: None} if open_side else {})


@given(statements(), st.lists(statements(), max_size=4), st.integers(0, 10**6))
def test_best_lies_between_low_and_high(stated: Row, rivals: list[Row], excess: int) -> None:
    found = estimate(stated, rivals, excess)
    assert found.best is not None
    assert found.low is None or found.low <= found.best
    assert found.high is None or found.high >= found.best
    assert (found.low is None, found.high is None) == (stated["low"] is None, stated["high"] is None)


def test_the_seeds_as_a_spreadsheet(seeds: Path, about: About, tmp_path: Path) -> None:
    export(lambda table: read_table(seeds, table), tmp_path, ["wide"], about)
    assert (tmp_path / "wide.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    frame = pd.read_csv(tmp_path / "wide.csv")
    operations = {o["operation_id"] for o in read_table(seeds, "operations")}
    assert set(frame["operation_id"]) == operations
    assert frame["place"].isna().sum() == len(operations)
    assert not frame.duplicated(["operation_id", "place"]).any()
    totals = [
        o for o in read_table(seeds, "outcomes")
        if o["release_id"] is None and o["measure"] == "arrests" and o["object"] is None
    ]  # fmt: skip
    assert frame["arrests_status"].notna().sum() == len(totals)
    best = frame.set_index(["operation_id", "place"])["arrests_best"]
    assert all(
        best[o["operation_id"], o["place"] or float("nan")] == (o["value"] or o["low"]) for o in totals[:50]
    )
    described = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    fields = {field["name"]: field for field in described["resources"][0]["schema"]["fields"]}
    assert list(fields) == list(frame.columns)
    assert fields["drugs_seized_kilogram_best"]["unit"] == "kilogram"
    assert "arrested" in fields["arrests_best"]["description"]
