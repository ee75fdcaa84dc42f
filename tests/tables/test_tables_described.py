"""``datapackage.json`` and the JSON Schemas describe what is written: checked by libraries other than our own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pycountry
import pytest
from frictionless import Package
from jsonschema import Draft202012Validator, FormatChecker

from opledger.records import TABLES, Release
from opledger.tables import FORMATS, About, TableWriter
from opledger.tables.columns import COLUMNS
from opledger.tables.export import EXPORTS, export
from opledger.tables.jsonschema import row_schema, schemas
from opledger.tables.keys import PRIMARY, REFERENCES
from opledger.tables.read import read_table

COUNTRIES = {country.alpha_3 for country in pycountry.countries} | {"XKX"}
CURRENCIES = {currency.alpha_3 for currency in pycountry.currencies}
GIVEN_UP = {"BGN"}  # codes of ISO 4217 until 2026, in releases of before
BITCOIN = "XBT"  # the standard has no code for it
GOLD = Path(__file__).resolve().parents[2] / "seeds"


def package(folder: Path) -> dict[str, Any]:
    found = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def resources(folder: Path) -> dict[str, dict[str, Any]]:
    return {found["name"]: found for found in package(folder)["resources"]}


def field(folder: Path, resource: str, name: str) -> dict[str, Any]:
    fields = resources(folder)[resource]["schema"]["fields"]
    (found,) = [f for f in fields if f["name"] == name]
    assert isinstance(found, dict)
    return found


def test_frictionless_finds_no_fault_in_the_tables_of_the_seeds(seeds: Path) -> None:
    report = Package(str(seeds / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "message"])[:5]
    assert report.stats["tasks"] == 2 * len(TABLES)


def test_frictionless_finds_what_is_wrong(seeds: Path, tmp_path: Path) -> None:
    shutil.copytree(seeds, tmp_path, dirs_exist_ok=True)
    described = package(tmp_path)
    described["resources"] = [r for r in described["resources"] if r["format"] == "csv"]
    (tmp_path / "datapackage.json").write_text(json.dumps(described))
    replace(tmp_path / "links.csv", '"op-', '"gone-')
    replace(tmp_path / "outcomes.csv", ',"single",', ',"guessed",')
    replace(tmp_path / "operations.csv", '"op-', '"op-joint"\n"op-')
    report = Package(str(tmp_path / "datapackage.json")).validate()
    faults = {(task.name, error.type) for task in report.tasks for error in task.errors}
    assert {("links", "foreign-key"), ("outcomes", "constraint-error")} <= faults
    assert any(name == "operations" for name, _ in faults)


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("table", TABLES)
def test_every_row_of_the_seeds_keeps_to_its_schema(seeds: Path, about: About, table: str) -> None:
    found = Draft202012Validator(row_schema(table, about.measures), format_checker=FormatChecker())
    rows = list(read_table(seeds, table))
    assert rows
    assert [fault.message for row in rows for fault in found.iter_errors(row)] == []


def test_the_schemas_themselves_are_sound(about: About) -> None:
    Draft202012Validator.check_schema(schemas(about.measures))
    one = Draft202012Validator(row_schema("outcomes", about.measures))
    assert not one.is_valid({"measure": "arests"})


@pytest.mark.parametrize(
    ("table", "column", "wrong"),
    [
        ("outcomes", "status", "guessed"),
        ("outcomes", "place", "Portugal"),
        ("figures", "measure", "arests"),
        ("figures", "start", -1),
        ("figures", "implicit", None),
        ("operations", "start", "4 March 2024"),
        ("operations", "countries", ["PT"]),
        ("releases", "status", "fine"),
        ("links", "confidence", 1.5),
    ],
)
def test_a_row_that_is_wrong_is_found(
    seeds: Path, about: About, table: str, column: str, wrong: object
) -> None:
    schema = Draft202012Validator(row_schema(table, about.measures), format_checker=FormatChecker())
    row = next(iter(read_table(seeds, table)))
    assert schema.is_valid(row)
    assert not schema.is_valid(row | {column: wrong})
    assert not schema.is_valid(row | {"further": 1})
    assert not schema.is_valid({name: value for name, value in row.items() if name != column})


def test_ids_are_those_of_the_standards(seeds: Path) -> None:
    places = {p for f in read_table(seeds, "figures") for p in f["places"]}
    places |= {o["place"] for o in read_table(seeds, "outcomes")} - {None}
    places |= {c for o in read_table(seeds, "operations") for c in o["countries"]}
    places |= {m["id"] for m in read_table(seeds, "mentions") if m["label"] == "COUNTRY"}
    assert places - COUNTRIES == set()
    assert len(places) > 100
    units = {f["unit"] for f in read_table(seeds, "figures") if f["unit"].isupper()}
    assert units - CURRENCIES - GIVEN_UP == set()
    assert {"EUR", "USD"} <= units


def test_ids_in_gold_are_those_of_the_standards() -> None:
    files = sorted(GOLD.rglob("*.gold.json"))
    figures = [f for file in files for f in json.loads(file.read_text(encoding="utf-8"))["figures"]]
    assert figures
    assert {p for f in figures for p in f.get("places", ())} - COUNTRIES == set()
    assert {f["unit"] for f in figures if str(f.get("unit", "")).isupper()} - CURRENCIES - GIVEN_UP - {
        BITCOIN
    } == set()


def test_every_column_is_described() -> None:
    for columns in COLUMNS.values():
        assert all(len(column.description) > 3 for column in columns.values())
    assert list(COLUMNS["releases"]) == list(TABLES["releases"].columns())
    assert all(column in COLUMNS[table] and other in PRIMARY for (table, column), other in REFERENCES.items())


def test_units_sources_and_what_made_the_tables_are_told(seeds: Path, about: About) -> None:
    told = package(seeds)
    assert told["opledger"]["patterns_sha256"] == about.patterns_sha256
    assert told["opledger"]["formats"] == ["csv", "jsonl"]
    assert told["opledger"]["measures"]["drugs_seized"]["units"] == ["item", "kilogram", "litre", "dose"]
    assert {"title": "releases whose publisher is not known"} in told["sources"]
    assert "licenses" not in told
    assert field(seeds, "outcomes", "measure")["constraints"]["enum"] == sorted(about.measures)
    assert field(seeds, "operations", "start")["type"] == "date"


def test_the_description_is_the_same_on_every_machine(tmp_path: Path, about: About) -> None:
    release = Release(
        "r", "/home/ann/r.txt", None, None, "Police", None, "", "", metadata={"url": "https://p.example/1"}
    )
    for name in ("one", "two"):
        with TableWriter(tmp_path / name, "csv", about) as tables:
            tables.add("releases", release)
    assert (tmp_path / "one/datapackage.json").read_bytes() == (
        tmp_path / "two/datapackage.json"
    ).read_bytes()
    assert "/home" not in (tmp_path / "one/datapackage.json").read_text()
    assert package(tmp_path / "one")["sources"] == [{"title": "Police", "path": "https://p.example"}]


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_is_described(tmp_path: Path, format: str) -> None:
    with TableWriter(tmp_path, format):
        pass
    found = resources(tmp_path)
    assert list(found) == list(TABLES)
    assert all((tmp_path / resource["path"]).is_file() for resource in found.values())
    # Without reading the files: what the description itself says keeps to the standard.
    Package.from_descriptor(package(tmp_path))


def test_names_of_several_formats_are_apart(about: About, tmp_path: Path) -> None:
    export(lambda table: iter(()), tmp_path, EXPORTS, about)
    names = [found["name"] for found in package(tmp_path)["resources"]]
    assert len(names) == len(set(names)) == len(TABLES) * len(FORMATS) + 2
    keys = resources(tmp_path)["links-csv"]["schema"]["foreignKeys"]
    assert {
        "fields": ["operation_id"],
        "reference": {"resource": "operations-csv", "fields": ["operation_id"]},
    } in keys
