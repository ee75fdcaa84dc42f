"""How wide a stated number is."""

import pytest

from ledger import fig
from opledger.patternfiles.schemas.reconciliation import Widths
from opledger.reconciliation.claims import any_of
from opledger.reconciliation.intervals import interval_of, step_of

AGREE = [
    (("exact", 6558), ("exact", 6500)),
    (("exact", 396), ("about", 400)),
    (("exact", 144), ("more_than", 100)),
    (("exact", 975), ("about", 1000)),
    (("vague", 24), ("exact", 23)),
    (("exact", 22_000), ("more_than", 22_000)),
    (("about", 22_000), ("more_than", 22_000)),
    (("at_most", 50), ("exact", 50)),
    (("about", 300), ("exact", 284)),
]
CLASH = [
    (("exact", 228), ("exact", 288)),
    (("about", 100), ("exact", 85)),
    (("exact", 85), ("more_than", 85)),
    (("exact", 40), ("more_than", 40)),
    (("vague", 200), ("exact", 99)),
    (("less_than", 50), ("exact", 50)),
    (("exact", 20), ("exact", 21)),
    (("exact", 920), ("exact", 925)),
    (("more_than", 600), ("exact", 582)),
]


def interval(qualifier, value, measured=False, **more):
    return interval_of(fig("arrests", value, qualifier, **more), Widths(), measured, any_of(["nearly"]))[0]


@pytest.mark.parametrize(("one", "other"), AGREE)
def test_statements_that_can_both_be_true_meet(one, other):
    assert interval(*one).meets(interval(*other))
    assert interval(*other).meets(interval(*one))


@pytest.mark.parametrize(("one", "other"), CLASH)
def test_statements_that_contradict_do_not_meet(one, other):
    assert not interval(*one).meets(interval(*other))
    assert not interval(*other).meets(interval(*one))


def test_nearly_stays_below_its_number():
    nearly = interval("about", 10_000, text="nearly 10,000 turtles")
    assert nearly.meets(interval("exact", 9_700))
    assert not nearly.meets(interval("more_than", 10_000))


def test_a_weight_and_its_conversion_agree():
    assert interval("exact", 545, measured=True).meets(interval("exact", 545.218029, measured=True))
    assert not interval("exact", 64, measured=True).meets(interval("exact", 54, measured=True))


def test_a_headline_may_cut_off_more():
    body = interval("exact", 2_350_000, measured=True)
    assert interval("exact", 2_000_000, measured=True, headline=True).meets(body)
    assert not interval("exact", 2_000_000, measured=True).meets(body)


@pytest.mark.parametrize(
    ("number", "step"), [(6500, 100), (6558, 1), (1.5, 0.1), (3_000_000, 1_000_000), (0, 1)]
)
def test_step_is_the_place_of_the_last_digit(number, step):
    assert step_of(number) == pytest.approx(step)


def test_a_range_keeps_its_bounds():
    assert interval("range", None, low=30, high=40).meets(interval("exact", 40))
    assert not interval("range", None, low=30, high=40).meets(interval("exact", 41))
