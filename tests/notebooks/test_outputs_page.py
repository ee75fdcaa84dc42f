"""docs/outputs.md: its examples run, and it tells of every format. ``OPLEDGER_REWRITE=1`` writes the outputs anew."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from readme_blocks import blocks, replay, standing

from opledger.tables.export import EXPORTS
from opledger.tables.wide import HEAD, KINDS, PARTS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "outputs.md"


def test_outputs_are_real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    page = PAGE.read_text(encoding="utf-8")
    now = replay(page, tmp_path)
    assert standing(PAGE, now) == now


def test_every_format_and_column_is_told() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \| `", page, re.MULTILINE)[: len(EXPORTS)] == list(EXPORTS)
    told = set(re.findall(r"`((?:<measure>_)?\w+)`", page))
    assert set(HEAD) | {f"<measure>_{part}" for part in (*PARTS, KINDS)} <= told


def test_every_example_shows_what_comes_of_it() -> None:
    found = [block.language for block in blocks(PAGE.read_text(encoding="utf-8"))]
    assert found.count("python") == found.count("text") >= 6
