"""``opledger evaluate``: the levels and their counts."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from opledger.evaluation import Count, Gold, Tally, read_gold
from opledger.evaluation.figures import alike, number_spans, same, score_figures
from opledger.evaluation.names import normal, score_names
from opledger.evaluation.outcomes import score_rows
from opledger.records import Figure, Mention, Outcome

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"

TEXT = "Nine men were held in Spain and 4 kg of heroin was seized."


def gold(**more: Any) -> Gold:
    figures = [
        {"quote": "Nine men", "number": "Nine", "measure": "arrests", "value": 9, "low": 9, "high": 9,
         "qualifier": "exact", "unit": "person", "places": ["ESP"], "role": "total"},
        {"quote": "4 kg of heroin", "number": "4", "measure": "drugs_seized", "value": 4, "low": 4, "high": 4,
         "qualifier": "exact", "unit": "kilogram", "substance": "heroin", "places": [], "role": "total"},
    ]  # fmt: skip
    return Gold.model_validate({"id": "g", "text": TEXT, "figures": figures, **more})


NINE = Figure(
    "f1", "g", None, "arrests", (), 9, 9, 9, "exact", "person", "men", None, ("ESP",), "total", None, 0, 8, "Nine men",
    TEXT, None, False, "test",
)  # fmt: skip
HEROIN = replace(
    NINE, figure_id="f2", measure="drugs_seized", value=4, low=4, high=4, unit="kilogram", substance="heroin",
    places=(), start=32, end=46, text="4 kg of heroin",
)  # fmt: skip


def counts(tally: Tally, level: str) -> tuple[int, int, int]:
    count = tally.levels[level]
    return count.right, count.extra, count.missing


@pytest.mark.parametrize(
    ("figures", "found", "valued", "full"),
    [
        ([NINE, HEROIN], (2, 0, 0), (2, 0, 0), (2, 0, 0)),
        ([NINE], (1, 0, 1), (1, 0, 1), (1, 0, 1)),
        ([NINE, replace(HEROIN, low=5)], (2, 0, 0), (1, 1, 1), (1, 1, 1)),
        ([NINE, replace(HEROIN, unit="item")], (2, 0, 0), (1, 1, 1), (1, 1, 1)),
        ([NINE, replace(HEROIN, substance=None)], (2, 0, 0), (2, 0, 0), (1, 1, 1)),
        ([replace(NINE, places=()), HEROIN], (2, 0, 0), (2, 0, 0), (1, 1, 1)),
        ([replace(NINE, role="part"), HEROIN], (2, 0, 0), (2, 0, 0), (1, 1, 1)),
        ([replace(NINE, measure="charges"), HEROIN], (1, 1, 1), (1, 1, 1), (1, 1, 1)),
        ([NINE, NINE, HEROIN], (2, 1, 0), (2, 1, 0), (2, 1, 0)),
        ([NINE, replace(NINE, implicit=True), HEROIN], (2, 0, 0), (2, 0, 0), (2, 0, 0)),
    ],
)
def test_figures(figures: list[Figure], found: Any, valued: Any, full: Any) -> None:
    tally = Tally()
    score_figures(tally, gold(), figures)
    assert (counts(tally, "found"), counts(tally, "valued"), counts(tally, "full")) == (found, valued, full)


def test_counts_are_kept_per_measure() -> None:
    tally = Tally()
    score_figures(tally, gold(), [NINE])
    assert tally.keys["found", "arrests"] == Count(1, 0, 0)
    assert tally.keys["found", "drugs_seized"] == Count(0, 0, 1)
    assert [(f.level, f.what, f.key) for f in tally.faults if f.level == "found"] == [
        ("found", "missing", "drugs_seized")
    ]


def test_numbers_are_located_in_their_quotes() -> None:
    assert [TEXT[start:end] for start, end in number_spans(gold())] == ["Nine", "4"]


def test_values() -> None:
    assert same(None, None)
    assert same(43.0913, 43.0914)
    assert not same(1000, 1001)
    assert not same(0, None)
    assert alike("arrests", "x", None)
    assert alike("drugs_seized", "methamphetamine tablets", "tablets of methamphetamine")
    assert not alike("drugs_seized", None, "cocaine")
    assert alike("goods_seized", None, "tobacco")


def mention(text: str, id: str) -> Mention:
    return Mention(f"m-{text}", "g", "AGENCY", 0, len(text), text, text, id)


def test_a_name_is_found_by_any_form_and_counted_once() -> None:
    tally = Tally()
    mentions = [
        mention("RCS", "rcs"),
        mention("the Ruritanian Customs Service", "rcs"),
        mention("Oddity", "odd"),
    ]
    score_names(tally, "agencies", gold(), mentions, ["Ruritanian Customs Service", "Europol"], ["free one"])
    assert counts(tally, "agencies") == (1, 1, 1)
    assert normal("The Spanish Navy’s (SN)") == "spanish navy"


def outcome(**changes: Any) -> Outcome:
    row = Outcome(
        "o1", "op", "g", "arrests", None, None, "person", None, 9, 9, 9, "exact", "single", False, "", ("f1",), (), ("g",)
    )  # fmt: skip
    return replace(row, **changes)


@pytest.mark.parametrize(
    ("rows", "outcomes", "status"),
    [
        ([outcome()], (1, 0, 0), (1, 0, 0)),
        ([outcome(status="repeated")], (1, 0, 0), (0, 1, 1)),
        ([outcome(low=8)], (0, 1, 1), (0, 1, 1)),
        ([outcome(), outcome(place="ESP")], (1, 1, 0), (1, 1, 0)),
        ([outcome(), outcome(place="ESP", status="summed")], (1, 0, 0), (1, 0, 0)),
        ([outcome(), outcome(place="ESP", implicit=True)], (1, 0, 0), (1, 0, 0)),
        ([], (0, 0, 1), (0, 0, 1)),
    ],
)
def test_outcomes(rows: list[Outcome], outcomes: Any, status: Any) -> None:
    wanted = gold(outcomes=[{"measure": "arrests", "low": 9, "high": 9, "status": "single"}])
    tally = Tally()
    score_rows(tally, "g", wanted.outcomes, [], rows)
    assert (counts(tally, "outcomes"), counts(tally, "status")) == (outcomes, status)


def test_rates() -> None:
    count = Count(right=3, extra=1, missing=2)
    assert (count.precision, count.recall, count.gold) == (0.75, 0.6, 5)
    assert count.f1 == pytest.approx(2 / 3)
    assert Count().f1 == 0.0


def test_the_command_prints_levels_measures_and_errors(opledger: Any) -> None:
    ended = opledger("evaluate", ROOT / "seeds" / "retold", "--errors", "1")
    assert ended.status == 0
    assert ended.out.startswith("5 releases\n")
    assert "\nfound " in ended.out
    assert "\n  arrests " in ended.out


def test_an_unknown_level_is_a_wrong_call(opledger: Any) -> None:
    ended = opledger("evaluate", ROOT / "seeds" / "retold", "--level", "luck")
    assert ended.status == 2
    assert "levels: operations, " in ended.err


@pytest.mark.skipif(not (SHARED / "score.py").exists(), reason="the reference scorer is not here")
@pytest.mark.parametrize(
    ("folder", "more"), [("gold/seeds", []), ("gold/dev", ["--events", "gold/events.json"])]
)
def test_same_scores_as_the_reference(opledger: Any, folder: str, more: list[str]) -> None:
    options = [str(SHARED / arg) if arg.startswith("gold") else arg for arg in more]
    command = f"{sys.executable} -m opledger"
    call = [
        sys.executable,
        str(SHARED / "score.py"),
        "--json",
        "--command",
        command,
        *options,
        str(SHARED / folder),
    ]
    reference = json.loads(subprocess.run(call, capture_output=True, text=True, check=True).stdout)
    ours = json.loads(opledger("evaluate", "--json", *options, SHARED / folder).out)
    assert {key: ours[key] for key in reference} == reference


def test_rows_by_style_role_and_rule(opledger: Any) -> None:
    folder = ROOT / "seeds" / "retold"
    roles = opledger("evaluate", folder, "--by", "role").out
    assert "\n  background " in roles
    styles = json.loads(opledger("evaluate", folder, "--json").out)
    assert set(styles["styles"]["found"]) == {g.style for g in read_gold([folder])}
    assert styles["intervals"]["found"][0] <= styles["found"]["f1"] <= styles["intervals"]["found"][1]
    assert "frame:arrest-person" in opledger("evaluate", folder, "--rules").out


def test_a_level_under_its_floor_is_exit_status_1(opledger: Any) -> None:
    folder = ROOT / "seeds" / "retold"
    assert opledger("evaluate", folder, "--fail-under", "found=50").status == 0
    ended = opledger("evaluate", folder, "--fail-under", "found=50", "--fail-under", "linked=99")
    assert (ended.status, ended.err) == (1, "opledger: linked 0.0 is under 99\n")


@pytest.mark.parametrize("floor", ["found", "found=x", "luck=3", "found=101"])
def test_a_floor_that_is_none_is_a_wrong_call(opledger: Any, floor: str) -> None:
    ended = opledger("evaluate", ROOT / "seeds" / "retold", "--fail-under", floor)
    assert ended.status == 2
    assert "as in found=90" in ended.err


def test_a_run_is_kept_and_compared(opledger: Any, tmp_path: Path) -> None:
    folder, kept = ROOT / "seeds" / "retold", tmp_path / "run.json"
    assert opledger("evaluate", folder, "--save", kept).status == 0
    ended = opledger("evaluate", folder, "--against", kept)
    assert "compared over 5 releases" in ended.out
    assert "errors gone: 0" in ended.out
    assert "errors new: 0" in ended.out
    wrong = opledger("evaluate", folder, "--against", Path(__file__))
    assert (wrong.status, wrong.err.count("\n")) == (2, 1)


def test_a_page_of_errors_is_written(opledger: Any, tmp_path: Path) -> None:
    page = tmp_path / "errors.html"
    assert opledger("evaluate", ROOT / "seeds" / "dev" / "c3-10.gold.json", "--html", page).status == 0
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    ended = opledger(
        "evaluate", ROOT / "seeds" / "dev" / "c3-10.gold.json", "--html", tmp_path / "no" / "e.html"
    )
    assert (ended.status, ended.err.count("\n")) == (2, 1)
