"""What a match must hold: the gates of regular expressions never shut out a match."""

from __future__ import annotations

import re

import pytest

from opledger.patternfiles import load_patterns
from opledger.patternfiles.gates import gates, last_words, may_end
from opledger.patternfiles.schemas.figures import Scopes

SCOPES = load_patterns().get(Scopes).scopes


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\b(?:last|previous) year\b", (" year",)),
        (r"\b(?:gang|ring)s? of\b", ("gang", "ring")),
        (r"seven|eight", ("seven", "eight")),
        (r"in (?:19|20)\d\d", ("in ",)),
        (r"Last Year", ("last year",)),
        (r"(?:alone)?x+yz", ("yz",)),
        (r"(?:a|bc)", None),
        (r"\w+", None),
        (r"(?:seven|\d+)", None),
        (r"(?:seven )?", None),
        (r"(", None),
    ],
)
def test_gates(pattern: str, words: tuple[str, ...] | None) -> None:
    assert gates(pattern) == words


@pytest.mark.parametrize("scope", SCOPES, ids=lambda scope: scope.id)
def test_no_gate_shuts_out_a_match(scope: object) -> None:
    """Tried on the examples of every scope, so that matches of one by the words of another are tried too."""
    pattern, words = scope.pattern, gates(scope.pattern)  # type: ignore[attr-defined]
    for example in (text for other in SCOPES for text in other.examples):
        if words is not None and re.search(pattern, example, re.IGNORECASE):
            assert any(word in example.lower() for word in words), example


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("in|suburbs? of|reach(?:ed|ing)", {"in", "of", "reached", "reaching"}),
        ("[Nn]otices?|EIOs?", {"notice", "notices", "eio", "eios"}),
        (r"\d+ (?:red|blue)[- ]cards?", {"card", "cards"}),
        (r"(?:the )?(?:town|port) of", {"of"}),
        (r"held \w+", None),
        (r"held(?: fast)?", {"held", "fast"}),
        ("held[.]", None),
    ],
)
def test_last_words(pattern: str, words: set[str] | None) -> None:
    assert last_words(pattern) == words


@pytest.mark.parametrize(
    ("text", "may"),
    [("sent to the ", True), ("sent TO ", True), ("sent by ", False), ("(in ", True), ("", True)],
)
def test_may_end(text: str, may: bool) -> None:
    assert may_end(frozenset({"to", "the", "in"}), text) is may
