"""Which operation a release is about, and which releases report the same one."""

import pytest

from ledger import alone, fig, mention, release, run, together


def op(name, rel="r1", start=0):
    return mention("OPERATION", name, rel, start)


def holders(result):
    return {o.operation_id: o.release_ids for o in result.operations}


def news(rel, day, values, agency="europol", **more):
    """A release without a name for its operation: figures, a day and an agency."""
    words = " ".join(f"{rel}{number}" for number in range(8))
    figures = [fig(m, v, rel=rel, sentence=f"{words} {m} {v}") for m, v in values]
    return release(rel, day, **more), figures, mention("AGENCY", agency, rel, 5)


def linked(*items):
    return sorted(
        o.release_ids
        for o in run(
            [f for i in items for f in i[1]], [i[0] for i in items], [i[2] for i in items]
        ).operations
    )


def test_the_same_name_is_the_same_operation():
    mentions = [op("Quiet Harbour", "r1"), op("Quiet Harbour", "r2")]
    result = run([fig("arrests", 16, rel="r1"), fig("arrests", 19, rel="r2")], mentions=mentions)
    assert list(holders(result).values()) == [("r1", "r2")]
    assert result.operations[0].name == "Quiet Harbour"
    assert {o.release_id for o in result.outcomes} == {"r1", "r2", None}


def test_editions_are_operations_of_their_own():
    mentions = [op("Tidewater XIII", "r1"), op("Tidewater XIV", "r2")]
    result = run([fig("arrests", 16, rel="r1"), fig("arrests", 19, rel="r2")], mentions=mentions)
    assert len(holders(result)) == 2


def test_a_bare_name_used_again_years_later_is_another_operation():
    releases = [release("r1", "2015-03-01"), release("r2", "2015-04-01"), release("r3", "2023-03-01")]
    mentions = [op("Lantern", r.release_id) for r in releases]
    result = run([fig("arrests", 5, rel=r.release_id) for r in releases], releases, mentions)
    assert holders(result) == {"op-lantern-2015": ("r1", "r2"), "op-lantern-2023": ("r3",)}


def test_a_name_mentioned_in_passing_is_not_the_operation():
    result = run([fig("arrests", 5)], mentions=[op("Lantern", start=4000)])
    assert result.operations[0].name is None


def test_the_name_in_the_headline_goes_before_the_one_in_the_text():
    releases = [release(title="Operation Lantern nets 12")]
    mentions = [op("Harvest", start=600), op("Lantern", start=900), op("Harvest", start=1500)]
    assert run([fig("arrests", 12)], releases, mentions).operations[0].name == "Lantern"


def test_a_release_on_several_operations_is_split():
    mentions = [op("Cage", start=200), op("Circle", start=400)]
    figures = [
        fig("arrests", 300),
        fig("arrests", 120, operation=0),
        fig("arrests", 180, operation=1),
        fig("arrests", 77, operation=1, role="background"),
    ]
    result = run(figures, mentions=mentions)
    rows = {(o.operation_id, o.low) for o in alone(result)}
    unnamed = next(o.operation_id for o in result.operations if o.name is None)
    assert rows == {("op-cage", 120), ("op-circle", 180), (unnamed, 300)}
    assert {f.operation_id for f in result.figures} == {"op-cage", "op-circle", unnamed}


def test_equal_distinctive_figures_link_nameless_releases():
    values = [("arrests", 123), ("searches", 57), ("vehicles_seized", 18)]
    assert linked(news("a", "2024-05-02", values), news("b", "2024-05-04", values)) == [("a", "b")]


