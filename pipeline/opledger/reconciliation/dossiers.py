"""What linking keeps of a release: little, for all releases of a collection are in memory at once."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from opledger.patternfiles.schemas.reconciliation import Linking
from opledger.reconciliation.clues import Clues
from opledger.reconciliation.copies import Sketch, sentence_marks, sketch, wordings
from opledger.reconciliation.dates import release_day
from opledger.reconciliation.naming import Named
from opledger.records import Figure, Mention, Release

SHARING = frozenset({"participant", "lead", "location"})
# What a figure states, as far as two releases can agree on it: measure, unit, value.
Key = tuple[str, str, float]

H = TypeVar("H", bound=Hashable)


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


class Registry:
    """Makes dossiers, and keeps equal parts of them once."""

    def __init__(self, limits: Linking) -> None:
        self._limits = limits
        self._known: dict[Any, Any] = {}

    def same(self, value: H) -> H:
        """The first value equal to this one."""
        known: H = self._known.setdefault(value, value)
        return known

    def dossier(
        self,
        release: Release,
        named: Named,
        mentions: Sequence[Mention],
        figures: Sequence[Figure],
        clues: Clues,
    ) -> Dossier:
        """What linking needs of a release."""
        # What a round-up says of an operation that it names is linked by that name.
        own = [f for f in figures if f.figure_id not in named.figures]
        stated = [
            (f, self._key(f))
            for f in sorted(own, key=lambda f: (f.start, f.figure_id))
            if not f.implicit and f.value is not None
        ]
        openings: dict[tuple[str, str], Key] = {}
        for figure, key in stated:
            if figure.role == "total":
                openings.setdefault(key[:2], key)
        small = {k for f, k in stated if f.role != "background" and k[2] >= self._limits.least_small}
        sentences = wordings(figures, self._limits)
        return Dossier(
            release_id=release.release_id,
            original=release.duplicate_of,
            publisher=self.same(release.publisher),
            day=self.same(release_day(release, mentions)),
            named=named,
            keys=self._set(k for k in small if k[2] >= self._limits.least_value),
            small=self._set(small),
            openings=self._set(openings.values()),
            agencies=self._set(m.id for m in mentions if m.label == "AGENCY"),
            countries=self._set(
                m.id for m in mentions if m.label == "COUNTRY" and SHARING.intersection(m.roles)
            ),
            towns=self._set(m.id for m in mentions if m.label == "PLACE" and set(m.roles) != {"dateline"}),
            clues=replace(clues, names=self._set(clues.names), titled=self._set(clues.titled)),
            sentences=sentence_marks(sentences),
            sketch=sketch(sentences),
        )

    def shared(self, item: Dossier) -> Dossier:
        """A dossier made by another registry, with equal parts kept once."""
        clues = replace(item.clues, names=self._once(item.clues.names), titled=self._once(item.clues.titled))
        return replace(
            item,
            publisher=self.same(item.publisher),
            day=self.same(item.day),
            keys=self._once(item.keys),
            small=self._once(item.small),
            openings=self._once(item.openings),
            agencies=self._once(item.agencies),
            countries=self._once(item.countries),
            towns=self._once(item.towns),
            clues=clues,
        )

    def _once(self, items: tuple[Any, ...]) -> tuple[Any, ...]:
        return self.same(tuple(self.same(item) for item in items))

    def _key(self, figure: Figure) -> Key:
        value = float(figure.value) if figure.value is not None else 0.0
        return self.same((figure.measure, figure.unit, value))

    def _set(self, items: Any) -> tuple[Any, ...]:
        """Items once each, sorted."""
        return self._once(tuple(sorted(set(items))))
