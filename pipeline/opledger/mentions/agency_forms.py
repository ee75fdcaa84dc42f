"""Names of bodies that no gazetteer has, built as such names are built: "X Police Department", "Ministry of Y"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from opledger.mentions.agency_words import any_of, bare, initials, longest_first
from opledger.patternfiles.schemas.agencies import Agencies, Head
from opledger.wordindex import FirstWords, either, goes_on_large, names_of

_REACH = 110  # characters looked at on either side of a head word; the longest names seen have about 90
_BRACKET = re.compile(r" \(([A-Z][A-Za-z&-]{2,9})\)")
_FIELD = r"[A-Z][\w-]+(?: [A-Z][\w-]+){0,2}"
_FIELDS = re.compile(rf"(?:, {_FIELD}){{1,4}},? and (?:the )?{_FIELD}(?![\w(])")
_INNER_BRACKET = re.compile(r" \([A-Z][A-Za-z0-9&/-]{1,9}\) $")
_LONGEST_BRACKET = 15
_HEADS_NEAR = 3  # "of the General Directorate": how many words on a head still opens another name
_JOINED_NUMBER = re.compile(r",? (?:and|&|y|e|et|und) \d[\d,. ]*$")
_AND = ("and", "&", "y", "e", "et", "und")
_ARTICLES = ("the", "la", "el", "los", "las", "le", "les", "il", "a", "o", "die", "der")
_RUN = re.compile(r"[^\W_]+")
_ELIDED = re.compile(r"[dl]'[A-ZÀ-Þ]")  # "Côte d'Ivoire"
_TENS = re.compile(r"[A-Z][a-z]+ty-[a-z]+$")  # "Seventy-three Customs offices"
_BREAKS = ',;:!?)”"»]…'
_OPENS = "(“\"«„['"
_ABBREVIATIONS = re.compile(r"(?:[A-Z]\.)+|St\.|Ft\.|Mt\.|Dr\.")

Word = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Known:
    """A name already found: its span, whether it owns its units ("INTERPOL's X unit" is one name), and whether it is that
    of a country's body, whose units have one name with it where they stand right behind it ("Polish Police X Bureau")."""

    start: int
    end: int
    owner: bool
    national: bool = False


Lookup = Callable[[int], Known | None]


@dataclass(frozen=True, slots=True)
class Built:
    """A name built around a head word.

    ``at``: where the head stands; ``generic``: the name has no owner ("Police Department"); ``unit``: it may be a unit
    of any office ("Gang Unit").
    """

    start: int
    end: int
    head: Head
    at: int
    generic: bool = False
    unit: bool = False


def without_number(flat: str, name: Built) -> Built:
    """A name without the number that "and" joins to it: "the Parquet de Paris and 88 have been sentenced"."""
    joined = _JOINED_NUMBER.search(flat[: name.end], name.start) if flat[name.end - 1].isdigit() else None
    return replace(name, end=joined.start()) if joined else name


