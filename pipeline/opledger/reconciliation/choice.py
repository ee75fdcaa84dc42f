"""Choosing among claims on one cell: which agree, which clash, and which one stands.

The ladder is a list of rules, from the strongest to the weakest. Each rule gives a claim a mark (the lower,
the better); the first rule that tells two claims apart decides, and its sentence goes into the explanation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from opledger.reconciliation.model import ABOUT, BOUND, ROUND, VAGUE, Claim, Interval, Verdict
from opledger.records import Figure

# A corrected number is of the order of the wrong one. Numbers that differ by more than the second factor
# ("336 warrants served", "a million warrants open") count different things, whatever the words say.
CORRECTED, UNLIKE = 2.5, 20
# More claims on one cell than this are a catalogue.
MANY = 300
AMOUNTS = frozenset({"kilogram", "litre", "byte", "dose"})

Mark = Callable[[Claim, Sequence[Claim]], Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rung of the ladder.

    Attributes:
        name: short name.
        mark: gives a claim, seen among all claims of its cell, a value to compare; the least wins.
        sentence: why the claim was taken, for the explanation.
    """

    name: str
    mark: Mark
    sentence: str


def _later(claim: Claim) -> tuple[int, ...]:
    """Later dates come first: digits of the date, each turned round."""
    return tuple(9 - int(c) for c in claim.published if c.isdigit()) or (10,)


def _rounded_off(claim: Claim, _: Sequence[Claim]) -> int:
    """How far the number is rounded off: "nearly 10,000" and "more than 10,000" are alike in that."""
    return min(claim.rank, ABOUT) if claim.rank < VAGUE else VAGUE


def _backers(claim: Claim, claims: Sequence[Claim]) -> int:
    """How many releases have a claim that agrees."""
    return -len({c.figure.release_id for c in claims if c.interval.meets(claim.interval)})


LADDER: tuple[Rule, ...] = (
    Rule("explicit", lambda c, _: c.figure.implicit, "a stated number goes before an implied one"),
    Rule("correction", lambda c, _: not c.correction, "a correction goes before what it corrects"),
    Rule("own", lambda c, _: c.hearsay, "the agency's own number goes before a report of it"),
    Rule("body", lambda c, _: c.headline, "the body goes before the headline"),
    Rule("numbered", lambda c, _: c.rank == VAGUE, "a number goes before a vague word"),
    Rule("later", lambda c, _: _later(c), "the later release goes before the earlier"),
    Rule("summed", lambda c, _: not c.summed, "the parts named add up to it"),
    Rule("backed", _backers, "more releases agree with it"),
    Rule("specific", _rounded_off, "the specific number goes before the rounded one"),
    Rule("last", lambda c, _: (-c.figure.start, c.order), "the last statement in the text is taken"),
)

# The rungs that judge a statement by itself, and not by what others say or where it stands.
STRENGTH = tuple(rule for rule in LADDER if rule.name not in ("summed", "backed", "last"))


def rank_claims(claims: Sequence[Claim], ladder: Sequence[Rule] = LADDER) -> list[Claim]:
    """The claims, the best by the ladder first."""
    # Each claim's backers are looked for among all claims; a catalogue has too many for that.
    marks = [rule.mark for rule in ladder if len(claims) <= MANY or rule.name != "backed"]
    return sorted(claims, key=lambda claim: tuple(mark(claim, claims) for mark in marks))


def deciding_rule(winner: Claim, loser: Claim, claims: Sequence[Claim]) -> Rule:
    """The first rule of the ladder that tells two claims apart."""
    for rule in LADDER:
        if rule.mark(winner, claims) != rule.mark(loser, claims):
            return rule
    return LADDER[-1]


def sharpest(claims: Sequence[Claim]) -> Claim:
    """The sharpest of claims that agree: exact before about, about before bounds, bounds before vague words;
    then the one stated to the finest step. A bare round number beside a bound on the same number ("200" and
    "more than 200") is its rounding, and the bound is taken."""
    best = min(claims, key=_sharpness)
    if best.rank in (ROUND, ABOUT) and best.figure.qualifier != "range":
        bounds = [c for c in claims if c.rank == BOUND and c.figure.high is None and _rounded(best, c)]
        if bounds:
            return min(bounds, key=_sharpness)
    return best


def _rounded(bare: Claim, bound: Claim) -> bool:
    """Whether a round number is the rounding of a bound: the same, or the headline's coarser one."""
    return bound.number == bare.number or (
        bare.headline and bound.step < bare.step and bound.number > bare.number
    )


def converted(claim: Claim) -> bool:
    """Whether a value has so many decimals that it must come from another unit; the plain one is what was written."""
    return claim.step < 1e-3 * max(1.0, claim.number) and claim.step < 1e-3


def _sharpness(claim: Claim) -> tuple[Any, ...]:
    rank = claim.rank
    bound = -(claim.figure.low or 0) if rank >= BOUND else 0
    step = claim.step if rank < BOUND else 0
    return (
        claim.figure.implicit,
        claim.union,
        rank,
        converted(claim),
        step,
        bound,
        claim.headline,
        _later(claim),
        claim.order,
    )


def consistent(claims: Iterable[Claim]) -> bool:
    """Whether one number can satisfy all claims (intervals that meet in pairs meet all together)."""
    left = Interval()
    for claim in claims:
        if not left.meets(claim.interval):
            return False
        left = left.cut(claim.interval)
    return True


