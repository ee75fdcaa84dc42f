"""Short forms that a release introduces itself: "South African Police Service (SAPS)", "SAPS (South African ...)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from opledger.mentions.agency_words import Name

_ACRONYM = r"(?:[A-Z]{2,4} )?[A-Z][A-Za-z0-9&-]{0,8}[A-Z0-9]"
_AFTER = re.compile(rf"(?:'s?)?[ \n]?\(\s*(?:the |or |now |also )?[\"“]?({_ACRONYM})[\"”]?\s*[),;–-]")
_BEFORE = re.compile(rf"(?<!\w)({_ACRONYM}) ?\($")
_JOINED, _WORD = re.compile(r"[\w-]"), re.compile(r"\w")
_BEFORE_REACH = 14
_CAPITALS = 2
_MOST = 300  # no release introduces more acronyms


def introduced(flat: str, names: Sequence[Name]) -> dict[str, Name]:
    """The acronyms that stand in brackets beside a name, or before a name in brackets.

    Where two names introduce the same acronym, the first keeps it.

    Example:
        >>> name = Name(0, 4, "Body", "body", "other")
        >>> list(introduced("Body (BDY) said", [name]))
        ['BDY']
    """
    found: dict[str, Name] = {}
    for name in names:
        m = _AFTER.match(flat, name.end)
        if m is None and flat[name.end : name.end + 1] == ")":
            m = _BEFORE.search(flat[max(0, name.start - _BEFORE_REACH) : name.start])
        if m and _fits(m[1], flat[name.start : name.end]):
            found.setdefault(m[1], name)
    return found


def _fits(acronym: str, text: str) -> bool:
    """An acronym has two capitals and is made of letters of the name, its first letter leading a word of it
    (bodies are often known by the acronym of another language, so more is not asked)."""
    return sum(c.isupper() for c in acronym) >= _CAPITALS and acronym.upper() != text.upper()


def used(flat: str, acronyms: dict[str, Name]) -> list[Name]:
    """Every place where one of these acronyms stands as a word of its own."""
    if not acronyms or len(acronyms) > _MOST:
        return []
    found: list[Name] = []
    places = [(at, -len(acronym), acronym) for acronym in acronyms for at in _places(flat, acronym)]
    for at, _, acronym in sorted(places):  # the longest at each place
        if not found or at >= found[-1].end:
            name = acronyms[acronym]
            end = at + len(acronym)
            found.append(Name(at, end, name.name, name.id, name.kind, name.country, acronym, "acronym"))
    return found


def _places(flat: str, acronym: str) -> Iterator[int]:
    """Where an acronym stands as a word of its own. A release has few of them: no expression is worth being compiled."""
    at = flat.find(acronym)
    while at >= 0:
        if not _JOINED.match(flat, at - 1 if at else len(flat)) and not _WORD.match(flat, at + len(acronym)):
            yield at
        at = flat.find(acronym, at + 1)