class Forms:
    """Finds names by their head words, as the section ``agencies`` lists them."""

    def __init__(self, section: Agencies) -> None:
        self._heads = {h.word: h for h in section.heads}
        self._heads |= {h.word.upper(): h for h in section.heads}
        self._by_first: dict[str, list[str]] = {}
        for word in longest_first(self._heads):
            self._by_first.setdefault(_RUN.match(word)[0], []).append(word)  # type: ignore[index]
        self._first = FirstWords(self._by_first)
        small = any_of(w for w in self._heads if w[0].islower())
        self._small = re.compile(rf"(?:{small})(?!\w)")
        self._domain = frozenset(section.domain) | {w.upper() for w in section.domain}
        self._scopes = frozenset(section.scopes)
        self._topics = (self._domain | frozenset(section.topics)) - self._scopes
        self._topic_endings = section.topic_endings
        self._never_lead = frozenset(section.never_lead)
        self._titles = frozenset(section.titles) | {w.upper() for w in section.titles}
        self._generic = frozenset(section.generic)
        self._bare = frozenset(section.bare)
        self._owners_of = frozenset(section.owners_of)
        self._joiners = frozenset(section.joiners)
        self._own = frozenset(section.own_possessives)
        self._owned = frozenset(section.lower_owned)
        lower = (*section.lower_forms, *section.lower_local, *section.lower_owned)
        self._lower = {w: Head(word=w, kind="police") for w in lower}
        self._endings = section.acronym_endings
        self._short = re.compile(rf"[A-Z]{{2,5}}({any_of(self._endings)})")
        self._short_ends = {e[-1] for e in self._endings}
        self._after_owner = re.compile(
            rf"(?:'s?)? ({any_of(self._lower)})(?!\w)(?! (?:{any_of(section.lower_stops)})(?!\w))"
        )
        phrases = [w for w in self._lower if " " in w and w not in self._owned]
        owned = "|".join((rf"'s? (?:{any_of(phrases)})", rf"(?<=[a-z]) (?:{any_of(section.lower_local)})"))
        # Tried only before the last words of these forms: a plain word is found faster than the expression.
        self._after_region = re.compile(rf"(?:{owned})$")
        self._last_words = re.compile(rf" (?:{any_of(w.rpartition(' ')[2] for w in phrases)})(?!\w)")
        self._longest_form = 2 + max(map(len, phrases), default=0)
        self._not_names = re.compile("|".join(section.not_names) or r"(?!)")

    def find(self, flat: str, known: Lookup) -> Iterator[Built]:
        """The names of an even text; they can overlap.

        Args:
            flat: the text.
            known: gives the known name around an offset, if any.
        """
        covered = 0
        words = names_of(flat)
        for start, end in words.spans(either(self._first.mask(words), goes_on_large(words))):
            word = flat[start:end]
            head = self._head(flat, start, word) if start >= covered else None
            if head:
                built = self._build(flat, start, start + len(head), self._heads[head], known)
                if built and not built.head.left:
                    covered = start + len(head)  # its last word leads nothing of its own
                if built and not self._not_names.fullmatch(flat, built.start, built.end):
                    yield built
            elif word[-1] in self._short_ends and self._short.fullmatch(word) and _alone(flat, start, end):
                head = self._short.fullmatch(word)[1]  # type: ignore[index]
                yield Built(start, end, Head(word=head, kind=self._endings[head]), start)
        for m in self._small.finditer(flat):
            built = self._build(flat, m.start(), m.end(), self._heads[m[0]], known)
            if built:
                yield built

    def _head(self, flat: str, start: int, word: str) -> str | None:
        """The longest head that stands at an offset."""
        for head in self._by_first.get(word, ()):
            if flat.startswith(head, start) and _alone(flat, start, start + len(head)):
                return head
        return None

    def after_owners(self, flat: str, places: Sequence[dict[str, Any]]) -> Iterator[Built]:
        """Heads in small letters after the name of a place or country ("Chile's national police")."""
        for place in places:
            m = self._after_owner.match(flat, place["end"])
            if m is None:
                continue
            known = place["label"] == "PLACE" or " " in m[1]
            if m[0].startswith("'") and place["label"] == "COUNTRY" if m[1] in self._owned else known:
                yield Built(place["start"], m.end(), self._lower[m[1]], m.start(1))

    def after_regions(self, flat: str) -> Iterator[Built]:
        """The same after any capitalised owner ("Bavaria's state police")."""
        for last in self._last_words.finditer(flat):
            m = self._after_region.search(flat, max(0, last.end() - self._longest_form), last.end())
            if m is None:
                continue
            start = m.start()
            for begin, word in _owner(flat, m.start()):
                if not word[0].isupper() or word in self._never_lead or word in self._titles:
                    break
                start = begin
            form = m[0].partition(" ")[2]
            if start < m.start():
                yield Built(start, m.end(), self._lower[form], m.end() - len(form))

    def _build(self, flat: str, start: int, end: int, head: Head, known: Lookup) -> Built | None:
        after = _words_after(flat, end)
        next_word = bare(after[0][1]) if after else ""
        other = self._heads.get(next_word)
        if other and not head.stop and not other.native:
            return None  # only a modifier of the next head: "Police" in "Police Department"
        left = self._left(flat, start, head, known) if head.left else start
        right = self._right(flat, end, head, after, known)
        if (
            right == end
            and next_word[:1].isupper()
            and not (head.firm or head.office or next_word in self._titles)
        ):
            return None
        if left == start and right == end and not self._by_itself(flat, start, end):
            return None
        owned = head.kind != "unit" and left < start and self._is_owned(left, start, known)
        if head.needs == "domain" and not owned and not self._has_domain(flat[left:start] + flat[end:right]):
            m = _BRACKET.match(flat, right)  # the release takes the trouble to shorten it, so it is a name
            if m is None or not initials(m[1], flat[left:right]):
                return None
        unit = _is_unit(head) and right == end
        return Built(left, right, head, start, flat[left:right] in self._generic, unit)

    @staticmethod
    def _is_owned(left: int, start: int, known: Lookup) -> bool:
        """Whether the name starts with that of an international body ("UNODC Regional Office")."""
        name = known(left)
        return name is not None and name.owner and name.end < start

    def _by_itself(self, flat: str, start: int, end: int) -> bool:
        """Whether the head alone is a name, or the short form of one."""
        text = flat[start:end]
        return text in self._generic or (text in self._bare and flat[start - 4 : start].lower() == "the ")

    def _in_field(self, word: str) -> bool:
        """Whether a word names a field of work, in a list inside a name ("Alcohol, Tobacco and Gaming Division")."""
        return self._in_domain(word) or self._is_subject(word)

    def _in_domain(self, word: str) -> bool:
        """Whether a word, or its first part ("Anti-Smuggling"), is one of the domain."""
        word = bare(word)
        return word in self._domain or word[: word.find("-") + 1] in self._domain

    def _has_domain(self, text: str) -> bool:
        words = [bare(w) for w in text.split()]
        parts = [p for w in words if "-" in w for p in re.split("(?<=-)", w)]
        return any(w in self._domain for w in (*words, *parts))

    def _left(self, flat: str, start: int, head: Head, known: Lookup) -> int:
        """Where the name starts, walking left over capitalised words and the words that join them."""
        words = _words_before(flat, self._before_bracket(flat, start, head, known), commas=True)
        at, inside = start, start
        listed = False
        for i, (begin, word) in enumerate(words):
            if begin >= inside:  # in a known name that was taken whole
                continue
            if word[0].isupper():
                name = known(begin)
                if name and name.end <= start:
                    unit = (
                        name.national
                        and name.end + 1 == at
                        and (head.needs == "domain" or head.kind != "unit")
                    )
                    return name.start if name.owner or unit else at
                if word[-1] == ",":
                    word = word[:-1]
                    if not listed or word in self._heads or not self._in_field(word):
                        break
                if self._ends_walk(word, head):
                    break
                at = inside = name.start if name else begin
            elif not self._joins(words, i):
                break
            else:
                listed = listed or word == "and"
        return at

    def _before_bracket(self, flat: str, start: int, head: Head, known: Lookup) -> int:
        """Where the words before a head end: also before an acronym in brackets ("Organized Crime (KOM) Department"),
        unless that is the acronym of a body of its own."""
        m = _INNER_BRACKET.search(flat, max(0, start - _LONGEST_BRACKET), start) if head.stop else None
        if m is None or m.end() != start:
            return start
        word = flat[flat.rfind(" ", max(0, m.start() - _REACH), m.start()) + 1 : m.start()]
        body = known(m.start() - 1) is not None or bare(word) in self._heads
        return start if body or not word[:1].isupper() else m.start() + 1

    def _ends_walk(self, word: str, head: Head) -> bool:
        """Whether a capitalised word is outside the name: a title, another body, the owner of a unit."""
        if word in self._never_lead or word in self._titles or not word[0].isalpha() or _TENS.match(word):
            return True
        short = bare(word)
        if word != short and word not in self._own and (short in self._titles or _is_unit(head)):
            return True
        other = self._heads.get(short)
        return other is not None and (other.stop or word != short)

    def _joins(self, words: list[Word], i: int) -> bool:
        """Whether the small word at ``i`` stands inside the name ("City of Miami", "Drug and Firearm Unit")."""
        if i + 1 >= len(words) or not words[i + 1][1][0].isupper():
            return False
        before, word = words[i + 1][1], words[i][1]
        if word == "of":
            return before in self._owners_of
        if word in ("and", "in"):
            after = words[i - 1][1] if i else ""
            return self._in_domain(before) and (word == "in" or not after or self._in_field(after))
        return word in self._joiners

    def _right(self, flat: str, end: int, head: Head, after: list[Word], known: Lookup) -> int:
        """Where the name ends, walking right over "of the Y and Z"."""
        at, linked = end, head.native
        for i, (begin, word) in enumerate(after):
            if word[0].isupper() or word[0].isdigit() or _ELIDED.match(word):
                stops = word[0].isdigit() or word in self._titles or word in self._never_lead
                if not linked or (i == 0 and self._other(known, begin, end)) or (stops and not head.native):
                    break
                at = begin + len(bare(word))
                if bare(word) != word:
                    break
            elif not self._leads_on(flat, word, i, head, after[i + 1 :], known):
                break
            else:
                linked = True
        return self._list_end(flat, at, known) if linked and not head.native and at > end else at

    def _list_end(self, flat: str, at: int, known: Lookup) -> int:
        """Where a name ends that goes on with a list of fields ("Ministry of Forestry, Water and the Environment")."""
        m = _FIELDS.match(flat, at)
        if m is None or known(m.end() - 1) is not None:
            return at
        items = [
            item.removeprefix("and ").removeprefix("the ") for item in re.split(", | (?=and )", m[0]) if item
        ]
        words = [item.split(" ") for item in items if item]
        plain = all(self._in_field(item[0]) and self._heads.keys().isdisjoint(item) for item in words)
        return m.end() if plain else at

    def _is_topic(self, words: list[str]) -> bool:
        """Whether words after "and" go on with a name ("... and Finance", "... and National Security")."""
        if words[0] in self._scopes:
            return len(words) > 1 and self._is_subject(words[1])
        return self._is_subject(words[0])

    def _is_subject(self, word: str) -> bool:
        """Whether a word names a field of work: a listed one, or an abstract noun by its ending ("Technologies")."""
        return word in self._topics or (word.endswith(self._topic_endings) and word[0].isupper())

    @staticmethod
    def _other(known: Lookup, at: int, end: int) -> bool:
        """Whether a known name starts here, behind the head."""
        name = known(at)
        return name is not None and name.start >= end

    def _leads_on(self, flat: str, word: str, i: int, head: Head, rest: list[Word], known: Lookup) -> bool:
        """Whether the small word goes on with the name rather than leads to another one."""
        if i == 0 and word not in head.right and not (head.native and word in self._joiners):
            return False
        if word in _AND:
            topic = bool(rest) and (head.native or word == "&" or self._is_topic([w for _, w in rest[:2]]))
            return topic and not self._opens_other(flat, rest, known, near=_HEADS_NEAR * 2)
        if word == "the" and not head.nests:
            return not self._opens_other(flat, rest, known, near=_HEADS_NEAR + 2)
        if word in head.right or word == "the":
            return True
        if word == "in":  # "against Trafficking in Persons"
            return i > 0 and bool(rest) and rest[0][1] in self._topics
        return i > 0 and (word in self._joiners or (word == "of" and not head.native))

    def _opens_other(self, flat: str, words: list[Word], known: Lookup, near: int) -> bool:
        """Whether these words start another name rather than go on with this one."""
        if words and words[0][1] in _ARTICLES:
            return True
        for begin, word in words[:near]:
            if not word[0].isupper():
                return False
            name = known(begin)
            if (name and name.start >= words[0][0]) or self._head(flat, begin, _RUN.match(word)[0]):  # type: ignore[index]
                return True
        return False


