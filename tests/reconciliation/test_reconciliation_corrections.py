"""Numbers that a text takes back, read from the sentences where the figures do not say so."""

import time

import pytest

from ledger import alone, clashes, conflict, fig, mention, run


def told(measure, sentence, numbers, **more):
    """Figures of one sentence: each number is found in it by its words."""
    base = more.pop("base", 1000)
    return [
        fig(measure, value, text=words, sentence=sentence, start=base + sentence.index(words) or 1, **more)
        for words, value in numbers
    ]


TAKEN_BACK = {
    "not x but y": ("Held so far are not nine but twelve men.", [("nine", 9), ("twelve men", 12)], 12),
    "y (not x)": ("The tally is 58 people (not 85).", [("58 people", 58), ("85", 85)], 58),
    "errata": (
        "Where it says “9 arrests”, it should say “12 arrests”.",
        [("9 arrests", 9), ("12 arrests", 12)],
        12,
    ),
    "from x to y": ("The number held has risen from 6 to 11.", [("6", 6), ("11", 11)], 11),
}


@pytest.mark.parametrize("name", TAKEN_BACK)
def test_a_number_taken_back_in_its_sentence(name):
    sentence, numbers, value = TAKEN_BACK[name]
    result = run(told("arrests", sentence, numbers))
    (row,) = alone(result)
    assert (row.low, row.status) == (value, "updated")
    assert clashes(result) == [("superseded", "arrests")]


UNSEEN = {
    "not x": ("The weight ought to read 61 people, not 16.", [("61 people", 61)], None),
    "instead of x": ("In line two read 37 instead of 73.", [("37", 37)], 36),
    "increased from x": (
        "By noon 448 people were held, increased from 401 on Sunday.",
        [("448 people", 448)],
        47,
    ),
    "a number word": ("The count stands at 19, up from seventeen.", [("19", 19)], 2),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_the_number_taken_back_need_be_no_figure(name):
    sentence, numbers, difference = UNSEEN[name]
    result = run(told("arrests", sentence, numbers))
    found = clashes(result)
    if difference is None:
        # 16 is no slip of 61: numbers that far apart count other things.
        assert found == []
        return
    assert found == [("superseded", "arrests")]
    assert conflict(result, "superseded").difference == difference
    assert [row.status for row in alone(result)] == ["updated"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Arrests were up from 12 per cent to 30.",
        "With 30 people held, the total is up from 24 last year.",
        "All 30 people were held, not one of them armed.",
        "Taken to court were 30 people rather than the ringleader.",
    ],
)
def test_no_number_is_taken_back(sentence):
    words = "30 people" if "30 people" in sentence else "30"
    assert clashes(run(told("arrests", sentence, [(words, 30)]))) == []


EARLIER = [
    "Officials had put the number at 44.",
    "The ministry said last week that 44 people had been held.",
    "This replaces the provisional figures of May (44 arrests).",
    "The bulletin of 3 May counted 44 to that date.",
]


@pytest.mark.parametrize("sentence", EARLIER)
def test_what_was_given_earlier_gives_way(sentence):
    now = fig("arrests", 52, sentence="Police have arrested 52 people.")
    words = "44 people" if "44 people" in sentence else "44"
    result = run([now, *told("arrests", sentence, [(words, 44)], base=5000)])
    (row,) = alone(result)
    assert (row.low, row.status) == (52, "updated")


def test_what_was_given_earlier_stands_where_nothing_replaces_it():
    (row,) = alone(run(told("arrests", EARLIER[0], [("44", 44)])))
    assert (row.low, row.status) == (44, "single")


def test_a_question_states_nothing():
    asked = told(
        "searches",
        "Have there been more than 200 raids?",
        [("more than 200 raids", 200)],
        qualifier="more_than",
    )
    answer = fig("searches", 35, start=4000, role="part", part_of=asked[0].figure_id)
    result = run([*asked, answer])
    (row,) = alone(result)
    assert (row.low, row.status) == (35, "updated")


def test_a_number_compared_with_is_no_statement():
    sentence = "Officers took 410 kg of hashish, against 220 kg in the spring."
    rows = alone(run(told("drugs_seized", sentence, [("410 kg", 410), ("220 kg", 220)], substance="hashish")))
    assert [(row.low, row.status) for row in rows] == [(410, "single")]


def test_a_correction_taken_for_a_part_is_the_new_total():
    result = run(
        [fig("victims_safeguarded", 8), fig("victims_safeguarded", 11, role="part", correction=True)]
    )
    (row,) = alone(result)
    assert (row.low, row.status) == (11, "updated")


def test_a_correction_of_a_part_leaves_the_total():
    figures = [
        fig("arrests", 120),
        fig("arrests", 66, role="part"),
        fig("arrests", 66, role="part", correction=True),
    ]
    assert [row.low for row in alone(run(figures))] == [120]


def listed(*codes, start=3000):
    return [
        mention("COUNTRY", code, start=start + 5 * at, id=code, roles=("mentioned",))
        for at, code in enumerate(codes)
    ]


SEVEN = ("AUT", "BEL", "CZE", "DNK", "EST", "FIN", "GRC")


@pytest.mark.parametrize(("count", "found"), [(8, True), (7, False), (6, True), (12, False)])
def test_a_count_against_the_one_long_list(count, found):
    result = run([fig("countries_participating", count, start=50)], mentions=listed(*SEVEN))
    assert (clashes(result) == [("count_differs_from_list", "countries_participating")]) is found


