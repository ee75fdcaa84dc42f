"""Help teaches by example, and every example runs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import opledger as package
from opledger.cli.app import COMMANDS

OF_GOLD = ("gold draft", "gold check", "gold export", "gold import", "gold agreement")

ROOT = Path(__file__).resolve().parents[2]


def examples(text: str) -> list[str]:
    """The lines under "Example:" or "Examples:" that call opledger."""
    found = re.search(r"Examples?:\n((?:    .*\n)+)", text)
    assert found, text
    return [line.strip() for line in found.group(1).splitlines()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, batch: Path) -> Path:
    """A folder with what the examples name: releases, a release, tables, gold, decisions."""
    here = tmp_path_factory.mktemp("help")
    shutil.copytree(batch, here / "releases")
    shutil.copy(batch / "first.txt", here / "release.txt")
    (here / "archive.csv").write_text("day,body\n2024-03-04,Police arrested 16 people in Lisbon.\n")
    (here / "seeds").mkdir()
    (here / "seeds" / "dev").mkdir()
    for file in sorted((ROOT / "seeds" / "own").glob("*.gold.json"))[:2]:
        shutil.copy(file, here / "seeds" / "dev")
    (here / "decisions.jsonl").write_text("# none yet\n")
    run(here, "opledger extract releases --out tables")
    run(here, "opledger add releases --ledger ops.db")
    return here


def run(here: Path, line: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}"
    shell = ["bash", "-o", "pipefail", "-c", f'PATH="{path}:$PATH"; {line}']
    return subprocess.run(shell, cwd=here, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", ["", *COMMANDS, *OF_GOLD])
def test_every_example_of_the_help_runs(folder: Path, opledger: Any, command: str) -> None:
    text = opledger(*command.split(), "--help").out
    lines = examples(text)
    assert lines
    for line in lines:
        done = run(folder, line)
        assert (done.returncode, done.stderr) == (0, ""), line


@pytest.mark.parametrize("command", ["", *COMMANDS, *OF_GOLD])
def test_help_fits_a_terminal(opledger: Any, command: str) -> None:
    ended = opledger(*command.split(), "--help")
    assert ended.status == 0
    assert max(map(len, ended.out.splitlines())) <= 90


def test_every_command_is_documented() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    for command in COMMANDS:
        assert f"## opledger {command}" in page


@pytest.mark.parametrize("command", [*(c for c in COMMANDS if c != "gold"), *OF_GOLD])
def test_every_option_is_documented(opledger: Any, command: str) -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    for option in re.findall(r"(--[a-z-]+)", opledger(*command.split(), "--help").out.split("Options:")[1]):
        assert f"`{option}" in page, option


def test_version(opledger: Any) -> None:
    ended = opledger("--version")
    assert (ended.status, ended.out) == (0, f"opledger, version {package.__version__}\n")


def test_help_is_quick_and_loads_nothing_heavy() -> None:
    start = time.perf_counter()
    code = (
        "import sys; from opledger.cli import main\n"
        "try: main(['--help'])\n"
        "finally: print(sorted({'spacy', 'pandas', 'numpy', 'rich', 'yaml'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr == "[]\n"
    assert time.perf_counter() - start < 2  # 0.5 s on an idle machine; the benchmark measures
