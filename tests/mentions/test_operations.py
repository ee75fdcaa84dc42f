"""Operations: names in all their places, editions apart, and what is no name."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from opledger.docdata import data
from opledger.mentions.operations import OperationFinder

FINDER = OperationFinder(spacy.blank("en").vocab, "opledger_operations")
NLP = spacy.blank("en")


def mentions(text: str, *earlier: dict[str, Any]) -> list[dict[str, Any]]:
    doc = NLP.make_doc(text)
    data(doc)["mentions"] = list(earlier)
    return FINDER.find(doc)


def names(text: str) -> list[str]:
    return list(dict.fromkeys(m["name"] for m in mentions(text)))


NAMED = [
    ("Operation Copper Kettle led to 12 arrests.", ["Operation Copper Kettle"]),
    ("Under Operation Marea XII, 40 boats were checked.", ["Operation Marea XII"]),
    ("Operations Lantern and Blue Reef II ended on Friday.", ["Operation Lantern", "Operation Blue Reef II"]),
    (
        "Operations Lantern (3 May), Ember (9 May) and Quartz ended.",
        ["Operation Lantern", "Operation Ember", "Operation Quartz"],
    ),
    ("The operation, code-named Silent Harbour, began in June.", ["Operation Silent Harbour"]),
    ("The crackdown, dubbed “Iron Orchard”, lasted ten days.", ["Operation Iron Orchard"]),
    ("The raids were part of the operation ‘Nightjar’ in two cities.", ["Operation Nightjar"]),
    ("The “Winter Gate” operation closed 14 shops.", ["Winter Gate operation"]),
    ("Within the “Wheel-12” operation 9 were held.", ["Wheel-12 operation"]),
    ("The “Winter Gate” sweep closed 14 shops.", ["Operation Winter Gate"]),
    ("Officers praised the Glass Anchor operation.", ["Operation Glass Anchor"]),
    (
        "Operations “Falcon-7”, “Reed” and “Delta-12” were held at once.",
        ["Operation Falcon-7", "Operation Reed", "Operation Delta-12"],
    ),
    ("Op Tapir 2.0 netted 31 men.", ["Op Tapir 2.0"]),
    ("Project Heron took down two labs; officers seized 9 kg.", ["Project Heron"]),
    ("Detectives of Taskforce Wattle made the arrests.", ["Taskforce Wattle"]),
    ("Investigators of Strike Force Banksia charged four.", ["Strike Force Banksia"]),
    ("La Operación Puerto Gris dejó 12 detenidos.", ["Operación Puerto Gris"]),
    (
        "Opération Étoile Noire and Operazione Vento Freddo were linked.",
        ["Opération Étoile Noire", "Operazione Vento Freddo"],
    ),
    ("During Joint Action Days in May, 200 checks were made.", ["Joint Action Days"]),
    ("The Global Ferry Action Days (GFAD) drew 30 countries.", ["Global Ferry Action Days"]),
    ("RESULTS OF OPERATION COPPER KETTLE\nOperation Copper Kettle ended.", ["Operation Copper Kettle"]),
    ("MORE ARRESTS IN OPERATION TANAGER", ["Operation Tanager"]),
    ("Operation Copper Kettle Nets 40 Suspects\nOperation Copper Kettle ended.", ["Operation Copper Kettle"]),
    ("Operation 1027 entered its second week.", ["Operation 1027"]),
    ("Operation Copper Kettle’s second phase began.", ["Operation Copper Kettle"]),
    ("Operation HunTaR was led from Lyon.", ["Operation HunTaR"]),
    ("“Operation Copper Kettle shows what we can do,” she said.", ["Operation Copper Kettle"]),
]


@pytest.mark.parametrize(("text", "wanted"), NAMED)
def test_named(text: str, wanted: list[str]) -> None:
    assert names(text) == wanted


UNNAMED = [
    "The Operations Centre in Lyon ran it.",
    "Special Operations officers searched the house.",
    "Operation Coordination lasted a week.",
    "The Project Manager and the Task Force Commander spoke.",
    "The operation on Monday led to 14 arrests.",
    "Undercover Operation Nets 41 Dealers in the East Side",
    "Head of Cyber Operations Jane Roe spoke.",
    "The operation was called a success.",
    "Officers of the Joint operation met.",
    "He was known as Shorty.",
    "The case is called State v. Roe.",
    "Operation began in June.",
    "“Shorty” was arrested during the raid.",
    "The suspect, nicknamed “El Largo”, fled.",
]


@pytest.mark.parametrize("text", UNNAMED)
def test_unnamed(text: str) -> None:
    assert names(text) == []


def test_bare_uses_and_editions() -> None:
    text = (
        "Operation Marea XIV ended in May. Marea XIV covered 9 ports; Marea XIII, in 2020, had covered six. "
        "Operations Lantern and Ember ran with it. Lantern went on."
    )
    found = [(text[m["start"] : m["end"]], m["id"]) for m in mentions(text)]
    assert found == [
        ("Operation Marea XIV", "operation-marea-xiv"),
        ("Marea XIV", "operation-marea-xiv"),
        ("Marea XIII", "operation-marea-xiii"),
        ("Lantern", "operation-lantern"),
        ("Ember", "operation-ember"),
        ("Lantern", "operation-lantern"),
    ]


def test_a_sister_operation_with_its_year() -> None:
    text = "Operation Thundercloud followed Thunderclap (2019) and came before Thunderstone (2021)."
    assert names(text) == ["Operation Thundercloud", "Operation Thunderclap", "Operation Thunderstone"]


def test_an_ordinary_word_at_the_start_of_a_sentence_is_no_name() -> None:
    text = "Operation Stream began. A stream of reports came in. Stream banks were searched."
    assert [m["start"] for m in mentions(text)] == [0]


def test_a_body_is_no_operation() -> None:
    text = "Operation Clear Shelter sent three experts."
    body = {"label": "AGENCY", "start": 0, "end": 23, "id": "x", "extras": {}}
    assert mentions(text, body) == []


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Amber", "Quill", "Saffron", "Tern", "Vela", "Kestrel"]),
        min_size=1,
        max_size=3,
        unique=True,
    ),
    st.sampled_from(["", " II", " XIV", " 2.0", " 2023"]),
    st.sampled_from(
        [
            "{} led to 12 arrests.",
            "Officers launched {} in May.",
            "“{} was a success,” she said.",
            "Under {}, 9 were held.",
        ]
    ),
)
def test_any_name_after_the_lead_is_found(words: list[str], edition: str, frame: str) -> None:
    name = f"Operation {' '.join(words)}{edition}"
    assert names(frame.format(name)) == [name]


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="Operation Xab “”'’(),.\n0IV", max_size=200))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    found = mentions(text)
    assert all(0 <= m["start"] < m["end"] <= len(text) and m["name"] for m in found)
    assert all(a["end"] <= b["start"] for a, b in itertools.pairwise(found))


@pytest.mark.parametrize(
    "text", ["Operation " * 20_000, "“" * 50_000, "X" * 300_000, "Operation A and B, " * 5_000]
)
def test_odd_texts_end_soon(text: str) -> None:
    doc = spacy.tokens.Doc(NLP.vocab, words=[text], spaces=[False])
    assert isinstance(FINDER.find(doc), list)
