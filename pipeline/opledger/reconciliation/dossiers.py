"""What linking keeps of a release: little, for it is kept of all releases of a collection."""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from opledger.patternfiles.schemas.reconciliation import Linking
from opledger.reconciliation.clues import Clues
from opledger.reconciliation.copies import Sketch, sentence_marks, sketch, wordings
from opledger.reconciliation.dates import release_day
from opledger.reconciliation.naming import Named
from opledger.records import Figure, Mention, Release

SHARING = frozenset({"participant", "lead", "location"})
# What a figure states, as far as two releases can agree on it: measure, unit, value.
Key = tuple[str, str, float]

H = TypeVar("H", str, Key)


@dataclass(frozen=True, slots=True)
class Dossier:
    """What linking knows of one release.

    ``keys`` are its figures that count as distinctive, ``small`` all of two and more, ``openings`` the first total of each
    measure; ``original`` is the release that it repeats word for word.
    """

    release_id: str
    original: str | None
    publisher: str | None
    day: date | None
    named: Named
    keys: tuple[Key, ...]
    small: tuple[Key, ...]
    openings: tuple[Key, ...]
    agencies: tuple[str, ...]
    countries: tuple[str, ...]
    towns: tuple[str, ...]
    clues: Clues
    sentences: tuple[int, ...]
    sketch: Sketch

    @property
    def order(self) -> tuple[date, str]:
        """Sort key: the day, the undated last, then the id."""
        return self.day or date.max, self.release_id

    def light(self) -> Dossier:
        """What linking needs once all pairs were weighed elsewhere: names, and of a release with a name what tells
        its uses apart."""
        named = Named(self.named.main, {name: name for name in self.named.figures.values()})
        bare = replace(self, named=named, keys=(), towns=(), sentences=(), sketch=b"")
        bare = replace(bare, clues=Clues(aliases=self.clues.aliases))
        if any(name is not None for name in named.all):
            return bare
        return replace(bare, small=(), openings=(), agencies=(), countries=())


def dossier_of(
    release: Release,
    named: Named,
    mentions: Sequence[Mention],
    figures: Sequence[Figure],
    clues: Clues,
    limits: Linking,
) -> Dossier:
    """What linking needs of a release."""
    # What a round-up says of an operation that it names is linked by that name.
    own = [f for f in figures if f.figure_id not in named.figures]
    stated = [
        (f, _key(f))
        for f in sorted(own, key=lambda f: (f.start, f.figure_id))
        if not f.implicit and f.value is not None
    ]
    openings: dict[tuple[str, str], Key] = {}
    for figure, key in stated:
        if figure.role == "total":
            openings.setdefault(key[:2], key)
    small = {k for f, k in stated if f.role != "background" and k[2] >= limits.least_small}
    sentences = wordings(figures, limits)
    return Dossier(
        release_id=release.release_id,
        original=release.duplicate_of,
        publisher=release.publisher,
        day=release_day(release, mentions),
        named=named,
        keys=_once(k for k in small if k[2] >= limits.least_value),
        small=_once(small),
        openings=_once(openings.values()),
        agencies=_once(m.id for m in mentions if m.label == "AGENCY"),
        countries=_once(m.id for m in mentions if m.label == "COUNTRY" and SHARING.intersection(m.roles)),
        towns=_once(m.id for m in mentions if m.label == "PLACE" and set(m.roles) != {"dateline"}),
        clues=replace(clues, names=_once(clues.names), titled=_once(clues.titled)),
        sentences=sentence_marks(sentences),
        sketch=sketch(sentences),
    )


def packed(item: Dossier) -> bytes:
    """A dossier as it lies in a file aside; only this version of Python reads it."""
    day = item.day.toordinal() if item.day else 0
    named, clues = item.named, item.clues
    return marshal.dumps(
        (
            (item.release_id, item.original, item.publisher, day),
            (named.main, named.figures),
            (item.keys, item.small, item.openings, item.agencies, item.countries, item.towns),
            (clues.names, clues.titled, clues.crimes, clues.aliases, clues.called),
            (item.sentences, item.sketch),
        )
    )


def unpacked(piece: bytes) -> Dossier:
    """The dossier that ``packed`` packed."""
    (release_id, original, publisher, day), named, told, clues, words = marshal.loads(piece)
    when = date.fromordinal(day) if day else None
    keys, small, openings, agencies, countries, towns = told
    return Dossier(
        release_id,
        original,
        publisher,
        when,
        Named(*named),
        keys,
        small,
        openings,
        agencies,
        countries,
        towns,
        Clues(*clues),
        *words,
    )


def _key(figure: Figure) -> Key:
    return figure.measure, figure.unit, float(figure.value) if figure.value is not None else 0.0


def _once(items: Iterable[H]) -> tuple[H, ...]:
    """Items once each, sorted."""
    return tuple(sorted(set(items)))
