"""Breakdowns against totals, counts against lists, sums."""

import pytest

from ledger import alone, clashes, conflict, fig, mention, run


def breakdown(total, parts, **more):
    whole = fig("arrests", total, id="whole")
    return [whole, *(fig("arrests", n, role="part", part_of="whole", partition="p", **more) for n in parts)]


@pytest.mark.parametrize(
    ("parts", "more", "expected"),
    [
        ([163, 84, 43, 30, 62], {}, []),
        ([163, 84, 43, 30, 52], {}, ["parts_short_of_total"]),
        ([163, 84, 43, 30, 52], {"exhaustive": True}, ["parts_short_of_total"]),
        ([163, 84, 43, 30, 52], {"exhaustive": False}, []),
        ([163, 84, 43, 30, 72], {"exhaustive": False}, ["parts_exceed_total"]),
    ],
)
def test_a_breakdown_of_382(parts, more, expected):
    result = run(breakdown(382, parts, **more))
    assert clashes(result) == [(kind, "arrests") for kind in expected]
    (row,) = alone(result)
    assert row.status == ("conflict" if "parts_exceed_total" in expected else "single")


def test_the_gap_is_spelled_out():
    found = conflict(run(breakdown(144, [18, 111, 7])), "parts_short_of_total")
    assert found.difference == 8
    assert (
        found.explanation == "144 in all; the parts named (18 + 111 + 7) add up to 136, 8 not accounted for."
    )


def test_a_list_across_measures_breaks_down_the_only_total():
    figures = [fig("arrests", 144)]
    figures += [fig("arrests", 18, role="part", partition="p"), fig("charges", 111, partition="p")]
    figures += [fig("arrests", 7, role="part", partition="p")]
    assert clashes(run(figures)) == [("parts_short_of_total", "arrests")]


def test_a_vague_part_leaves_the_sum_open():
    figures = [
        *breakdown(100, [60]),
        fig("arrests", 24, "vague", role="part", part_of="whole", partition="p"),
    ]
    assert clashes(run(figures)) == []


def test_a_rounded_total_leaves_room():
    figures = [fig("arrests", 400, "about", id="whole")]
    figures += [fig("arrests", n, role="part", part_of="whole", partition="p") for n in (250, 140)]
    assert clashes(run(figures)) == []


def test_parts_without_a_common_list_may_overlap():
    figures = [fig("arrests", 100), *(fig("arrests", 80, role="part") for _ in range(2))]
    assert clashes(run(figures)) == []


def test_countries_cannot_exceed_the_total():
    figures = [fig("arrests", 20), *(fig("arrests", 11, role="part", places=[c]) for c in ("FRA", "ITA"))]
    result = run(figures)
    assert clashes(result) == [("parts_exceed_total", "arrests")]
    assert [r.status for r in alone(result) if r.place is None] == ["conflict"]


def test_countries_short_of_the_total_are_no_conflict():
    figures = [fig("arrests", 50), *(fig("arrests", 11, role="part", places=[c]) for c in ("FRA", "ITA"))]
    assert clashes(run(figures)) == []


def test_parts_are_summed_where_no_total_is_stated():
    figures = [
        fig("arrests", 22, role="part", places=["FRA"]),
        fig("arrests", 10, "more_than", role="part", places=["ITA"]),
    ]
    (row,) = [r for r in alone(run(figures)) if r.place is None]
    assert (row.low, row.high, row.status) == (32, None, "summed")
    assert "22 in FRA, 10 in ITA" in row.explanation


@pytest.mark.parametrize(
    ("count", "listed", "more", "expected"),
    [
        (3, ["FRA", "ITA", "DEU"], {}, []),
        (4, ["FRA", "ITA", "DEU"], {}, ["count_differs_from_list"]),
        (4, ["FRA", "ITA", "DEU"], {"exhaustive": False}, []),
        (4, [], {}, []),
    ],
)
def test_a_count_of_countries_and_the_list_beside_it(count, listed, more, expected):
    result = run([fig("countries_participating", count, countries=listed, **more)])
    assert clashes(result) == [(kind, "countries_participating") for kind in expected]


def test_a_complete_breakdown_by_country_is_a_list_of_countries():
    places = ["FRA", "ITA", "DEU", "ESP", "PRT", "NLD", "BEL", "AUT", "POL"]
    figures = [fig("countries_participating", 10), fig("arrests", 18)]
    figures += [fig("arrests", 2, role="part", places=[p]) for p in places]
    taking_part = [mention("COUNTRY", p, id=p, roles=["participant"]) for p in places]
    assert clashes(run(figures, mentions=taking_part)) == [
        ("count_differs_from_list", "countries_participating")
    ]
    one_more = mention("COUNTRY", "CHE", id="CHE", roles=["participant"])
    assert clashes(run(figures, mentions=[*taking_part, one_more])) == []


