"""The pack ``isaf``: another issuer's releases read by patterns alone."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

import opledger

ROOT = Path(__file__).resolve().parents[2]
CASES = yaml.safe_load((Path(__file__).parent / "isaf_releases.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("isaf")
    for number, case in enumerate(CASES):
        (folder / f"{number:03}.txt").write_text(case["text"], encoding="utf-8")
    return opledger.extract(str(folder), patterns=["isaf"])


@pytest.fixture(scope="module")
def ids(tables: dict[str, Any]) -> dict[int, str]:
    return {int(Path(row.path).stem): row.release_id for row in tables["releases"].itertuples()}


NUMBERED = [pytest.param(number, case, id=case["id"]) for number, case in enumerate(CASES)]


@pytest.mark.parametrize(("number", "case"), NUMBERED)
def test_day(tables: dict[str, Any], ids: dict[int, str], number: int, case: dict[str, Any]) -> None:
    operations = tables["operations"]
    mine = operations[[ids[number] in releases for releases in operations["release_ids"]]]
    assert [day and date.fromisoformat(day) for day in mine["start"]] == [case["start"]]


@pytest.mark.parametrize(("number", "case"), NUMBERED)
def test_province(tables: dict[str, Any], ids: dict[int, str], number: int, case: dict[str, Any]) -> None:
    mentions = tables["mentions"]
    mine = mentions[(mentions["release_id"] == ids[number]) & (mentions["label"] == "PLACE")]
    assert {m.name for m in mine.itertuples() if "location" in m.roles} == {case["province"]}


@pytest.mark.parametrize(("number", "case"), NUMBERED)
def test_people(tables: dict[str, Any], ids: dict[int, str], number: int, case: dict[str, Any]) -> None:
    outcomes = tables["outcomes"]
    mine = outcomes[(outcomes["release_id"] == ids[number]) & outcomes["place"].isna()]
    found = {row.measure: row.low for row in mine.itertuples() if row.measure in ("arrests", "deaths")}
    told = {"arrests": case.get("captured"), "deaths": case.get("killed")}
    assert found == {measure: low for measure, low in told.items() if low}


def test_no_code_knows_the_issuer() -> None:
    files = sorted((ROOT / "pipeline").rglob("*.py"))
    assert len(files) > 100
    named = [f.name for f in files if re.search(r"isaf|afghan", f.read_text(encoding="utf-8"), re.IGNORECASE)]
    assert named == []


def test_core_is_as_it_was_without_the_pack() -> None:
    text = CASES[0]["text"]
    found = opledger.load()(text)._.opledger["mentions"]
    assert not any(m["extras"].get("event") or "area" in m["extras"] for m in found)


def test_a_release_of_another_issuer_is_reconciled_too() -> None:
    """A noun of the pack stands in its list of authorities, where no word counts it."""
    tables = opledger.extract(str(ROOT / "seeds" / "dev" / "c3-03.txt"), patterns=["isaf"])
    assert list(tables["releases"]["status"]) == ["ok"]
