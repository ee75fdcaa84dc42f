"""Small things that the finders of names share: text made even, capitalised words, slugs, mentions."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

# One character for one: offsets stay those of the release.
_EVEN = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "´": "'", "`": "'", "\u00a0": " ", "\u202f": " ", "\u2011": "-", "\u00ad": "-"}
)

# A capitalised word: "Miami-Dade", "O'Brien", "U.S.", "St.", "DA's". Latin-1 small letters are excluded by range,
# the rest by ``isupper`` where it matters.
CAP = (
    r"(?:(?:[A-Z]\.){2,}|U\. ?S\.|(?:St|Ft|Mt|Dr)\.(?= )|"
    r"[^\W\d_a-zß-öø-ÿ]\w*(?:[-/'&]\w+)*(?:'(?= ))?)"
)
CAP_WORD = re.compile(CAP)
ANY_WORD = re.compile(rf"{CAP}|\w+(?:[-'&]\w+)*|&")
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(slots=True)
class Name:
    """A name found in a text, before it becomes a mention."""

    start: int
    end: int
    name: str
    id: str
    kind: str
    country: str | None = None
    acronym: str | None = None
    rule: str = ""


def even(text: str) -> str:
    """The text with one kind of apostrophe, space and hyphen; the same length."""
    return text.translate(_EVEN)


def lowered(text: str) -> str:
    """The text in small letters; the same length ("İ" would grow by one)."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def slug(name: str) -> str:
    """A stable id made of a name: ASCII letters and digits, joined by hyphens.

    Example:
        >>> slug("Fiscalía General de la Nación")
        'fiscalia-general-de-la-nacion'
    """
    plain = unicodedata.normalize("NFKD", name.lower().replace("'s", "").replace("’s", ""))
    return _SLUG.sub("-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-") or "unnamed"


def mention(label: str, name: Name, extras: dict[str, Any]) -> dict[str, Any]:
    """A mention as ``docs/architecture.md`` has it."""
    return {
        "label": label,
        "start": name.start,
        "end": name.end,
        "name": name.name,
        "id": name.id,
        "roles": [],
        "repeat_of": None,
        "rule": name.rule,
        "extras": extras,
    }


def initials(acronym: str, name: str) -> bool:
    """Whether the letters of an acronym are first letters of words of the name, in order.

    Example:
        >>> initials("UAAMAC", "United African American Ministerial Action Council")
        True
    """
    letters = iter(w[0].upper() for w in re.findall(r"[^\W_]+", name))
    return all(letter in letters for letter in acronym.upper() if letter.isalpha())
