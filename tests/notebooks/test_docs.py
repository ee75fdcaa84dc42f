"""The pages of docs/ agree with the code: columns, closed sets, measures, sections and keys."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

import opledger.patternfiles.schemas  # noqa: F401  (registers the sections)
from opledger import vocabulary
from opledger.patternfiles.load import patterns_root
from opledger.patternfiles.registry import SECTIONS
from opledger.records import TABLES

DOCS = Path(__file__).resolve().parents[2] / "docs"
MODEL = (DOCS / "data-model.md").read_text(encoding="utf-8")
PATTERNS = (DOCS / "patterns.md").read_text(encoding="utf-8")


def part(page: str, heading: str) -> str:
    """What stands under a heading, up to the next of any level."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", page, re.MULTILINE | re.DOTALL)
    assert found, f"no heading {heading!r}"
    return found[1]


def first_cells(text: str) -> list[str]:
    """The code words in the first cells of a part's tables, in order."""
    cells = re.findall(r"^\| ?([^|]*`[^|]*)\|", text, re.MULTILINE)
    return [word for cell in cells for word in re.findall("`([^`]+)`", cell)]


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_told_in_order(table: str) -> None:
    told = [
        w for w in first_cells(part(MODEL, table)) if w not in vocabulary.STATUSES + vocabulary.CONFLICT_KINDS
    ]
    # Kindred columns share a line there, and places stand before role.
    columns = [c for c in TABLES[table].columns() if c != "metadata"]
    assert sorted(told) == sorted(columns)


def test_closed_sets_are_told() -> None:
    assert set(vocabulary.QUALIFIERS) <= set(first_cells(part(MODEL, "Numbers and their bounds")))
    assert set(vocabulary.STATUSES) <= set(first_cells(part(MODEL, "outcomes")))
    assert set(vocabulary.CONFLICT_KINDS) <= set(first_cells(part(MODEL, "conflicts")))


def test_measures_and_units_are_told() -> None:
    known = yaml.safe_load((patterns_root() / "core" / "measures.yaml").read_text(encoding="utf-8"))[
        "measures"
    ]
    assert first_cells(part(MODEL, "Measures")) == list(known)


@pytest.mark.parametrize("name", sorted(SECTIONS) or ["agencies"])
def test_every_section_and_key_is_told(name: str) -> None:
    told = set(re.findall("`([^`]+)`", part(PATTERNS, name)))
    assert set(SECTIONS[name].model_fields) <= told, f"docs/patterns.md, {name}"
