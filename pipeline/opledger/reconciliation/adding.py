"""People of one event added up, for issuers that tell of one event a release and state no sum.

The sentences are gone through in order, with one running count for each kind (leaders and others, say). What a sentence
counts beside each other adds up ("a courier and two guards"); what a later sentence counts of the same kind is taken to be
the same people, and the larger count holds; what comes on top by its own words ("another guard") is added. "The guard"
counts only where nobody of that kind was counted before.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from opledger.patternfiles.schemas.reconciliation import Adding
from opledger.reconciliation.claims import any_of
from opledger.reconciliation.explain import number
from opledger.reconciliation.model import VAGUE, Claim
from opledger.reconciliation.outcomes import Scope, row_id
from opledger.records import Outcome

REST, TOLD_APART = "", 2


@dataclass(slots=True)
class _Count:
    """The running count of a kind: the number, whether it is vague, and the claims that it rests on."""

    low: float = 0
    vague: bool = False
    claims: list[Claim] = field(default_factory=list)


def added_up(
    outcomes: Sequence[Outcome], claims: Iterable[Claim], scope: Scope, settings: Adding
) -> list[Outcome]:
    """The outcomes, those on the whole of a measure that is added up replaced by the sum where that is another number.

    Args:
        outcomes: the rows of a scope.
        claims: the claims that they were made of.
        scope: what the rows are drawn from.
        settings: which measures, and which kinds of people.
    """
    found = _by_measure(claims, settings)
    rows = list(outcomes)
    for measure in sorted(found):
        mine = [c for c in found[measure] if not c.headline] or found[measure]
        counts = [c for c in _Tally(settings).run(mine).values() if c.low]
        total = sum(c.low for c in counts)
        old = [o for o in rows if o.measure == measure and o.place is None]
        if [o.low for o in old] != ([total] if total else []):
            at = rows.index(old[0]) if old else len(rows)
            rows = [o for o in rows if o not in old]
            rows[at:at] = [_row(measure, counts, scope)] if total else []
    return rows


def _by_measure(claims: Iterable[Claim], settings: Adding) -> dict[str, list[Claim]]:
    """The claims of the measures that are added up; those of summaries left out where other sentences tell of people."""
    own = [c for c in claims if c.figure.measure in settings.measures and not c.denied]
    summary = any_match(settings.summaries)
    told = [c for c in own if not (summary and summary.search(c.figure.sentence))]
    enough = any(not (c.figure.extras.get("definite") or c.headline) for c in told)
    found: dict[str, list[Claim]] = {c.figure.measure: [] for c in own}
    for claim in told if enough else own:
        if not claim.figure.extras.get("inherited"):
            found[claim.figure.measure].append(claim)
    return found


def any_match(patterns: Sequence[str]) -> re.Pattern[str] | None:
    """One expression for all of some; None for none."""
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE) if patterns else None


class _Tally:
    """Counts the people of one measure, sentence by sentence."""

    def __init__(self, settings: Adding) -> None:
        self.settings = settings
        self.kinds = {word: kind for kind, words in settings.kinds.items() for word in words}
        self.including = any_of(settings.including)
        self.counts: dict[str, _Count] = defaultdict(_Count)
        self.extra: dict[str, float] = defaultdict(float)

    def run(self, claims: Sequence[Claim]) -> dict[str, _Count]:
        """The counts by kind."""
        sentences: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
        for claim in sorted(claims, key=lambda c: c.order):
            sentences[claim.published, claim.figure.release_id, claim.figure.sentence].append(claim)
        for sentence in sentences.values():
            self._sentence(sentence)
        return self.counts

    def _sentence(self, claims: Sequence[Claim]) -> None:
        said: dict[str, _Count] = {}
        inside, back = self._inside(claims), {id(c) for c in claims if self._points_back(c)}
        refers = bool(back) and self._total() > 0
        for claim in claims:
            kind = self._kind(claim)
            vague = claim.figure.implicit and claim.rank >= VAGUE and not claim.additional
            if id(claim) in back or (back and vague):
                known = self._total() if kind == REST or not claim.figure.implicit else self.counts[kind].low
                again = vague or kind == REST if claim.figure.implicit else self._low(claim) <= known
                if known and again:
                    continue
            low = max(self._low(claim) - sum(self._low(c) for c in inside.get(claim.figure.figure_id, ())), 0)
            count = said.setdefault(kind, _Count())
            count.low += low
            count.vague = count.vague or claim.rank >= VAGUE
            count.claims.append(claim)
        if not refers and all(c.additional for count in said.values() for c in count.claims):
            self._on_top(said)
        else:
            self._again(said)
        for kind, count in said.items():
            if any(claim.additional for claim in count.claims):
                self.extra[kind] = max(self.extra[kind], count.low)

    def _on_top(self, said: dict[str, _Count]) -> None:
        """Add what comes on top, but for what an earlier sentence had on top already."""
        for kind, count in said.items():
            mine = self.counts[kind]
            new = count.low - self.extra[kind]
            again = count.vague and count.low <= mine.low
            if new > 0 and not again:
                mine.low += new
                mine.vague = mine.vague or count.vague
                mine.claims += count.claims

    def _again(self, said: dict[str, _Count]) -> None:
        """Take the larger count of each kind; and a sharper account of the same people in the place of the first."""
        if self._retold(said):
            self.counts.update(said)
            return
        for kind, count in said.items():
            mine = self.counts[kind]
            if (count.low, not count.vague) > (mine.low, not mine.vague):
                self.counts[kind] = replace(count, claims=[*count.claims])

    def _retold(self, said: dict[str, _Count]) -> bool:
        """Whether a sentence that tells kinds apart tells of all whom a first number without kinds was of."""
        rest = self.counts[REST]
        total = sum(c.low for c in said.values())
        if len(said) < TOLD_APART or REST not in said or any(c.vague for c in said.values()):
            return False
        return total >= rest.low if rest.vague else total == rest.low == self._total()

    def _total(self) -> float:
        return sum(c.low for c in self.counts.values())

    def _kind(self, claim: Claim) -> str:
        extras = claim.figure.extras
        if extras.get("named"):
            return self.settings.named
        head = str(extras.get("kind") or "")
        return self.kinds.get(head, self.kinds.get(head.removesuffix("s"), REST))

    def _points_back(self, claim: Claim) -> bool:
        """Whether it is of people told of before: "the guard", "both men", "two of the guards"."""
        extras = claim.figure.extras
        if extras.get("definite"):
            return True
        if extras.get("partitive"):  # "two of his men" are other people than he
            return not any(word in self.settings.owners for word in claim.figure.text.lower().split())
        if not claim.figure.text:  # a count of one that stands before its noun, of no word of the text
            return False
        before, here, _ = claim.figure.sentence.partition(claim.figure.text)
        words = (before if here else "").lower().split()[-2:] + claim.figure.text.lower().split()[:1]
        return any(word in self.settings.definite for word in words)

    def _inside(self, claims: Sequence[Claim]) -> dict[str, list[Claim]]:
        """What a sentence names of a number of its own ("four guards, including a sergeant"), by that number's id."""
        found: dict[str, list[Claim]] = defaultdict(list)
        for whole, part in pairwise(claims):
            if not (whole.figure.text and part.figure.text):
                continue
            sentence = " ".join(part.figure.sentence.split())
            first, second = (" ".join(c.figure.text.split()) for c in (whole, part))
            _, _, behind = sentence.partition(first)
            between, here, _ = behind.partition(second)
            if here and self.including is not None and self.including.search(between):
                found[whole.figure.figure_id].append(part)
        return found

    def _low(self, claim: Claim) -> float:
        low = claim.figure.low or 0
        return low + self.settings.above if claim.figure.qualifier == "more_than" else low


