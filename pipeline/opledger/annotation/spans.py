"""A gold file as spans of a text, which is what annotation tools know, and back.

A figure is a span over its quote, labelled by its measure; a name is a span where the text has it first. What is said of the
whole release (outcomes, conflicts, names that the text does not have letter for letter) stays apart in ``rest``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from opledger.evaluation.figures import quote_starts

NAMES = {"operations": "OPERATION", "agencies": "AGENCY"}
LABELS = ("OPERATION", "AGENCY")
Json = dict[str, Any]


@dataclass(slots=True)
class Span:
    """Characters of a text with a label and what is said of them."""

    start: int
    end: int
    label: str
    attributes: Json = field(default_factory=dict)


@dataclass(slots=True)
class Annotated:
    """A release with its spans; ``rest`` is whatever of the gold no span holds."""

    id: str
    text: str
    spans: list[Span]
    rest: Json


def to_spans(gold: Json) -> Annotated:
    """A gold file's content as spans.

    Raises:
        ValueError: if a quote is not in the text.

    Example:
        >>> gold = {"id": "g", "text": "Six held.", "figures": [{"quote": "Six", "number": "Six", "measure": "arrests"}]}
        >>> [(s.start, s.end, s.label) for s in to_spans(gold).spans]
        [(0, 3, 'arrests')]
    """
    rest = {key: value for key, value in gold.items() if key not in ("id", "text", "figures")}
    spans = _figures(gold)
    for kind, label in NAMES.items():
        for key in (kind, f"{kind}_optional"):
            spans += _names(gold, rest, key, label)
    spans.sort(key=lambda s: (s.start, s.end, s.label))
    return Annotated(gold["id"], gold["text"], spans, rest)


def _figures(gold: Json) -> list[Span]:
    figures, spans = gold.get("figures", ()), []
    for figure, start in zip(figures, quote_starts(gold["text"], (f["quote"] for f in figures)), strict=True):
        quote = figure["quote"]
        if start < 0:
            raise ValueError(f"{gold['id']}: {quote!r} is not in the text")
        attributes = {key: value for key, value in figure.items() if key not in ("quote", "measure")}
        spans.append(Span(start, start + len(quote), figure["measure"], attributes))
    return spans


def _names(gold: Json, rest: Json, key: str, label: str) -> list[Span]:
    spans, unplaced = [], {}
    for order, name in enumerate(gold.get(key, ())):
        start = gold["text"].find(name)
        if start < 0 or not name:
            unplaced[str(order)] = name
            continue
        attributes: Json = {"order": order}
        if key.endswith("_optional"):
            attributes["optional"] = True
        spans.append(Span(start, start + len(name), label, attributes))
    if key in rest:
        rest[key] = unplaced
    return spans


def from_spans(annotated: Annotated) -> Json:
    """The content of a gold file, from its spans and the rest; the opposite of ``to_spans``.

    Spans that an annotator has added get the attributes that they lack, as far as these follow from the text.
    """
    gold: Json = {"id": annotated.id}
    figures = [s for s in annotated.spans if s.label not in LABELS]
    for key, value in annotated.rest.items():
        gold[key] = value
    gold["text"] = annotated.text
    gold["figures"] = [_figure(annotated.text, s) for s in sorted(figures, key=lambda s: (s.start, s.end))]
    for kind, label in NAMES.items():
        for optional in (False, True):
            key = f"{kind}_optional" if optional else kind
            own = [
                s
                for s in annotated.spans
                if s.label == label and bool(s.attributes.get("optional")) == optional
            ]
            if own or key in annotated.rest or not optional:
                gold[key] = _listed(annotated.text, own, annotated.rest.get(key) or {})
    return gold


def _listed(text: str, spans: list[Span], unplaced: dict[str, str] | list[str]) -> list[str]:
    entries = unplaced.items() if isinstance(unplaced, dict) else enumerate(unplaced)
    ordered = [(float(order), name) for order, name in entries]
    ordered += [(float(s.attributes.get("order", 1e9)), text[s.start : s.end]) for s in spans]
    return list(dict.fromkeys(name for _, name in sorted(ordered, key=lambda entry: entry[0])))


def _figure(text: str, span: Span) -> Json:
    quote = text[span.start : span.end]
    return {"quote": quote, "measure": span.label, **({"number": quote} | span.attributes)}
