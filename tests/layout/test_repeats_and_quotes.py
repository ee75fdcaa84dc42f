"""Paragraphs and sentences that stand twice, and quoted speech."""

from __future__ import annotations

import pytest

from opledger.layout.component import LayoutFinder

FIRST = "Police in nine ports have arrested 31 people in a week of container checks."
OTHER = "Nobody was hurt in any of the raids, a spokesman for the harbour said on Sunday."
PAIRS = [
    (FIRST, True),
    (FIRST.upper(), True),
    ("Police  in nine ports have arrested 31 people, in a week of “container checks”.", True),
    ("Police in nine ports have detained 31 people in a week of container checks.", True),
    ("Policemen in nine ports have arrested 31 people in a week of container checks.", True),
    ("Police in nine ports have arrested 13 people in a week of container checks.", False),
    ("Police in ten ports have arrested 31 people in a week of container checks.", False),
    ("Police in nine ports have arrested 31 people after a tip from a fisherman at sea.", False),
    ("Thirty-one people were arrested.", False),
]


@pytest.mark.parametrize(("second", "repeats"), PAIRS)
def test_repeats(finder: LayoutFinder, second: str, repeats: bool) -> None:
    layout = finder.layout("\n\n".join((FIRST, OTHER, second)))
    expected = 0 if repeats else None
    assert layout["blocks"][2]["repeat_of"] == expected
    assert layout["sentences"][2]["repeat_of"] == expected
    assert layout["sentences"][1]["repeat_of"] is None


def test_a_repeated_sentence_in_another_paragraph(finder: LayoutFinder) -> None:
    layout = finder.layout(f"{OTHER} {FIRST}\n\n{FIRST} It was the third such week this year.")
    assert [s["repeat_of"] for s in layout["sentences"]] == [None, None, 1, None]
    assert [b["repeat_of"] for b in layout["blocks"]] == [None, None]


QUOTES = [
    "He said: {“We hold 14 men,”} and left.",
    'He said: {"We hold 14 men,"} and left.',
    "Er sagte: {„Wir haben 14 Leute.“}",
    "Il dit : {« Nous en tenons 14 »} hier.",
    "It is the ‘Kite’ case of a “gang”, officers’ words.",
    "He said: {‘We hold the driver’s 14 men’} and left.",
    "{“We hold 14 men, and more will follow.}\n\n{“The case goes on for now,”} he said.",
]


@pytest.mark.parametrize("marked", QUOTES)
def test_quotes(finder: LayoutFinder, marked: str) -> None:
    text = marked.replace("{", "").replace("}", "")
    expected = [part.partition("}")[0] for part in marked.split("{")[1:]]
    found = finder.layout(text)["quotes"]
    assert [text[q["start"] : q["end"]] for q in found] == expected
