"""Runs of parts: numbers that stand together, in a list, a paragraph or consecutive lines, and may break down one whole."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from opledger.reconciliation.choice import by_order
from opledger.reconciliation.model import BOUND, Claim
from opledger.reconciliation.wording import is_row

Run = tuple[Claim, ...]

# Lines of a list are consecutive blocks, or every other one where a label has a line of its own.
MOST_APART = 2
# Numbers under this one are often equal by chance.
FEW = 10
# So few numbers come to the one before them by chance; more are parts of it.
CHANCE = 3
NUMBER = re.compile(r"\d[\d,.\u00a0\u202f ]*\d|\d")
BRACKETED, PAIR = re.compile(rf"\(({NUMBER.pattern})\)"), 2


def list_key(claim: Claim) -> object:
    """What the parts of one list share: the key of a partition, or the column of a table."""
    extras = claim.figure.extras
    if extras.get("partition") is None and "cell" in extras and not extras.get("total_row"):
        return f"column {claim.figure.object}"
    return extras.get("partition")


def marked_runs(members: Sequence[Claim], others: Sequence[Claim]) -> Iterator[Run]:
    """Parts that share a partition, whatever they are counts of."""
    keys = dict.fromkeys(list_key(c) for c in members if list_key(c) is not None)
    if not keys:
        return
    pool = {c.figure.figure_id: c for c in (*members, *others) if not c.denied and c.rank < BOUND}
    for key in keys:
        yield tuple(sorted((c for c in pool.values() if list_key(c) == key), key=by_order))


def runs_of_text(members: Sequence[Claim], others: Sequence[Claim]) -> Iterator[Run]:
    """Parts of one paragraph, of one sentence, of consecutive blocks; with what counts of people stand between.

    Examples: "549 over drugs and 298 on the wanted list"; a list with a line for each province.
    """
    members = _once(c for c in members if isinstance(c.figure.extras.get("block"), int))
    yield from _grouped(members, [c.figure.extras["block"] for c in members], others)
    yield from _grouped(members, [c.figure.sentence for c in members], others)
    yield from runs_of_blocks([c for c in members if not _of_them(c)])


def runs_of_blocks(members: Sequence[Claim]) -> Iterator[Run]:
    """Parts of consecutive blocks; rows of a list and whole sentences are not mixed."""
    run: list[Claim] = []
    for claim in members:
        block = claim.figure.extras.get("block")
        if not isinstance(block, int):
            continue
        if run and (
            block - run[-1].figure.extras["block"] > MOST_APART
            or is_row(claim.figure.sentence) != is_row(run[-1].figure.sentence)
        ):
            yield tuple(run)
            run = []
        run.append(claim)
    yield tuple(run)


def _once(claims: Iterable[Claim]) -> list[Claim]:
    """The claims without those that say an earlier one again in another sentence ("43 defendants", twice); two rows of a
    list can have equal numbers."""
    seen: dict[tuple[float, frozenset[str], str | None], str] = {}
    kept = []
    for claim in claims:
        sentence = claim.figure.sentence
        if (
            claim.number < FEW
            or is_row(sentence)
            or seen.setdefault((claim.number, claim.words, claim.place), sentence) == sentence
        ):
            kept.append(claim)
    return kept


def _of_them(claim: Claim) -> bool:
    """Whether it is a subset by its own words, and so overlaps what else is counted ("31 of them")."""
    return bool(claim.figure.extras.get("partitive")) and list_key(claim) is None


def _grouped(members: Sequence[Claim], keys: Sequence[int | str], others: Sequence[Claim]) -> Iterator[Run]:
    groups: dict[int | str, list[Claim]] = defaultdict(list)
    for key, claim in zip(keys, members, strict=True):
        groups[key].append(claim)
    for group in groups.values():
        yield tuple(group)
        between = _between(group, others)
        if between:
            yield tuple(sorted((*group, *between), key=by_order))


def _between(run: Sequence[Claim], others: Iterable[Claim]) -> list[Claim]:
    first, last = run[0].figure.start, run[-1].figure.start
    if len(run) < 2:
        return []
    measure = run[0].figure.measure
    return [
        c
        for c in others
        if first < c.figure.start < last and c.figure.measure != measure and not c.figure.places
    ]


def variants(run: Run) -> Iterator[Run]:
    """The run without the parts of its parts, and without what is "of them"."""
    run = _of_one_level(run)
    flat = flattened(run)
    yield flat
    apart = tuple(c for c in flat if not c.figure.extras.get("partitive") and not c.figure.extras.get("of"))
    if 1 < len(apart) < len(flat):
        yield apart
    if flat != run and len(run) - len(flat) <= CHANCE:
        yield run


def columns(run: Run) -> Iterator[Run]:
    """The first parts of every row, then the second ...: rows of two numbers can count two things ("40 migrants, 9 guides")."""
    rows: dict[str, list[Claim]] = defaultdict(list)
    for claim in run:
        rows[claim.figure.sentence].append(claim)
    if len({len(row) for row in rows.values()}) == 1 and len(rows) > 1:
        yield from zip(*rows.values(), strict=True)


def _of_one_level(run: Run) -> Run:
    """Leave out parts that the text ties to a number of the run in another sentence, unless one list holds both:
    "Of the 96, 63 were fined. Another 21 ..."."""
    told = {c.figure.figure_id: c for c in run}

    def beside(claim: Claim, other: Claim) -> bool:
        listed = list_key(claim) is not None and list_key(claim) == list_key(other)
        return listed or claim.figure.sentence == other.figure.sentence

    return tuple(c for c in run if beside(c, told.get(c.figure.part_of or "", c)))


def flattened(run: Run) -> Run:
    """Leave out parts that add up to the part before them ("ten in South America: Brazil 6, Peru 4")."""
    kept: list[Claim] = []
    index = 0
    while index < len(run):
        claim = run[index]
        kept.append(claim)
        index += 1
        total, end = 0.0, index
        # A count with a country of its own has sisters after it, not parts.
        lone = claim.place is None or any(c.place == claim.place for c in run[index:])
        while end < len(run) and total < claim.number and (lone or run[end].place is None):
            total += run[end].number
            end += 1
        if total == claim.number and end - index > 1:
            index = end
    return tuple(kept)


def partly_read(parts: Run) -> bool:
    """Whether a list has a number in brackets, as its parts are, that is no figure: the list is longer than its parts.

    Example:
        "in the north (40), in the south (9) and elsewhere (6)", where nobody knows what the six are
    """
    read: dict[str, set[str]] = defaultdict(set)
    for claim in parts:
        read[claim.figure.sentence].update(NUMBER.findall(claim.figure.text))
    for sentence, numbers in read.items():
        bracketed = BRACKETED.findall(sentence)
        told = [at for at, number in enumerate(bracketed) if number in numbers]
        if len(told) >= PAIR and any(number not in numbers for number in bracketed[told[0] :]):
            return True
    return False
