"""Breakdowns of totals: parts that make up a whole, or nearly.

A run of parts in one paragraph, sentence or list that comes to the total is a breakdown of it. One that misses the
total by a little most likely is one too, with a slip in it: that is what readers want to know. One that misses it by
much is something else (examples, overlapping groups), and says nothing. Parts that the text presents as a list of all
(they share a ``partition``) may miss it by more.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from opledger.patternfiles.schemas.reconciliation import Breakdowns
from opledger.reconciliation.choice import by_order
from opledger.reconciliation.model import BOUND, Claim, Verdict
from opledger.reconciliation.parts import Breakdown
from opledger.reconciliation.runs import (
    Run,
    columns,
    flattened,
    list_key,
    marked_runs,
    partly_read,
    runs_of_blocks,
    runs_of_text,
    variants,
)
from opledger.reconciliation.wording import is_row

# So many numbers come to a whole, or nearly, by no chance.
LIST, NEARLY_ALL = 3, 0.9


def inferred_breakdowns(
    claims: Sequence[Claim],
    wholes: Mapping[tuple[str, str], Verdict],
    people: frozenset[str],
    limits: Breakdowns,
    opening: re.Pattern[str] | None,
    rest: re.Pattern[str] | None,
) -> Iterator[Breakdown]:
    """The breakdowns that miss their total by a little.

    Args:
        claims: claims of one scope.
        wholes: the verdict on the total of each measure and unit.
        people: measures of people; a list of results may go through several of them.
        limits: what "a little" is.
        opening: words before a list that leave it open ("including").
        rest: words after a list that leave it open ("and the others").
    """
    used = {c.figure.figure_id for v in wholes.values() for c in (*v.supporting, *v.losing, *v.superseded)}
    parts: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=by_order):
        if _is_part(claim, used):
            parts[claim.figure.release_id, claim.figure.measure, claim.figure.unit].append(claim)
    for (rid, measure, unit), members in sorted(parts.items()):
        verdict = wholes.get((measure, unit))
        if verdict is None or verdict.chosen.rank >= BOUND or verdict.chosen.number < limits.least_whole:
            continue
        totals = {c.number for c in (*verdict.supporting, *verdict.losing, *verdict.superseded)}
        members = [c for c in members if c.number < verdict.chosen.number and c.number not in totals]
        if 1 < len(members) <= limits.most_parts:
            others = [
                c
                for c in claims
                if measure in people and c.figure.measure in people and c.figure.release_id == rid
            ]
            yield from _of_whole(verdict, members, others, limits, opening, rest)
            yield from _of_parts(verdict.chosen, members, limits)


def _is_part(claim: Claim, used: set[str]) -> bool:
    """Whether a claim can be a member of a breakdown: a part, or a total that no verdict had a use for."""
    figure = claim.figure
    return (
        (figure.role == "part" or figure.figure_id not in used)
        and not (claim.denied or figure.implicit)
        and figure.repeat_of is None
        and claim.rank < BOUND
        and (isinstance(figure.extras.get("block"), int) or figure.extras.get("partition") is not None)
    )


def _of_whole(
    verdict: Verdict,
    members: Sequence[Claim],
    others: Sequence[Claim],
    limits: Breakdowns,
    opening: re.Pattern[str] | None,
    rest: re.Pattern[str] | None,
) -> Iterator[Breakdown]:
    whole, rivals = verdict.chosen, {c.number for c in verdict.losing}
    beside = [
        c
        for c in members
        if c.figure.sentence == whole.figure.sentence and c.figure.start > whole.figure.start
    ]
    runs = [*marked_runs(members, others), *runs_of_text(members, others), tuple(beside[:2])]
    fitting = {i for run in runs for i in _fitting(run, whole, members)}
    missing: list[Breakdown] = []
    for run in runs:
        marked = bool(run) and all(list_key(c) is not None for c in run)
        for parts in variants(run):
            if not _is_breakdown(parts, marked, members) or fitting.issuperset(_ids(parts)):
                continue
            summed = _summed_in_the_text(parts, rivals)
            if summed:
                yield Breakdown(whole, summed, closed=True)
                return
            total = _sum(parts)
            total += _further(parts, others)
            if _fits(total, parts, whole) or partly_read(parts):
                continue
            closed = (marked or _listed(parts)) and _one_level(parts) and _closed(parts, opening, rest)
            if _near(total, whole, len(parts), closed, limits.of_lists() if marked else limits):
                missing.append(Breakdown(whole, parts, closed))
    told = _told_beside(verdict, members)
    left = [
        b for b in missing if not fitting.intersection(ids := _ids(b.parts)) and not (told and told < ids)
    ]
    if left:
        yield min(left, key=lambda b: (_missed(b), sum(c.number for c in b.parts) < whole.number))


def _sum(parts: Iterable[Claim]) -> float:
    return sum(c.number for c in parts)


def _ids(parts: Iterable[Claim]) -> set[str]:
    return {c.figure.figure_id for c in parts}


def _is_breakdown(parts: Run, marked: bool, members: Sequence[Claim]) -> bool:
    """Whether parts can break down a total: two of a list or a sentence, or more, that break down no part before them."""
    if len(parts) < 2 or (len(parts) == 2 and not marked and len({c.figure.sentence for c in parts}) > 1):
        return False
    total = _sum(parts)
    return not any(c.number == total and c.figure.start < parts[0].figure.start for c in members)


def _fitting(run: Run, whole: Claim, members: Sequence[Claim]) -> Iterator[str]:
    """The ids of a run that comes to the whole, all of it or from its first part on: nothing is missing from it."""
    yield from _begins_with_all(run, whole)
    marked = bool(run) and all(list_key(c) is not None for c in run)
    if any(len(c) >= LIST and whole.interval.low <= _sum(c) <= whole.interval.high for c in columns(run)):
        yield from _ids(run)
    for parts in variants(run):
        if _is_breakdown(parts, marked, members) and _fits(_sum(parts), parts, whole):
            # With parts of parts in it, a run comes to the total by chance, unless it is a list with a row for each.
            by_chance = len(flattened(parts)) != len(parts) and not (marked and _of_rows(parts))
            yield from () if by_chance else _ids(run)


def _further(parts: Run, others: Sequence[Claim]) -> float:
    """Those right behind a list whom no number counts ("A further suspect was held at the airport")."""
    last = parts[-1].figure
    block = last.extras.get("block")
    return sum(
        c.number
        for c in others
        if c.figure.implicit
        and (c.figure.measure, c.figure.release_id) == (last.measure, last.release_id)
        and c.figure.start > last.start
        and c.figure.extras.get("block") == block
    )


def _of_rows(parts: Run) -> bool:
    return len({c.figure.extras.get("block") for c in parts}) == len(parts) >= LIST


def _begins_with_all(run: Run, whole: Claim) -> Iterator[str]:
    """The ids of a run whose first parts come to the whole: what follows belongs to another list."""
    parts, total = flattened(run), 0.0
    for at, claim in enumerate(parts[:-1]):
        total += claim.number
        if at + 1 >= LIST and whole.interval.low <= total <= whole.interval.high:
            yield from (c.figure.figure_id for c in run)
            return


def _told_beside(verdict: Verdict, members: Sequence[Claim]) -> set[str]:
    """The ids of the parts behind the whole in its own sentence that come to it, or nearly: no others belong to it."""
    whole = verdict.chosen
    for claim in verdict.supporting:
        mine = [
            c
            for c in members
            if (c.figure.release_id, c.figure.sentence) == (claim.figure.release_id, claim.figure.sentence)
            and c.figure.start > claim.figure.start
        ]
        total = sum(c.number for c in mine)
        if len(mine) >= LIST and NEARLY_ALL * whole.interval.low <= total <= whole.interval.high:
            return {c.figure.figure_id for c in mine}
    return set()


def _missed(item: Breakdown) -> float:
    return abs(sum(c.number for c in item.parts) - item.whole.number)


def _of_parts(whole: Claim, members: Sequence[Claim], limits: Breakdowns) -> Iterator[Breakdown]:
    """Lists, a row for each part, of a part that is told before them ("58 foreigners", and who they are)."""
    for run in runs_of_blocks(members):
        total = sum(c.number for c in run)
        if len(run) < limits.least_parts_short or not all(is_row(c.figure.sentence) for c in run):
            continue
        before = [
            c for c in members if c.figure.start < run[0].figure.start and not is_row(c.figure.sentence)
        ]
        if whole.interval.low <= total <= whole.interval.high or any(c.number == total for c in before):
            continue
        near = [c for c in before if c.rank < BOUND and _near(total, c, len(run), True, limits)]
        if near and not _near(total, whole, len(run), True, limits):
            yield Breakdown(max(near, key=by_order), run, closed=True)


def _listed(parts: Run) -> bool:
    """Whether parts stand together as a list does: in one sentence, a block each, or in one paragraph that comes to "the
    other 60" or goes through several measures ("18 caught, 111 charged"); a tale of several sentences need not name all."""
    blocks = {c.figure.extras.get("block") for c in parts}
    if len(blocks) == 1 and (any(c.additional for c in parts) or len({c.figure.measure for c in parts}) > 1):
        return True
    return len(blocks) == len(parts) or len({c.figure.sentence for c in parts}) == 1


