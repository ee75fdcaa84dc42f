"""All formats hold the same rows, whatever is in them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opledger.errors import UsageError
from opledger.records import TABLES, Conflict, Mention, Record, Release
from opledger.tables import FORMATS, SCHEMA, Kind, TableWriter, to_row
from opledger.tables.read import read_table

RELEASE = Release("r1", "a/b.txt", "Title", "2024-03-04", None, "en", "00", "He said “no”,\r\nthen left.")
MENTION = Mention(
    "r1:m:0-2", "r1", "COUNTRY", 0, 2, "He", "Hessia", "HES", ("lead", "dateline"), None, {"form": "name"}
)
CONFLICT = Conflict("c1", "o1", None, "different_values", "arrests", ("f1", "f2"), 0.5, "16 and 16.5 differ")

DUCK_TYPES = {
    Kind.TEXT: "VARCHAR",
    Kind.INTEGER: "BIGINT",
    Kind.NUMBER: "DOUBLE",
    Kind.BOOLEAN: "BOOLEAN",
    Kind.LIST: "VARCHAR[]",
    Kind.OBJECT: "VARCHAR",
}

# DuckDB takes its rows from Parquet, and a file of it takes long to make: some odd ones are enough there.
QUICK = [name for name in FORMATS if name != "duckdb"]

ODD = [
    "",
    "a\x00b",
    '"',
    "a,b\nc",
    "\r",
    "=1+1",
    "\ud83d alone",
    "\u2028",
    "\x85",
    "naïve 日本 𝔘",
    "'; DROP TABLE x",
]


def write(folder: Path, format: str, records: Iterable[tuple[str, Record]]) -> None:
    with TableWriter(folder, format) as tables:
        for table, record in records:
            tables.add(table, record)


def read_all(folder: Path) -> dict[str, list[dict[str, object]]]:
    return {table: list(read_table(folder, table)) for table in TABLES}


@pytest.mark.parametrize("format", FORMATS)
def test_rows_come_back_as_written(tmp_path: Path, format: str) -> None:
    write(tmp_path, format, [("releases", RELEASE), ("mentions", MENTION), ("conflicts", CONFLICT)])
    found = read_all(tmp_path)
    assert found["releases"] == [to_row(RELEASE)]
    assert found["mentions"] == [to_row(MENTION)]
    assert found["conflicts"] == [to_row(CONFLICT)]
    assert found["outcomes"] == []


@pytest.mark.parametrize("format", QUICK)
@given(
    texts=st.lists(
        st.text(st.characters(codec=None) | st.sampled_from('\ud800\udfff\x00"\r\n\u2028'), max_size=20)
    )
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_survives(tmp_path_factory: pytest.TempPathFactory, format: str, texts: list[str]) -> None:
    come_back(tmp_path_factory.mktemp("any"), format, [*texts, *ODD])


def test_odd_texts_and_numbers_survive_in_duckdb(tmp_path: Path) -> None:
    come_back(tmp_path, "duckdb", ODD)
    numbers = [None, 0, -2.5, 2**53, 2**70, 1e300, float("nan"), float("-inf")]
    records = [
        Conflict(f"c{n}", "o", None, "superseded", "arrests", (), value, "")
        for n, value in enumerate(numbers)
    ]
    write(tmp_path, "duckdb", [("conflicts", record) for record in records])
    assert list(read_table(tmp_path, "conflicts")) == [to_row(record) for record in records]


def come_back(folder: Path, format: str, texts: list[str]) -> None:
    records = [
        Release(f"r{n}", text, text or None, None, None, None, "", text, metadata={"note": text})
        for n, text in enumerate(texts)
    ]
    write(folder, format, [("releases", record) for record in records])
    found = list(read_table(folder, "releases"))
    assert found == [to_row(record) for record in records]
    assert [len(row["text"]) for row in found] == [len(record.text) for record in records]


@given(value=st.none() | st.integers() | st.floats(), format=st.sampled_from(QUICK))
@settings(max_examples=40, deadline=None)
def test_any_number_survives(
    tmp_path_factory: pytest.TempPathFactory, format: str, value: float | None
) -> None:
    folder = tmp_path_factory.mktemp("any")
    record = Conflict("c1", "o1", None, "different_values", "arrests", (), value, "")
    write(folder, format, [("conflicts", record)])
    (row,) = read_table(folder, "conflicts")
    expected = to_row(record)["difference"]
    assert row["difference"] == (expected if expected is None else pytest.approx(expected, rel=1e-12))


def test_whole_numbers_are_written_without_a_point(tmp_path: Path) -> None:
    record = Conflict("c1", "o1", None, "different_values", "arrests", (), 12.0, "")
    write(tmp_path, "jsonl", [("conflicts", record)])
    assert '"difference": 12,' in (tmp_path / "conflicts.jsonl").read_text()


@pytest.mark.parametrize("format", FORMATS)
def test_empty_tables_have_their_columns(tmp_path: Path, format: str) -> None:
    write(tmp_path, format, [])
    for table, columns in SCHEMA.items():
        if format == "csv":
            assert list(pd.read_csv(tmp_path / f"{table}.csv").columns) == list(columns)
        elif format == "parquet":
            assert pq.read_schema(tmp_path / f"{table}.parquet").names == list(columns)
        elif format == "sqlite":
            base = sqlite3.connect(tmp_path / "opledger.sqlite")
            assert [c[1] for c in base.execute(f'PRAGMA table_info("{table}")')] == list(columns)
            base.close()
        elif format == "duckdb":
            with duckdb.connect(str(tmp_path / "opledger.duckdb"), read_only=True) as duck:
                described = duck.execute(f'DESCRIBE "{table}"').fetchall()
            assert [c[0] for c in described] == list(columns)
            assert [c[1] for c in described] == [DUCK_TYPES[kind] for kind in columns.values()]
        else:
            assert (tmp_path / f"{table}.jsonl").read_bytes() == b""


def test_columns_are_those_of_the_data_model() -> None:
    assert list(SCHEMA["conflicts"]) == [
        "conflict_id", "operation_id", "release_id", "kind", "measure", "figures", "difference", "explanation",
    ]  # fmt: skip
    assert {name for columns in SCHEMA.values() for name in columns} >= {
        "supporting",
        "repeat_of",
        "first_published",
    }
    assert "extras" not in {name for columns in SCHEMA.values() for name in columns}


@pytest.mark.parametrize("format", FORMATS)
def test_same_rows_give_the_same_bytes(tmp_path: Path, format: str) -> None:
    rows = [("releases", RELEASE), ("mentions", MENTION), ("conflicts", CONFLICT)]
    for name in ("one", "two"):
        write(tmp_path / name, format, rows)
    for file in sorted((tmp_path / "one").iterdir()):
        if file.suffix == ".duckdb":  # DuckDB puts a random id into each file; the rows are compared above
            continue
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes(), file.name


@pytest.mark.parametrize("format", FORMATS)
def test_a_failed_run_leaves_the_tables_of_the_last_one(tmp_path: Path, format: str) -> None:
    write(tmp_path, format, [("releases", RELEASE)])
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    with pytest.raises(RuntimeError, match="half way"), TableWriter(tmp_path, format) as tables:
        tables.add("releases", RELEASE)
        raise RuntimeError("half way")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_nothing_but_the_tables_is_left(tmp_path: Path) -> None:
    write(tmp_path, "jsonl", [])
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(
        ["datapackage.json", *(f"{table}.jsonl" for table in TABLES)]
    )


def test_a_line_of_json_is_a_line_to_every_reader(tmp_path: Path) -> None:
    record = Release("r1", "p", "a\u2028b\x85c\u2029d", None, None, None, "", "")
    write(tmp_path, "jsonl", [("releases", record)])
    lines = (tmp_path / "releases.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1
    assert json.loads(lines[0])["title"] == record.title


def test_parquet_is_typed(tmp_path: Path) -> None:
    write(tmp_path, "parquet", [("mentions", MENTION)])
    frame = pd.read_parquet(tmp_path / "mentions.parquet")
    assert frame["start"].dtype == "int64"
    assert list(frame["roles"][0]) == ["lead", "dateline"]


def test_sqlite_has_keys_and_indexes(tmp_path: Path) -> None:
    write(tmp_path, "sqlite", [("mentions", MENTION)])
    base = sqlite3.connect(tmp_path / "opledger.sqlite")
    indexes = {row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
    assert {"figures_measure", "outcomes_operation_id", "mentions_release_id"} <= indexes
    with pytest.raises(sqlite3.IntegrityError):
        base.execute("INSERT INTO mentions (mention_id) VALUES ('r1:m:0-2')")
    base.close()


def test_a_folder_that_is_a_file_is_a_wrong_call(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("here")
    with pytest.raises(UsageError, match="name another folder"):
        TableWriter(tmp_path / "out")


def test_an_unknown_format_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="formats: jsonl, csv, parquet, sqlite, duckdb"):
        TableWriter(tmp_path, "xml")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_tables_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="opledger extract"):
        list(read_table(tmp_path, "releases"))
