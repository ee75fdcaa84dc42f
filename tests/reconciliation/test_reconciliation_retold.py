"""What a release, or another one, tells again in other words gives no row of its own."""

import pytest

from ledger import alone, clashes, fig, mention, run, together


def rows(found):
    return sorted(((r.object or r.substance, r.unit, r.low, r.status) for r in found), key=str)


def drug(value, unit="kilogram", **more):
    return fig("drugs_seized", value, unit=unit, **more)


@pytest.mark.parametrize(
    "figures",
    [
        [
            drug(900, substance="heroin"),
            drug(45, "item", text="45 sacks", object="sacks", substance="heroin"),
        ],
        [drug(900, substance="heroin"), drug(45, "item", text="45 sacks", object="sacks")],
        [
            drug(900, substance="black heroin"),
            drug(3, "item", text="three crates of heroin", object="heroin", substance="heroin"),
        ],
    ],
    ids=["of the same substance", "of what is not said", "of"],
)
def test_packages_of_what_is_weighed_are_no_row(figures):
    assert [(r.unit, r.low) for r in alone(run(figures))] == [("kilogram", 900)]


@pytest.mark.parametrize(
    "figures",
    [
        [drug(45, "item", text="45 sacks", substance="heroin")],
        [
            drug(900, substance="heroin"),
            drug(45, "item", text="45 sacks", object="sacks", substance="cocaine"),
        ],
        [
            drug(900, substance="heroin"),
            drug(45, "item", text="45 plants", object="plants", substance="heroin"),
        ],
        [
            drug(900, substance="heroin"),
            drug(12, "dose", substance="ecstasy"),
            drug(45, "item", text="45 sacks", object="sacks"),
        ],
        [
            drug(900, substance="heroin", places=["PRT"]),
            drug(45, "item", text="45 sacks", object="sacks", substance="heroin", places=["CHL"]),
        ],
    ],
    ids=["not weighed", "of another substance", "no packages", "of one of two", "elsewhere"],
)
def test_packages_are_a_row_where_nothing_tells_them_again(figures):
    assert len(alone(run(figures))) == len(figures)


def test_kinds_that_come_to_the_stated_count_are_no_rows():
    figures = [fig("firearms_seized", 70)]
    figures += [
        fig("firearms_seized", n, object=kind)
        for n, kind in ((40, "pistols"), (25, "rifles"), (5, "shotguns"))
    ]
    assert rows(alone(run(figures))) == [(None, "item", 70, "single")]


@pytest.mark.parametrize("kinds", [(40, 25), (80, 25), (40, 25, 50)])
def test_kinds_that_do_not_come_to_it_are_rows(kinds):
    names = ("pistols", "swords", "shells")
    figures = [fig("firearms_seized", 70)]
    figures += [fig("firearms_seized", n, object=kind) for n, kind in zip(kinds, names, strict=False)]
    assert len(alone(run(figures))) == 1 + len(kinds)


@pytest.mark.parametrize(("more", "count"), [({"borrowed": "forums"}, 1), ({}, 2)])
def test_a_vague_word_that_the_same_breath_makes_sharp(more, count):
    sentence = "They came across a number of forums – 31 when the case was closed."
    told = {"sentence": sentence, "unit": "account"}
    vague = fig("accounts_identified", 3, "vague", object="forums", start=20, **told)
    found = alone(run([vague, fig("accounts_identified", 31, start=41, **told, **more)]))
    assert (31, "single") in [(r.low, r.status) for r in found]
    assert len(found) == count


def test_a_number_that_names_nothing_counts_what_it_borrowed():
    sentence = "Of 300 phones, 120 were sent to the lab."
    figures = [
        fig("devices_seized", 300, object="phones", sentence=sentence, start=3),
        fig("devices_seized", 40, object="laptops"),
        fig("devices_seized", 120, sentence=sentence, start=15, borrowed="phones", partitive=True),
    ]
    assert [r[:3] for r in rows(alone(run(figures)))] == [("laptops", "item", 40), ("phones", "item", 300)]


def across(first, second):
    """The rows of two releases on one operation, each with a count of places."""
    names = [mention("OPERATION", "Operation Heron", rel) for rel in ("r1", "r2")]
    figures = [
        fig("locations", value, object=kind, unit="location", rel=rel)
        for (value, kind), rel in ((first, "r1"), (second, "r2"))
    ]
    return together(run(figures, mentions=names))


def test_releases_name_one_count_each_in_its_own_words():
    (row,) = across((26, "departments"), (26, "provinces"))
    assert (row.low, row.status, len(row.supporting)) == (26, "corroborated", 2)


@pytest.mark.parametrize(
    ("first", "second"), [((26, "departments"), (27, "provinces")), ((4, "departments"), (4, "provinces"))]
)
def test_other_or_small_numbers_are_counts_of_their_own(first, second):
    assert len(across(first, second)) == 2


def test_a_release_that_counts_both_kinds_keeps_them_apart():
    figures = [fig("devices_seized", 26, object="laptops"), fig("devices_seized", 26, object="phones")]
    assert len(alone(run(figures))) == 2


def test_the_body_contradicts_the_kind_of_the_headline():
    figures = [
        fig("goods_value", 8_400_000, substance="perfume", headline=True),
        fig("goods_value", 7_900_000),
    ]
    found = run(figures)
    assert rows(alone(found)) == [(None, "EUR", 7_900_000, "conflict")]
    assert clashes(found) == [("different_values", "goods_value")]


@pytest.mark.parametrize(
    "figures",
    [
        [fig("goods_value", 8_400_000, substance="perfume", headline=True), fig("goods_value", 3_000_000)],
        [fig("goods_value", 8_400_000, substance="perfume"), fig("goods_value", 7_900_000)],
        [
            fig("goods_value", 8_400_000, substance="perfume", headline=True),
            fig("goods_value", 8_000_000, substance="shoes"),
            fig("goods_value", 7_900_000),
        ],
    ],
    ids=["of another order", "both in the body", "several kinds"],
)
def test_amounts_of_other_things_are_no_contradiction(figures):
    assert clashes(run(figures)) == []
