"""Values and statuses of outcomes, one release at a time."""

import pytest

from ledger import alone, clashes, conflict, fig, mention, run

# What is stated (value, qualifier, extras), and the row that should come of it: low, high, status.
ONE_CELL = {
    "stated once": ([(144, "exact", {})], (144, 144, "single")),
    "headline and body": ([(144, "exact", {"headline": True}), (144, "exact", {})], (144, 144, "repeated")),
    "rounded, then exact": (
        [(6500, "exact", {"headline": True}), (6558, "exact", {})],
        (6558, 6558, "refined"),
    ),
    "nearly, then exact": ([(400, "about", {}), (396, "exact", {})], (396, 396, "refined")),
    "a floor, then exact": ([(100, "more_than", {}), (144, "exact", {})], (144, 144, "refined")),
    "a bare number and a floor": ([(300, "exact", {}), (300, "more_than", {})], (300, None, "refined")),
    "some 70, then 70": ([(70, "about", {}), (70, "exact", {})], (70, 70, "refined")),
    "dozens, then 23": ([(24, "vague", {}), (23, "exact", {})], (23, 23, "refined")),
    "a floor beats a vague word": ([(2000, "vague", {}), (3000, "more_than", {})], (3000, None, "refined")),
    "headline against body": (
        [(228, "exact", {"headline": True}), (288, "exact", {})],
        (288, 288, "conflict"),
    ),
    "two numbers in the body": ([(281, "exact", {}), (284, "exact", {})], (284, 284, "conflict")),
    "exact before about": (
        [(97, "exact", {"source": "port"}), (75, "about", {"source": "union"})],
        (97, 97, "conflict"),
    ),
    "not 21 but 23": (
        [
            (21, "exact", {"headline": True}),
            (21, "exact", {"denied": True}),
            (23, "exact", {"correction": True}),
        ],
        (23, 23, "updated"),
    ),
    "up from 81": ([(81, "exact", {"denied": True}), (91, "exact", {})], (91, 91, "updated")),
    "an update replaces": ([(37, "exact", {}), (39, "exact", {"correction": True})], (39, 39, "updated")),
    "two more make 39": (
        [(37, "exact", {}), (2, "exact", {"additional": True}), (39, "exact", {})],
        (39, 39, "updated"),
    ),
    "only on top": ([(838, "exact", {"additional": True})], (838, 838, "single")),
    "two sources agree": (
        [(12, "exact", {"source": "europol"}), (12, "exact", {"source": "bka"})],
        (12, 12, "corroborated"),
    ),
    "a mere mention gives way": (
        [(12, "exact", {}), (3, "exact", {"mentioned": True})],
        (12, 12, "single"),
    ),
    "an implied one gives way": ([(1, "exact", {"implicit": True}), (5, "exact", {})], (5, 5, "single")),
}


@pytest.mark.parametrize("name", ONE_CELL)
def test_one_cell(name):
    stated, expected = ONE_CELL[name]
    (row,) = alone(run([fig("arrests", value, qualifier, **extras) for value, qualifier, extras in stated]))
    assert (row.low, row.high, row.status) == expected


def test_clashes_are_kept_with_the_losers():
    result = run([fig("arrests", 228, headline=True, id="h"), fig("arrests", 288, id="b")])
    (row,) = alone(result)
    assert (row.supporting, row.conflicting) == (("b",), ("h",))
    found = conflict(result, "different_values")
    assert (found.figures, found.difference) == (("b", "h"), 60)
    assert "288" in found.explanation and "228 in the headline" in found.explanation


def test_background_gives_no_outcome():
    assert run([fig("arrests", 900, role="background")]).outcomes == ()


def test_a_part_without_place_or_substance_gives_no_outcome():
    rows = alone(run([fig("arrests", 90), fig("arrests", 12, role="part")]))
    assert [(r.measure, r.low) for r in rows] == [("arrests", 90)]


def test_each_place_has_a_row():
    figures = [fig("arrests", 53), fig("arrests", 22, places=["FRA"], role="part")]
    figures.append(fig("arrests", 18, places=["ITA"], role="part"))
    assert {(r.place, r.low) for r in alone(run(figures))} == {(None, 53), ("FRA", 22), ("ITA", 18)}


def test_a_number_of_two_places_is_of_neither_unless_each_has_it():
    shared = fig("searches", 4, places=["BEL", "DEU"], role="part", text="four homes")
    each = fig("searches", 2, places=["BEL", "DEU"], role="part", text="two homes each")
    assert alone(run([shared])) == []
    assert {(r.place, r.low) for r in alone(run([each])) if r.place} == {("BEL", 2), ("DEU", 2)}


