"""Numbers that a text takes back: cue words in the sentences of the figures.

The finder of figures marks what it recognises (``denied``, ``correction``). This step reads each sentence with a cue
once more, by patterns: "214, not 241", "up from 552", "provisional", "the ministry had put it at 105", a question.
A number that is replaced but is no figure itself is remembered with the figure that replaces it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from opledger.lazily import Lazy
from opledger.patternfiles.gates import Strings, gates, opens
from opledger.patternfiles.schemas.reconciliation import Corrections
from opledger.reconciliation.choice import CORRECTED, alike, by_order, narrowed
from opledger.reconciliation.model import VAGUE, Claim

# Longer "sentences" are tables or have lost their full stops: cues in them belong to something else.
LONGEST = 600
# An updated total is less than so many times the old one.
UPDATED = 1.9
# A text with more totals of one measure is a catalogue.
MOST_TOTALS = 100
DIGITS = re.compile(r"\d")
# Thousands in groups of three, whatever parts them; else a decimal number.
GROUPED = re.compile(r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+\Z")


@dataclass(frozen=True, slots=True)
class Gated:
    """Patterns, and the words one of which a sentence must hold before they are tried."""

    words: tuple[str, ...]
    patterns: tuple[Lazy, ...]
    strings: tuple[Strings | None, ...]
    """What a match of each pattern must hold."""

    def opens(self, lowered: str) -> bool:
        """Whether the patterns are worth trying."""
        return any(word in lowered for word in self.words)

    def search(self, sentence: str, lowered: str) -> re.Match[str] | None:
        """The first match of the first pattern that has one."""
        for pattern, strings in zip(self.patterns, self.strings, strict=True):
            match = pattern.compiled.search(sentence) if opens(strings, lowered) else None
            if match is not None:
                return match
        return None


@dataclass(frozen=True, slots=True)
class Cues:
    """The compiled cues of the section."""

    replaced: Gated
    earlier: Gated
    daily: Gated
    bare: Gated
    compared: Gated
    numerals: Mapping[str, float]

    def value(self, text: str) -> float | None:
        """The number that an expression stands for.

        Example:
            >>> cues.value("1.596"), cues.value("seventeen")  # doctest: +SKIP
            (1596.0, 17.0)
        """
        if not DIGITS.match(text):
            return self.numerals.get(text.lower())
        if GROUPED.match(text):
            return float(re.sub(r"\D", "", text))
        plain = text.replace(",", ".")
        return float(plain) if plain.count(".") < 2 and " " not in plain else None


def compile_cues(cues: Corrections) -> Cues:
    """The cues of a section, compiled."""
    words = "|".join(sorted(cues.numerals, key=lambda w: (-len(w), w)))
    number = rf"(?:[A-Z$€£¥₹]{{0,4}} ?(?P<{{name}}>\d+(?:[.,\u00a0\u202f ]\d+)*|\b(?:{words})\b))"

    def one(pattern: str) -> str:
        for name in ("old", "new"):
            pattern = pattern.replace("{" + name + "}", number.replace("{name}", name))
        return pattern

    def gated(words: Sequence[str], sources: Iterable[str]) -> Gated:
        patterns = tuple(map(one, sources))
        compiled = tuple(Lazy(pattern, re.IGNORECASE) for pattern in patterns)
        return Gated(tuple(words), compiled, tuple(map(gates, patterns)))

    bare = gated((), (f"\\A(?:{p})" for p in cues.bare))
    return Cues(
        gated(cues.replaced.words, cues.replaced.patterns),
        gated(cues.earlier.words, cues.earlier.patterns),
        gated(cues.daily.words, cues.daily.patterns),
        bare,
        gated(cues.compared.words, cues.compared.patterns),
        dict(cues.numerals),
    )


def read_corrections(claims: Sequence[Claim], cues: Cues) -> list[Claim]:
    """The claims of one release, those marked that the text takes back, or that replace another number; without those
    that another number is only compared with."""
    marked: dict[int, Claim] = {id(c): c for c in claims}
    for sentence, members in _by_sentence(claims).items():
        lowered = sentence.lower()
        for old, new in _read(sentence, lowered, members, cues):
            marked[id(old)] = new
        if len(members) > 1 and cues.compared.opens(lowered):
            for claim in _compared(sentence, members, cues):
                del marked[id(claim)]
    return _answered([marked[id(c)] for c in claims if id(c) in marked])


def _by_sentence(claims: Sequence[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if len(claim.figure.sentence) <= LONGEST:
            found[claim.figure.sentence].append(claim)
    return found


def _places(sentence: str, members: Sequence[Claim]) -> dict[int, int]:
    """Where each claim stands in the sentence, by the place of the first."""
    first = min(members, key=by_order).figure
    base = first.start - max(sentence.find(first.text), 0)
    return {id(c): c.figure.start - base for c in members}


def _compared(sentence: str, members: Sequence[Claim], cues: Cues) -> list[Claim]:
    """The claims that a number before them in the sentence is only compared with ("25,500, against 12,800")."""
    at = _places(sentence, members)
    ends = {
        match.end() for pattern in cues.compared.patterns for match in pattern.compiled.finditer(sentence)
    }
    return [
        c
        for c in members
        if at[id(c)] in ends
        and any(
            at[id(o)] < at[id(c)] and o.figure.measure == c.figure.measure and o.place == c.place
            for o in members
        )
    ]


def _read(sentence: str, lowered: str, members: Sequence[Claim], cues: Cues) -> list[tuple[Claim, Claim]]:
    """Pairs of a claim and the claim that takes its place."""
    match = cues.replaced.search(sentence, lowered) if cues.replaced.opens(lowered) else None
    if match:
        return _replaced(match, members, _places(sentence, members), cues)
    if "?" in sentence[-4:] and sentence.rstrip("\"”’') ").endswith("?"):
        return [(c, replace(c, denied=True)) for c in members if not c.headline]
    corrected = [c for c in members if c.correction and not c.denied and not c.additional]
    found = []
    if corrected:
        bare = cues.bare.search(sentence, lowered) is not None
        found = [(c, replace(c, total=c.total and not narrowed(c), unseen=bare)) for c in corrected]
    if cues.earlier.opens(lowered) and cues.earlier.search(sentence, lowered):
        others = (c for c in members if not (c.correction or c.denied or c.headline or narrowed(c)))
        found += [(c, replace(c, outdated=True)) for c in others]
    elif cues.daily.opens(lowered) and cues.daily.search(sentence, lowered):
        found += [(c, replace(c, of_a_day=True)) for c in members if c.total and not c.headline]
    return found


def _replaced(
    match: re.Match[str], members: Sequence[Claim], at: Mapping[int, int], cues: Cues
) -> list[tuple[Claim, Claim]]:
    old = _at(match.start("old"), members, at)
    named = "new" in match.re.groupindex and match.group("new") is not None
    new = _at(match.start("new"), members, at) if named else None
    if new is None and not named:
        others = [c for c in members if c is not old]
        new = min(
            others,
            key=lambda c: (at[id(c)] > match.start("old"), abs(at[id(c)] - match.start("old"))),
            default=None,
        )
    found = []
    if old is not None and new is not None and alike(old, new, CORRECTED):
        found.append((old, replace(old, denied=True, total=old.total or new.total)))
        found.append((new, replace(new, correction=True)))
    elif old is None and new is not None:
        value = cues.value(match.group("old"))
        if value is None or not value:
            return []
        scale = new.number / value
        if value != new.number and 1 / CORRECTED <= scale <= CORRECTED:
            found.append((new, replace(new, replaces=value)))
    return found


def _at(start: int, members: Sequence[Claim], at: Mapping[int, int]) -> Claim | None:
    return next((c for c in members if at[id(c)] <= start < at[id(c)] + len(c.figure.text)), None)


def _answered(claims: Sequence[Claim]) -> list[Claim]:
    """Outdated numbers are taken back where a total contradicts them; what is part of a denied number stands for itself."""
    denied = {c.figure.figure_id for c in claims if c.denied}
    if not denied and not any(c.outdated or c.of_a_day or c.correction for c in claims):
        return list(claims)
    totals: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    parts: set[tuple[str, float]] = set()
    for claim in claims:
        if claim.total and len(totals[_counted(claim)]) < MOST_TOTALS:
            totals[_counted(claim)].append(claim)
        elif not (claim.total or claim.denied or claim.correction):
            parts.add((claim.figure.measure, claim.number))
    # What replaces a number that is known for a part is one too.
    of_parts = {c.figure.sentence for c in claims if c.denied and (c.figure.measure, c.number) in parts}
    found = []
    for claim in claims:
        rivals = totals[_counted(claim)]
        if claim.outdated and not claim.total:
            rivals = [*rivals, *_of_kind(claim, claims)]
        if claim.outdated and _newer(claim, rivals):
            kind = claim.words and not claim.total and not _newer(claim, totals[_counted(claim)])
            claim = replace(claim, denied=True, total=not kind)
        elif claim.of_a_day and _outgrown(claim, rivals):
            claim = replace(claim, denied=True)
        elif not claim.total and not claim.place and not narrowed(claim):
            update = (claim.correction or claim.denied) and (claim.figure.measure, claim.number) not in parts
            update = update and claim.figure.sentence not in of_parts
            total = (update and _updates(claim, rivals)) or claim.figure.part_of in denied
            claim = replace(claim, total=total) if total else claim
        found.append(claim)
    return found


def _counted(claim: Claim) -> tuple[str, str]:
    return claim.figure.measure, claim.figure.unit


def _updates(claim: Claim, totals: Sequence[Claim]) -> bool:
    """Whether a corrected number that is taken for a part is a total: it is of the order of one that it differs from."""
    return any(
        c.place is None and not c.denied and alike(c, claim, UPDATED) and c.number != claim.number
        for c in totals
    )


def _of_kind(claim: Claim, claims: Sequence[Claim]) -> list[Claim]:
    """Parts of the kind of a part, told elsewhere ("148 Chinese", where an earlier alert had put the Chinese at 114)."""
    return [
        c
        for c in claims
        if claim.words
        and c.words
        and not (c.total or narrowed(c))
        and _counted(c) == _counted(claim)
        and c.figure.sentence != claim.figure.sentence
    ]


def _outgrown(claim: Claim, totals: Sequence[Claim]) -> bool:
    """Whether the headline has a larger count than that of the day."""
    return any(
        c.headline
        and c.number > claim.number
        and not c.denied
        and c.rank < VAGUE
        and alike(c, claim, CORRECTED)
        for c in totals
    )


def _newer(claim: Claim, totals: Sequence[Claim]) -> bool:
    """Whether a total contradicts an outdated number, and so has taken its place."""
    return any(
        not (other.outdated or other.denied)
        and max(claim.rank, other.rank) < VAGUE
        and other.place == claim.place
        and (other.words <= claim.words or claim.words <= other.words)
        and alike(claim, other, CORRECTED)
        and not claim.interval.meets(other.interval)
        for other in totals
    )
