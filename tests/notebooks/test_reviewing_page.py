"""docs/reviewing.md: its examples run, and it tells every key of the file. ``OPLEDGER_REWRITE=1`` writes the outputs anew."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from readme_blocks import replay, standing

from opledger.reconciliation.decision_schema import Columns, Reference
from opledger.reconciliation.decisions import KEYS
from opledger.reconciliation.judgements import VERBS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reviewing.md"


def test_outputs_are_real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    page = PAGE.read_text(encoding="utf-8")
    now = replay(page, tmp_path)
    assert standing(PAGE, now) == now


def test_every_key_is_told() -> None:
    told = set(re.findall(r"`(\w+)`", PAGE.read_text(encoding="utf-8")))
    assert {*KEYS, *VERBS, *Reference.model_fields, *Columns.model_fields} <= told