def _row(measure: str, counts: Sequence[_Count], scope: Scope) -> Outcome:
    claims = sorted((c for count in counts for c in count.claims), key=lambda c: c.order)
    low = sum(count.low for count in counts)
    low = int(low) if float(low).is_integer() else low
    first = claims[0].figure
    exact = not any(count.vague for count in counts) and all(c.figure.qualifier == "exact" for c in claims)
    named = " + ".join(f"{number(count.low)} ({', '.join(_said(count.claims))})" for count in counts)
    return Outcome(
        outcome_id=row_id("o-", scope, "added", measure, first.unit),
        operation_id=scope.operation_id,
        release_id=scope.release_id,
        measure=measure,
        place=None,
        object=None,
        unit=first.unit,
        substance=None,
        value=low if exact else None,
        low=low,
        high=low if exact else None,
        qualifier="exact" if exact else "at_least",
        status="summed",
        implicit=all(c.figure.implicit for c in claims),
        explanation=f"No total is stated; the people named add up to {'' if exact else 'at least '}{number(low)}: {named}.",
        supporting=tuple(dict.fromkeys(c.figure.figure_id for c in claims)),
        conflicting=(),
        release_ids=tuple(sorted({c.figure.release_id for c in claims})),
    )


def _said(claims: Sequence[Claim]) -> list[str]:
    return [f"“{' '.join(claim.figure.text.split())}”" for claim in claims]
