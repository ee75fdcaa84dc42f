"""Spans for spaCy's displacy, which draws them in notebooks."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc

from opledger.docdata import data

# The key of ``doc.spans`` that the spans stand under.
KEY = "opledger"

# Those of the page, light enough for dark letters; figures of every measure share one.
COLOURS = {
    "OPERATION": "#dcb3cb",
    "AGENCY": "#9cc8e8",
    "COUNTRY": "#94d6c2",
    "PLACE": "#c6e8dd",
    "DATE": "#dcdcdc",
    "NOTICE": "#f0b48f",
}
FIGURE_COLOUR = "#ffd98a"


def mark_spans(doc: Doc, figures: bool = True, mentions: bool = True) -> dict[str, Any]:
    """Put what was found into ``doc.spans["opledger"]``; see :func:`opledger.mark_spans`."""
    found = [(m["start"], m["end"], m["label"]) for m in data(doc).get("mentions", []) if mentions]
    counted = [
        (f["start"], f["end"], f["measure"].replace("_", " "))
        for f in data(doc).get("figures", [])
        if figures
    ]
    spans = [
        doc.char_span(start, end, label=label, alignment_mode="expand")
        for start, end, label in found + counted
    ]
    kept = [span for span in spans if span is not None]
    doc.spans[KEY] = sorted(kept, key=lambda span: (span.start, span.end))
    colours = {**COLOURS, **{label: FIGURE_COLOUR for *_, label in counted}}
    return {"spans_key": KEY, "colors": colours}
