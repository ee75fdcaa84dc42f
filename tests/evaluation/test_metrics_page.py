"""The worked example of docs/evaluation.md comes out as the page says."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from opledger.annotation import agreement
from opledger.evaluation import Gold, Tally, evaluate
from opledger.evaluation.figures import score_figures
from opledger.evaluation.tally import LEVELS
from opledger.records import Figure

PAGE = (Path(__file__).parents[2] / "docs" / "evaluation.md").read_text(encoding="utf-8")
(TEXT,) = re.findall(r"```text\n(.*?)```", PAGE, re.DOTALL)


def figure(quote: str, number: str, measure: str, value: int, **more: Any) -> dict[str, Any]:
    return {
        "quote": quote, "number": number, "measure": measure, "alternatives": [], "value": value, "low": value,
        "high": value, "qualifier": "exact", "unit": "person", "substance": None, "places": [], "role": "total",
        "optional": False, **more,
    }  # fmt: skip


def gold() -> dict[str, Any]:
    rows = [("arrests", 20, None), ("drugs_seized", 3, "heroin")]
    return {
        "id": "example",
        "text": TEXT,
        "countries": {"PRT": ["participant", "location", "dateline"]},
        "figures": [
            figure("about 20 people", "20", "arrests", 20, qualifier="about"),
            figure("nine of them", "nine", "arrests", 9, role="part"),
            figure("3 kg of heroin", "3", "drugs_seized", 3, unit="kilogram", substance="heroin"),
            figure("A teacher", "A", "arrests", 1, role="part", optional=True),
        ],
        "outcomes": [
            {"measure": m, "place": None, "substance": s, "value": v, "low": v, "high": v, "status": "single"}
            for m, v, s in rows
        ],
    }


def test_the_example_is_read_as_the_page_says() -> None:
    tally = evaluate([Gold.model_validate(gold())])
    for level in ("countries", "participants", "found", "valued", "full", "outcomes", "status"):
        count = tally.levels[level]
        assert (count.missing, count.extra) == (0, 0), tally.errors
    assert tally.levels["full"].right == 3
    assert tally.levels["outcomes"].right == 2


def test_every_level_is_told() -> None:
    assert {f"`{level}`" for level in LEVELS} <= set(re.findall(r"`\w+`", PAGE))


def test_a_wrong_measure_is_one_made_up_and_one_missed() -> None:
    charged = Figure(
        "f", "example", None, "charges", (), 20, 20, 20, "about", "person", "people", None, (), "total", None,
        TEXT.index("about"), TEXT.index(" people"), "about 20", TEXT, None, False, "test",
    )  # fmt: skip
    tally = Tally()
    score_figures(tally, Gold.model_validate({**gold(), "figures": gold()["figures"][:1]}), [charged])
    assert (tally.levels["found"].extra, tally.levels["found"].missing) == (1, 1)
    assert [error.kind for error in tally.errors] == ["wrong measure"]


def test_the_two_annotators_of_the_page() -> None:
    first, second = gold(), gold()
    first["figures"], second["figures"] = first["figures"][:3], second["figures"][:3]
    second["figures"][0]["measure"] = "charges"
    found = agreement([first], [second])
    assert found.f1["figures"].f1 == 1
    assert found.f1["figures with measure"].f1 == pytest.approx(2 / 3)
