"""Counts against lists: "12 countries", and eleven of them named."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Mapping, Sequence

from opledger.reconciliation.choice import by_order
from opledger.reconciliation.explain import stated
from opledger.reconciliation.model import ABOUT, Claim
from opledger.reconciliation.outcomes import Scope, make_conflict
from opledger.reconciliation.parts import Settled
from opledger.records import Conflict, Figure, Mention

COUNTED = "countries_participating"
# A list shorter by more than this share names only some of the countries.
NEARLY_ALL = 0.1
# Names in a list stand this close, and the last one ("as well as the Gambia") a little farther; a name this near to
# a list on either side may belong to it, by a name between them that nobody knows.
APART, LAST, NEAR = 7, 15, 45
# So many names make a list of all, rather than a few examples.
LONG = 5


def listed_countries(mentions: Sequence[Mention], figures: Sequence[Figure]) -> list[tuple[str, ...]]:
    """The longer lists of countries of a text, by the distances between the names.

    Lists with numbers in them ("Spain 12, France 4") are results, which not every country need have.

    Args:
        mentions: the mentions of one release, in text order.
        figures: its figures.
    """
    countries = [m for m in mentions if m.label == "COUNTRY"]
    if len(countries) < LONG:
        return []
    starts = sorted(f.start for f in figures)
    runs: list[list[Mention]] = []
    for mention in countries:
        before = runs[-1][-1].end if runs else -NEAR
        close = 0 <= mention.start - before <= APART and bisect(starts, mention.start) == bisect(
            starts, before
        )
        if close:
            runs[-1].append(mention)
        else:
            runs.append([mention])
    found = []
    for index, run in enumerate(runs):
        gap_before = run[0].start - runs[index - 1][-1].end if index else NEAR + 1
        after = runs[index + 1] if index + 1 < len(runs) else None
        gap = after[0].start - run[-1].end if after else NEAR + 1
        if after and gap <= LAST and len(after) == 1:
            run, gap = [*run, *after], NEAR + 1
        if len(run) >= LONG and gap_before > NEAR and gap > NEAR:
            found.append(tuple(sorted({m.id for m in run})))
    return found


def count_conflicts(
    claims: Sequence[Claim],
    lists: Mapping[str, Sequence[tuple[str, ...]]],
    participants: frozenset[str],
    scope: Scope,
) -> list[Conflict]:
    """The one count of countries of a release against the one long list of countries that nearly fits it."""
    totals = [
        c for c in claims if c.figure.measure == COUNTED and c.total and not c.denied and c.rank < ABOUT
    ]
    if len({c.number for c in totals}) != 1:
        return []
    claim = min(totals, key=by_order)
    long = lists.get(claim.figure.release_id, ())
    if len(long) != 1 or claim.number in (len(participants), len(participants.union(long[0]))):
        return []
    named = long[0]
    difference = abs(int(claim.number) - len(named))
    if not 0 < difference <= max(1, NEARLY_ALL * claim.number):
        return []
    text = f"{stated(claim)} countries are counted, but {len(named)} are listed: {', '.join(named)}."
    return [
        make_conflict(scope, "count_differs_from_list", COUNTED, (claim.figure.figure_id,), difference, text)
    ]


def list_conflicts(claims: Sequence[Claim], participants: frozenset[str], scope: Scope) -> list[Conflict]:
    """Counts of countries that differ from the list beside them, where the list does not say that it is open.

    A count that fits the countries taking part is left alone: the list beside it then names others too.
    """
    found: dict[int, Conflict] = {}
    stated_counts = {c.number for c in claims if c.figure.measure == COUNTED}
    for claim in claims:
        named = sorted(set(claim.figure.extras.get("countries") or ()))
        if claim.figure.measure != COUNTED or not named or claim.denied or claim.rank >= ABOUT:
            continue
        open_ = claim.figure.extras.get("exhaustive") is False and len(named) < claim.number
        if open_ or claim.number in (len(named), len(participants)):
            continue
        if claim.number < len(named) and len(named) in stated_counts:
            # The list beside a part ("22 Member States and six others: ...") is that of the whole.
            continue
        difference = int(abs(claim.number - len(named)))
        text = f"{stated(claim)} countries are counted, but {len(named)} are listed: {', '.join(named)}."
        found.setdefault(
            int(claim.number),
            make_conflict(
                scope, "count_differs_from_list", COUNTED, (claim.figure.figure_id,), difference, text
            ),
        )
    return [found[count] for count in sorted(found)]


def place_conflicts(settled: Sequence[Settled], participants: frozenset[str], scope: Scope) -> list[Conflict]:
    """A count of countries against a breakdown by country that is complete, for it adds up to its total or more.

    The release must name no other country as taking part, and the difference must be small: results often come
    from a few of the countries only.
    """
    counts = [s.verdict.chosen for s in settled if s.cell.measure == COUNTED and s.cell.place is None]
    if len(counts) != 1 or counts[0].rank >= ABOUT or not participants:
        return []
    count = counts[0]
    for whole, parts in _by_country(settled):
        named = sorted({c.place for c in parts if c.place is not None})
        difference = abs(int(count.number) - len(named))
        complete = sum(c.figure.low or 0 for c in parts) >= whole.interval.low
        if complete and 0 < difference <= max(1, NEARLY_ALL * count.number) and participants <= set(named):
            figures = (count.figure.figure_id, *(c.figure.figure_id for c in parts))
            text = (
                f"{stated(count)} countries are counted, but {len(named)} have results: {', '.join(named)}."
            )
            return [make_conflict(scope, "count_differs_from_list", COUNTED, figures, difference, text)]
    return []


def _by_country(settled: Sequence[Settled]) -> list[tuple[Claim, list[Claim]]]:
    wholes = {
        (s.cell.measure, s.cell.unit, s.cell.words): s.verdict.chosen for s in settled if s.cell.place is None
    }
    parts: dict[tuple[str, str, frozenset[str]], list[Claim]] = defaultdict(list)
    for s in settled:
        key = (s.cell.measure, s.cell.unit, s.cell.words)
        if s.cell.place is not None and key in wholes and not s.verdict.chosen.figure.implicit:
            parts[key].append(s.verdict.chosen)
    # Two results are no list of countries.
    return [(wholes[key], found) for key, found in parts.items() if len(found) > 2]
