"""The job reads a text without tokens; what it finds must be what a Doc of spaCy's gives."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from opledger.docdata import PlainDoc, data
from opledger.reading import read
from opledger.steps import COMPONENTS, load_steps, steps_of

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
FOUND = ("layout", "quantities", "mentions", "figures")


@pytest.fixture(scope="module")
def steps():
    return load_steps()


def without_tokens(steps, text):
    found = data(steps(PlainDoc(text)))
    return {key: found[key] for key in FOUND}


def test_no_tokens_find_what_tokens_find(nlp, steps):
    texts = [release.text for release in read([str(SEEDS)]) if release.status == "ok"][::4]
    assert len(texts) > 15
    for text in texts:
        many = data(nlp(text))
        assert without_tokens(steps, text) == {key: many[key] for key in FOUND}


def test_the_components_of_a_pipeline_stand_in_its_order(nlp, steps):
    taken = steps_of(nlp)
    assert [c.name for c in taken.components] == list(COMPONENTS) == [c.name for c in steps.components]
    assert steps_of(steps) is steps


def test_an_empty_text(steps):
    assert without_tokens(steps, "")["figures"] == []


@pytest.mark.parametrize("character", ['"', "a", "'", "(", "-", "\u2019"])
def test_a_run_without_white_space_is_quick(steps, character):
    started = time.perf_counter()
    steps(PlainDoc(f"Before. {character * 100_000} After."))
    assert time.perf_counter() - started < 5


# What takes a while to import, and no text needs: it would be felt at each call of the command line.
HEAVY = (
    "spacy",
    "thinc",
    "pandas",
    "pyarrow",
    "sqlalchemy",
    "dateparser",
    "trafilatura",
    "quantulum3",
    "scipy",
)


@pytest.mark.parametrize("command", [["show"], ["extract", "--out", "tables", "--quiet"]])
def test_the_command_line_loads_nothing_that_a_text_does_not_need(command, tmp_path):
    (tmp_path / "a.txt").write_text("Police arrested 144 people in Portugal.", encoding="utf-8")
    code = (
        "import atexit, sys; from opledger.cli import main;"
        f"atexit.register(lambda: print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr));"
        f"main({[*command, 'a.txt']!r})"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr.strip()) == (0, "[]")
