"""docs/reconciliation.md: its examples run, its ladder and its widths are those of the code.

``OPLEDGER_REWRITE=1`` writes the outputs and the ladder anew.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from readme_blocks import blocks, replay, standing

from opledger.patternfiles.schemas.reconciliation import Widths
from opledger.reconciliation.choice import LADDER

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reconciliation.md"
RUNGS = re.compile(r"(?<=<!-- ladder -->\n).*?(?=<!-- end of ladder -->)", re.DOTALL)


def ladder() -> str:
    """The rungs as a numbered list."""
    return "".join(f"{at}. `{rule.name}`: {rule.sentence}.\n" for at, rule in enumerate(LADDER, start=1))


def test_outputs_and_ladder_are_real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    page = PAGE.read_text(encoding="utf-8")
    now = RUNGS.sub(lambda _: f"\n{ladder()}\n", replay(page, tmp_path))
    assert standing(PAGE, now) == now


def test_every_width_is_told() -> None:
    told = set(re.findall(r"`(\w+)`", PAGE.read_text(encoding="utf-8")))
    assert set(Widths.model_fields) <= told


def test_every_example_shows_what_comes_of_it() -> None:
    found = [block.language for block in blocks(PAGE.read_text(encoding="utf-8"))]
    assert found.count("python") == found.count("text") >= 8
