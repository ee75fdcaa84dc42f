"""Spans for displacy."""

from __future__ import annotations

from spacy import displacy
from spacy.language import Language

import opledger

TEXT = "Police arrested 16 people in Portugal on 4 March 2024, Europol said. They seized 212 phones."


def test_spans_stand_where_displacy_looks(nlp: Language) -> None:
    doc = nlp(TEXT)
    options = opledger.mark_spans(doc)
    found = [(span.text, span.label_) for span in doc.spans["opledger"]]
    assert ("16 people", "arrests") in found
    assert ("212 phones", "devices seized") in found
    assert ("Europol", "AGENCY") in found
    assert {label for _, label in found} <= set(options["colors"])
    drawn = displacy.render(doc, style="span", options=options, jupyter=False)
    assert "devices seized" in drawn
    # With nothing but the key, too.
    assert "arrests" in displacy.render(doc, style="span", options={"spans_key": "opledger"}, jupyter=False)


def test_figures_or_mentions_alone(nlp: Language) -> None:
    doc = nlp(TEXT)
    opledger.mark_spans(doc, mentions=False)
    assert {span.label_ for span in doc.spans["opledger"]} == {"arrests", "devices seized"}
    opledger.mark_spans(doc, figures=False)
    assert "arrests" not in {span.label_ for span in doc.spans["opledger"]}


def test_a_doc_without_anything(nlp: Language) -> None:
    doc = nlp("")
    opledger.mark_spans(doc)
    assert list(doc.spans["opledger"]) == []