def _one_level(parts: Run) -> bool:
    """Whether no part is a part of another: parts marked as a list, and others beside them, are of two levels. The
    first of a list can lack the mark that the rest of its sentence has."""
    keys = [list_key(c) for c in parts]
    if len(set(keys)) == 1:
        return True
    return len(set(keys[1:])) == 1 and keys[0] is None and len({c.figure.sentence for c in parts}) == 1


def _summed_in_the_text(parts: Run, rivals: set[float]) -> Run:
    """The parts (all of them, or all but one) that the text adds up itself, to a total contradicted elsewhere."""
    total = _sum(parts)
    if total in rivals:
        return parts
    left_out = next((c for c in parts if len(parts) > 2 and total - c.number in rivals), None)
    return tuple(c for c in parts if c is not left_out) if left_out is not None else ()


def _fits(total: float, parts: Run, whole: Claim) -> bool:
    """Whether the parts come to the whole: all of them, or all but one that is part of the one before it."""
    low, high = whole.interval.low, whole.interval.high
    if low <= total <= high:
        return True
    within = (c for before, c in pairwise(parts) if c.number < before.number)
    return len(parts) > 2 and any(low <= total - c.number <= high for c in within)


def _near(total: float, whole: Claim, parts: int, closed: bool, limits: Breakdowns) -> bool:
    share = abs(total - whole.number) / whole.number
    if total > whole.interval.high:
        return share <= limits.near_exceeding
    return closed and parts >= limits.least_parts_short and share <= limits.near_short


def _closed(parts: Run, opening: re.Pattern[str] | None, rest: re.Pattern[str] | None) -> bool:
    """Whether a list can be taken to name all: no part says that it is open, nor do the words before it."""
    said = [c.figure.extras.get("exhaustive") for c in parts]
    groups = list(_of_sentences(parts))
    if False in said and not all(opening and opening.search(group[0].figure.sentence) for group in groups):
        return False
    # Where a word like "including" is all that left the list open, its place decides.
    return True in said or not any(_left_open(group, opening, rest) for group in groups)


def _of_sentences(parts: Run) -> Iterator[Run]:
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in parts:
        groups[claim.figure.sentence].append(claim)
    yield from map(tuple, groups.values())


def _left_open(parts: Run, opening: re.Pattern[str] | None, rest: re.Pattern[str] | None) -> bool:
    """Whether words before the first part, or after the last, say that there are more."""
    sentence, first, last = parts[0].figure.sentence, parts[0].figure, parts[-1].figure
    at = sentence.find(first.text)
    before = sentence[:at] if at >= 0 else sentence
    after = sentence[at + last.end - first.start :] if at >= 0 else ""
    return bool((opening and opening.search(before)) or (rest and rest.search(after)))
