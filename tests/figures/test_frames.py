"""The examples of frames.yaml and scopes.yaml do what their entries say, through the whole pipeline."""

from __future__ import annotations

import pytest
from figure_marks import as_params, read
from spacy.language import Language

from opledger.figures.scope import ScopeRules
from opledger.patternfiles import load_patterns
from opledger.patternfiles.schemas.figures import Frame, Frames, Scope, Scopes

PATTERNS = load_patterns(())
FRAMES = list(PATTERNS.get(Frames).frames)
SCOPES = list(PATTERNS.get(Scopes).scopes)
FRAME_EXAMPLES = [
    (f"frames/{frame.id}/{at}", (frame, text)) for frame in FRAMES for at, text in enumerate(frame.examples)
]
SCOPE_EXAMPLES = [
    (f"scopes/{scope.id}/{at}", (scope, text)) for scope in SCOPES for at, text in enumerate(scope.examples)
]


@pytest.mark.parametrize("frame, text", as_params(FRAME_EXAMPLES))
def test_frame_example(nlp: Language, frame: Frame, text: str) -> None:
    measures = [f["measure"] for f in read(nlp, text)]
    if frame.measure is None:
        assert measures == []
    else:
        assert frame.measure in measures


@pytest.mark.parametrize("frame", as_params([(f"frames/{frame.id}", frame) for frame in FRAMES]))
def test_frame_has_an_example_that_it_decides(nlp: Language, frame: Frame) -> None:
    assert frame.examples
    if frame.measure is not None:
        rules = [f["rule"].split("+")[-1] for text in frame.examples for f in read(nlp, text)]
        assert f"frame:{frame.id}" in rules or f"list:{frame.id}" in rules


# The lead of a release has rules of its own, so the examples stand behind one.
LEAD = """Police end a month of checks at sea

The checks were carried out off the coast by police and customs.

Boats were stopped by day and by night.

The harbour master thanked the crews.

"""
UNDER_A_HEADING = "\n\n• 14 people were arrested in a harbour bar.\n• Customs arrested 22 people on a ferry."


@pytest.mark.parametrize("scope, text", as_params(SCOPE_EXAMPLES))
def test_scope_example(nlp: Language, scope: Scope, text: str) -> None:
    figures = read(nlp, LEAD + text + (UNDER_A_HEADING if scope.reach == "heading" else ""))
    governed = [f for f in figures if scope.id in f["extras"]["cues"]]
    if scope.role in {"denied", "correction"}:
        assert any(f["extras"][scope.role] for f in governed)
    elif scope.role in {"background", "part", "total"}:
        assert scope.role in [f["role"] for f in governed]


@pytest.mark.parametrize("scope", as_params([(f"scopes/{scope.id}", scope) for scope in SCOPES]))
def test_scope_has_an_example_that_its_pattern_finds(scope: Scope) -> None:
    rules = ScopeRules.compile([scope])
    assert scope.examples
    for text in scope.examples:
        whole = "Words before it.\n" + text  # a sentence seldom opens the release
        start = len(whole) - len(text)
        adjacent = [c for at in range(start, len(whole) + 1) for c in rules.adjacent(whole, start, at)]
        assert rules.find(whole, start, len(whole)) or adjacent, text


def test_ids_are_unique() -> None:
    ids = [frame.id for frame in FRAMES] + [scope.id for scope in SCOPES]
    assert sorted(ids) == sorted(set(ids))
