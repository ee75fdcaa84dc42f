"""Every gold file of the seeds is well formed, and agrees with its own text and with the release beside it."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError
from seed_gold import SEEDS, gold_files, load_gold, number_spans

from opledger.annotation.schema import ReleaseGold
from opledger.patternfiles.load import patterns_root

FILES = gold_files()
BY_NAME = [pytest.param(file, id=file.name.removesuffix(".gold.json")) for file in FILES]


def test_the_families_are_as_their_page_says() -> None:
    page = (SEEDS.parent / "docs" / "own-gold.md").read_text(encoding="utf-8")
    told = {family: int(n) for family, n in re.findall(r"^\| `seeds/(\w+)` \| (\d+)", page, re.MULTILINE)}
    assert told == Counter(file.parent.name for file in FILES)
    assert told["retold"] == 5
    named = set(re.findall(r"^\| (own-\d\d) \|", page, re.MULTILINE))
    assert named == {load_gold(file).id.rstrip("abc") for file in FILES if file.parent.name == "own"}


def test_ids_are_unique_and_named_like_the_files() -> None:
    ids = [load_gold(file).id for file in FILES]
    assert ids == [file.name.removesuffix(".gold.json") for file in FILES]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("file", BY_NAME)
def test_quotes_stand_in_the_text_in_order(file: Path) -> None:
    gold = load_gold(file)
    for figure, start, end in number_spans(gold):
        assert gold.text[start:end] == figure.number


@pytest.mark.parametrize("file", BY_NAME)
def test_measures_are_known(file: Path) -> None:
    gold = load_gold(file)
    known = yaml.safe_load((patterns_root() / "core" / "measures.yaml").read_text(encoding="utf-8"))
    used = {f.measure for f in gold.figures} | {a for f in gold.figures for a in f.alternatives}
    used |= {o.measure for o in gold.outcomes + gold.outcomes_optional} | {c.measure for c in gold.conflicts}
    assert used <= set(known["measures"])


@pytest.mark.parametrize("file", BY_NAME)
def test_a_plain_text_is_the_text_of_its_gold(file: Path) -> None:
    plain = file.with_name(file.name.replace(".gold.json", ".txt"))
    if plain.exists():
        assert plain.read_bytes().decode("utf-8") == load_gold(file).text
    else:
        assert file.parent.name == "own", "only our own releases come in other formats"


@pytest.mark.parametrize("file", BY_NAME)
def test_an_outcome_rests_on_figures(file: Path) -> None:
    gold = load_gold(file)
    for outcome in gold.outcomes:
        supports = [
            f
            for f in gold.figures
            if outcome.measure in (f.measure, *f.alternatives)
            and f.role != "background"
            and (f.low, f.high) == (outcome.low, outcome.high)
        ]
        assert supports, f"{outcome.measure} {outcome.low}..{outcome.high} is stated nowhere"


@pytest.mark.parametrize("file", BY_NAME)
def test_conflict_and_update_come_with_a_conflict(file: Path) -> None:
    gold = load_gold(file)
    told = {c.measure for c in gold.conflicts}
    for outcome in gold.outcomes:
        if outcome.status in ("conflict", "updated"):
            assert outcome.measure in told


GOOD = json.loads(FILES[0].read_text(encoding="utf-8"))
FIGURE: dict[str, Any] = {
    "quote": "some 40 held", "number": "40", "measure": "arrests", "alternatives": [], "value": 40, "low": 40,
    "high": 40, "qualifier": "about", "unit": "person", "substance": None, "places": [], "role": "total",
    "optional": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ({"colour": "red"}, "Extra inputs"),
        ({"high": None}, "do not fit about"),
        ({"qualifier": "range", "value": None, "high": 30}, "do not fit range"),
        ({"number": "41"}, "'41' is not in"),
        ({"unit": "people"}, "neither a unit"),
        ({"places": ["FR"]}, "should match pattern"),
        ({"role": "whole"}, "none of total, part, background"),
    ],
)
def test_the_schema_refuses(fault: dict[str, Any], told: str) -> None:
    ReleaseGold.model_validate({**GOOD, "figures": [FIGURE]})
    with pytest.raises(ValidationError, match=told):
        ReleaseGold.model_validate({**GOOD, "figures": [{**FIGURE, **fault}]})


def test_every_file_under_seeds_is_a_release_or_gold() -> None:
    gold = {load_gold(file).id for file in FILES}
    for file in sorted(SEEDS.rglob("*")):
        if file.is_file() and not file.name.endswith(".gold.json"):
            assert file.suffix in (".txt", ".html", ".json", ".jsonl")
            if file.suffix == ".jsonl":
                names = {json.loads(line)["id"] for line in file.read_text(encoding="utf-8").splitlines()}
            else:
                names = {file.stem}
            assert names <= gold, f"{file.name} has no gold"
