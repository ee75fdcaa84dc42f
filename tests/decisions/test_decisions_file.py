"""The file of decisions: each fault is one line that says where and what to do; lines that disagree are refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from reviewing import decisions, file_of

from opledger.errors import UsageError
from opledger.reconciliation.decisions import parse_said, read_said

FIGURE: dict[str, Any] = {
    "release": "raid-2d711642", "sha256": "2d711642" * 8, "start": 9, "end": 15, "measure": "arrests", "text": "16 men",
}  # fmt: skip


def figure(**changes: Any) -> dict[str, Any]:
    return {**FIGURE, **changes}


def correct(**columns: Any) -> dict[str, Any]:
    return {"correct": FIGURE, "as": columns}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("{", "no JSON (Expecting property name"),
        ("[1]", "a decision must be an object"),
        ("[" * 100_000, "no JSON (nested too deeply"),
        ({"why": "so"}, "needs one of right, wrong, correct, missing, same, different"),
        ({"right": FIGURE, "wrong": FIGURE}, "needs one of right"),
        ({"right": FIGURE, "whom": "AB"}, "unknown key 'whom'"),
        ({"right": FIGURE, "who": 3}, "'who' must be a text"),
        ({"right": FIGURE, "withdrawn": "yes"}, "'withdrawn' must be true or false"),
        ({"right": "raid"}, "valid dictionary"),
        ({"right": {k: v for k, v in FIGURE.items() if k != "sha256"}}, "'sha256' is missing"),
        ({"right": figure(sha256="2d71")}, "'sha256': string should match"),
        ({"right": figure(start="9")}, "'start': input should be a valid integer"),
        ({"right": figure(end=14)}, "'16 men' has 6 characters, but start and end are 5 apart"),
        ({"right": figure(figure_id="x")}, "unknown key 'figure_id'"),
        ({"wrong": FIGURE, "as": {"value": 3}}, "is no figure and has no 'as'"),
        ({"correct": FIGURE}, "'correct' needs 'as'"),
        ({"missing": FIGURE, "as": {"role": "part"}}, "a missing figure needs a value"),
        (correct(), "'as' is empty"),
        (correct(values=3), "unknown key 'values'"),
        (correct(value="17"), "'value' must be a number, 0 or more"),
        (correct(value=True), "'value' must be a number, 0 or more"),
        (correct(value=-1), "'value': input should be greater than or equal to 0"),
        (json.dumps(correct(value=float("inf"))), "'value': input should be a finite number"),
        (correct(value=None), "'value' is null for the qualifiers range and vague only"),
        (correct(qualifier="roughly"), "'roughly' is none of exact"),
        (correct(qualifier="range", low=5, high=5), "a range needs 'low' and a larger 'high'"),
        (correct(qualifier="vague", value=24), "a vague number needs 'low'"),
        (correct(qualifier="exact", low=5), "follow from 'value'"),
        (correct(low=5), "need a 'qualifier'"),
        (correct(role="whole"), "'whole' is none of total"),
        (correct(places=["Portugal"]), "'places.0': string should match"),
        (correct(measure="arrest"), "'arrest' is no measure; did you mean 'arrests'?"),
        (correct(alternatives=["zzz"]), "'zzz' is no measure; docs/data-model.md lists"),
        (correct(measure="money_seized"), "money_seized needs a unit; a currency code"),
        (correct(unit="barrel"), "'barrel' is no unit; arrests is kept in person"),
        (correct(role=None), "'role' can't be null"),
        ({"same": ["a"]}, "'same' must be a list of two texts"),
        ({"same": ["a", "b"], "as": {}}, "unknown key 'as'"),
    ],
)
def test_a_fault_is_one_line(tmp_path: Path, row: Any, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        decisions(tmp_path / "d.jsonl", ["# mine", "", row])
    message = str(caught.value)
    assert words in message, message
    assert message.startswith(f"{tmp_path / 'd.jsonl'}, line 3: ") and "\n" not in message


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ({"right": FIGURE}, {"wrong": FIGURE}, "right there, wrong here"),
        (correct(value=17), correct(value=18), "value 17 there, 18 here"),
        (correct(measure="charges"), correct(value=18), "measure 'charges' there, 'arrests' here"),
        # What was corrected to charges and is then seen as a count of charges is one figure.
        (correct(measure="charges"), {"wrong": figure(measure="charges")}, "correct there, wrong here"),
        ({"right": FIGURE}, correct(value=17), "right as found, and corrected"),
        (
            {"same": ["a", "b"]},
            {"different": ["b", "a"]},
            "are judged different, but line 1 makes them the same",
        ),
    ],
)
def test_lines_that_disagree_are_refused(tmp_path: Path, one: Any, other: Any, reason: str) -> None:
    with pytest.raises(UsageError, match=r"line 2: .*withdraw one of these lines") as caught:
        decisions(tmp_path / "d.jsonl", [one, other])
    assert reason in str(caught.value)
    decisions(tmp_path / "d.jsonl", [one, {**other, "withdrawn": True}])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"right": FIGURE}, {"right": FIGURE, "who": "CD"}),
        ({"wrong": FIGURE}, {"wrong": FIGURE}),
        (correct(value=17), correct(role="part")),
        ({"wrong": FIGURE}, {"right": figure(measure="charges")}),
        ({"missing": FIGURE, "as": {"value": 16}}, {"right": FIGURE}),
    ],
)
def test_lines_that_agree_stand(tmp_path: Path, one: Any, other: Any) -> None:
    decisions(tmp_path / "d.jsonl", [one, other])


def test_the_line_of_a_decision_reads_as_that_decision(tmp_path: Path) -> None:
    rows = [
        {"right": FIGURE, "as": {"value": 16, "qualifier": "exact"}, "who": "AB", "when": "2024-05-02"},
        {"wrong": FIGURE, "why": "was “held back”", "withdrawn": True},
        correct(part_of={"start": 1, "end": 4, "measure": "arrests"}, places=["PRT"], substance=None),
        {"missing": FIGURE, "as": {"qualifier": "range", "low": 1, "high": 2.5}},
    ]
    file = file_of(tmp_path / "d.jsonl", rows)
    said = parse_said(file.read_text(encoding="utf-8"), "d").decisions
    assert parse_said("\n".join(d.as_line() for d in said), "d").decisions == said
    assert [json.loads(d.as_line()).get("withdrawn", False) for d in said] == [False, True, False, False]
    assert read_said(file_of(file, rows[:2])).decisions == said[:1]


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file of decisions; export one"):
        read_said(tmp_path / "none.jsonl")
    with pytest.raises(UsageError, match=r"can't be read \(Is a directory\)"):
        read_said(tmp_path)
    (tmp_path / "d.jsonl").write_bytes(b"\xff\xfe{")
    with pytest.raises(UsageError, match="decisions are no UTF-8 text"):
        read_said(tmp_path / "d.jsonl")