@pytest.mark.parametrize(
    ("what", "day", "values", "agency"),
    [
        (
            "other numbers",
            "2024-05-04",
            [("arrests", 124), ("searches", 58), ("vehicles_seized", 18)],
            "europol",
        ),
        (
            "too small numbers",
            "2024-05-04",
            [("arrests", 2), ("searches", 3), ("vehicles_seized", 4)],
            "europol",
        ),
        (
            "months later",
            "2025-11-04",
            [("arrests", 123), ("searches", 57), ("vehicles_seized", 18)],
            "europol",
        ),
        (
            "nobody in common",
            "2024-05-04",
            [("arrests", 123), ("searches", 57), ("vehicles_seized", 18)],
            "fbi",
        ),
    ],
)
def test_releases_that_only_look_alike_stay_apart(what, day, values, agency):
    first = [("arrests", 123), ("searches", 57), ("vehicles_seized", 18)]
    first = (
        [("arrests", 2), ("searches", 3), ("vehicles_seized", 4)] if what == "too small numbers" else first
    )
    assert linked(news("a", "2024-05-02", first), news("b", day, values, agency)) == [("a",), ("b",)]


def test_a_nameless_release_joins_the_only_named_operation_that_fits():
    values = [("arrests", 123), ("searches", 57), ("vehicles_seized", 18)]
    items = [
        news("a", "2024-05-02", values),
        news("b", "2024-05-04", values),
        news("c", "2024-05-05", values),
    ]
    figures, releases = [f for i in items for f in i[1]], [i[0] for i in items]
    agencies = [i[2] for i in items]
    one_name = run(figures, releases, [*agencies, op("Lantern", "a")])
    assert holders(one_name) == {"op-lantern": ("a", "b", "c")}
    two_names = run(figures, releases, [*agencies, op("Lantern", "a"), op("Harvest", "b")])
    assert sorted(holders(two_names).values()) == [("a",), ("b",), ("c",)]


def test_near_copies_are_one_source():
    text = [
        "Officers arrested 123 people in the north of the country",
        "They searched 57 flats and houses on Tuesday",
    ]
    figures = [
        fig(m, v, rel=rel, sentence=s)
        for rel in ("a", "b")
        for m, v, s in (("arrests", 123, text[0]), ("searches", 57, text[1]))
    ]
    copied = run(figures)
    assert sorted(holders(copied).values()) == [("a", "b")]
    assert {o.status for o in together(copied)} == {"repeated"}


def test_publishers_that_agree_corroborate():
    mentions = [op("Lantern", "a"), op("Lantern", "b")]
    figures = [fig("arrests", 123, rel="a"), fig("arrests", 123, rel="b")]
    apart = [release("a", publisher="The Courier"), release("b", publisher="Harbour News")]
    assert [o.status for o in together(run(figures, apart, mentions))] == ["corroborated"]
    same = [release("a", publisher="The Courier"), release("b", publisher="The Courier")]
    assert [o.status for o in together(run(figures, same, mentions))] == ["repeated"]


def test_the_later_release_goes_before_the_earlier():
    mentions = [op("Lantern", "a"), op("Lantern", "b")]
    figures = [fig("arrests", 97, rel="b"), fig("arrests", 104, rel="a")]
    releases = [release("a", "2024-05-01"), release("b", "2024-05-03")]
    (row,) = together(run(figures, releases, mentions))
    assert (row.low, row.status, row.release_ids) == (97, "conflict", ("a", "b"))


def test_a_correction_reaches_back_to_the_earlier_release():
    mentions = [op("Lantern", "a"), op("Lantern", "b")]
    figures = [
        fig("arrests", 97, rel="a"),
        fig("arrests", 97, rel="b", denied=True),
        fig("arrests", 104, rel="b"),
    ]
    result = run(figures, [release("a", "2024-05-01"), release("b", "2024-05-03")], mentions)
    (row,) = together(result)
    assert (row.low, row.status) == (104, "updated")
    assert [c.kind for c in result.conflicts if c.release_id is None] == ["superseded"]


def test_a_release_without_a_date_takes_the_day_at_its_top():
    mentions = [op("Lantern", "a"), op("Lantern", "b")]
    mentions.append(mention("DATE", "3 May 2024", "b", 40, days=("2024-05-03", "2024-05-03")))
    figures = [fig("arrests", 104, rel="a"), fig("arrests", 97, rel="b")]
    (row,) = together(run(figures, [release("a", "2024-05-01"), release("b", None)], mentions))
    assert row.low == 97


