"""The fewest statements that must go: closed form and solver against trying every set."""

from itertools import combinations
from math import inf

import highspy
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from opledger.reconciliation.model import Interval
from opledger.reconciliation.smallest import Limit, smallest_removal


def possible(statements, limits, kept):
    """Whether some values satisfy the statements kept and all limits; a linear program without switches."""
    model = highspy.Highs()
    model.silent()
    values = []
    for index, statement in enumerate(statements):
        low, high = (max(statement.low, 0), statement.high) if index in kept else (0, inf)
        if low > high:
            return False
        values.append(model.addVariable(lb=low, ub=high))
    for limit in limits:
        terms = [values[i] + 0 for i in limit.plus] + [-1 * values[i] for i in limit.minus]
        model.addConstr(sum(terms[1:], terms[0]) <= 1e-6)
    model.minimize(values[0] + 0)
    return model.getModelStatus() == highspy.HighsModelStatus.kOptimal


def by_trying(statements, limits):
    """The smallest sets whose removal helps; of those the one that keeps the strongest (the first) statements."""
    everything = set(range(len(statements)))
    for size in range(len(statements) + 1):
        sets = [
            c
            for c in combinations(sorted(everything), size)
            if possible(statements, limits, everything - set(c))
        ]
        if sets:
            return max(sets)
    raise AssertionError("without statements nothing can clash")


NUMBERS = st.sampled_from((1, 3, 10, 11, 20, 30, 100, 101))
INTERVALS = st.one_of(
    NUMBERS.map(lambda n: Interval(n, n)),
    NUMBERS.map(lambda n: Interval(low=n)),
    NUMBERS.map(lambda n: Interval(high=n)),
    NUMBERS.map(lambda n: Interval(0.9 * n, 1.1 * n)),
)


@st.composite
def systems(draw):
    statements = draw(st.lists(INTERVALS, min_size=2, max_size=6))
    limits = []
    for _ in range(draw(st.integers(1, 3))):
        chosen = draw(st.permutations(range(len(statements))))[: draw(st.integers(2, len(statements)))]
        limits.append(Limit(tuple(chosen[1:]), (chosen[0],)))
        if draw(st.booleans()):
            limits.append(Limit((chosen[0],), tuple(chosen[1:])))
    return statements, limits


@settings(max_examples=150, deadline=None)
@given(systems())
@example(([Interval(20, 20), Interval(11, 11), Interval(11, 11)], [Limit((1, 2), (0,))]))
def test_no_smaller_set_would_do(system):
    statements, limits = system
    found = smallest_removal(statements, limits)
    assert found == by_trying(statements, limits)
    kept = set(range(len(statements))) - set(found)
    assert possible(statements, limits, kept)
    for position in found:
        assert not possible(statements, limits, kept | {position})


SUM = Limit((1, 2, 3), (0,))
ALL = Limit((0,), (1, 2, 3))


@pytest.mark.parametrize(
    ("numbers", "limits", "expected"),
    [
        ((40, 10, 12, 18), [SUM, ALL], ()),
        ((40, 10, 12, 25), [SUM], (3,)),
        ((40, 10, 12, 250), [SUM, ALL], (3,)),
        ((40, 10, 300, 12), [SUM], (2,)),
        ((40, 10, 12, 8), [SUM], ()),
        ((40, 10, 12, 8), [SUM, ALL], (3,)),
        ((41_000_000_003, 20_500_000_001, 20_500_000_001, 1), [SUM], ()),
        ((41_000_002, 20_500_000, 20_500_000, 5), [SUM], (3,)),
    ],
)
def test_a_whole_and_three_parts(numbers, limits, expected):
    assert smallest_removal([Interval(n, n) for n in numbers], limits) == expected


def test_one_statement_in_two_sums_is_to_blame():
    """Two lists break down 30 and 50; both come out wrong by the one number that they share."""
    statements = [Interval(n, n) for n in (30, 50, 10, 10, 25, 40)]
    first, second = Limit((2, 3, 5), (0,)), Limit((4, 5), (1,))
    assert smallest_removal(statements, [first, second]) == (5,)
