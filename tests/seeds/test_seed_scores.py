"""Scores over the gold of all seeds do not fall below their pins."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from score_gate import PINS, GateError, check, gold_hash
from seed_gold import SEEDS, as_read, gold_files, load_gold

from opledger.evaluation import Gold, evaluate
from opledger.reading import read


def test_scores_do_not_fall() -> None:
    files = gold_files()
    texts = {release.release_id.rsplit("-", 1)[0]: release.text for release in read([str(SEEDS)])}
    golds = [Gold.model_validate(as_read(gold, texts[gold.id])) for gold in map(load_gold, files)]
    tally = evaluate(golds)
    scores = {level: 100 * count.f1 for level, count in tally.levels.items() if count.gold}
    check(scores, gold_hash(files), mode=os.environ.get("OPLEDGER_PIN", ""))


def test_pins_cover_what_matters() -> None:
    pins = json.loads(PINS.read_text(encoding="utf-8"))["f1"]
    wanted = {"operations", "agencies", "countries", "participants", "found", "valued", "full", "outcomes"}
    assert wanted <= set(pins)


@pytest.fixture
def pins(tmp_path: Path) -> Path:
    file = tmp_path / "pins.json"
    check({"found": 80.0, "full": 60.04}, "one", file, mode="lower")
    return file


def test_the_gate_lets_equal_and_better_scores_pass(pins: Path) -> None:
    check({"found": 80.0, "full": 60.0}, "one", pins)
    check({"found": 99.0, "full": 60.0}, "one", pins)
    assert json.loads(pins.read_text(encoding="utf-8"))["f1"] == {"found": 80.0, "full": 60.0}


@pytest.mark.parametrize("mode", ["", "raise"])
def test_the_gate_stops_lower_scores(pins: Path, mode: str) -> None:
    with pytest.raises(GateError, match=r"found 79\.8 < 80\.0"):
        check({"found": 79.8, "full": 90.0}, "one", pins, mode)
    assert json.loads(pins.read_text(encoding="utf-8"))["f1"] == {"found": 80.0, "full": 60.0}


def test_the_gate_stops_a_level_that_went_away(pins: Path) -> None:
    with pytest.raises(GateError, match=r"full 0\.0 < 60\.0"):
        check({"found": 80.0}, "one", pins)


@pytest.mark.parametrize(("gold", "scores"), [("two", {}), ("one", {"valued": 70.0})])
def test_the_gate_asks_to_measure_again(pins: Path, gold: str, scores: dict[str, float]) -> None:
    with pytest.raises(GateError, match="OPLEDGER_PIN=raise"):
        check({"found": 80.0, "full": 60.0, **scores}, gold, pins)


def test_pins_go_up_and_only_go_down_when_told(pins: Path) -> None:
    check({"found": 85.0, "full": 60.0}, "two", pins, mode="raise")
    assert json.loads(pins.read_text(encoding="utf-8")) == {
        "gold": "two",
        "f1": {"found": 85.0, "full": 60.0},
    }
    check({"found": 70.0}, "two", pins, mode="lower")
    assert json.loads(pins.read_text(encoding="utf-8")) == {"gold": "two", "f1": {"found": 70.0}}


def test_the_hash_sees_content_and_not_spelling(tmp_path: Path) -> None:
    a, b = tmp_path / "a.gold.json", tmp_path / "b.gold.json"
    a.write_text('{"id": 1, "text": "x"}', encoding="utf-8")
    b.write_text('{"id": 2, "text": "y"}', encoding="utf-8")
    before = gold_hash([a, b])
    a.write_text('{ "text": "x",\n "id": 1}', encoding="utf-8")
    assert gold_hash([b, a]) == before
    a.write_text('{"id": 1, "text": "z"}', encoding="utf-8")
    assert gold_hash([a, b]) != before
