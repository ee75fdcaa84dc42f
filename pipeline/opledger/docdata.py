"""Where the components keep what they find on a spaCy ``Doc``, and how others read it.

Everything lies in one plain dict, ``doc.user_data["opledger"]``: dicts, lists, strings, numbers and
``None`` only, so that ``Doc.to_bytes`` (and with it ``nlp.pipe(n_process=2)``) carries it whole.
``doc._.opledger`` and ``span._.opledger`` are getters over that dict. ``docs/architecture.md`` lists
the keys.
"""

from __future__ import annotations

from typing import Any
from weakref import WeakKeyDictionary

from spacy.tokens import Doc, Span

KEY = "opledger"

Data = dict[str, Any]


def data(doc: Doc) -> Data:
    """The opledger data of a Doc, made empty on first use.

    Returns:
        A dict with the keys ``release``, ``layout``, ``quantities``, ``lookalikes``, ``mentions`` and
        ``figures`` as far as components have run.
    """
    found: Data | None = doc.user_data.get(KEY)
    if found is None:
        found = doc.user_data[KEY] = {}
    return found


_TEXTS: WeakKeyDictionary[Doc, str] = WeakKeyDictionary()


def keep_text(doc: Doc, text: str) -> None:
    """Tell the text that a Doc was just made from, so that nobody has to join it again."""
    _TEXTS[doc] = text


def text_of(doc: Doc) -> str:
    """``doc.text``, joined from the tokens once: every component asks for it, and spaCy joins anew each time."""
    text = _TEXTS.get(doc)
    if text is None:
        text = _TEXTS[doc] = doc.text
    return text


def _inside(span: Span) -> Data:
    start, end = span.start_char, span.end_char
    return {
        key: [item for item in data(span.doc).get(key, []) if start <= item["start"] and item["end"] <= end]
        for key in ("quantities", "mentions", "figures")
    }


def register_extensions() -> None:
    """Register ``Doc._.opledger`` and ``Span._.opledger``; safe to call again."""
    Doc.set_extension(KEY, getter=data, force=True)
    Span.set_extension(KEY, getter=_inside, force=True)
