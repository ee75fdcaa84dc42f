"""What holds for any text."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from opledger.layout.component import LayoutFinder

LINES = st.sampled_from(
    [
        "Ten held in raid on still",
        "LYON, France – Police held ten men.",
        "• 14 arrests",
        "Arrests: 21",
        "14,260",
        "Firearms",
        "Read Next",
        "###",
        "Results:",
        "(SO), the",
        "“We hold 14. And 12",
        "the 7",
        "th",
        "\u2028 2 May 2020",
        "",
        "\t3 | 4",
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(LINES, max_size=14).map("\n".join))


def check(layout: dict[str, Any], text: str) -> None:
    blocks, sentences = layout["blocks"], layout["sentences"]
    for spans in (blocks, sentences):
        assert all(a["end"] <= b["start"] for a, b in pairwise(spans))
        assert all(span["start"] < span["end"] for span in spans)
    covered = {i for span in sentences for i in range(span["start"], span["end"])}
    assert all(i in covered for i, char in enumerate(text) if not char.isspace())
    for sentence in sentences:
        block = blocks[sentence["block"]]
        assert block["start"] <= sentence["start"] and sentence["end"] <= block["end"]
    for index, item in enumerate(blocks):
        for key in ("heading", "intro", "repeat_of"):
            assert item[key] is None or 0 <= item[key] < index
    for index, item in enumerate(sentences):
        assert item["repeat_of"] is None or 0 <= item["repeat_of"] < index


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, title=st.one_of(st.none(), st.text(max_size=20)))
@example(text="A\x85. b\x1c\n.", title=None)
def test_any_text(finder: LayoutFinder, text: str, title: str | None) -> None:
    layout = finder.layout(text, title)
    check(layout, text)
    assert layout == finder.layout(text, title)


LARGE = {
    "no space": "x" * 1_000_000,
    "numbers": "1234567 " * 100_000,
    "number lines": "1,234\n" * 50_000,
    "lower-case lines": "and so on\n" * 50_000,
    "open brackets": "(A b. " * 100_000,
    "open quotes": "“A b " * 100_000,
    "capitals": "AB " * 200_000,
    "stops": ". " * 200_000,
    "links": "Police held 14 men.\n" + "Latest news\n" * 50_000 + "Police held 14 men in the old port. " * 90,
    "stars": "*" * 500_000,
    "same sentence": "Police held 14 men in the old port. " * 20_000,
    "nearly the same": "\n".join(f"Police held {i} men in the old port by night." for i in range(10_000)),
}


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE.keys())
def test_large_texts_are_quick(finder: LayoutFinder, text: str) -> None:
    start = time.process_time()
    finder.layout(text)
    assert time.process_time() - start < 10
