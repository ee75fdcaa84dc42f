"""Lists that are read in part, or that hold two levels or two things, say nothing against their total."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger import clashes, fig, run

SHORT, TOO_MANY = [("parts_short_of_total", "arrests")], [("parts_exceed_total", "arrests")]


def listed(whole, *rows, **more):
    """A total, and a list of parts: each row a sentence and the numbers that are read in it."""
    figures = [fig("arrests", whole, block=1, sentence="A lead of several words that tells the total.")]
    for at, (sentence, numbers) in enumerate(rows, start=4):
        shared = {"role": "part", "block": at, "sentence": sentence, **more}
        figures += [fig("arrests", n, text=str(n), **shared) for n in numbers]
    return figures


# Lists in one sentence, the numbers of them that are read, and what comes of it under a total of 60.
READ = [
    ("in Arta (30), in Volos (14), in Drama (9) and elsewhere (7)", (30, 14, 9), []),
    ("in Arta (30), in Volos (14), in Drama (9) and at sea (2)", (30, 14, 9), []),
    ("in Arta (30), in Volos (14), in Drama (9)", (30, 14, 9), SHORT),
    ("the unit (22) counts Arta (30), Volos (14) and Drama (9)", (30, 14, 9), SHORT),
    ("in Arta 30, in Volos 14, in Drama 9, aged 20 to 44", (30, 14, 9), SHORT),
    ("in Arta (30), in Volos (14), in Drama (16)", (30, 14, 16), []),
]


@pytest.mark.parametrize(("sentence", "numbers", "expected"), READ)
def test_a_list_with_a_number_that_nobody_read_says_nothing(sentence, numbers, expected):
    figures = listed(60, (sentence, numbers), partition="p", exhaustive=True)
    assert clashes(run(figures)) == expected


def test_those_whom_no_number_counts_belong_to_the_list():
    rows = ("in Arta (30), in Volos (14), in Drama (15)", (30, 14, 15))
    figures = listed(60, rows, partition="p", exhaustive=True)
    assert clashes(run(figures)) == SHORT
    further = {"role": "part", "implicit": True, "sentence": "A further suspect was held at sea."}
    assert clashes(run([*figures, fig("arrests", 1, block=4, **further)])) == []
    assert clashes(run([*figures, fig("arrests", 1, block=9, **further)])) == SHORT


def test_parts_of_the_first_of_a_list_are_not_added_to_it():
    rows = [("13 in the west:", (13,)), *((f"town {n}: {n}", (n,)) for n in (5, 4, 3, 1))]
    assert clashes(run(listed(16, *rows, partition="p", exhaustive=True))) == []


def test_rows_of_two_numbers_count_two_things():
    rows = [(f"Region {a}: {a} migrants, {b} guides", (a, b)) for a, b in ((40, 9), (30, 8), (25, 4))]
    assert clashes(run(listed(95, *rows))) == []
    assert clashes(run(listed(104, *rows))) == TOO_MANY


def test_rows_that_come_to_the_total_are_one_list_though_some_come_to_others():
    rows = [(f"Province {n}: {n}", (n,)) for n in (61, 44, 38, 6, 4, 2)]
    assert clashes(run(listed(155, *rows, partition="p", exhaustive=True))) == []


def test_parts_of_another_sentence_are_of_the_number_that_they_name():
    figures = listed(176)
    figures.append(fig("arrests", 96, block=4, role="part", sentence="Of these 96 are pickpockets.", id="w"))
    figures += [
        fig("arrests", n, block=4, role="part", part_of="w", sentence=f"{n} of them stayed.")
        for n in (63, 21)
    ]
    assert clashes(run(figures)) == []


def countries(whole, *lists):
    """A total, and lists of countries with their numbers, one for each paragraph."""
    figures = [fig("arrests", whole, block=1)]
    codes = iter(("ESP", "FRA", "ITA", "PRT", "POL", "AFG", "SYR", "IRQ", "EGY"))
    for block, numbers in enumerate(lists, start=4):
        figures += [fig("arrests", n, block=block, role="part", places=[next(codes)]) for n in numbers]
    return figures


@pytest.mark.parametrize(
    ("whole", "lists", "expected"),
    [
        (103, [(60, 30, 13), (50, 20)], []),
        (103, [(50, 20), (60, 30, 13)], []),
        (103, [(60, 30, 14), (50, 20)], TOO_MANY),
        (103, [(60, 30, 13, 4)], TOO_MANY),
        (103, [(60, 43), (50, 20)], TOO_MANY),
    ],
)
def test_nationalities_beside_the_countries_of_the_arrests(whole, lists, expected):
    assert clashes(run(countries(whole, *lists))) == expected


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 400), min_size=3, max_size=8), st.data())
def test_a_list_that_comes_to_its_total_never_contradicts_it(numbers, data):
    """However its rows fall into parts of parts."""
    marked = data.draw(st.booleans())
    more = {"partition": "p", "exhaustive": True} if marked else {}
    rows = [(f"Office {at}: {n}", (n,)) for at, n in enumerate(numbers)]
    assert clashes(run(listed(sum(numbers), *rows, **more))) == []
