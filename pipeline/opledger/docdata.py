"""Where the components keep what they find on a spaCy ``Doc``, or on a bare text, and how others read it.

Everything lies in one plain dict, ``doc.user_data["opledger"]``: dicts, lists, strings, numbers and
``None`` only, so that ``Doc.to_bytes`` (and with it ``nlp.pipe(n_process=2)``) carries it whole.
``doc._.opledger`` and ``span._.opledger`` are getters over that dict. ``docs/architecture.md`` lists
the keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    AnyDoc: TypeAlias = "Doc | PlainDoc"

KEY = "opledger"

Data = dict[str, Any]


class PlainDoc:
    """A text and what the components find in it: a Doc without tokens, for where nobody asks for them.

    Args:
        text: the text.

    Example:
        >>> data(PlainDoc("Police arrested 144 people."))
        {}
    """

    __slots__ = ("text", "user_data")

    def __init__(self, text: str) -> None:
        self.text = text
        self.user_data: dict[str, Data] = {}


def data(doc: AnyDoc) -> Data:
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


def text_of(doc: AnyDoc) -> str:
    """``doc.text``, joined from the tokens once: every component asks for it, and spaCy joins anew each time."""
    if isinstance(doc, PlainDoc):
        return doc.text
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
    from spacy.tokens import Doc, Span

    Doc.set_extension(KEY, getter=data, force=True)
    Span.set_extension(KEY, getter=_inside, force=True)
