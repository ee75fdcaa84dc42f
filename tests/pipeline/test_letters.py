"""Long texts are turned by tables: the same as Python's own way, character by character."""

from __future__ import annotations

import random

import pytest

from opledger.letters import LONG, lowered, squeezed

ALPHABETS = (
    "abc XYZ 0123.,\n",
    "aÄÖ éß’“–\u00a0\u2003\x1c\x85 Σσς\n",
    "İıſ\u212a\u1e9e ﬁ" + "".join(map(chr, range(0x370, 0x500))),
    "漢字\u3000 😀 A\ud800",
)


def _lowered(text: str) -> str:
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


@pytest.mark.parametrize("alphabet", ALPHABETS)
@pytest.mark.parametrize("size", [0, 1, LONG - 1, LONG, LONG + 100])
def test_long_texts_are_turned_as_short_ones(alphabet: str, size: int) -> None:
    chance = random.Random(size)
    for _ in range(20):
        text = "".join(chance.choices(alphabet, k=size))
        assert squeezed(text) == " ".join(text.casefold().split())
        if "Σ" not in text:  # which Python turns by what stands beside it
            assert lowered(text) == _lowered(text)
        assert len(lowered(text)) == size