def test_the_day_of_a_byline_puts_releases_in_order():
    mentions = [op("Lantern", "a"), op("Lantern", "b")]
    figures = [fig("arrests", 104, rel="a"), fig("arrests", 97, rel="b")]
    later = release("b", None, metadata={"issued": "2024-05-03"})
    (row,) = together(run(figures, [release("a", "2024-05-01"), later], mentions))
    assert row.low == 97


def test_the_operations_of_a_round_up_have_countries_and_agencies_of_their_own():
    mentions = [
        op("Cage", start=200),
        mention("COUNTRY", "Peru", id="PER", start=220, roles=["participant"]),
        op("Circle", start=400),
        mention("COUNTRY", "Chile", id="CHL", start=420, roles=["participant"]),
        mention("AGENCY", "Carabineros", start=450),
    ]
    figures = [fig("arrests", 120, operation=0, start=240), fig("arrests", 180, operation=2, start=440)]
    result = run(figures, mentions=mentions)
    assert [(o.operation_id, o.countries, o.agencies) for o in result.operations] == [
        ("op-cage", ("PER",), ()),
        ("op-circle", ("CHL",), ("carabineros",)),
    ]


def test_the_figures_behind_a_name_of_a_round_up_are_its_own():
    mentions = [op("Cage", start=200), op("Circle", start=400), op("Cube", start=600)]
    figures = [
        fig("arrests", 5, start=240),
        fig("searches", 31, start=260),
        fig("arrests", 120, operation=1, start=440),
        fig("arrests", 180, operation=2, start=640),
    ]
    rows = {(o.operation_id, o.low) for o in alone(run(figures, mentions=mentions))}
    assert rows == {("op-cage", 5), ("op-cage", 31), ("op-circle", 120), ("op-cube", 180)}


def test_the_row_of_an_operation():
    mentions = [
        op("Lantern", start=20),
        mention("COUNTRY", "France", id="FRA", roles=["participant"]),
        mention("COUNTRY", "Spain", id="ESP", roles=["mentioned"]),
        mention("AGENCY", "Europol", start=30),
        mention("DATE", "4 to 6 April", start=60, days=("2024-04-04", "2024-04-06")),
    ]
    (row,) = run([fig("arrests", 5)], mentions=mentions).operations
    assert (row.operation_id, row.name, row.start, row.end) == (
        "op-lantern",
        "Lantern",
        "2024-04-04",
        "2024-04-06",
    )
    assert (row.countries, row.agencies) == (("FRA",), ("europol",))
    assert (row.first_published, row.last_published) == ("2024-05-02", "2024-05-02")


def test_rejected_releases_take_no_part():
    result = run([], [release("a", status="rejected"), release("b")])
    assert list(holders(result).values()) == [("b",)]


@pytest.mark.parametrize(
    ("days", "start", "expected"),
    [
        (("2024-04-04", "2024-04-06"), 900, ("2024-04-04", "2024-04-06")),
        (("2024-03-01", "2024-03-31"), 900, ("2024-03-01", "2024-03-31")),
        (("2023-01-01", "2023-12-31"), 900, (None, None)),
        (("2024-04-30", "2024-04-30"), 560, ("2024-04-30", "2024-04-30")),
        (("2024-04-30", "2024-04-30"), 2000, (None, None)),
        (("2024-06-04", "2024-06-06"), 900, (None, None)),
        (("2019-04-04", "2019-04-06"), 900, (None, None)),
    ],
)
def test_when_an_operation_took_place(days, start, expected):
    mentions = [
        op("Lantern", start=20),
        op("Lantern", start=500),
        mention("DATE", "then", start=start, days=days),
    ]
    (row,) = run([fig("arrests", 5)], [release("r1", "2024-05-02")], mentions).operations
    assert (row.start, row.end) == expected
