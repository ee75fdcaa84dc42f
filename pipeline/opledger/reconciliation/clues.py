"""What the words of a release tell about which operation it is on, beyond its figures.

These are taken while the text is at hand, for the texts of a large collection are not kept in memory.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from opledger.letters import folded
from opledger.patternfiles.schemas.linking import LinkingSection
from opledger.reconciliation.dates import release_day
from opledger.records import Mention, Release

WORD = re.compile(r"\w+")
CAPITAL = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĹĻĽŁŃŅŇŐŒŔŘŚŞŠȘŤȚŪŮŰŲŽŹŻ]"
# What a sentence can begin behind.
OPENING = re.compile(r"(?:^|[.!?:;\n|•*–—-])[\s\"“‘(\[]*\Z")
# Labels of what has its own place among the clues, or is none.
OTHERS = frozenset({"AGENCY", "COUNTRY", "DATE", "NOTICE", "OPERATION", "PLACE"})
# A single name is at least so long; a headline that is not given goes on so far at most.
SHORT, HEADLINE = 4, 200
# A line of so many characters is a paragraph.
PARAGRAPH = 80
# More than this share of capitalised words makes a headline.
CAPITALS = 0.5
# An age behind a name, and how far before it the name begins; a text with more of them is a list.
AGE, NAME, MOST_PEOPLE = re.compile(r", ([1-9]\d)(?=[,.;)]| of | from )"), 50, 12
# Parts the name of a person from the year in which they were born.
BORN = "*"
# How far from one another two names of one operation can stand, and how much before a name is looked at.
GAP, BEFORE = 60, 70


@dataclass(frozen=True, slots=True)
class Clues:
    """What linking takes from the words of a release.

    ``names`` are people, companies and villages of the lead, small letters, first and last word, and people whose age the text
    gives, with years in which they can be born ("ann lee*1993"); ``titled`` are those that the headline has too; ``crimes`` kinds of crime; ``aliases`` pairs of ids of operations that the text calls one;
    ``called`` ids of operations by which the text calls what it tells of.
    """

    names: tuple[str, ...] = ()
    titled: tuple[str, ...] = ()
    crimes: tuple[str, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    called: tuple[str, ...] = ()

    def without(self, names: Collection[str]) -> Clues:
        """The clues without some names."""
        return replace(
            self,
            names=tuple(n for n in self.names if n not in names),
            titled=tuple(n for n in self.titled if n not in names),
        )


class ClueFinder:
    """Finds the clues of releases.

    Args:
        words: the section ``linking``.
        titles: words before the name of a person who speaks for a body ("Commissioner").
        reach: how many characters of a text are looked at for names and crimes.

    Example:
        >>> finder = ClueFinder(LinkingSection(common=["The"]), [], 800)
        >>> finder.find(release, [])  # of "The raid on the Nordhavn depot"  # doctest: +SKIP
        Clues(names=('nordhavn',), ...)
    """

    def __init__(self, words: LinkingSection, titles: Iterable[str], reach: int) -> None:
        self._reach = reach
        self._common = frozenset(words.common)
        self._titles = frozenset(w.casefold() for title in titles for w in title.split())
        self._crimes: dict[str, list[str]] = {}
        for crime, forms in words.crimes.items():
            for form in forms:
                self._crimes.setdefault(form, []).append(crime)
        particles = "|".join(map(re.escape, sorted(words.particles, key=lambda w: (-len(w), w)))) or "(?!)"
        one = rf"{CAPITAL}[\w’'-]*\.?"
        # An initial has a full stop: "Ann P. Lee".
        more = rf"(?:{CAPITAL}\.(?= {CAPITAL})|{CAPITAL}[\w’'-]*)"
        self._run = re.compile(rf"{one}(?: (?:(?:{particles}) )?{more})*")
        self._alias = [re.compile(rf"(?:{pattern})\Z") for pattern in words.aliases]
        self._calling = [re.compile(pattern, re.IGNORECASE) for pattern in words.calling]

    def find(self, release: Release, mentions: Sequence[Mention]) -> Clues:
        """The clues of a release; none of a release without its text."""
        text = release.text
        if not text:
            return Clues()
        title = (release.title or text[:HEADLINE].split("\n", 1)[0]).casefold()
        lead = text[: self._reach]
        heading = folded(title)
        # A town is a clue of its own; one that the headline names is what people call the case by.
        towns = {folded(m.text) for m in mentions if m.label == "PLACE" and m.start < len(lead)}
        found = {*self._names(lead, mentions), *(town for town in towns if town in heading)}
        found |= {*self._people(release, mentions)}
        names = tuple(sorted(found))
        spoken = set(WORD.findall(title)) | set(WORD.findall(lead.casefold()))
        crimes = {crime for word in spoken & self._crimes.keys() for crime in self._crimes[word]}
        operations = [m for m in mentions if m.label == "OPERATION"]
        return Clues(
            names,
            tuple(n for n in names if n.rpartition(" ")[2] in heading),
            tuple(sorted(crimes)),
            tuple(self._aliases(text, operations)),
            tuple(dict.fromkeys(m.id for m in operations if self._is_called(text, m))),
        )

    def _names(self, lead: str, mentions: Sequence[Mention]) -> Iterator[str]:
        """The proper names of a lead that no other mention covers."""
        rest = list(lead)
        for mention in mentions:
            if mention.label in OTHERS and mention.start < len(lead):
                end = min(mention.end, len(lead))
                rest[mention.start : end] = "\0" * (end - mention.start)
        bare = "".join(rest)
        bare = "\n".join(line if _is_prose(line) else "" for line in bare.split("\n"))
        # What is written small elsewhere is no name: "Capital Murder" in a heading.
        small = {word for word in WORD.findall(lead) if word[0].islower()}
        for found in self._run.finditer(bare):
            name = self._name(bare, found, small)
            if name is not None:
                yield folded(name)

    def _people(self, release: Release, mentions: Sequence[Mention]) -> Iterator[str]:
        """Those whose name and age a text gives, wherever that stands, with the two years that they can be born in: "Ann Lee,
        24," of 2017 is "ann lee*1992" and "ann lee*1993". A later release on them gives one of these years, too."""
        day = release_day(release, mentions)
        if day is None:
            return
        for age in itertools.islice(AGE.finditer(release.text), MOST_PEOPLE):
            before = release.text[max(0, age.start() - NAME) : age.start()]
            runs = [m for m in self._run.finditer(before) if m.end() == len(before)]
            words = [w.strip(".,") for w in runs[-1][0].split()] if runs else []
            if len(words) > 1 and not self._titles.intersection(w.casefold() for w in words):
                born = day.year - int(age[1])
                yield from (
                    f"{folded(words[0])} {folded(words[-1])}{BORN}{year}" for year in (born - 1, born)
                )

    def _name(self, text: str, found: re.Match[str], small: Container[str]) -> str | None:
        """The name in a run of capitalised words: first and last word of a full one, None for no name."""
        words = found[0].split()
        opening = bool(OPENING.search(text, max(0, found.start() - 4), found.start()))
        before = text[max(0, found.start() - 30) : found.start()].split()
        after = (
            WORD.search(text, found.end(), found.end() + 12)
            if text[found.end() : found.end() + 1] == ","
            else None
        )
        spoken_for = [*before[-1:], *words[:-1], *([after[0]] if after else [])]
        if any(word.strip(".,").casefold() in self._titles for word in spoken_for):
            return None
        words = [w.strip(".,'’") for w in words]
        words = [w[:-2] if w.endswith(("’s", "'s")) else w for w in words]
        while words and (words[0] in self._common or words[0].lower() in small):
            words, opening = words[1:], False
        while words and (words[-1] in self._common or words[-1].lower() in small):
            words.pop()
        if len(words) > 1:
            return f"{words[0]} {words[-1]}"
        return words[0] if words and not opening and len(words[0]) >= SHORT else None

    def _aliases(self, text: str, operations: Sequence[Mention]) -> Iterator[tuple[str, str]]:
        """Pairs of different operations that the text calls one: "Operation Dawn (Operación Alba)"."""
        for one, other in itertools.pairwise(operations):
            if one.id == other.id or not 0 < other.start - one.end <= GAP:
                continue
            between = text[one.end : other.start]
            if any(pattern.match(between) for pattern in self._alias):
                low, high = sorted((one.id, other.id))
                yield low, high

    def _is_called(self, text: str, mention: Mention) -> bool:
        before = text[max(0, mention.start - BEFORE) : mention.start]
        return any(pattern.search(before) for pattern in self._calling)


def _is_prose(line: str) -> bool:
    """Whether a line is a paragraph, neither a menu or contact, which are short, nor a headline in capitals."""
    if len(line) < PARAGRAPH:
        return False
    words: list[str] = WORD.findall(line)
    capitals = sum(word[0].isupper() for word in words)
    return capitals < CAPITALS * len(words)