def test_of_parts_of_a_place_the_largest_is_its_whole():
    figures = [fig("arrests", n, places=["IRL"], role="part") for n in (12, 34, 22)]
    (row,) = alone(run(figures))
    assert (row.place, row.low, row.status) == ("IRL", 34, "single")


def test_sources_that_differ_on_a_place_clash():
    figures = [
        fig("arrests", 30, places=["DEU"], role="part", source="state-police"),
        fig("arrests", 24, places=["DEU"], role="part", source="bka"),
    ]
    result = run(figures)
    (row,) = alone(result)
    assert (row.low, row.status) == (24, "conflict")
    assert clashes(result) == [("different_values", "arrests")]


def test_drugs_have_a_row_a_substance():
    figures = [fig("drugs_seized", 10, substance="cocaine"), fig("drugs_seized", 5, substance="heroin")]
    assert {(r.substance, r.low) for r in alone(run(figures))} == {("cocaine", 10), ("heroin", 5)}


@pytest.mark.parametrize(
    ("one", "other"), [("rhino horns", "rhino horn"), ("birds", "wild birds"), ("cannabis", "marijuana")]
)
def test_a_substance_has_one_row_under_its_names(one, other):
    figures = [fig("wildlife_seized", 5, substance=one), fig("wildlife_seized", 5, substance=other)]
    (row,) = alone(run(figures))
    assert row.status == "repeated"


def test_kinds_are_totals_of_their_own():
    figures = [
        fig("devices_seized", 200, object="mobile phones"),
        fig("devices_seized", 35, object="laptops"),
    ]
    result = run(figures)
    assert {(r.object, r.low) for r in alone(result)} == {("mobile phones", 200), ("laptops", 35)}
    assert clashes(result) == []


def test_words_that_tell_no_kinds_apart_are_one_kind():
    figures = [
        fig("firearms_seized", 117, object="guns"),
        fig("firearms_seized", 117, object="illegal firearms"),
    ]
    (row,) = alone(run(figures))
    assert (row.status, row.object) == ("repeated", None)


def test_currencies_are_never_mixed():
    figures = [fig("money_seized", 500_000), fig("money_seized", 540_000, unit="USD")]
    assert {(r.unit, r.low, r.status) for r in alone(run(figures))} == {
        ("EUR", 500_000, "single"),
        ("USD", 540_000, "single"),
    }


def test_a_union_bounds_what_it_covers():
    figures = [fig("arrests", 194, alternatives=["charges"]), fig("arrests", 126)]
    (row,) = alone(run(figures))
    assert (row.low, row.status) == (126, "single")
    too_many = [fig("arrests", 100, alternatives=["charges"]), fig("arrests", 126)]
    assert clashes(run(too_many)) == [("different_values", "arrests")]


def test_a_conversion_in_brackets_is_no_second_statement():
    figures = [
        fig("drugs_seized", 545, substance="hashish"),
        fig("drugs_seized", 545.218029, substance="hashish"),
    ]
    (row,) = alone(run(figures))
    assert (row.low, row.status) == (545, "single")


def test_the_explanation_can_be_quoted():
    (row,) = alone(
        run(
            [
                fig("drugs_seized", 400, "more_than", substance="khat"),
                fig("drugs_seized", 412, substance="khat"),
            ]
        )
    )
    assert row.explanation.startswith(
        "412 kg is the sharpest of statements that agree: more than 400 kg in the text"
    )


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([116, 26], [116]),
        ([26, 116], [116]),
        ([2562, 189, 307, 2066], [2562]),
        ([281, 284], [284]),
    ],
)
def test_totals_of_another_order_are_no_contradiction(numbers, expected):
    result = run([fig("arrests", n) for n in numbers])
    assert [r.low for r in alone(result)] == expected
    assert bool(clashes(result)) == (numbers == [281, 284])


def test_what_headline_and_body_say_is_the_main_number():
    figures = [fig("arrests", 40, headline=True), fig("arrests", 40), fig("arrests", 900)]
    assert [r.low for r in alone(run(figures))] == [40]


def test_the_body_under_a_rounded_headline_is_no_part_of_it():
    figures = [
        fig("arrests", 100, "about", headline=True, id="h"),
        fig("arrests", 85, role="part", part_of="h"),
    ]
    result = run(figures)
    assert [(r.low, r.status) for r in alone(result)] == [(85, "conflict")]
    assert clashes(result) == [("different_values", "arrests")]


def test_sources_are_named_in_the_explanation():
    figures = [fig("arrests", 37, source="coast-police"), fig("arrests", 31, source="harbour-court")]
    result = run(figures, mentions=[mention("AGENCY", "Coast Police", id="coast-police")])
    found = conflict(result, "different_values")
    assert found.explanation.startswith("31 cannot be squared with 37 in the text (source: Coast Police)")