def choose(claims: Sequence[Claim]) -> Verdict:
    """The verdict on the claims of one cell.

    Denied claims, and those that state the same number, are superseded where another claim stands. Of the rest,
    claims are taken from the top of the ladder down as long as they agree with those already taken; the sharpest
    of them is chosen.

    Raises:
        ValueError: if there are no claims, or none but denied ones.
    """
    if len(claims) == 1 and not claims[0].denied:
        return Verdict(claims[0], tuple(claims), (), ())
    live, superseded = _settle_corrections(claims)
    if not live:
        raise ValueError("no claim stands")
    explicit = [c for c in live if not c.figure.implicit] or live
    if consistent(explicit):
        return Verdict(sharpest(explicit), tuple(sorted(explicit, key=by_order)), (), superseded)
    ranked = _largest_of_sentence(rank_claims(explicit), explicit)
    kept, losing, left = [], [], Interval()
    for claim in ranked:
        if left.meets(claim.interval):
            kept.append(claim)
            left = left.cut(claim.interval)
        elif alike(claim, ranked[0], UNLIKE) and not _told_beside(claim, ranked[0], explicit):
            losing.append(claim)
    rule = deciding_rule(ranked[0], losing[0], explicit).sentence if losing else ""
    supporting, clashing = (tuple(sorted(group, key=by_order)) for group in (kept, losing))
    return Verdict(sharpest(kept), supporting, clashing, superseded, rule)


def _told_beside(claim: Claim, other: Claim, claims: Sequence[Claim]) -> bool:
    """Whether one sentence states two numbers in one voice: they count two things, for nobody contradicts himself there.

    Example:
        "In May the squad opened 40 cases and helped in 61 cases"
    """
    one, two = claim.figure, other.figure
    if (one.release_id, one.sentence) != (two.release_id, two.sentence) or claim.source != other.source:
        return False
    beside = (claim, other)
    if claim.headline or any(_is_disputed(c) for c in beside):
        return False
    return not any(c.number == claim.number and c not in beside and not c.headline for c in claims)


def _is_disputed(claim: Claim) -> bool:
    """Whether a claim may stand against another of its sentence: an amount, a number without a noun of its own, one that
    somebody is named for."""
    elided = bool(claim.figure.extras.get("elided"))
    return is_amount(claim.figure) or elided or claim.corrects or claim.correction or claim.attributed


def is_amount(figure: Figure) -> bool:
    """Whether a sum of money, or a weight or measure, is stated, and no count."""
    return figure.unit.isupper() or figure.unit in AMOUNTS


def _largest_of_sentence(ranked: list[Claim], claims: Sequence[Claim]) -> list[Claim]:
    """The claims with the largest of those told beside the best one in front."""
    beside = [c for c in ranked if c is ranked[0] or _told_beside(c, ranked[0], claims)]
    top = max(beside, key=lambda c: c.number)
    return [top, *(c for c in ranked if c is not top)]


def by_order(claim: Claim) -> tuple[str, str, int, str]:
    """Sort key that depends on nothing but the content."""
    return claim.order


def _settle_corrections(claims: Sequence[Claim]) -> tuple[list[Claim], tuple[Claim, ...]]:
    """Part the claims that stand from those that a denial, a correction or an addition has replaced."""
    if not any(c.denied or c.correction for c in claims):
        return list(claims), ()
    upheld = {id(c) for c in claims if c.denied and not _really_denied(c, claims)}
    # What a disputed number was to be replaced by is no correction of it.
    disputes = {c.figure.sentence for c in claims if id(c) in upheld}
    claims = [
        replace(c, denied=False)
        if id(c) in upheld
        else replace(c, correction=False)
        if c.correction and c.figure.sentence in disputes
        else c
        for c in claims
    ]
    wrong = {c.number for c in claims if c.denied and c.rank != VAGUE}
    standing = [c for c in claims if not c.denied]
    right = [c for c in standing if c.number not in wrong]
    if right:
        wrong_ones = [c for c in claims if c.denied or c.number in wrong]
        replaced = [
            c
            for c in wrong_ones
            if any(alike(c, other, UNLIKE if c.denied else CORRECTED) for other in right)
        ]
    else:
        right, replaced = standing, []
    corrections = [c for c in right if c.correction]
    fallen = [c for c in right if _overtaken(c, corrections)]
    gone = set(map(id, fallen))
    live = [c for c in right if id(c) not in gone]
    return live, tuple(sorted([*replaced, *fallen], key=by_order))


def _really_denied(claim: Claim, claims: Sequence[Claim]) -> bool:
    """Whether a denial leaves something to take its place: another number that contradicts the denied one, and that is
    more than a headline against what the body says elsewhere without denying it."""
    same = [c for c in claims if c.number == claim.number and not c.denied and not c.headline]
    repeated = bool(same)
    if any(c.source and c.source != claim.source and c.total and c.order > claim.order for c in same):
        # Somebody else upholds it: the text tells of a dispute.
        return False
    others = [
        c
        for c in claims
        if not c.denied
        and (not c.interval.meets(claim.interval) or (c.correction and c.number != claim.number))
    ]
    return any(not (c.headline and repeated) for c in others)


def alike(one: Claim, other: Claim, factor: float) -> bool:
    """Whether two numbers are of the same order, so that they can count the same thing."""
    return min(one.number, other.number) * factor >= max(one.number, other.number)


def _overtaken(claim: Claim, corrections: Sequence[Claim]) -> bool:
    """Whether a correction of the same or a later date contradicts the claim."""
    return not claim.correction and any(
        claim.published <= other.published
        and alike(claim, other, CORRECTED)
        and not claim.interval.meets(other.interval)
        for other in corrections
    )


def narrowed(claim: Claim) -> bool:
    """Whether a claim is of a subset by its own words or by its layout, or comes on top of another."""
    extras = claim.figure.extras
    return bool(extras.get("partitive") or extras.get("of") or extras.get("partition")) or claim.additional
