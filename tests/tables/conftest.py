"""The tables of the seeds, written once."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from opledger.patternfiles import load_patterns
from opledger.run import Options, run_job
from opledger.tables import About, TableWriter

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


@pytest.fixture(scope="session")
def about() -> About:
    return About.of(load_patterns())


@pytest.fixture(scope="session")
def seeds(nlp: Language, about: About, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the tables of every seed, as JSON Lines and CSV."""
    folder = tmp_path_factory.mktemp("seeds")
    with TableWriter(folder, ("csv", "jsonl"), about) as tables:
        run_job([SEEDS], tables, Options(nlp=nlp))
    return folder
