"""Reading the name of an operation where a word says that one comes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from opledger.patternfiles.schemas.operations import Operations

_CAP = r"[^\W\d_a-zß-öø-ÿ][\w]*(?:[-'+&][\w]+)*'?"
_NUMBER = r"\d+(?:\.\d+)?(?![\w,.]\d|%)"
_WORD = re.compile(rf"({_CAP}|{_NUMBER})")
NUMERAL = re.compile(r"(?:[IVXL]+|\d+(?:\.\d+)?)$")
_LONG_NUMBER = re.compile(r"\d{3,4}")  # "Operation 1027"
_ANY_GAP = re.compile(r" (?:[a-z]{2,3} )?")  # "Operation 30 Days at Sea"
_LINE = re.compile(rf"\n({_CAP}(?: {_CAP})?)(?=\n)")
_MOST_WORDS = 6
_LONGEST_QUOTED = 60
_QUOTES = {"“": "”", "‘": "'", '"': '"', "'": "'", "«": "»", "„": "“", "”": "”"}
_SEPARATOR = re.compile(r"(?: ?\([^()\n]{1,40}\))?(?:, and |, | and | & | as well as )")


Stop = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Span:
    """A span of the text; ``name_start`` is where the name proper begins ("Pangea" of "Operation Pangea")."""

    start: int
    end: int
    name_start: int
    name_end: int
    lead: str
    rule: str


class NameReader:
    """Reads names at an offset of an even text.

    Args:
        section: the pattern section.
    """

    def __init__(self, section: Operations) -> None:
        self._ordinary = frozenset(section.ordinary) | {w.upper() for w in section.ordinary}
        self._verbs = frozenset(section.verbs) | {w.upper() for w in section.verbs}
        joiners = "|".join(map(re.escape, sorted(section.joiners, key=len, reverse=True))) or "(?!)"
        self._gap = re.compile(rf" (?:(?:{joiners}) ){{0,2}}")
        self._not_names = frozenset(section.not_names)

    def plain(self, flat: str, at: int, stop: Stop, sure: bool = False) -> int | None:
        """Where the capitalised name at ``at`` ends, or None if none stands there.

        Args:
            flat: the even text.
            at: offset of the name's first letter.
            stop: tells whether another kind of name starts at an offset.
            sure: a word before makes it a name unless all its words are ordinary.
        """
        end, words = at, 0
        ordinary = True
        m = _WORD.match(flat, at)
        while m and words < _MOST_WORDS:
            word = m[0]
            if words == 0 and (stop(at) or word in self._verbs or (not sure and word in self._ordinary)):
                return None
            if words and (word in self._verbs or stop(m.start())):
                break
            ordinary = ordinary and (word in self._ordinary or bool(NUMERAL.match(word)))
            end, words = m.end(), words + 1
            if words > 1 and NUMERAL.match(word):
                break
            gap = (_ANY_GAP if flat[at].isdigit() else self._gap).match(flat, end)
            m = _WORD.match(flat, gap.end()) if gap else None
        end = _without_possessive(flat, end)
        name = flat[at:end]
        if len(name) < 2 or name in self._not_names or (ordinary and not _LONG_NUMBER.fullmatch(name)):
            return None
        return end

    def over_line(self, flat: str, start: int, end: int) -> int:
        """Where a name ends that page code has broken over lines ("during\\nOperation Grease\\nMonkey\\n")."""
        broken = start > 1 and flat[start - 1] == "\n" and flat[start - 2].islower()
        m = _LINE.match(flat, end) if broken else None
        return m.end(1) if m else end

    def quoted(self, flat: str, at: int) -> tuple[int, int] | None:
        """The span inside the quotes that open at ``at``, or None."""
        close = _QUOTES.get(flat[at : at + 1])
        if close is None:
            return None
        end = flat.find(close, at + 1, at + _LONGEST_QUOTED)
        while end > 0 and close == "'" and flat[end + 1 : end + 2].isalpha():
            end = flat.find(close, end + 1, at + _LONGEST_QUOTED)
        inner = flat[at + 1 : end].rstrip(",.;: ")
        if (
            end < 0
            or not inner
            or not (inner[0].isupper() or inner[0].isdigit())
            or "\n" in inner
            or ", " in inner
        ):
            return None
        return at + 1, at + 1 + len(inner)

    def any(self, flat: str, at: int, stop: Stop, sure: bool = False) -> tuple[int, int, int] | None:
        """A quoted or plain name at ``at``: its start, its end, and the end with its closing quote."""
        span = self.quoted(flat, at)
        if span:
            closing = flat[span[1] : span[1] + 2]
            return (
                span[0],
                span[1],
                span[1] + next((i + 1 for i, c in enumerate(closing) if c in "”'\"»“"), 0),
            )
        end = self.plain(flat, at, stop, sure)
        return (at, end, end) if end else None

    def series(self, flat: str, at: int, stop: Stop, sure: bool = False) -> list[tuple[int, int, int]]:
        """Names parted by commas and "and", from ``at`` on ("Historia (6 August) and Pureza II")."""
        found = []
        name = self.any(flat, at, stop, sure)
        while name:
            found.append(name)
            gap = _SEPARATOR.match(flat, name[2])
            name = self.any(flat, gap.end(), stop, sure) if gap else None
        return found


def _without_possessive(flat: str, end: int) -> int:
    if flat[end - 2 : end] == "'s":
        return end - 2
    return end - (flat[end - 1] == "'")
