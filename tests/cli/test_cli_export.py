"""``opledger export`` and ``opledger schema`` through the real parser, on real files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from jsonschema import Draft202012Validator

from opledger.records import TABLES
from opledger.tables import FORMATS
from opledger.tables.export import EXPORTS
from opledger.tables.read import read_table


@pytest.fixture
def tables(opledger: Any, batch: Path, tmp_path: Path) -> Path:
    opledger("extract", batch, "--out", tmp_path / "tables", "--quiet")
    return tmp_path / "tables"


def rows(folder: Path) -> dict[str, list[Any]]:
    return {table: list(read_table(folder, table)) for table in TABLES}


def test_every_format_comes_back_as_it_went(opledger: Any, tables: Path, tmp_path: Path) -> None:
    before, source = rows(tables), tables
    for format in (*FORMATS[1:], FORMATS[0]):
        ended = opledger("export", "--tables", source, "--out", tmp_path / format, "--format", format)
        assert (ended.status, ended.err) == (0, "")
        source = tmp_path / format
        assert rows(source) == before
    names = [file.name for file in tables.iterdir()]
    assert {name: (tables / name).read_bytes() for name in names} == {
        n: (source / n).read_bytes() for n in names
    }


def test_several_formats_at_once(opledger: Any, tables: Path, tmp_path: Path) -> None:
    asked = [word for name in EXPORTS for word in ("--format", name)]
    ended = opledger("export", "--tables", tables, "--out", tmp_path / "out", *asked)
    assert ended.out == (
        f"3 releases, {ended.out.partition('3 releases, ')[2].partition(', wide')[0]}, wide, ftm -> {tmp_path / 'out'}\n"
    )
    names = {file.name for file in (tmp_path / "out").iterdir()}
    assert {"releases.csv", "opledger.sqlite", "opledger.duckdb", "wide.csv", "entities.ftm.json"} <= names
    assert len(names) == 3 * len(TABLES) + 5


def test_extract_writes_several_formats(opledger: Any, batch: Path, tmp_path: Path) -> None:
    ended = opledger("extract", batch, "--out", tmp_path, "--format", "csv", "--format", "duckdb")
    assert ended.status == 0
    with duckdb.connect(str(tmp_path / "opledger.duckdb"), read_only=True) as base:
        found = base.execute(
            "SELECT name, country FROM operations, UNNEST(countries) AS c(country) WHERE name LIKE '%Harbour'"
        ).fetchall()
    assert ("Operation Quiet Harbour", "PRT") in found
    assert len(pd.read_csv(tmp_path / "releases.csv")) == 3


def test_tables_written_last_are_those_that_are_read(opledger: Any, batch: Path, tmp_path: Path) -> None:
    opledger("extract", batch / "first.txt", "--out", tmp_path, "--format", "jsonl")
    opledger("extract", batch, "--out", tmp_path, "--format", "parquet")
    assert len(list(read_table(tmp_path, "releases"))) == 3


def test_what_export_wrote_is_no_release(opledger: Any, batch: Path, tables: Path, tmp_path: Path) -> None:
    out = tmp_path / "more"
    opledger("extract", batch, "--out", out)
    opledger(
        "export", "--tables", tables, "--out", out, "--format", "wide", "--format", "ftm", "--format", "csv"
    )
    ended = opledger("extract", out, batch, "--out", out)
    assert (ended.status, ended.err) == (0, "")
    assert len(list(read_table(out, "releases"))) == 3


def test_the_description_is_handed_on(opledger: Any, tables: Path, tmp_path: Path) -> None:
    opledger("export", "--tables", tables, "--out", tmp_path / "out", "--format", "wide")
    before, after = (json.loads((f / "datapackage.json").read_text()) for f in (tables, tmp_path / "out"))
    assert after["opledger"] == before["opledger"] | {"formats": []}
    assert after["sources"] == before["sources"]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["--format", "csv"], "opledger export: name one source; give --tables DIR or --ledger LEDGER"),
        (["--tables", "a", "--ledger", "b", "--format", "csv"], "name one source"),
        (["--tables", "nowhere", "--format", "csv"], "nowhere: no such folder; name a folder written by"),
        (["--tables", ".", "--format", "csv"], ".: holds no table of releases; write the tables first"),
        (["--tables", "."], "Missing option '--format'"),
        (
            ["--tables", ".", "--format", "xml"],
            "'xml' is not one of 'jsonl', 'csv', 'parquet', 'sqlite', 'duckdb'",
        ),
    ],
)
def test_a_wrong_call_is_one_line(
    opledger: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    ended = opledger("export", *call, "--out", "out")
    assert ended.status == 2
    assert said in ended.err
    assert ended.err.count("\n") == 1


def test_tables_are_not_written_over_themselves(opledger: Any, tables: Path) -> None:
    before = rows(tables)
    ended = opledger("export", "--tables", tables, "--out", tables, "--format", "csv")
    assert (ended.status, ended.err) == (
        2,
        f"opledger: {tables}: is the folder that is read; name another folder with --out\n",
    )
    assert rows(tables) == before


def test_a_missing_extra_is_named(
    opledger: Any, tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    ended = opledger("export", "--tables", tables, "--out", tmp_path / "out", "--format", "duckdb")
    assert ended.status == 2
    assert (
        ended.err == "opledger: duckdb: the format duckdb needs a package; pip install 'opledger[duckdb]'\n"
    )


def test_export_loads_nothing_that_it_does_not_need(tables: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from opledger.cli import main\n"
        f"try: main(['export', '--tables', {str(tables)!r}, '--out', {str(tmp_path / 'o')!r}, '--format', 'csv'])\n"
        "finally: print(sorted({'spacy', 'pandas', 'duckdb', 'pyarrow'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"


def test_a_ledger_is_exported(opledger: Any, batch: Path, tmp_path: Path) -> None:
    ledger = pytest.importorskip("opledger.ledger", reason="there is no ledger in this version")
    base = tmp_path / "ops.db"
    assert opledger("add", batch, "--ledger", base).status == 0
    ended = opledger(
        "export", "--ledger", base, "--out", tmp_path / "out", "--format", "csv", "--format", "wide"
    )
    assert (ended.status, ended.err) == (0, "")
    for table in TABLES:
        assert list(read_table(tmp_path / "out", table)) == list(ledger.rows(str(base), table))
    assert len(list(read_table(tmp_path / "out", "releases"))) == 3


def test_schema_of_one_table_and_of_all(opledger: Any, tables: Path) -> None:
    one = json.loads(opledger("schema", "outcomes").out)
    everything = json.loads(opledger("schema").out)
    assert one["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert list(everything["$defs"]) == list(TABLES)
    for table in TABLES:
        validator = Draft202012Validator(everything)
        assert all(validator.is_valid(row) for row in read_table(tables, table))
    assert not Draft202012Validator(everything).is_valid({"outcome_id": "o"})


def test_schema_of_no_table(opledger: Any) -> None:
    ended = opledger("schema", "outcome")
    assert (ended.status, ended.err) == (
        2,
        "opledger: outcome: no such table; tables: releases, mentions, figures, outcomes, operations, conflicts, links\n",
    )


def test_schema_knows_the_measures_of_a_pack(opledger: Any, tmp_path: Path) -> None:
    pack = tmp_path / "fishing"
    pack.mkdir()
    (pack / "measures.yaml").write_text("measures:\n  nets_seized: {counts: nets, units: [item]}\n")
    enum = json.loads(opledger("schema", "figures", "--patterns", pack).out)["properties"]["measure"]["enum"]
    assert "nets_seized" in enum
    assert "arrests" in enum
