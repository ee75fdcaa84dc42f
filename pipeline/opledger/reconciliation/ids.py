"""Identifiers that depend on content alone."""

from __future__ import annotations

import hashlib
import re

NOT_WORD = re.compile(r"[\W_]+")


def digest(*parts: object, size: int = 6) -> str:
    """A short hash of some values, the same on every machine.

    Example:
        >>> digest("a", None) == digest("a", None) != digest("a", "")
        True
    """
    text = "\x1f".join("\x00" if part is None else str(part) for part in parts)
    return hashlib.blake2b(text.encode(), digest_size=size).hexdigest()


def slug(text: str) -> str:
    """Lower-case words joined by hyphens."""
    return NOT_WORD.sub("-", text.casefold()).strip("-")
