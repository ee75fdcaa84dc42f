"""Sums that cannot be: who is to blame, unions, and the total that a list adds up to."""

import pytest

from ledger import alone, clashes, conflict, fig, run
from opledger.reconciliation.choice import LADDER


def row_of(figures, measure="arrests", place=None):
    (row,) = [r for r in alone(run(figures)) if (r.measure, r.place) == (measure, place)]
    return row


def countries(**numbers):
    return [fig("arrests", n, role="part", places=[code], id=code) for code, n in numbers.items()]


def test_the_one_part_that_cannot_be_right_is_named():
    row = row_of([fig("arrests", 60, id="all"), *countries(ESP=30, FRA=4, ITA=120)])
    assert (row.low, row.status, row.conflicting) == (60, "conflict", ("ITA",))
    assert row.explanation == (
        "60 is taken: 60 in the text. The parts named (30 + 4 + 120) add up to 154, 94 too many."
        " Without 120 in ITA the rest would fit."
    )


def test_where_any_part_may_be_wrong_none_is_blamed():
    row = row_of([fig("arrests", 60), *countries(ESP=30, FRA=20, ITA=25)])
    assert set(row.conflicting) == {"ESP", "FRA", "ITA"}
    assert row.explanation.endswith("The parts named (30 + 20 + 25) add up to 75, 15 too many.")


def test_a_part_by_hearsay_is_blamed_before_the_others():
    parts = countries(ESP=30, FRA=20)
    parts.append(
        fig(
            "arrests", 25, role="part", places=["ITA"], id="ITA", sentence="Local media speak of 25 in Italy."
        )
    )
    row = row_of([fig("arrests", 60), *parts])
    assert row.conflicting == ("ITA",)


def test_what_is_missing_is_told_in_the_explanation():
    parts = [fig("arrests", n, role="part", partition="p", part_of="all", block=3) for n in (18, 111, 7)]
    row = row_of([fig("arrests", 144, id="all"), *parts])
    assert (row.status, row.conflicting) == ("single", ())
    assert row.explanation == (
        "144, stated once, in the text. The parts named (18 + 111 + 7) add up to 136, 8 not accounted for."
    )


def test_two_lists_with_one_number_in_common():
    """By crime and by country the sums fail; the count in Italy stands in both."""
    by_crime = [fig("arrests", n, role="part", partition="c", part_of="all", block=4) for n in (20, 15)]
    shared = fig("arrests", 45, role="part", partition="c", part_of="all", places=["ITA"], block=4, id="ITA")
    figures = [fig("arrests", 60, id="all"), *by_crime, shared, *countries(ESP=9, FRA=14)]
    row = row_of(figures)
    assert row.conflicting == ("ITA",)


@pytest.mark.parametrize(
    ("union", "arrests", "charges", "expected"),
    [
        (144, 100, 90, []),
        (144, 100, 150, [("different_values", "charges")]),
        (144, 60, 70, [("parts_short_of_total", "arrests")]),
        (144, 20, 300, [("different_values", "charges")]),
        (144, 20, 900, []),
    ],
)
def test_a_union_bounds_both_of_its_measures(union, arrests, charges, expected):
    figures = [fig("arrests", union, alternatives=["charges"])]
    figures += [fig("arrests", arrests), fig("charges", charges)]
    found = clashes(run(figures))
    assert [c for c in found if c != ("different_values", "arrests")] == expected


def test_the_row_that_a_union_contradicts_says_so():
    figures = [fig("arrests", 144, alternatives=["charges"], text="144 arrested or charged", id="u")]
    figures += [fig("arrests", 100), fig("charges", 150, id="c")]
    row = row_of(figures, "charges")
    assert (row.low, row.status, row.conflicting) == (150, "conflict", ("u",))
    assert row.explanation.endswith("It cannot be squared with 144 in all (“144 arrested or charged”).")
    assert conflict(run(figures), "different_values").difference == 6


def test_an_alternative_of_things_is_a_doubt_and_no_union():
    figures = [
        fig("vehicles_seized", 12, alternatives=["goods_seized"]),
        fig("goods_seized", 20, object="tents"),
    ]
    assert clashes(run(figures)) == []


@pytest.mark.parametrize("numbers", [(372, 382), (382, 372)])
def test_of_two_totals_the_one_that_the_list_adds_up_to_is_taken(numbers):
    figures = [fig("arrests", n, start=10 + at) for at, n in enumerate(numbers)]
    figures += [
        fig("arrests", n, role="part", partition="p", exhaustive=True, start=400 + n, block=5)
        for n in (163, 84, 43, 30, 52)
    ]
    row = row_of(figures)
    assert (row.low, row.status) == (372, "conflict")
    assert "the parts named add up to it" in row.explanation


def test_the_rules_of_choice_are_told_in_sentences():
    assert [rule.name for rule in LADDER] == [
        *(
            "explicit",
            "correction",
            "own",
            "body",
            "numbered",
            "later",
            "summed",
            "backed",
            "specific",
            "last",
        )
    ]
    assert all(rule.sentence and rule.sentence[-1] != "." for rule in LADDER)


def listed_rows(numbers, measure="arrests", block=6, **more):
    return [
        fig(
            measure,
            n,
            role="part",
            block=block + at,
            sentence=f"Place {at} - {n}",
            text=str(n),
            start=500 + 40 * at,
            **more,
        )
        for at, n in enumerate(numbers)
    ]


def told_part(number, block, **more):
    return fig(
        "arrests", number, role="part", block=block, sentence=f"Of these, {number} came from abroad.", **more
    )


def test_rows_and_tales_are_not_mixed():
    """611 of the text behind the list would bring its sum near the total by chance."""
    figures = [fig("arrests", 1347, start=10), *listed_rows((21, 298, 190, 103, 64))]
    figures.append(
        fig("arrests", 611, role="part", block=11, sentence="Detectives traced 611 of the wanted.", start=900)
    )
    assert clashes(run(figures)) == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((31, 12, 9, 4, 1), ["parts_short_of_total"]),
        ((31, 12, 9, 4, 2), []),
        ((31, 12, 9, 4, 5), ["parts_exceed_total"]),
        ((31, 12, 2), []),
        ((31, 26), []),
    ],
)
def test_a_list_of_rows_breaks_down_the_part_before_it(rows, expected):
    figures = [fig("arrests", 171, start=10), told_part(58, 3, start=60), *listed_rows(rows)]
    assert clashes(run(figures)) == [(kind, "arrests") for kind in expected]


def test_the_columns_of_a_table_are_lists():
    cells = [
        fig("searches", n, role="part", block=at, cell=[1, 4], object="Raids", start=50 * at)
        for at, n in enumerate((71, 96, 102, 18, 55), 4)
    ]
    assert clashes(run([fig("searches", 392, start=10), *cells])) == [("parts_short_of_total", "searches")]


def test_a_tale_of_several_paragraphs_need_not_name_all():
    tale = [told_part(17, 4, start=300), told_part(4, 4, start=330), told_part(3, 5, start=390)]
    assert clashes(run([fig("arrests", 26, start=10), *tale])) == []
