"""What README.md shows is what happens: its code runs, its outputs are real, its pack works, its scores are the pinned ones.

``OPLEDGER_REWRITE=1`` writes the outputs and the scores anew.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from readme_blocks import blocks, replay, standing, write_files

import opledger
from opledger.errors import PatternError

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
PINS = ROOT / "tests" / "seeds" / "pinned_scores.json"
SCORES = re.compile(r"(?<=<!-- scores -->\n).*?(?=<!-- end of scores -->)", re.DOTALL)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that looks like a checkout and holds the pack that the page describes."""
    (tmp_path / "seeds").symlink_to(ROOT / "seeds")
    assert write_files(README.read_text(encoding="utf-8"), tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")
    return tmp_path


def scores_table() -> str:
    """The pinned scores as a Markdown table."""
    pins = json.loads(PINS.read_text(encoding="utf-8"))["f1"]
    head = [name for name in ("operations", "agencies", "countries", "participants") if name in pins]
    tail = [name for name in ("found", "valued", "full", "outcomes", "status", "conflicts") if name in pins]
    names = head + tail
    lines = [names, ["---"] * len(names), [f"{pins[name]:.0f}" for name in names]]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def test_outputs_and_scores_are_real(checkout: Path) -> None:
    page = README.read_text(encoding="utf-8")
    now = SCORES.sub(lambda _: f"\n{scores_table()}\n", replay(page, checkout))
    assert standing(README, now) == now


def test_the_page_has_something_to_run() -> None:
    languages = [block.language for block in blocks(README.read_text(encoding="utf-8"))]
    assert languages.count("python") >= 4
    assert languages.count("console") >= 1
    assert languages.count("text") == languages.count("python")


def test_every_output_is_there() -> None:
    for block in blocks(README.read_text(encoding="utf-8")):
        assert block.content.strip(), f"an empty block at character {block.start}"


def test_what_it_is_takes_five_lines() -> None:
    first = README.read_text(encoding="utf-8").split("\n\n")[1]
    assert len(first.splitlines()) == 5


def test_the_pack_makes_the_difference(checkout: Path) -> None:
    text = "The Lagunian Harbour Guard collected 140 fuel samples."
    with_pack = opledger.load(["harbour"])(text)._.opledger
    assert [(f["measure"], f["low"], f["unit"]) for f in with_pack["figures"]] == [
        ("samples_taken", 140, "sample")
    ]
    assert "lagunian-harbour-guard" in {m["id"] for m in with_pack["mentions"]}
    without = opledger.load()(text)._.opledger
    assert "samples_taken" not in {f["measure"] for f in without["figures"]}
    assert "lagunian-harbour-guard" not in {m["id"] for m in without["mentions"]}


def test_the_pack_works_on_the_command_line(checkout: Path) -> None:
    (checkout / "in").mkdir()
    (checkout / "in" / "a.txt").write_text("The LHG collected 140 fuel samples.", encoding="utf-8")
    call = [sys.executable, "-m", "opledger", "extract", "in", "--out", "tables", "--patterns", "harbour"]
    subprocess.run(call, cwd=checkout, check=True)
    rows = (checkout / "tables" / "figures.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(row)["measure"] for row in rows] == ["samples_taken"]


def test_a_wrong_key_is_refused_by_file_and_place(checkout: Path) -> None:
    pack = checkout / "broken"
    pack.mkdir()
    (pack / "agencies.yaml").write_text("agencies: [{id: a, nome: A, kind: border}]\n", encoding="utf-8")
    with pytest.raises(PatternError, match=r"broken/agencies\.yaml.*agencies\.0\.nome"):
        opledger.load([str(pack)])


def test_links_lead_somewhere() -> None:
    for page in [README, *sorted((ROOT / "docs").glob("*.md"))]:
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_changelog_has_an_upcoming_block() -> None:
    assert "\n## Upcoming\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
