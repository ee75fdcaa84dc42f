"""Checksums and release ids."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from opledger.compact import Seen

SLUG_LENGTH = 60
_NOT_WORD = re.compile(r"[\W_]+")


def digest(text: str) -> str:
    """SHA-256 of a text in UTF-8, as hex; a lone surrogate counts as the bytes that WTF-8 gives it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def slug(name: str) -> str:
    """A name as lower-case words joined by hyphens, letters of any script kept.

    Example:
        >>> slug("2024/Río  Seco_II")
        '2024-río-seco-ii'
    """
    words = _NOT_WORD.sub("-", unicodedata.normalize("NFKC", name).lower()).strip("-")
    return words[:SLUG_LENGTH].rstrip("-") or "release"


def plain_id(name: str, sha256: str) -> str:
    """The id of a release as its name and the checksum of its text make it.

    Example:
        >>> plain_id("Raid", digest("x"))
        'raid-2d711642'
    """
    return f"{slug(name)}-{sha256[:8]}"


class Ids:
    """Gives release ids: name and text alone decide, so that a batch does not matter.

    Only a release with the name *and* the text of an earlier one gets a tail, made from its path below what
    the user named. As inputs are read in order of path, the tail is the same however they were named.

    Example:
        >>> ids = Ids()
        >>> ids.give("Raid", digest("x"), "in/raid.txt", "in/")
        'raid-2d711642'
        >>> ids.give("Raid", digest("x"), "in/b/raid.txt", "in/")
        'raid-2d711642-e8fe61'
    """

    def __init__(self) -> None:
        self._given = Seen()

    def give(self, name: str, sha256: str, path: str, root: str = "") -> str:
        """The id of the release called ``name``, with this checksum of its text, at ``path``."""
        return self.give_again(plain_id(name, sha256), path, root)

    def give_again(self, plain: str, path: str, root: str = "") -> str:
        """The same of a release that is not at hand: ``plain`` is its id without a tail."""
        taken, tail, length = plain, digest(path.removeprefix(root)), 6
        while taken in self._given:
            taken, length = f"{plain}-{tail[:length]}", length + 6
            if length > len(tail):
                tail, length = digest(tail + path), 6
        self._given.add(taken)
        return taken
