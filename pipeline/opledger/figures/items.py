"""A sentence as a list of items: quantities, mentions, and words with what the lexicon knows of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from opledger.figures.lexicon import TOKEN, Entry, Lexicon
from opledger.letters import lowered

EMPTY = Entry()


@dataclass(slots=True)
class Item:
    """One item of a sentence.

    ``kind`` is ``quantity``, ``mention``, ``punct`` or ``word``; ``at`` the index of the quantity or mention in the Doc's
    data, else -1; ``entry`` what the lexicon knows of a word, and ``function`` its class there of function words, or None;
    ``label`` the label of a mention or the dimension of a quantity.
    """

    kind: str
    start: int
    end: int
    text: str
    entry: Entry = EMPTY
    at: int = -1
    label: str = ""
    function: str | None = None

    def plays(self, tag: str) -> bool:
        """Whether a word plays a part ("inner", "counter" ...)."""
        return tag in self.entry.tags


Spans = list[tuple[int, int, str, int, str]]


def spans_of(quantities: list[dict[str, Any]], mentions: list[dict[str, Any]], skip: frozenset[str]) -> Spans:
    """Quantities and mentions as spans in text order. Of spans that overlap the first stays, of those with one start the quantity,
    else the longest.

    Args:
        quantities: quantities of a Doc.
        mentions: mentions of a Doc.
        skip: mention labels to leave as plain words.
    """
    spans = [(q["start"], q["end"], "quantity", at, q["dimension"]) for at, q in enumerate(quantities)]
    spans += [
        (m["start"], m["end"], "mention", at, m["label"])
        for at, m in enumerate(mentions)
        if m["label"] not in skip
    ]
    spans.sort(key=lambda s: (s[0], s[2] != "quantity", -s[1]))
    kept: Spans = []
    for span in spans:
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def scan(text: str, start: int, end: int, spans: Spans, lexicon: Lexicon) -> list[Item]:
    """Items of ``text[start:end]``; ``spans`` are those inside it."""
    items: list[Item] = []
    at = start
    for s_start, s_end, kind, index, label in spans:
        if s_start > at:
            _words(text, at, s_start, lexicon, items)
        items.append(Item(kind, s_start, s_end, text[s_start:s_end].lower(), EMPTY, index, label))
        at = s_end
    if at < end:
        _words(text, at, end, lexicon, items)
    return items


def _words(text: str, start: int, end: int, lexicon: Lexicon, items: list[Item]) -> None:
    low = text[start:end].replace("’", "'").lower()
    if len(low) != end - start:  # a letter that grows
        low = lowered(text[start:end].replace("’", "'"))
    found = list(TOKEN.finditer(low))
    tokens = [m[0] for m in found]
    single, longer = lexicon.single, lexicon.longer
    at = 0
    while at < len(tokens):
        token = tokens[at]
        left = start + found[at].start()
        kind = "word" if token[0].isalnum() else "punct"
        if token in longer:
            matched = lexicon.match(tokens, at)
            if matched is not None:
                size, entry = matched
                right = start + found[at + size - 1].end()
                whole = token if size == 1 else " ".join(tokens[at : at + size])
                items.append(Item(kind, left, right, whole, entry, -1, "", entry.kind))
                at += size
                continue
        elif token in single:
            entry = single[token]
            items.append(Item(kind, left, left + len(token), token, entry, -1, "", entry.kind))
            at += 1
            continue
        items.append(Item(kind, left, left + len(token), token))
        at += 1
