"""Intervals and the paired test."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opledger.evaluation import Count
from opledger.evaluation.bootstrap import difference, interval

RELEASES = [f"r{n}" for n in range(12)]
COUNTS = st.builds(Count, st.integers(0, 20), st.integers(0, 9), st.integers(0, 9))
TABLES = st.fixed_dictionaries(dict.fromkeys(RELEASES, COUNTS))


def f1(counts: dict[str, Count]) -> float:
    total = Count()
    for count in counts.values():
        total.add(count)
    return total.f1


def test_equal_releases_leave_no_doubt() -> None:
    found = interval({r: Count(9, 1, 1) for r in RELEASES}, RELEASES)
    assert found.low == found.high == pytest.approx(0.9)


def test_releases_that_differ_widen_the_interval() -> None:
    even = {r: Count(8, 2, 2) for r in RELEASES}
    torn = {r: Count(10, 0, 0) if n % 2 else Count(6, 4, 4) for n, r in enumerate(RELEASES)}
    assert f1(even) == f1(torn)
    narrow, wide = interval(even, RELEASES), interval(torn, RELEASES)
    assert wide.high - wide.low > 0.1 > narrow.high - narrow.low


def test_releases_without_a_count_are_no_failures() -> None:
    assert interval({"r0": Count(3, 0, 0)}, RELEASES).low == 1.0
    assert interval({}, RELEASES).high == 0.0
    assert interval({}, []).high == 0.0


@given(TABLES)
def test_the_interval_holds_the_score_and_is_the_same_each_time(counts: dict[str, Count]) -> None:
    found = interval(counts, RELEASES)
    assert 0 <= found.low <= found.high <= 1
    assert found == interval(counts, RELEASES)
    assert found.low - 1e-9 <= f1(counts) <= found.high + 1e-9 or f1(counts) in (0.0, 1.0)


@given(TABLES)
def test_a_run_against_itself_has_not_changed(counts: dict[str, Count]) -> None:
    found = difference(counts, counts, RELEASES)
    assert (found.rise, found.low, found.high, found.p) == (0, 0, 0, 1)


@given(TABLES, TABLES)
def test_the_difference_turns_with_the_order(one: dict[str, Count], other: dict[str, Count]) -> None:
    there, back = difference(one, other, RELEASES), difference(other, one, RELEASES)
    assert there.rise == pytest.approx(-back.rise)
    assert there.low == pytest.approx(-back.high)
    assert there.p == pytest.approx(back.p)


def test_a_rise_in_every_release_is_no_chance() -> None:
    old = {r: Count(5, 5, 5) for r in RELEASES}
    new = {r: Count(6, 4, 4) for r in RELEASES}
    found = difference(old, new, RELEASES)
    assert (found.rise, found.p) == (pytest.approx(0.1), 0)
    mixed = {r: Count(9, 1, 1) if n < 6 else Count(2, 8, 8) for n, r in enumerate(RELEASES)}
    assert difference(old, mixed, RELEASES).p > 0.3
