"""From figures to claims."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from opledger.patternfiles.schemas.reconciliation import ReconciliationSection
from opledger.reconciliation.intervals import interval_of, step_of
from opledger.reconciliation.model import Claim
from opledger.reconciliation.wording import Phrase, Wording
from opledger.records import Figure, Release

CURRENCY = re.compile(r"[A-Z]{3}\Z")
NOTHING = Phrase(frozenset(), "")


def any_of(words: list[str]) -> re.Pattern[str] | None:
    """A pattern for any of the words, as whole words; None for no words."""
    if not words:
        return None
    longest_first = sorted(words, key=lambda w: (-len(w), w))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b", re.IGNORECASE)


class ClaimMaker:
    """Makes claims of figures, by the reconciliation section; ``names`` has the names of agencies by id."""

    def __init__(self, section: ReconciliationSection, names: Mapping[str, str]) -> None:
        self.section, self.names = section, names
        self.wording = Wording(section)
        self._below, self._each = any_of(section.below), any_of(section.each)
        self._overall = any_of(section.overall)
        self._measured = frozenset(section.measured_units)
        self._by_substance = frozenset(section.by_substance) | frozenset(section.value_of_substance)
        self._by_kind = frozenset(section.by_kind) | frozenset(section.people)

    def claims(self, figure: Figure, release: Release, day: str) -> Iterator[Claim]:
        """The claims of a figure in a release of a day: none for background, one for the whole or its one place, one a place for "two each"."""
        if figure.role == "background" or (figure.low is None and figure.high is None):
            return
        places: tuple[str | None, ...] = figure.places or (None,)
        if len(places) > 1 and not (self._each and self._each.search(figure.text)):
            return
        for place in places:
            yield self._claim(figure, release, place, day)

    def _claim(self, figure: Figure, release: Release, place: str | None, day: str) -> Claim:
        measured = figure.unit in self._measured or bool(CURRENCY.match(figure.unit))
        interval, rank = interval_of(figure, self.section.widths, measured, self._below)
        extras = figure.extras
        phrase = self._phrase(figure)
        bounds = [bound for bound in (figure.value, figure.low, figure.high) if bound is not None]
        return Claim(
            figure=figure,
            release=release,
            interval=interval,
            rank=rank,
            step=step_of(bounds[0]),
            words=phrase.words,
            head=phrase.head,
            place=place,
            number=float(bounds[0]),
            headline=bool(extras.get("headline")),
            denied=bool(extras.get("denied")),
            correction=bool(extras.get("correction")),
            additional=bool(extras.get("additional")),
            union=bool(figure.alternatives),
            source=extras.get("source"),
            source_name=self.names.get(str(extras.get("source")), extras.get("source")),
            published=day,
            total=figure.role == "total",
            overall=bool(self._overall and self._overall.search(figure.text)),
        )

    def _phrase(self, figure: Figure) -> Phrase:
        if figure.measure in self._by_substance and figure.substance:
            return self.wording.phrase(figure.measure, figure.substance)
        if figure.measure in self._by_kind:
            return self.wording.kind(figure.measure, figure.object or figure.extras.get("kind"))
        return NOTHING
