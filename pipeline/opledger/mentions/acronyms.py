"""Short forms that a release introduces itself: "South African Police Service (SAPS)", "SAPS (South African ...)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from opledger.mentions.agency_words import Name

_ACRONYM = r"(?:[A-Z]{2,4} )?[A-Z][A-Za-z0-9&-]{0,8}[A-Z0-9]"
_AFTER = re.compile(rf"(?:'s?)?[ \n]?\(\s*(?:the |or |now |also )?[\"“]?({_ACRONYM})[\"”]?\s*[),;–-]")
_BEFORE = re.compile(rf"(?<!\w)({_ACRONYM}) ?\($")
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
    words = "|".join(map(re.escape, sorted(acronyms, key=lambda a: (-len(a), a))))
    return [
        replace(acronyms[m[0]], start=m.start(), end=m.end(), acronym=m[0], rule="acronym")
        for m in re.finditer(rf"(?<![\w-])(?:{words})(?!\w)", flat)
    ]
