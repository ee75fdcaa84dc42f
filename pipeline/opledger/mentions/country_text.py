"""The text of a Doc, put together once for all components that read it one after the other."""

from __future__ import annotations

from spacy.tokens import Doc

_last: tuple[Doc, str] | None = None


def text_of(doc: Doc) -> str:
    """``doc.text``, kept for the Doc asked about last: spaCy joins the tokens anew each time.

    Example:
        >>> import spacy
        >>> text_of(spacy.blank("en")("Two arrests."))
        'Two arrests.'
    """
    global _last
    last = _last
    if last is None or last[0] is not doc:
        last = _last = (doc, doc.text)
    return last[1]
