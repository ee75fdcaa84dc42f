"""spaCy's DocBin: one binary file of Docs.

The spans lie in ``doc.spans["gold"]``, widened to whole tokens, as spaCy can't hold less; their exact characters and all else
lie in ``doc.user_data["gold"]``. A span that somebody added or took out in spaCy counts; one that is still there is taken with
its exact characters.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from opledger.annotation.spans import Annotated, Span

KEY = "gold"


def write(releases: Iterable[Annotated], path: Path) -> None:
    """Write one ``.spacy`` file."""
    import spacy
    from spacy.tokens import DocBin

    nlp = spacy.blank("en")
    docs = DocBin(store_user_data=True)
    for release in releases:
        doc = nlp.make_doc(release.text)
        spans, exact = [], []
        for span in release.spans:
            wide = doc.char_span(span.start, span.end, label=span.label, alignment_mode="expand")
            if wide is not None:
                spans.append(wide)
            place = [wide.start_char, wide.end_char] if wide is not None else None
            exact.append([place, span.start, span.end, span.label, span.attributes])
        doc.spans[KEY] = spans
        kept = {"id": release.id, "spans": exact, "rest": release.rest}
        doc.user_data[KEY] = json.dumps(kept)  # MessagePack would make tuples of lists
        docs.add(doc)
    docs.to_disk(path)


def read(path: Path) -> list[Annotated]:
    """Read a ``.spacy`` file."""
    import spacy
    from spacy.tokens import DocBin

    return [
        _release(doc)
        for doc in DocBin(store_user_data=True).from_disk(path).get_docs(spacy.blank("en").vocab)
    ]


def _release(doc: Any) -> Annotated:
    kept = json.loads(doc.user_data.get(KEY, '{"id": "", "spans": [], "rest": {}}'))
    left = [(s.start_char, s.end_char, s.label_) for s in doc.spans.get(KEY, ())]
    spans = []
    for place, start, end, label, attributes in kept["spans"]:
        wide = (*place, label) if place else None
        if wide is None or wide in left:
            spans.append(Span(start, end, label, attributes))
            if wide is not None:
                left.remove(wide)
    spans += [Span(*added) for added in left]
    return Annotated(kept["id"], doc.text, spans, kept["rest"])