def _words_before(flat: str, at: int, commas: bool = False) -> list[Word]:
    """The words right before an offset on its line, nearest first, up to punctuation or a gap.

    With ``commas``, also over commas after capitalised words; these words end in theirs.
    """
    found: list[Word] = []
    parts = flat[max(0, flat.rfind("\n", 0, at) + 1, at - _REACH) : at].split(" ")
    if parts.pop() != "":
        return found
    for part in reversed(parts):
        at -= len(part) + 1
        word = part.lstrip(_OPENS)
        if not part:
            continue
        if not word or not (word[0].isalnum() or word == "&"):
            break
        comma = (
            commas
            and word[-1] == ","
            and word[0].isupper()
            and len(word) > 1
            and word[-2].isalnum()
            and found
        )
        if (
            (word[-1] in _BREAKS and not comma)
            or (word[-1] == "." and not _ABBREVIATIONS.fullmatch(word))
            or "—" in word
        ):
            break
        found.append((at + len(part) - len(word), word))
        if word != part:
            break
    return found


def _owner(flat: str, at: int) -> list[Word]:
    """The words that end at an offset, nearest first."""
    start = flat.rfind(" ", max(0, at - _REACH), at) + 1
    first = flat[start:at].lstrip(_OPENS)
    rest = _words_before(flat, start) if len(first) == at - start else []
    return [(at - len(first), first), *rest] if first else []


def _words_after(flat: str, at: int) -> list[Word]:
    """The words right after an offset on its line, up to punctuation or a gap; the last without punctuation."""
    found: list[Word] = []
    if flat[at : at + 1] != " ":
        return found
    line = flat.find("\n", at, at + _REACH)
    for part in flat[at + 1 : line if line >= 0 else at + _REACH].split(" "):
        at += 1
        word = part.rstrip(_BREAKS)
        if word.endswith(".") and not _ABBREVIATIONS.fullmatch(word):
            word = word[:-1].rstrip(_BREAKS)
        if not word or not (word[0].isalnum() or word == "&") or "(" in word:
            break
        found.append((at, word))
        if word != part:
            break
        at += len(part)
    return found


def _alone(flat: str, start: int, end: int) -> bool:
    return not (start and flat[start - 1].isalnum()) and not flat[end : end + 1].isalnum()


def _is_unit(head: Head) -> bool:
    return head.kind == "unit" and head.needs == "domain"
