"""Names in headlines, where capitals no longer show where a name starts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from opledger.letters import lowered
from opledger.mentions.agency_forms import Built

_SMALL = 4  # a headline also writes words shorter than this in small letters
_LONGEST = 800  # characters of a line looked at on either side; lists of names in a paragraph reach 600
_FEW = 5  # a line with fewer words than this tells nothing


def trimmed(flat: str, names: Sequence[Built]) -> list[Built]:
    """Names out of headlines cut to what stands in the text ("TIP LEADS ANAHEIM POLICE DEPARTMENT": from ANAHEIM on).

    A name in a line of capitals that the text does not have is left out; one in a line in title case stays if its head
    is one that makes a name by itself.
    """
    plain = [not _in_headline(flat, name) for name in names]
    known = {lowered(flat[n.start : n.end]) for n, ok in zip(names, plain, strict=True) if ok}
    found = []
    for name, ok in zip(names, plain, strict=True):
        if ok:
            found.append(name)
            continue
        text = flat[name.start : name.end]
        start = _known_start(lowered(text), known)
        if start is not None:
            found.append(replace(name, start=name.start + start))
        elif (name.head.firm or name.head.office) and not text.isupper():
            found.append(name)
    return found


def _known_start(text: str, known: set[str]) -> int | None:
    """Where the longest known name starts with which the text ends."""
    at = 0
    while text[at:] not in known:
        at = text.find(" ", at) + 1
        if at == 0:
            return None
    return at


def _in_headline(flat: str, name: Built) -> bool:
    text = flat[name.start : name.end]
    if text.isupper() and " " in text:
        return True
    start = flat.rfind("\n", max(0, name.start - _LONGEST), name.start)
    end = flat.find("\n", name.end, name.end + _LONGEST)
    line = flat[max(start + 1, name.start - _LONGEST) : end if end >= 0 else name.end + _LONGEST]
    if "; " in line or line.endswith(f": {text}"):
        return False  # an item of a list of bodies
    words = [w for w in line.split(" ") if w[:1].isalpha()]
    return len(words) >= _FEW and line != text and not any(w[0].islower() and len(w) > _SMALL for w in words)
