"""Names of bodies that no gazetteer has, built as such names are built: "X Police Department", "Ministry of Y"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from opledger.mentions.agency_words import ANY_WORD, initials
from opledger.patternfiles.schemas.agencies import Agencies, Head

_REACH = 110  # characters looked at on either side of a head word; the longest names seen have about 90
_POSSESSIVE = re.compile(r"'s?$")
_BRACKET = re.compile(r" \(([A-Z][A-Za-z&-]{2,9})\)")
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
    """A name built around a head word.

    ``generic``: it has no owner ("Police Department"); ``unit``: it may be a unit of any office ("Gang Unit").
    """

    start: int
    end: int
    head: Head
    generic: bool
    unit: bool


class Forms:
    """Finds names by their head words, as the section ``agencies`` lists them."""

    def __init__(self, section: Agencies) -> None:
        self._heads = {h.word: h for h in section.heads}
        self._heads |= {h.word.upper(): h for h in section.heads}
        self._find = re.compile(rf"(?<!\w)(?:{_any_of(self._heads)})(?!\w)")
        self._domain = frozenset(section.domain) | {w.upper() for w in section.domain}
        self._never_lead = frozenset(section.never_lead)
        self._titles = frozenset(section.titles) | {w.upper() for w in section.titles}
        self._generic = frozenset(section.generic)
        self._owners_of = frozenset(section.owners_of)
        self._joiners = frozenset(section.joiners)
        self._own = frozenset(section.own_possessives)
        self._lower = {w: Head(word=w, kind="police") for w in section.lower_forms}
        self._endings = section.acronym_endings
        self._short = re.compile(rf"(?<![\w-])[A-Z]{{2,5}}({_any_of(self._endings)})(?![\w-])")
        lower = _any_of(section.lower_forms)
        self._after_owner = re.compile(rf"(?:'s?)? ({lower})(?!\w)")
        self._not_names = re.compile("|".join(section.not_names) or r"(?!)")

    def find(self, flat: str, known: Lookup) -> Iterator[Built]:
        """The names of an even text, in order of their head words; they can overlap.

        Args:
            flat: the text.
            known: gives the known name around an offset, if any.
        """
        for m in self._short.finditer(flat):
            head = Head(word=m[1], kind=self._endings[m[1]])
            yield Built(m.start(), m.end(), head, generic=False, unit=False)
        for m in self._find.finditer(flat):
            built = self._build(flat, m.start(), m.end(), self._heads[m[0]], known)
            if built and not self._not_names.fullmatch(flat, built.start, built.end):
                yield built

    def after_owners(self, flat: str, places: Sequence[dict[str, Any]]) -> Iterator[Built]:
        """Heads in small letters after the name of a place or country ("Chile's national police")."""
        for place in places:
            m = self._after_owner.match(flat, place["end"])
            if m and (place["label"] == "PLACE" or " " in m[1]):
                yield Built(place["start"], m.end(), self._lower[m[1]], generic=False, unit=False)

    def _build(self, flat: str, start: int, end: int, head: Head, known: Lookup) -> Built | None:
        after = _words(flat, end, min(len(flat), end + _REACH))
        next_word = after[0][2] if after and flat[end : after[0][0]] == " " else ""
        if not head.stop and _bare(next_word) in self._heads and not self._heads[_bare(next_word)].native:
            return None  # only a modifier of the next head: "Police" in "Police Department"
        left = self._left(flat, start, head, known) if head.left else start
        right = self._right(flat, end, head, after, known)
        if right == end and next_word[:1].isupper() and not (head.firm or head.office or next_word in self._titles):
            return None
        if left == start and right == end:
            return None
        if head.needs == "domain" and not self._has_domain(flat[left:start] + flat[end:right]):
            m = _BRACKET.match(flat, right)  # the release takes the trouble to shorten it, so it is a name
            if m is None or not initials(m[1], flat[left:right]):
                return None
        return Built(left, right, head, flat[left:right] in self._generic, _is_unit(head) and right == end)

    def _has_domain(self, text: str) -> bool:
        words = [_bare(m[0]) for m in ANY_WORD.finditer(text)]
        parts = [p for w in words if "-" in w for p in re.split("(?<=-)", w)]
        return any(w in self._domain for w in (*words, *parts))

    def _left(self, flat: str, start: int, head: Head, known: Lookup) -> int:
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
                if self._ends_walk(word, head):
                    break
                at = edge = name.start if name else begin
            elif self._joins(flat, words, i):
                edge = begin
            else:
                break
        return at

    def _ends_walk(self, word: str, head: Head) -> bool:
        """Whether a capitalised word is outside the name: a title, another body, the owner of a unit."""
        if word in self._never_lead or word in self._titles or word.isdigit():
            return True
        bare = _bare(word)
        if word != bare and word not in self._own and (bare in self._titles or _is_unit(head)):
            return True
        other = self._heads.get(bare)
        return other is not None and (other.stop or word != bare)

    def _joins(self, flat: str, words: list[Word], i: int) -> bool:
        """Whether the small word at ``i`` stands inside the name ("City of Miami", "Drug and Firearm Unit")."""
        if i == 0 or not words[i - 1][2][0].isupper() or not _adjacent(flat, words[i - 1][1], words[i][0]):
            return False
        before, word = words[i - 1][2], words[i][2]
        if word == "of":
            return before in self._owners_of
        if word in ("and", "in"):
            after = words[i + 1][2] if i + 1 < len(words) else ""
            return _bare(before) in self._domain and (word == "in" or not after or after in self._domain)
        return word in self._joiners

    def _right(self, flat: str, end: int, head: Head, after: list[Word], known: Lookup) -> int:
        """Where the name ends, walking right over "of the Y and Z"."""
        at, last, linked = end, end, head.native
        for i, (begin, stop, word) in enumerate(after):
            if flat[last:begin] != " " or word[0].isdigit() and not head.native:
                break
            last = stop
            if word[0].isupper() or word[0].isdigit():
                if not linked or i == 0 and known(begin) or word in self._titles and not head.native:
                    break
                at = begin + len(_bare(word))
                if at != stop:
                    break
            elif not self._leads_on(flat, word, i, head, after[i + 1 :], known):
                break
            else:
                linked = True
        return at

    def _leads_on(self, flat: str, word: str, i: int, head: Head, rest: list[Word], known: Lookup) -> bool:
        """Whether the small word goes on with the name rather than leads to another one."""
        if i == 0 and word not in head.right and not (head.native and word in self._joiners):
            return False
        if word in ("and", "&"):
            return not self._opens_other(flat, rest, known, near=_HEADS_NEAR * 2)
        if word == "the" and not head.nests:
            return not self._opens_other(flat, rest, known, near=_HEADS_NEAR)
        if word in head.right or word == "the":
            return True
        return i > 0 and (word in self._joiners or word == "of" and not head.native)

    def _opens_other(self, flat: str, words: list[Word], known: Lookup, near: int) -> bool:
        """Whether these words start another name rather than go on with this one."""
        if words and words[0][2] == "the":
            return True
        last = words[0][0] - 1 if words else 0
        for begin, end, word in words[:near]:
            if not word[0].isupper() or flat[last:begin] != " ":
                return False
            if known(begin) is not None or self._find.match(flat, begin):
                return True
            last = end
        return False


def _any_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w)))) or "(?!)"


def _is_unit(head: Head) -> bool:
    return head.kind == "unit" and head.needs == "domain"


def _words(flat: str, start: int, end: int) -> list[Word]:
    """The words between two offsets, a word cut at ``start`` left out."""
    words = [(m.start(), m.end(), m[0]) for m in ANY_WORD.finditer(flat, start, end)]
    return words[1:] if words and start and words[0][0] == start and flat[start - 1].isalnum() else words


def _bare(word: str) -> str:
    return _POSSESSIVE.sub("", word)


def _adjacent(flat: str, end: int, start: int) -> bool:
    return start - end in (1, 2) and not flat[end:start].strip(" ")
