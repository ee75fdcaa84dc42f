"""Counts that no number states: one person or thing of which a deed is told."""

from __future__ import annotations

from typing import Any

import pytest
from spacy.language import Language

TOLD = [
    ("A baker was arrested in Lyon on Monday.", [("A baker", "arrests", 1, "total")]),
    ("The mother and the aunt were detained.", [("The mother and the aunt", "arrests", 2, "total")]),
    ("A 34-year-old man was later charged with fraud.", [("A 34-year-old man", "charges", 1, "total")]),
    ("A pistol was seized.", [("A pistol", "firearms_seized", 1, "total")]),
    (
        "A boy was rescued; a guard was killed.",
        [("A boy", "victims_safeguarded", 1, "total"), ("a guard", "deaths", 1, "total")],
    ),
    ("A notary has been charged with fraud.", [("A notary", "charges", 1, "total")]),
    ("The father and the son have been detained.", [("The father and the son", "arrests", 2, "total")]),
    (
        "A former police officer pleaded guilty to fraud.",
        [("A former police officer", "convictions", 1, "total")],
    ),
    (
        "The owner and his wife pleaded guilty to theft.",
        [("The owner and his wife", "convictions", 2, "total")],
    ),
    ("The mayor pleaded no contest to perjury.", [("The mayor", "convictions", 1, "total")]),
    ("A clerk pled guilty in 2019.", [("A clerk", "convictions", 1, "total")]),
    ("A couple was arrested.", [("A couple", "arrests", 2, "total")]),
    (
        "Six men were held. The leader of the gang was arrested.",
        [("The leader of the gang", "arrests", 1, "part")],
    ),
    ("Two men were arrested and a woman was charged.", [("a woman", "charges", 1, "total")]),
]
UNTOLD = [
    "No suspect was arrested.",
    "The house was searched and the operation was closed.",
    "The money was seized.",
    "A team of nine officers was arrested.",
    "The suspects were arrested.",
    "The suspects have been arrested.",
    "No suspect has been arrested.",
    "Their lawyers said that he was arrested.",
    "A clerk pleaded not guilty.",
    "The suspects pleaded guilty.",
    "Smith, 40, pleaded guilty.",
]


def implied(nlp: Language, text: str) -> list[dict[str, Any]]:
    return [f for f in nlp(text)._.opledger["figures"] if f["implicit"]]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_one_of_which_a_deed_is_told(nlp: Language, text: str, expected: list[tuple[Any, ...]]) -> None:
    found = implied(nlp, text)
    assert [(f["text"], f["measure"], f["value"], f["role"]) for f in found] == expected
    assert all(text[f["start"] : f["end"]] == f["text"] and f["qualifier"] == "exact" for f in found)


@pytest.mark.parametrize("text", UNTOLD)
def test_nothing_is_implied(nlp: Language, text: str) -> None:
    assert implied(nlp, text) == []


def test_what_is_stated_stays_as_it_is(nlp: Language) -> None:
    stated = "Police in Porto arrested 12 people. Nine of them were charged. Officers seized 40 phones."
    plain = nlp(stated)._.opledger["figures"]
    more = nlp(stated + " A clerk was arrested as well. A rifle was seized.")._.opledger["figures"]
    assert [f for f in more if not f["implicit"]] == plain
    assert sorted(f["measure"] for f in more if f["implicit"]) == ["arrests", "firearms_seized"]
