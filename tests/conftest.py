"""Fixtures that tests of several packages share."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from spacy.language import Language

from commands import Ended, Run

FIRST = """Sixteen held in raids on phone thieves

LISBON, Portugal – Police arrested 16 people in Portugal on 4 March 2024 during Operation Quiet Harbour.

In all, 212 phones and more than EUR 40,000 were seized. Nine of the suspects were detained in Porto.
Officers of the Polícia Judiciária searched seven flats with the help of Europol.
"""

SECOND = """Operation Quiet Harbour: update

12 March 2024

Operation Quiet Harbour has led to 19 arrests in Portugal and Spain, Europol said on Tuesday.
Officers seized around 200 phones, 3 kg of heroin and two boats.
"""

THIRD = """Forged papers found at the border

VIENNA, Austria – Customs checked 1,200 lorries between 2 and 6 May 2023 and found 31 forged passports.
Two drivers were arrested; a third was charged.
"""


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The whole pipeline, loaded once. Tests must not change it."""
    import opledger

    return opledger.load()


@pytest.fixture(scope="session")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of three small releases, two of them on one operation."""
    folder = tmp_path_factory.mktemp("batch") / "releases"
    folder.mkdir()
    for name, text in {"first": FIRST, "second": SECOND, "third": THIRD}.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def opledger(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Runs the command line in this process: ``opledger("extract", folder, "--out", out)``."""
    from opledger.cli import main

    def run(*args: object, stdin: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(arg) for arg in args])
        out, err = capfd.readouterr()
        status = ended.value.code
        assert isinstance(status, int)
        return Ended(status, out, err)

    yield run
