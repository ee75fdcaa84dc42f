"""``opledger show``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from rich.text import Text

from opledger.report.safe import one_line, visible
from opledger.report.terminal import marked
from opledger.report.words import amount, number


def test_shows_text_figures_outcomes_conflicts_and_the_rest(opledger: Any, batch: Path) -> None:
    ended = opledger("show", batch / "first.txt", "--width", "120")
    assert (ended.status, ended.err) == (0, "")
    for section in ("Figures", "Outcomes", "Conflicts", "Left out"):
        assert f"\n{section}\n" in ended.out
    figures = ended.out.split("\nFigures\n")[1].split("\nOutcomes\n")[0]
    assert "arrests" in figures
    assert "devices seized" in figures
    assert "more than 40,000 EUR" in figures
    left_out = ended.out.split("\nLeft out\n")[1]
    assert "4 March 2024" in left_out


def test_in_a_pipe_there_is_no_colour_and_figures_stand_in_brackets(opledger: Any, batch: Path) -> None:
    ended = opledger("show", batch / "first.txt")
    assert "\x1b" not in ended.out
    assert re.search(r"\[[^\]]*16 people[^\]]* #\d+\]", ended.out)


def test_colour_on_request(opledger: Any, batch: Path) -> None:
    ended = opledger("show", batch / "first.txt", "--colour")
    assert "\x1b[" in ended.out


@pytest.mark.parametrize("width", [20, 40, 71, 72, 200])
def test_any_width_holds_everything(opledger: Any, batch: Path, width: int) -> None:
    ended = opledger("show", batch / "first.txt", "--width", width)
    assert ended.status == 0
    assert max(map(len, ended.out.splitlines())) <= width
    squeezed = "".join(ended.out.split())
    assert "QuietHarbour" in squeezed
    assert "devicesseized" in squeezed


def test_hostile_text_cannot_reach_the_terminal(opledger: Any, tmp_path: Path) -> None:
    file = tmp_path / "bad.txt"
    file.write_text(
        "Raid \x1b]0;owned\x07 \x1b[31m\u202eon [bold]flats[/bold] :smile:\n\nPolice arrested 16 \x9b people.\n"
    )
    ended = opledger("show", file)
    assert ended.status == 0
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", ended.out)
    assert "[bold]flats[/bold] :smile:" in ended.out


def test_standard_input(opledger: Any) -> None:
    ended = opledger("show", "-", stdin=b"Police arrested 16 people.\n")
    assert ended.status == 0
    assert "16 people" in ended.out


def test_a_rejected_file_is_named(opledger: Any, tmp_path: Path) -> None:
    file = tmp_path / "binary.txt"
    file.write_bytes(bytes(range(256)) * 40)
    ended = opledger("show", file)
    assert ended.status == 1
    assert "binary.txt" in ended.err


def test_marks_shift_spans() -> None:
    shown = marked("ab cd ef", [(3, 5, "red"), (6, 8, "blue")], [(3, "["), (5, " #1]")])
    assert shown.plain == "ab [cd #1] ef"
    assert [shown.plain[s.start : s.end] for s in shown.spans if s.style in ("red", "blue")] == ["[cd", "ef"]


def test_marked_text_is_no_markup() -> None:
    assert isinstance(marked("[red]x[/red]", [], []), Text)
    assert marked("[red]x[/red]", [], []).plain == "[red]x[/red]"


def test_control_characters_are_made_visible_one_for_one() -> None:
    text = "".join(map(chr, range(0x250))) + "\u202a\u2066\u061c\ud800"
    assert len(visible(text)) == len(text)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a\u2066\ud800]", visible(text))
    assert one_line("a\n\tb\r\nc") == "a b c"


@pytest.mark.parametrize(
    ("low", "high", "qualifier", "unit", "said"),
    [
        (144, 144, "exact", "person", "144"),
        (1200.0, 1200.0, "about", "kilogram", "about 1,200 kilogram"),
        (50, None, "more_than", "item", "more than 50"),
        (50, None, "at_least", "item", "at least 50"),
        (None, 5, "less_than", "item", "less than 5"),
        (None, 5, "at_most", "item", "at most 5"),
        (2, 4, "range", "item", "2 to 4"),
        (200, None, "vague", "item", "200 or more"),
        (43.0913, 43.0913, "exact", "kilogram", "43.0913 kilogram"),
        (0, 0, "exact", "EUR", "0 EUR"),
    ],
)
def test_values_in_words(low: float, high: float, qualifier: str, unit: str, said: str) -> None:
    assert amount(low, high, qualifier, unit) == said


def test_numbers_keep_their_digits() -> None:
    assert [number(n) for n in (15313, 2_000_000.0, 0.25, None)] == ["15,313", "2,000,000", "0.25", "?"]
