"""``opledger gold``: drafts, checks, agreement, export and import from the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from opledger.annotation import ReleaseGold, agreement, check

SEEDS = Path(__file__).parents[2] / "seeds"
OWN = SEEDS / "own" / "own-16.gold.json"


def content(**changes: Any) -> dict[str, Any]:
    figure = {
        "quote": "Six men", "number": "Six", "measure": "arrests", "alternatives": [], "value": 6, "low": 6, "high": 6,
        "qualifier": "exact", "unit": "person", "substance": None, "places": [], "role": "total", "optional": False,
    }  # fmt: skip
    row = {"measure": "arrests", "place": None, "value": 6, "low": 6, "high": 6, "status": "single"}
    base = {
        "id": "g", "style": "wire", "event": "g", "title": None, "published": None, "text": "Six men were held.",
        "operations": [], "agencies": [], "countries": {}, "figures": [figure], "outcomes": [row], "conflicts": [],
    }  # fmt: skip
    return {**base, **changes}


def figure(**changes: Any) -> dict[str, Any]:
    return {**content()["figures"][0], **changes}


def faults(tmp_path: Path, gold: Any) -> list[str]:
    file = tmp_path / "g.gold.json"
    file.write_text(gold if isinstance(gold, str) else json.dumps(gold), encoding="utf-8")
    return list(check(file))


def test_good_gold_has_no_faults(tmp_path: Path) -> None:
    assert faults(tmp_path, content()) == []


@pytest.mark.parametrize(
    ("gold", "words"),
    [
        ("{", "is not JSON"),
        ({"id": "g"}, "text: Field required"),
        (content(extra=1), "extra: Extra inputs"),
        (content(figures=[figure(quote="Six women")]), "'Six women': is not in the text"),
        (content(figures=[figure(low=5)]), "do not fit exact"),
        (content(figures=[figure(role="whole")]), "figures.0.role ('Six men'): 'whole' is none of total"),
        (content(figures=[figure(measure="heists")]), "'heists' is no measure"),
        (content(figures=[figure(unit="litre")]), "arrests is kept in person, not in litre"),
        (content(figures=[figure(uncertain=["measure: guessed"])]), "still to be settled: measure: guessed"),
        (content(figures=[]), "no figure has this measure"),
        (content(outcomes=[{**content()["outcomes"][0], "low": 5}]), "no figure has these bounds"),
        (
            content(figures=[figure(quote="men were", number="men"), figure()]),
            "stands before the figure above it",
        ),
    ],
)
def test_faults_are_named(tmp_path: Path, gold: Any, words: str) -> None:
    assert any(words in fault for fault in faults(tmp_path, gold))


def test_a_draft_is_gold_once_its_doubts_are_settled(opledger: Any, tmp_path: Path) -> None:
    release = tmp_path / "raid.txt"
    release.write_text(
        "Police arrested 12 people in Porto and Lisbon and seized 40 phones. There were nine searches."
    )
    ended = opledger("gold", "draft", release, "--out", tmp_path / "gold")
    assert ended.status == 0
    file = tmp_path / "gold" / "raid.gold.json"
    gold = json.loads(file.read_text(encoding="utf-8"))
    assert [f["number"] for f in gold["figures"]] == ["12", "40", "nine"]
    for drafted in gold["figures"]:
        drafted.pop("uncertain", None)
    assert faults(tmp_path, gold) == []
    again = opledger("gold", "draft", release, "--out", tmp_path / "gold")
    assert again.status == 1
    assert "was left alone" in again.err
    assert json.loads(file.read_text(encoding="utf-8"))["id"] == "raid"


def test_drafts_mark_what_was_inferred(opledger: Any, tmp_path: Path) -> None:
    release = tmp_path / "list.txt"
    release.write_text("Police arrested 12 people in Spain, nine in Portugal.\nOfficers from 14 countries.")
    opledger("gold", "draft", release, "--out", tmp_path / "gold")
    gold = json.loads((tmp_path / "gold" / "list.gold.json").read_text(encoding="utf-8"))
    doubts = {f["number"]: f.get("uncertain", []) for f in gold["figures"]}
    assert doubts["12"] == []
    assert "no verb beside the number" in doubts["nine"][0]


def test_the_seeds_pass_the_check(opledger: Any) -> None:
    ended = opledger("gold", "check", SEEDS / "own", SEEDS / "retold")
    assert (ended.status, ended.out.splitlines()[-1]) == (0, "49 gold files, 0 faults")


def test_the_check_fails_on_a_fault(opledger: Any, tmp_path: Path) -> None:
    (tmp_path / "g.gold.json").write_text(json.dumps(content(figures=[figure(low=5)])), encoding="utf-8")
    ended = opledger("gold", "check", tmp_path)
    assert ended.status == 1
    assert "do not fit exact" in ended.out


def test_an_annotator_agrees_with_himself() -> None:
    gold = json.loads(OWN.read_text(encoding="utf-8"))
    found = agreement([gold], [gold])
    assert all(count.f1 == 1 for count in found.f1.values() if count.gold)
    assert found.apart == []
    assert found.alpha["measure"] == 1.0


def test_two_annotators_who_differ() -> None:
    text = "Six men were held, two charged and nine homes searched."
    figures = [
        figure(),
        figure(quote="two", number="two", value=2, low=2, high=2, measure="charges"),
        figure(quote="nine homes", number="nine", value=9, low=9, high=9, measure="searches", unit="search"),
    ]
    other = [figure(role="part"), {**figures[1], "measure": "arrests"}]
    found = agreement([content(text=text, figures=figures)], [content(text=text, figures=other)])
    assert found.f1["figures"].f1 == pytest.approx(0.8)
    assert (found.f1["figures in full"].right, found.f1["figures with bounds"].right) == (0, 1)
    assert found.alpha["measure"] is not None
    assert found.alpha["measure"] < 0.5
    assert ("g", "role", "'Six' at 0", "total", "part") in found.apart
    assert ("g", "measure", "'two' at 19", "charges", "arrests") in found.apart


def test_agreement_from_the_command_line(opledger: Any) -> None:
    ended = opledger("gold", "agreement", SEEDS / "own", SEEDS / "own")
    assert ended.status == 0
    assert ended.out.startswith("44 releases that both have\n")
    machine = json.loads(opledger("gold", "agreement", SEEDS / "own", SEEDS / "own", "--json").out)
    assert machine["f1"]["figures in full"] == 100.0


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (("agreement", SEEDS / "own", SEEDS / "retold"), "have no release in common"),
        (("check", "nowhere"), "no such file or folder"),
        (("import", "nowhere.json", "--from", "labelstudio", "--out", "x"), "no such file or folder"),
        (("import", __file__, "--from", "prodigy", "--out", "x"), "is no prodigy file"),
    ],
)
def test_wrong_calls_get_one_line(opledger: Any, call: tuple[Any, ...], words: str) -> None:
    ended = opledger("gold", *call)
    assert ended.status == 2
    assert words in ended.err
    assert ended.err.count("\n") == 1


def test_there_and_back_by_the_command_line(opledger: Any, tmp_path: Path) -> None:
    tasks, back = tmp_path / "tasks.jsonl", tmp_path / "back"
    assert opledger("gold", "export", OWN, "--to", "prodigy", "--out", tasks).status == 0
    assert opledger("gold", "import", tasks, "--from", "prodigy", "--out", back).status == 0
    gold = ReleaseGold.model_validate_json((back / "own-16.gold.json").read_bytes())
    assert gold == ReleaseGold.model_validate_json(OWN.read_bytes())