def test_further_columns_of_a_row_are_no_contradiction():
    row = "Khat / 74 / 61"
    figures = [fig("drugs_seized", n, substance="khat", sentence=row) for n in (74, 61)]
    result = run(figures)
    assert [r.low for r in alone(result)] == [74]
    assert clashes(result) == []
    prose = [
        fig("drugs_seized", n, substance="khat", source=s, sentence="Customs say 74 kg, the court says 61.")
        for n, s in ((74, "customs"), (61, "court"))
    ]
    assert clashes(run(prose)) == [("different_values", "drugs_seized")]


def test_a_plain_count_goes_to_the_kind_with_its_number():
    figures = [
        fig("victims_identified", 200, object="victims", unit="person", headline=True),
        fig("victims_identified", 59, object="missing children", unit="person"),
        fig("victims_identified", 200, object="victims", unit="person"),
        fig("victims_identified", 59, object="children", unit="person"),
    ]
    rows = {(r.low, r.status) for r in alone(run(figures))}
    assert rows == {(200, "repeated"), (59, "repeated")}


def test_bounds_of_another_order_are_of_other_things():
    figures = [
        fig("goods_seized", 56_400, "more_than", substance="archaeological objects"),
        fig("goods_seized", 147_050, "more_than", substance="objects"),
    ]
    assert {r.low for r in alone(run(figures))} == {56_400, 147_050}


@pytest.mark.parametrize(
    "figures",
    [
        [(12_521, "exact", {"headline": True}), (12_251, "exact", {}), (12_251, "exact", {"denied": True})],
        [(3_000, "more_than", {}), (3_200, "exact", {"denied": True})],
    ],
)
def test_a_denial_that_nothing_takes_the_place_of_is_none(figures):
    result = run([fig("arrests", n, qualifier, **more) for n, qualifier, more in figures])
    assert ("superseded", "arrests") not in clashes(result)
    assert [r.low for r in alone(result)] == [figures[-1][0]]


# Two numbers of one release that differ by more than a slip of the pen, and how each is told.
VOICES = {
    "headline and body": ({"headline": True}, {}, True),
    "one source and another": ({"source": "police"}, {"source": "court"}, True),
    "a quotation": ({}, {"quoted": True}, True),
    "by somebody's account": ({}, {"sentence": "According to the union there were more."}, True),
    "hearsay": ({}, {"sentence": "A newspaper had more."}, True),
    "set against each other": (
        {"sentence": "The list has 104 men, the register 121."},
        {"sentence": "The list has 104 men, the register 121.", "elided": True},
        True,
    ),
    "the body alone": ({}, {}, False),
    "the agency, and no word whose": ({"source": "police"}, {}, False),
    "the body twice": ({"kind": "men"}, {"kind": "boats"}, False),
}


@pytest.mark.parametrize("name", VOICES)
@pytest.mark.parametrize("numbers", [(104, 121), (121, 104)])
def test_only_two_voices_contradict_each_other(name, numbers):
    one, other, disputed = VOICES[name]
    result = run([fig("arrests", n, **more) for n, more in zip(numbers, (one, other), strict=True)])
    assert clashes(result) == ([("different_values", "arrests")] if disputed else [])
    (row,) = alone(result)
    assert disputed or (row.low, row.status) == (numbers[0], "single")


@pytest.mark.parametrize(("kinds", "expected"), [((None, "men"), True), (("men", "boats"), False)])
def test_a_slip_needs_no_second_voice(kinds, expected):
    figures = [fig("arrests", n, kind=kind) for n, kind in zip((1_046, 1_064), kinds, strict=True)]
    assert bool(clashes(run(figures))) is expected


def test_a_number_that_opens_with_all_is_the_main_one():
    figures = [fig("arrests", 680, sentence="Police arrested 680 people in the north.")]
    figures.append(fig("arrests", 754, sentence="In total, then, 754 arrests."))
    assert [(r.low, r.status) for r in alone(run(figures))] == [(754, "single")]


def test_two_numbers_with_nouns_in_one_sentence_count_two_things():
    told = "In May the squad opened 50 cases and helped in 61 cases."
    figures = [fig("investigations_opened", n, sentence=told) for n in (50, 61)]
    result = run(figures)
    assert [(r.low, r.status) for r in alone(result)] == [(61, "single")]
    assert clashes(result) == []
    again = [*figures, fig("investigations_opened", 50, headline=True, sentence="Squad opens 50 cases")]
    assert [(r.low, r.status) for r in alone(run(again))] == [(50, "repeated")]
    named = [
        fig("investigations_opened", n, sentence=told, source=s) for n, s in ((50, "squad"), (61, "court"))
    ]
    assert clashes(run(named)) == [("different_values", "investigations_opened")]


def test_no_outcome_rests_on_a_mere_mention() -> None:
    assert run([fig("charges", 3, mentioned=True)]).outcomes == ()
