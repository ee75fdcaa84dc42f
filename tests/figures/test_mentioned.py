"""People whom a text only names by what they are in the case: figures, and no outcome."""

from __future__ import annotations

import pytest
from spacy.language import Language

from opledger.docdata import data

MENTIONED = [
    ("A baker was sentenced today.\n\nThe three defendants drove off in a van.", 3, True),
    ("A baker was sentenced today.\n\nAll four victims spoke in court.", 4, True),
    ("Three men were charged with arson.\n\nThe three defendants drove off in a van.", 3, False),
    ("Prosecutors indicted five men.\n\nThe two defendants from Reno fled.", 2, True),
    ("Police freed workers from a farm.\n\nThe 19 victims were given shelter.", 19, False),
]


@pytest.mark.parametrize(("text", "value", "mentioned"), MENTIONED)
def test_a_mere_mention_is_marked(nlp: Language, text: str, value: int, mentioned: bool) -> None:
    figures = data(nlp(text))["figures"]
    last = [f for f in figures if f["value"] == value][-1]
    assert bool(last["extras"].get("mentioned")) is mentioned
