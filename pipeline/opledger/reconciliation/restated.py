"""Claims that only restate, or stand beside, another one of the same line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from opledger.reconciliation.choice import by_order, converted, narrowed
from opledger.reconciliation.model import VAGUE, Claim
from opledger.reconciliation.wording import is_row

# A conversion stands in brackets right behind the amount, and differs by rounding alone.
BEHIND, ROUNDING = 40, 0.006


def without_restatements(claims: Sequence[Claim]) -> list[Claim]:
    """The claims without conversions in brackets ("545 kilograms (1,202 pounds)"), vague words that the same breath makes
    sharp ("a number of flats – nineteen by the end"), and the further columns of a row ("Cocaine / 74,300 / 61,100": this
    year, last year)."""
    ordered = sorted(claims, key=by_order)
    dropped = {id(y) for x, y in pairwise(ordered) if _conversion(x, y)}
    dropped |= {id(x) for x, y in pairwise(ordered) if _made_sharp(x, y)}
    seen: dict[tuple[str, str, str, str, str | None, frozenset[str]], float] = {}
    for claim in ordered:
        figure = claim.figure
        if not claim.total or claim.denied or claim.correction or claim.source or not _row(figure.sentence):
            continue
        key = (
            figure.release_id,
            figure.sentence,
            figure.measure,
            figure.unit,
            claim.place,
            claim.words | claim.sort,
        )
        if seen.setdefault(key, claim.number) != claim.number:
            dropped.add(id(claim))
    return [c for c in claims if id(c) not in dropped] if dropped else list(claims)


def _conversion(x: Claim, y: Claim) -> bool:
    one, other = x.figure, y.figure
    return (
        (one.release_id, one.measure, one.unit) == (other.release_id, other.measure, other.unit)
        and other.start - one.start <= BEHIND
        and converted(y)
        and abs(x.number - y.number) <= ROUNDING * x.number
    )


def _made_sharp(x: Claim, y: Claim) -> bool:
    one, other = x.figure, y.figure
    return (
        x.rank == VAGUE > y.rank
        and (one.release_id, one.measure, one.unit, one.sentence)
        == (other.release_id, other.measure, other.unit, other.sentence)
        and other.start - one.end <= BEHIND
        and "borrowed" in other.extras
        and (x.place, x.total) == (y.place, y.total)
        and not narrowed(y)
        and x.interval.meets(y.interval)
    )


def _row(sentence: str) -> bool:
    return is_row(sentence) and any(word[0].isalpha() for word in sentence.split())