def test_a_list_that_may_go_on_is_not_counted():
    near = mention("COUNTRY", "HUN", start=3060, id="HUN")
    assert clashes(run([fig("countries_participating", 9, start=50)], mentions=[*listed(*SEVEN), near])) == []


def test_a_list_of_results_is_not_counted():
    counts = [fig("arrests", at + 1, start=3004 + 5 * at, places=[code]) for at, code in enumerate(SEVEN)]
    result = run([fig("countries_participating", 8, start=50), *counts], mentions=listed(*SEVEN))
    assert ("count_differs_from_list", "countries_participating") not in clashes(result)


def test_the_place_of_a_whole_is_idle():
    rows = alone(run([fig("searches", 14), fig("searches", 14, places=["ESP"], role="part")]))
    assert [(row.place, row.low, row.status) for row in rows] == [(None, 14, "repeated")]


def test_the_place_of_a_few_is_kept():
    rows = alone(run([fig("arrests", 2), fig("arrests", 2, places=["ESP"], role="part")]))
    assert [row.place for row in rows] == [None, "ESP"]


def test_a_long_catalogue_takes_no_longer_than_it_must():
    sentence = "Officials had put the number at {}."
    figures = [
        fig("arrests", n, sentence=sentence.format(n), text=str(n), start=40 * n) for n in range(1, 4001)
    ]
    begun = time.perf_counter()
    run(figures)
    assert time.perf_counter() - begun < 10


GIVEN_BEFORE = {
    "it updates": "It updates a count of 24 that went out on Friday.",
    "it replaces": "This list replaces an interim total of 24 men.",
    "the release said": "The release said 24, six of whom were never held.",
    "our story had": "Our first story gave 24 as the number.",
    "sent earlier": "A bulletin sent earlier by the ministry put it at 24.",
}


@pytest.mark.parametrize("name", GIVEN_BEFORE)
def test_what_was_given_before_is_replaced(name):
    sentence = GIVEN_BEFORE[name]
    figures = [fig("arrests", 31), *told("arrests", sentence, [("24", 24)])]
    result = run(figures)
    assert [(r.low, r.status) for r in alone(result)] == [(31, "updated")]
    assert clashes(result) == [("superseded", "arrests")]


def test_an_earlier_count_of_a_kind_is_replaced_by_that_of_the_kind():
    figures = [fig("arrests", 205, object="people")]
    figures += told(
        "arrests", "Among them are 61 Peruvians.", [("61 Peruvians", 61)], role="part", object="Peruvians"
    )
    sentence = "A message sent earlier by the station put the Peruvians at 47."
    figures += told("arrests", sentence, [("47", 47)], role="part", object="Peruvians", base=3000)
    result = run(figures)
    assert [(r.low, r.status) for r in alone(result)] == [(205, "single")]
    assert clashes(result) == [("superseded", "arrests")]


@pytest.mark.parametrize(
    ("sentence", "headline", "status"),
    [
        ("On Tuesday (3/9) the victims recorded were 1,596.", 1744, "updated"),
        ("By Sunday the count stood at 1,596.", 1744, "updated"),
        ("By Sunday the count stood at 1,596.", 1412, "conflict"),
        ("On Tuesday teams freed 1,596 people.", 1744, "conflict"),
    ],
)
def test_the_count_of_a_day_is_outgrown_by_a_larger_headline(sentence, headline, status):
    measure = "victims_safeguarded"
    figures = [fig(measure, headline, headline=True), *told(measure, sentence, [("1,596", 1596)])]
    (row,) = alone(run(figures))
    assert row.status == status
    if status == "updated":
        assert row.low == headline


def test_a_denial_that_somebody_else_holds_against_is_a_dispute():
    figures = told(
        "arrests", "Not 14 but 19 people are held, a lawyer said.", [("14", 14), ("19 people", 19)]
    )
    upheld = "Leeds Police spoke of 14 people."
    figures += told("arrests", upheld, [("14 people", 14)], base=3000, source="leeds-police")
    result = run(figures)
    assert clashes(result) == [("different_values", "arrests")]
    assert [r.status for r in alone(result)] == ["conflict"]


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("One trade portal puts it at EUR 24 million.", 25_000_000),
        ("A local newspaper wrote of EUR 24 million.", 25_000_000),
        ("The customs office counted EUR 24 million.", 24_000_000),
    ],
)
def test_the_own_number_goes_before_a_report_of_it(sentence, value):
    figures = [fig("money_seized", 25_000_000, "more_than")]
    figures += told("money_seized", sentence, [("EUR 24 million", 24_000_000)], base=9000)
    (row,) = alone(run(figures))
    assert (row.low, row.status) == (value, "conflict")
    if value == 25_000_000:
        assert "the agency's own number goes before a report of it" in row.explanation


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (("According to the army 3 people died.", "The police counted 2 dead."), "conflict"),
        (("The fire killed 3 people.", "The smoke killed 2 people."), "single"),
    ],
)
def test_small_numbers_clash_where_two_people_vouch_for_them(sentences, expected):
    first, second = sentences
    figures = told("deaths", first, [("3 people", 3)])
    figures += told("deaths", second, [("2 people" if "2 people" in second else "2 dead", 2)], base=4000)
    (row,) = alone(run(figures))
    assert row.status == expected


def test_what_replaces_a_part_is_a_part():
    figures = [
        fig("arrests", 43, start=10),
        fig("arrests", 29, role="part", start=100, text="29", sentence="Of them 29 are Danes."),
    ]
    figures += told(
        "arrests", "The embassy put the Danes at 31, not 29.", [("31", 31), ("29", 29)], role="part"
    )
    (row,) = alone(run(figures))
    assert (row.low, row.status) == (43, "single")
