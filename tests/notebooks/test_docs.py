"""The pages of docs/ agree with the code: columns, closed sets, measures, sections and keys."""

from __future__ import annotations

import os
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
KEYS = re.compile(r"(?<=<!-- keys -->\n).*?(?=<!-- end of keys -->)", re.DOTALL)


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


def test_every_section_is_told() -> None:
    headings = re.findall(r"^## (\w+)$", PATTERNS, re.MULTILINE)
    assert sorted(headings) == sorted(SECTIONS)
    for name in headings:
        assert len(part(PATTERNS, name).split()) > 5


def all_keys() -> str:
    """Every key of every section, as a list."""
    lines = []
    for name in sorted(SECTIONS):
        keys = ", ".join(f"`{key}`" for key in SECTIONS[name].model_fields)
        lines.append(f"- **{name}**: {keys}\n")
    return "".join(lines)


def test_the_list_of_keys_is_whole() -> None:
    """``OPLEDGER_REWRITE=1`` writes it anew."""
    now = KEYS.sub(lambda _: f"\n{all_keys()}\n", PATTERNS)
    if os.environ.get("OPLEDGER_REWRITE"):
        (DOCS / "patterns.md").write_text(now, encoding="utf-8")
    else:
        assert now == PATTERNS
