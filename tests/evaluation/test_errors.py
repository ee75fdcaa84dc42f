"""Errors: one a thing, with its kind, sentence and rule; the page of them; kept runs and what changed."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from opledger.evaluation import Error, Gold, Tally, evaluate
from opledger.evaluation.context import around
from opledger.evaluation.figures import bounds, score_figures
from opledger.evaluation.outcomes import score_rows
from opledger.evaluation.runs import compare, load, save
from opledger.records import Figure, Outcome
from opledger.report.errors import Row, error_page

TEXT = "Nine men were held in Spain. Officers took 4 kg of heroin, and 20 crates were opened."


def gold(**more: Any) -> Gold:
    figures = [
        {"quote": "Nine men", "number": "Nine", "measure": "arrests", "value": 9, "low": 9, "high": 9,
         "qualifier": "exact", "unit": "person", "places": ["ESP"], "role": "total"},
        {"quote": "4 kg of heroin", "number": "4", "measure": "drugs_seized", "value": 4, "low": 4, "high": 4,
         "qualifier": "exact", "unit": "kilogram", "substance": "heroin", "places": [], "role": "total"},
    ]  # fmt: skip
    return Gold.model_validate({"id": "g", "text": TEXT, "style": "wire", "figures": figures, **more})


NINE = Figure(
    "f1", "g", None, "arrests", (), 9, 9, 9, "exact", "person", "men", None, ("ESP",), "total", None, 0, 8, "Nine men",
    TEXT, None, False, "words+frame:arrest-person",
)  # fmt: skip
HEROIN = replace(
    NINE, figure_id="f2", measure="drugs_seized", value=4, low=4, high=4, unit="kilogram", substance="heroin",
    places=(), start=43, end=57, text="4 kg of heroin", rule="unit:kilogram+frame:seize-drug",
)  # fmt: skip
CRATES = replace(NINE, figure_id="f3", measure="checks", start=63, end=72, text="20 crates", rule="plain")


@pytest.mark.parametrize(
    ("figures", "kinds"),
    [
        ([NINE, HEROIN], []),
        ([NINE], ["number missed"]),
        ([NINE, replace(HEROIN, measure="goods_seized")], ["wrong measure"]),
        ([NINE, replace(HEROIN, low=3, value=3)], ["wrong bounds"]),
        ([NINE, replace(HEROIN, unit="litre")], ["wrong unit"]),
        ([NINE, replace(HEROIN, qualifier="about")], ["wrong qualifier"]),
        ([replace(NINE, role="part"), HEROIN], ["wrong role"]),
        ([replace(NINE, role="part", places=()), HEROIN], ["wrong role and place"]),
        ([NINE, replace(HEROIN, substance=None)], ["wrong substance"]),
        ([NINE, HEROIN, CRATES], ["spurious figure"]),
        ([NINE, HEROIN, replace(CRATES, implicit=True)], []),
    ],
)
def test_each_fault_is_told_once_by_its_kind(figures: list[Figure], kinds: list[str]) -> None:
    tally = Tally()
    score_figures(tally, gold(), figures)
    assert [error.kind for error in tally.errors] == kinds


def test_an_error_has_its_characters_its_rule_and_both_sides() -> None:
    tally = Tally()
    score_figures(tally, gold(), [NINE, replace(HEROIN, role="part"), CRATES])
    role, crates = tally.errors
    assert TEXT[role.start : role.end] == "4 kg of heroin"
    assert role.expected == "'4 kg of heroin': drugs_seized 4 kilogram exact total heroin"
    assert role.got == "'4 kg of heroin': drugs_seized 4 kilogram exact part heroin"
    assert role.rule == HEROIN.rule
    assert (crates.expected, TEXT[crates.start : crates.end]) == ("", "20 crates")


def test_rules_are_credited_with_what_they_made() -> None:
    tally = Tally()
    score_figures(tally, gold(), [NINE, replace(HEROIN, role="part"), CRATES])
    made = {rule: (m.made, m.found, m.full) for rule, m in tally.rules.items()}
    assert made["frame:arrest-person"] == (1, 1, 1)
    assert made["frame:seize-drug"] == (1, 1, 0)
    assert made["plain"] == (1, 0, 0)


def outcome(**changes: Any) -> Outcome:
    row = Outcome(
        "o1", "op", "g", "arrests", None, None, "person", None, 9, 9, 9, "exact", "single", False, "", ("f1",), (), ("g",)
    )  # fmt: skip
    return replace(row, **changes)


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        ([outcome()], []),
        ([], ["outcome missed"]),
        ([outcome(low=8)], ["wrong outcome"]),
        ([outcome(status="repeated")], ["wrong status"]),
        ([outcome(), outcome(place="ESP")], ["spurious outcome"]),
        ([outcome(place="ESP")], ["outcome missed", "spurious outcome"]),
    ],
)
def test_outcomes_are_told_once_too(rows: list[Outcome], kinds: list[str]) -> None:
    wanted = gold(outcomes=[{"measure": "arrests", "low": 9, "high": 9, "status": "single"}])
    tally = Tally()
    score_rows(tally, "g", wanted.outcomes, [], rows)
    assert [error.kind for error in tally.errors] == kinds


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(9, 9, "9"), (1000, None, "1000 or more"), (None, 5, "5 or less"), (3, 4.5, "3 to 4.5"),
     (2000000, 2000000, "2000000"), (43.0913, 43.0913, "43.0913"), (None, None, "?")],
)  # fmt: skip
def test_bounds_read_well(low: float | None, high: float | None, words: str) -> None:
    assert bounds(low, high) == words


def test_the_sentence_around_a_span() -> None:
    assert around(TEXT, 43, 57) == ("Officers took ", "4 kg of heroin", ", and 20 crates were opened.")
    assert around("Results\nArrests: 12\nSeizures: 3", 17, 19) == ("Arrests: ", "12", "")
    assert around("x" * 1000 + " 12 " + "y" * 1000, 1001, 1003)[1] == "12"


def tally_of(*figures: Figure) -> Tally:
    tally = Tally()
    score_figures(tally, gold(), figures)
    return tally


def test_a_kept_run_comes_back_whole(tmp_path: Path) -> None:
    tally, file = tally_of(NINE, CRATES), tmp_path / "run.json"
    save(tally, ["g"], ["isaf"], file)
    kept = load(file)
    assert (kept.releases, kept.patterns) == (["g"], ["isaf"])
    again = kept.tally()
    assert dict(again.cells) == dict(tally.cells)
    assert again.errors == tally.errors


def test_what_changed_is_told_item_by_item() -> None:
    change = compare(
        tally_of(NINE, CRATES), ["g"], tally_of(NINE, replace(HEROIN, role="part")), ["g", "new"]
    )
    assert (change.releases, change.left_out) == (1, ["new"])
    assert [e.kind for e in change.better] == ["number missed", "spurious figure"]
    assert [e.kind for e in change.worse] == ["wrong role"]
    old, new, difference = change.levels["found"]
    assert (old, new, difference.rise) == (0.5, 1.0, 0.5)


def test_another_rule_with_the_same_result_is_no_change() -> None:
    change = compare(tally_of(NINE), ["g"], tally_of(replace(NINE, rule="other")), ["g"])
    assert (change.better, change.worse) == ([], [])


HOSTILE = Row(
    "wrong <b>role</b>",
    'r"1',
    "arrests",
    "<script>alert(1)</script>",
    "",
    "before ",
    "<img src=x onerror=y>",
    " after\u202e",
)


def test_the_page_holds_text_as_text_and_names_its_script() -> None:
    page = "".join(error_page([HOSTILE], "<gold>", [["", "F1"], ["found", "90"]]))
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "\u202e" not in page
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in page
    assert "http" not in re.sub(r"http-equiv", "", page)


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
@pytest.mark.parametrize(
    ("address", "shown"),
    [("", 3), ("#kind=wrong+role", 2), ("#kind=wrong+role&words=heroin", 1), ("#words=zzz", 0)],
)
def test_the_page_filters_in_a_browser(tmp_path: Path, address: str, shown: int) -> None:
    rows = [
        Row("wrong role", "a", "arrests", "nine", ""),
        Row("wrong role", "b", "drugs_seized", "4 kg of heroin", ""),
        Row("number missed", "b", "arrests", "six", ""),
    ]
    file = tmp_path / "errors.html"
    file.write_text("".join(error_page(rows, "gold", [])), encoding="utf-8")
    call = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    call += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    call += [f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", f"file://{file}{address}"]
    page = subprocess.run(call, capture_output=True, text=True, timeout=120, check=True).stdout
    assert f"{shown} of 3" in page
    assert page.count("<tr data-kind") - page.count('hidden=""') == shown


def test_evaluation_of_seeds_tells_of_whatever_it_counts(tmp_path: Path) -> None:
    from opledger.evaluation import read_gold

    golds = read_gold([Path(__file__).parents[2] / "seeds" / "dev" / "c3-10.gold.json"])
    tally = evaluate(golds)
    missing = sum(c.missing for (level, *_), c in tally.cells.items() if level == "full")
    told = [e for e in tally.errors if e.expected.startswith("'")]
    assert len(told) == missing
    assert json.dumps([e.kind for e in tally.errors])
    assert all(isinstance(e, Error) for e in tally.errors)
