"""Sentences: a stroke in the text marks where one ends."""

from __future__ import annotations

import pytest
import spacy

from opledger.layout.component import LayoutFinder

SENTENCES = [
    "Police held 14 men.| They come from nine towns.",
    "Mr. Ola and Dr. J. P. Adams spoke at 5 p.m. Monday.| Sgt. Kim listened.",
    "They left at 11 p.m.| During the night, six came back.",
    "The U.S. Marshals and St. Mary’s Police took 1.5 tonnes.| No. 7 was empty.",
    "On Oct. 24 it weighed 1.010 tonnes.| 26 people were held.",
    "He said: “We hold 14.”| “And 12 more will follow,” she added.",
    "They took boats (three. Of wood) and cars.| All are new.",
    "(An earlier note said 14. It was wrong.)|",
    "Was it loud?| Yes!| Very.",
    "The raid ended at noon.|The men were taken away.",
    "It cost Rs. 4.2 million and weighed approx. 12 kg in all.|",
    "Bail for William J. Brown was set in Los Angeles, Calif. on Monday.|",
]


@pytest.mark.parametrize("marked", SENTENCES)
def test_sentences(finder: LayoutFinder, marked: str) -> None:
    expected = [part.strip() for part in marked.split("|") if part]
    text = marked.replace("|", "")
    found = finder.layout(text)["sentences"]
    if marked.startswith("(An"):
        expected = ["(An earlier note said 14.", "It was wrong.)"]
    assert [text[s["start"] : s["end"]] for s in found] == expected


def test_a_blocks_end_ends_a_sentence(finder: LayoutFinder) -> None:
    text = "Results:\n• 14 arrests\n• 12 raids\n• a boat"
    found = finder.layout(text)["sentences"]
    assert [text[s["start"] : s["end"]] for s in found] == text.split("\n")


def test_tokens_know_where_sentences_start(finder: LayoutFinder) -> None:
    nlp = spacy.blank("en")
    doc = finder(nlp("Ten held in raid\n\nLYON, France – Police held ten men. They were tired.\n• 14 raids"))
    assert [sent.text.strip() for sent in doc.sents] == [
        "Ten held in raid",
        "LYON, France –",
        "Police held ten men.",
        "They were tired.",
        "• 14 raids",
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "."])
def test_next_to_nothing(finder: LayoutFinder, text: str) -> None:
    doc = finder(spacy.blank("en")(text))
    assert len(doc._.opledger["layout"]["sentences"]) == bool(text.strip())
