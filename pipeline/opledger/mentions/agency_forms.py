"""Names of bodies that no gazetteer has, built as such names are built: "X Police Department", "Ministry of Y"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from opledger.mentions.agency_words import ANY_WORD
from opledger.patternfiles.schemas.agencies import Agencies, Head

_REACH = 110  # characters looked at on either side of a head word; the longest names seen have about 90
_POSSESSIVE = re.compile(r"'s?$")
_HEADS_NEAR = 3  # "of the General Directorate": how many words on a head still opens another name

Word = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Known:
    """A name already found: its span, and whether it owns its units ("INTERPOL's X unit" is one name)."""

    start: int
    end: int
    owner: bool


Lookup = Callable[[int], Known | None]


@dataclass(frozen=True, slots=True)
class Built:
    """A name built around a head word; ``generic``: it has no owner ("Police Department")."""

    start: int
    end: int
    head: Head
    generic: bool


class Forms:
    """Finds names by their head words, as the section ``agencies`` lists them."""

    def __init__(self, section: Agencies) -> None:
        self._heads = {h.word: h for h in section.heads}
        self._heads |= {h.word.upper(): h for h in section.heads}
        words = sorted(self._heads, key=lambda w: (-len(w), w))
        self._find = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)") if words else None
        self._domain = frozenset(section.domain) | {w.upper() for w in section.domain}
        self._never_lead = frozenset(section.never_lead)
        self._titles = frozenset(section.titles) | {w.upper() for w in section.titles}
        self._generic = frozenset(section.generic)
        self._owners_of = frozenset(section.owners_of)
        self._joiners = frozenset(section.joiners)
        self._own = frozenset(section.own_possessives)
        self._not_names = re.compile("|".join(section.not_names) or r"(?!)")

    def find(self, flat: str, known: Lookup) -> Iterator[Built]:
        """The names of an even text, in order of their head words; they can overlap.

        Args:
            flat: the text.
            known: gives the known name around an offset, if any.
        """
        if self._find is None:
            return
        for m in self._find.finditer(flat):
            built = self._build(flat, m.start(), m.end(), self._heads[m[0]], known)
            if built and not self._not_names.fullmatch(flat, built.start, built.end):
                yield built

    def _build(self, flat: str, start: int, end: int, head: Head, known: Lookup) -> Built | None:
        after = _words(flat, end, min(len(flat), end + _REACH))
        next_word = after[0][2] if after and flat[end : after[0][0]] == " " else ""
        if not head.stop and _bare(next_word) in self._heads and not self._heads[_bare(next_word)].native:
            return None  # only a modifier of the next head: "Police" in "Police Department"
        left = self._left(flat, start, known) if head.left else start
        right = self._right(flat, end, head, after, known)
        if right == end and next_word[:1].isupper() and not (head.firm or head.office or next_word in self._titles):
            return None
        if left == start and right == end:
            return None
        if head.needs == "domain" and not self._has_domain(flat[left:start] + flat[end:right]):
            return None
        return Built(left, right, head, flat[left:right] in self._generic)

    def _has_domain(self, text: str) -> bool:
        words = [_bare(m[0]) for m in ANY_WORD.finditer(text)]
        parts = [p for w in words if "-" in w for p in re.split("(?<=-)", w)]
        return any(w in self._domain for w in (*words, *parts))

    def _left(self, flat: str, start: int, known: Lookup) -> int:
        """Where the name starts, walking left over capitalised words and the words that join them."""
        words = _words(flat, max(0, start - _REACH), start)
        at, edge = start, start
        for i in range(len(words) - 1, -1, -1):
            begin, end, word = words[i]
            if begin >= edge:  # inside a known name that was taken whole
                continue
            if not _adjacent(flat, end, edge):
                break
            if word[0].isupper() or word[0].isdigit():
                name = known(begin)
                if name and name.end <= start:
                    return name.start if name.owner else at
                if self._ends_walk(word):
                    break
                at = edge = name.start if name else begin
            elif self._joins(flat, words, i):
                edge = begin
            else:
                break
        return at

    def _ends_walk(self, word: str) -> bool:
        if word in self._never_lead or word in self._titles or word.isdigit():
            return True
        head = self._heads.get(_bare(word))
        if head is None or word in self._own:
            return False
        return head.stop or word != _bare(word)

    def _joins(self, flat: str, words: list[Word], i: int) -> bool:
        """Whether the small word at ``i`` stands inside the name ("City of Miami", "Drug and Firearm Unit")."""
        if i == 0 or not words[i - 1][2][0].isupper() or not _adjacent(flat, words[i - 1][1], words[i][0]):
            return False
        before, word = words[i - 1][2], words[i][2]
        if word == "of":
            return before in self._owners_of
        if word == "and":
            after = words[i + 1][2] if i + 1 < len(words) else ""
            return before in self._domain and (not after or after in self._domain)
        return word in self._joiners

    def _right(self, flat: str, end: int, head: Head, after: list[Word], known: Lookup) -> int:
        """Where the name ends, walking right over "of the Y and Z"."""
        at, last, linked = end, end, head.native
        for i, (begin, stop, word) in enumerate(after):
            if flat[last:begin] != " ":
                break
            last = stop
            if word[0].isupper() or linked and word[0].isdigit():
                if not linked or known(begin) and i == 0:
                    break
                at = stop - len(word) + len(_bare(word))
                if at != stop:
                    break
            elif i == 0 and word not in head.right and not (head.native and word in self._joiners):
                break
            elif word in ("and", "&"):
                if self._opens_other(after[i + 1 :], known, near=_HEADS_NEAR * 2):
                    break
            elif word in head.right or word == "the" or i and word in (*self._joiners, "of"):
                if word == "the" and not head.office and head.word not in ("Office", "Bureau") and self._opens_other(
                    after[i + 1 :], known, near=_HEADS_NEAR
                ):
                    break
                linked = True
            else:
                break
        return at

    def _opens_other(self, words: list[Word], known: Lookup, near: int) -> bool:
        """Whether these words start another name rather than go on with this one."""
        if words and words[0][2] == "the":
            return True
        for begin, _end, word in words[:near]:
            if not word[0].isupper():
                return False
            if known(begin) is not None or _bare(word) in self._heads:
                return True
        return False


def _words(flat: str, start: int, end: int) -> list[Word]:
    """The words between two offsets, a word cut at ``start`` left out."""
    words = [(m.start(), m.end(), m[0]) for m in ANY_WORD.finditer(flat, start, end)]
    return words[1:] if words and start and words[0][0] == start and flat[start - 1].isalnum() else words


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word)


def _adjacent(flat: str, end: int, start: int) -> bool:
    return start - end in (1, 2) and not flat[end:start].strip(" ")
