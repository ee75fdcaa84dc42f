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
NONE: frozenset[str] = frozenset()
NOTHING = Phrase(NONE, "")
# "Two homes each": the word stands right behind the figure.
BEHIND = 12
# Words that say what an amount of money is stand this near, with no other number and no stop between.
NEAR = 48
# A label governs all amounts of its line ("Cash: EUR 40,000, USD 95,000").
LABEL = re.compile(r"[^.;:\d]{1,40}:")
BEFORE, AFTER = re.compile(r"[^.;:,()\d]*\Z"), re.compile(r"[^.;:,()\d]*")


def any_of(words: list[str]) -> re.Pattern[str] | None:
    """A pattern for any of the words, as whole words; None for no words."""
    if not words:
        return None
    longest_first = sorted(words, key=lambda w: (-len(w), w))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b", re.IGNORECASE)


class Said:
    """Whether a sentence passes on what others say, and whether it names who gave its number; once for each sentence."""

    def __init__(self, section: ReconciliationSection) -> None:
        self._hearsay, self._attributed = any_of(section.hearsay), any_of(section.attributed)
        self._last = ("", (False, False))

    def of(self, sentence: str) -> tuple[bool, bool]:
        """Hearsay, and attributed."""
        if self._last[0] != sentence:
            found = (
                bool(self._hearsay and self._hearsay.search(sentence)),
                bool(self._attributed and self._attributed.search(sentence)),
            )
            self._last = (sentence, found)
        return self._last[1]


class ClaimMaker:
    """Makes claims of figures, by the reconciliation section; ``names`` has the names of agencies by id."""

    def __init__(self, section: ReconciliationSection, names: Mapping[str, str]) -> None:
        self.section, self.names = section, names
        self.wording = Wording(section)
        self._below, self._each = any_of(section.below), any_of(section.each)
        self._overall = any_of(section.overall)
        self._and_others = any_of(section.and_others)
        self._said = Said(section)
        self._measured = frozenset(section.measured_units)
        self._by_substance = frozenset(section.by_substance) | frozenset(section.value_of_substance)
        self._by_kind = frozenset(section.by_kind) | frozenset(section.people)

    def claims(self, figure: Figure, release: Release, day: str) -> Iterator[Claim]:
        """The claims of a figure in a release of a day: none for background, one for the whole or its one place, one a place for "two each"."""
        if figure.role == "background" or (figure.low is None and figure.high is None):
            return
        places: tuple[str | None, ...] = figure.places or (None,)
        if len(places) > 1 and not self._of_each(figure):
            return
        for place in places:
            yield self._claim(figure, release, place, day)

    def _of_each(self, figure: Figure) -> bool:
        """Whether the number holds for every place named ("two homes each")."""
        if self._each is None:
            return False
        at = figure.sentence.find(figure.text)
        end = at + len(figure.text)
        behind = figure.sentence[end : end + BEHIND] if at >= 0 else ""
        return bool(self._each.search(figure.text) or self._each.search(behind))

    def _claim(self, figure: Figure, release: Release, place: str | None, day: str) -> Claim:
        measured = figure.unit in self._measured or bool(CURRENCY.match(figure.unit))
        interval, rank = interval_of(figure, self.section.widths, measured, self._below)
        extras = figure.extras
        hearsay, attributed = self._said.of(figure.sentence)
        phrase = self._phrase(figure)
        bounds = [bound for bound in (figure.value, figure.low, figure.high) if bound is not None]
        return Claim(
            figure=figure,
            release=release,
            interval=interval,
            rank=rank,
            step=step_of(bounds[0]),
            words=phrase.words,
            sort=NONE if CURRENCY.match(figure.unit) else self.wording.sort(figure.measure, figure.object),
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
            overall=self._is_overall(figure),
            hearsay=hearsay,
            attributed=attributed,
        )

    def _is_overall(self, figure: Figure) -> bool:
        """Whether the number, or the sentence from its first word, says that it is of all."""
        overall = self._overall
        return overall is not None and bool(overall.search(figure.text) or overall.match(figure.sentence))

    def _phrase(self, figure: Figure) -> Phrase:
        if figure.measure in self._by_substance and figure.substance:
            # The columns of a table count one substance in several forms.
            form = f" {figure.object}" if figure.object and "cell" in figure.extras else ""
            return self.wording.phrase(figure.measure, figure.substance + form)
        if figure.measure in self._by_kind:
            if figure.qualifier == "vague" and self._of_others_too(figure):
                return NOTHING
            found = self.wording.kind(
                figure.measure,
                figure.object or figure.extras.get("kind") or figure.extras.get("borrowed"),
            )
            return found if found.words or not CURRENCY.match(figure.unit) else self._of_money(figure)
        return NOTHING

    def _of_others_too(self, figure: Figure) -> bool:
        """Whether a vague word speaks of more than the kind that it names ("thousands of laptops and other equipment")."""
        if self._and_others is None:
            return False
        at = figure.sentence.find(figure.text)
        return at >= 0 and bool(
            self._and_others.match(figure.sentence[at + len(figure.text) :].lstrip(" ,(\u00a0"))
        )

    def _of_money(self, figure: Figure) -> Phrase:
        """What an amount is of, by the words beside it ("EUR 3 million in cash", "property worth EUR 3 million")."""
        sentence, at = figure.sentence, figure.sentence.find(figure.text)
        if at < 0:
            return NOTHING
        end = at + len(figure.text)
        before = BEFORE.search(sentence, max(at - NEAR, 0), at)
        after = AFTER.match(sentence, end, end + NEAR)
        label = LABEL.match(sentence, 0, at)
        for match in (after, before, label):
            found = self.wording.phrase(figure.measure, match.group()) if match else NOTHING
            if found.words:
                return found
        return NOTHING