def test_a_corrected_part_is_reported():
    figures = [
        fig("arrests", 792),
        fig("arrests", 148, role="part", sentence="s"),
        fig("arrests", 114, role="part", sentence="s", denied=True),
    ]
    assert clashes(run(figures)) == [("superseded", "arrests")]


@pytest.mark.parametrize(
    ("total", "parts", "expected"),
    [
        (35, [14, 9, 6, 3, 2, 2], ["parts_exceed_total"]),
        (35, [14, 9, 6, 3, 2, 1], []),
        (838, [549, 298], ["parts_exceed_total"]),
        (382, [163, 84, 43, 30, 52], ["parts_short_of_total"]),
        (382, [163, 84, 43], []),
        (20, [7, 10, 6, 4, 4], ["parts_exceed_total"]),
        (281, [34, 11, 17, 9, 221], []),
        (187, [157, 127, 23, 4, 3, 50], ["parts_exceed_total"]),
    ],
)
def test_parts_that_nearly_add_up_are_a_breakdown_with_a_slip(total, parts, expected):
    figures = [fig("arrests", total, block=2)]
    figures += [fig("arrests", n, role="part", block=4, sentence="one sentence") for n in parts]
    assert clashes(run(figures)) == [(kind, "arrests") for kind in expected]


def test_an_open_list_may_fall_short():
    text = "These include 163 over smuggling, 84 over drugs and 105 over forgery."
    figures = [fig("arrests", 382, block=2)]
    figures += [fig("arrests", n, role="part", block=4, sentence=text) for n in (163, 84, 105)]
    assert clashes(run(figures)) == []


def test_a_sum_that_the_text_states_itself_is_a_breakdown():
    figures = [fig("victims_safeguarded", 196, block=1), fig("victims_safeguarded", 193, block=5)]
    figures += [
        fig("victims_safeguarded", n, role="part", block=4, sentence=f"s{n}") for n in (132, 37, 24, 19)
    ]
    figures.append(fig("victims_safeguarded", 196, block=8))
    assert ("parts_short_of_total", "victims_safeguarded") in clashes(run(figures))


def parts_of(total, *sentences, first_block=3, apart=False):
    """A total and its parts, a list of numbers a sentence; in one paragraph, or a block each."""
    figures = [fig("arrests", total, block=1, sentence="a lead of several words that ends.")]
    block = first_block
    for at, numbers in enumerate(sentences):
        for n in numbers:
            more = dict(n[1]) if isinstance(n, tuple) else {"partition": "p"} if apart else {}
            n = n[0] if isinstance(n, tuple) else n
            text = f"{n} suspects" if apart else f"sentence {at} of a tale of eight words or more."
            figures.append(fig("arrests", n, role="part", block=block, sentence=text, **more))
            block += apart
    return figures


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((9, 6, 4, 3, 2), []),
        ((9, 6, 4, 3, 2, 8, 3), []),
        ((9, 6, 4, 3, 4), ["parts_exceed_total"]),
    ],
    ids=["comes to it", "another list follows", "exceeds it"],
)
def test_a_list_that_comes_to_its_total_ends_there(rows, expected):
    found = run(parts_of(24, rows, apart=True))
    assert clashes(found) == [(kind, "arrests") for kind in expected]


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (((170, 14, 6),), ["parts_short_of_total"]),
        (((170,), (14, 6)), []),
        (((170, 14), ((6, {"additional": True}),)), ["parts_short_of_total"]),
    ],
    ids=["one sentence", "a tale", "and the other six"],
)
def test_a_tale_of_several_sentences_need_not_name_all(sentences, expected):
    found = run(parts_of(197, *sentences))
    assert clashes(found) == [(kind, "arrests") for kind in expected]


def test_a_tale_that_goes_through_several_measures_names_all():
    figures = parts_of(197, (170, 14))
    figures.append(fig("charges", 6, block=3, sentence="another sentence of a tale of eight words or more."))
    figures.append(
        fig("arrests", 2, role="part", block=3, sentence="the last sentence of a tale of eight words.")
    )
    assert clashes(run(figures)) == [("parts_short_of_total", "arrests")]


@pytest.mark.parametrize(("later", "expected"), [(60, []), (89, [])])
def test_parts_beside_their_total_are_all_of_it(later, expected):
    sentence = "Of the 903 people held, 500 are drivers, 250 are guards and 120 are cooks."
    figures = [fig("arrests", 903, block=2, sentence=sentence, start=7)]
    figures += [
        fig("arrests", n, role="part", block=2, sentence=sentence, start=20 + at)
        for at, n in enumerate((500, 250, 120))
    ]
    figures.append(fig("arrests", later, role="part", block=2, sentence="Others were met at sea.", start=90))
    assert clashes(run(figures)) == [(kind, "arrests") for kind in expected]
