"""Sorting claims into cells: one measure, unit, place, and kind or substance each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from opledger.reconciliation.choice import CORRECTED, alike, by_order
from opledger.reconciliation.model import BOUND, EXACT, VAGUE, Cell, Claim

Words = frozenset[str]
Key = tuple[str, str, str | None]

NONE: Words = frozenset()
# A word that so many kinds of one measure share says nothing; a text with more is a catalogue.
MOST_KINDS = 200
# A number of three significant digits is no coincidence.
TELLING = 100
# A headline rounds by less than this factor.
ROUNDED = 1.1
# A headline's number and the body's on one thing differ by less than this factor.
SLIP = 1.2
# Numbers under this one are often equal by chance.
FEW = 10
# Two bounds on one thing differ by less than this factor.
SAME_ORDER = 2.0


def cells_of(claims: Iterable[Claim], people: frozenset[str] = frozenset()) -> list[Cell]:
    """The cells of some claims, in a fixed order.

    Args:
        claims: the claims.
        people: measures whose kinds are told apart only where every count names one.
    """
    boxes: dict[Key, list[Claim]] = defaultdict(list)
    for claim in claims:
        boxes[claim.figure.measure, claim.figure.unit, claim.place].append(claim)
    found: list[Cell] = []
    for measure, unit, place in sorted(boxes, key=lambda k: (k[0], k[1], k[2] or "")):
        box = boxes[measure, unit, place]
        if len(box) == 1:
            found.append(Cell(measure, unit, place, NONE if measure in people else box[0].words, tuple(box)))
            continue
        box.sort(key=by_order)
        groups = _of_people(box) if measure in people else _by_words(_sorted(box))
        found += [Cell(measure, unit, place, words, tuple(members)) for words, members in groups]
    return found


def _of_people(claims: Sequence[Claim]) -> list[tuple[Words, list[Claim]]]:
    """People are one kind, whatever they are called, but where one sentence counts several kinds of them."""
    totals = [c for c in claims if c.total and not c.denied and not c.headline and c.place is None]
    kinds = _kinds_of_a_sentence(totals)
    if len(kinds) < 2:
        return [(NONE, list(claims))]
    groups: dict[Words, list[Claim]] = {words: [] for words in kinds}
    rest: list[Claim] = []
    for claim in claims:
        near = [words for words in kinds if claim.total and claim.words and claim.words & words]
        home = max(near, key=lambda words: (len(words & claim.words), sorted(words)), default=None)
        (rest if home is None else groups[home]).append(claim)
    if any(c.total and not c.denied and c.number >= max(kinds.values()) for c in rest):
        # There is a total for all of them.
        return [(NONE, list(claims))]
    if rest:
        groups[NONE] = rest
    return sorted(groups.items(), key=lambda item: sorted(item[0]))


def _sorted(claims: Sequence[Claim]) -> Sequence[Claim]:
    """The claims, those that name one of the sorts that a sentence tells apart taken for a kind of their own."""
    if len(claims) < 2 or not any(c.sort for c in claims) or any(c.words for c in claims):
        return claims
    totals = [c for c in claims if c.total and not c.denied and c.place is None]
    kinds = _kinds_of_a_sentence([replace(c, words=c.sort) for c in totals])
    if len(kinds) < 2 or any(c.number >= sum(kinds.values()) for c in totals):
        return claims
    return [replace(c, words=c.sort) if c.total and c.sort in kinds else c for c in claims]


def _kinds_of_a_sentence(totals: Sequence[Claim]) -> dict[Words, float]:
    """The kinds, with their numbers, of the one sentence in which every total names its own; a sentence that stands
    twice, in the headline say, is one."""
    sentences: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in totals:
        sentences[claim.figure.release_id, claim.figure.sentence].append(claim)
    found = [
        own
        for own in sentences.values()
        if len(own) > 1 and not any(x.words <= y.words for x in own for y in own if x is not y)
    ]
    kinds = [{c.words: c.number for c in own} for own in found]
    return kinds[0] if kinds and all(other == kinds[0] for other in kinds) else {}


def _by_words(claims: Sequence[Claim]) -> list[tuple[Words, list[Claim]]]:
    groups: dict[Words, list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.words].append(claim)
    if len(groups) > 1:
        _merge_related(groups)
    return sorted(groups.items(), key=lambda item: sorted(item[0]))


def _merge_related(groups: dict[Words, list[Claim]]) -> None:
    """Put groups together whose words are related and whose claims agree; in place."""
    _spread_plain(groups)
    names = sorted(groups, key=lambda words: (-len(words), sorted(words)))[:MOST_KINDS]
    for small in reversed(names):
        for large in names:
            if small == large or small not in groups or large not in groups:
                continue
            if _same_thing(groups[small], groups[large], small, large):
                groups[large] = groups[large] + groups.pop(small)
                break


def _spread_plain(groups: dict[Words, list[Claim]]) -> None:
    """Claims that name no kind go to the kind that has their number ("59 missing children", "59 children"); in place."""
    plain = groups.pop(NONE, [])
    numbers: dict[float, list[Words]] = defaultdict(list)
    for words in sorted(groups, key=sorted):
        for number in {c.number for c in _spoken(groups[words])}:
            numbers[number].append(words)
    left = []
    # "More than 10,000 wild animals", twice, beside "10,000 turtles": a total with a name of its own.
    own = {c.number for c in plain if c.figure.substance and not c.headline}
    own &= {c.number for c in plain if c.figure.substance and c.headline}
    few = sorted(groups, key=sorted) if len(groups) * len(plain) <= MOST_KINDS else []
    for claim in plain:
        homes = numbers.get(claim.number, ()) if claim.number not in own else ()
        if not homes and claim.total and claim.number >= TELLING * claim.step:
            homes = [words for words in few if _headlined(claim, groups[words])]
        if len(homes) == 1 and claim.rank < VAGUE and _telling(claim):
            groups[homes[0]] = [*groups[homes[0]], claim]
        elif not homes and len(few) == 1 and _contradicts(claim, groups[few[0]], plain):
            groups[few[0]] = [*groups[few[0]], claim]
        else:
            left.append(claim)
    if left:
        groups[NONE] = left


def _headlined(claim: Claim, group: Sequence[Claim]) -> bool:
    """Whether a group is the headline's rounding of a body's number, or the other way round."""
    live = [c for c in group if not c.denied]
    return all(c.headline != claim.headline for c in live) and any(
        c.rank <= BOUND and c.interval.meets(claim.interval) and alike(c, claim, ROUNDED) for c in live
    )


def _contradicts(claim: Claim, group: Sequence[Claim], plain: Sequence[Claim]) -> bool:
    """Whether the body gives the headline's amount otherwise: the one names a kind, the other none, and there are no
    other numbers ("$13.5 million worth of vapes", and "the goods are worth $12.5 million")."""
    own = [c for c in plain if c.figure.release_id == claim.figure.release_id]
    its = [c for c in group if c.figure.release_id == claim.figure.release_id]
    return (
        bool(its)
        and all(c.number == claim.number for c in own)
        and all(c.headline != claim.headline and c.total and not c.denied for c in its)
        and claim.total
        and max(c.rank for c in (claim, *its)) < BOUND
        and all(alike(c, claim, SLIP) for c in its)
    )


def _telling(claim: Claim) -> bool:
    """Whether an equal number is no coincidence: exact, or of three digits, or with no substance of its own."""
    return claim.rank == EXACT or claim.number >= TELLING * claim.step or claim.figure.substance is None


def _same_thing(small: Sequence[Claim], large: Sequence[Claim], a: Words, b: Words) -> bool:
    one, other = _spoken(small), _spoken(large)
    if a and (a <= b or b <= a) and any(c.denied or c.correction for c in (*small, *large)):
        return any(alike(x, y, CORRECTED) for x in small for y in large)
    if any(_tight(x, y) for x in one for y in other):
        return all(x.interval.meets(y.interval) for x in one for y in other)
    if not a or not b:
        return False
    if not a & b:
        return _by_another_name(one, other)
    close = a <= b or b <= a or bool({c.head for c in one} & {c.head for c in other})
    return all(_agree(x, y, close) for x in one for y in other)


def _by_another_name(one: Sequence[Claim], other: Sequence[Claim]) -> bool:
    """Whether two releases name the same number's things each in its own words ("26 departments", "26 provinces")."""
    claims = (*one, *other)
    if not {c.figure.release_id for c in one}.isdisjoint(c.figure.release_id for c in other):
        return False
    numbers = {c.number for c in claims}
    return (
        len(numbers) == 1
        and min(numbers) >= FEW
        and all(c.rank < BOUND and c.total and c.figure.substance is None for c in claims)
    )


def _spoken(claims: Sequence[Claim]) -> list[Claim]:
    """The claims that speak for a group: its totals, else its largest."""
    live = [c for c in claims if not c.denied] or list(claims)
    totals = [c for c in live if c.total]
    return totals or [max(live, key=lambda c: (c.number, -c.rank, c.order))]


def _tight(x: Claim, y: Claim) -> bool:
    """Whether two numbers are so close, and so telling, that headline and body must mean one thing by them."""
    if x.headline == y.headline:
        return False
    if x.number == y.number:
        return max(x.rank, y.rank) < BOUND or x.number >= TELLING * x.step
    return max(x.rank, y.rank) < BOUND and x.interval.meets(y.interval)


def _agree(x: Claim, y: Claim, close: bool) -> bool:
    if x.rank >= VAGUE or y.rank >= VAGUE:
        return close and x.interval.meets(y.interval)
    if x.rank == y.rank == BOUND and not alike(x, y, SAME_ORDER):
        # "More than 56,400" and "more than 147,050" can both be true, but not of one thing.
        return False
    return x.interval.meets(y.interval) and (close or x.rank < BOUND > y.rank)
