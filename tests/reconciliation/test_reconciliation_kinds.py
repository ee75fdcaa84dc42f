"""What counts as one thing: kinds of money, kinds of people, columns of a table, finds in several places."""

import pytest

from ledger import alone, clashes, fig, run


def money(value, before="", after="", **more):
    """An amount in a sentence of its own."""
    text = f"EUR {value}"
    return fig("money_seized", value, text=text, sentence=f"{before}{text}{after}", **more)


def rows(figures):
    return sorted(((r.object, r.low, r.status) for r in alone(run(figures))), key=str)


@pytest.mark.parametrize(
    ("first", "second", "kinds"),
    [
        (
            ("Police took ", " in cash."),
            ("Flats worth ", " in gold bars went to the state."),
            ["cash", "gold"],
        ),
        (("Cash of ", " lay in a safe."), ("Bank balances of ", " were blocked."), ["balance", "cash"]),
        (("", " in Bitcoin"), ("Luxury cars worth ", " were towed away."), ["car", "crypto"]),
        (
            ("Two yachts, and ", " in banknotes, were taken."),
            ("Land valued at ", " is under a charge."),
            ["cash", "land"],
        ),
    ],
)
def test_what_an_amount_is_of_stands_beside_it(first, second, kinds):
    found = rows([money(300_000, *first), money(450_000, *second)])
    assert [kind for kind, _, _ in found] == kinds
    assert {status for _, _, status in found} == {"single"}


def test_the_word_of_another_amount_is_not_taken():
    figures = [money(300_000, "", ", and a house."), money(390_000, "In all ", ".")]
    assert [(kind, low) for kind, low, _ in rows(figures)] == [(None, 390_000)]


def test_a_label_governs_the_amounts_of_its_line():
    line = "Cash: EUR 310000, CHF 95000"
    figures = [fig("money_seized", 310_000, text="EUR 310000", sentence=line)]
    figures.append(fig("money_seized", 95_000, unit="CHF", text="CHF 95000", sentence=line))
    figures.append(fig("money_seized", 340_000_000, "at_most"))
    found = {(r.object, r.unit, r.low, r.high) for r in alone(run(figures))}
    assert found == {
        ("cash", "EUR", 310_000, 310_000),
        ("cash", "CHF", 95_000, 95_000),
        (None, "EUR", None, 340_000_000),
    }


def test_an_upper_bound_of_another_order_is_no_agreement():
    figures = [fig("money_seized", 1_300_000), fig("money_seized", 340_000_000, "at_most")]
    assert [(r.low, r.status) for r in alone(run(figures))] == [(1_300_000, "single")]


def test_two_currencies_in_one_line_are_two_rows():
    line = {"sentence": "EUR 73,000 and CHF 12,500"}
    figures = [fig("money_seized", 73_000, **line), fig("money_seized", 12_500, unit="CHF", **line)]
    assert sorted((r.unit, r.low) for r in alone(run(figures))) == [("CHF", 12_500), ("EUR", 73_000)]


def test_kinds_of_people_of_one_sentence_are_told_apart():
    line = {"sentence": "Officers made 61 arrests of couriers and 207 arrests of street dealers."}
    figures = [
        fig("arrests", 61, object="couriers", **line),
        fig("arrests", 207, object="street dealers", **line),
    ]
    figures.append(fig("arrests", 9, object="arrests"))
    assert sorted(r.low for r in alone(run(figures))) == [9, 61, 207]


def test_kinds_of_people_under_a_total_are_its_parts():
    line = {"sentence": "61 couriers and 207 street dealers are in custody."}
    figures = [
        fig("arrests", 61, object="couriers", **line),
        fig("arrests", 207, object="street dealers", **line),
    ]
    figures.append(fig("arrests", 268, object="people"))
    assert [r.low for r in alone(run(figures))] == [268]


def test_columns_of_a_table_are_kinds_of_one_substance():
    shared = {"substance": "steroids", "cell": [1, 5]}
    figures = [fig("goods_seized", 61_000, object="Tablets", **shared)]
    figures.append(fig("goods_seized", 1870, object="Vials", **shared))
    assert sorted((r.low, r.status) for r in alone(run(figures))) == [(1870, "single"), (61_000, "single")]


def finds(*numbers, **more):
    shared = {"unit": "dose", "substance": "ecstasy", "role": "part"}
    return [fig("drugs_seized", n, block=i, **{**shared, **more}) for i, n in enumerate(numbers, start=3)]


def test_finds_in_several_places_are_added_up():
    (row,) = alone(run(finds(77, 216, 40)))
    assert (row.low, row.high, row.status, row.substance) == (333, None, "summed", "ecstasy")
    assert row.explanation == "No total is stated; the parts add up to at least 333 doses: 77, 216, 40."


def test_a_large_find_and_what_follows_it_may_be_whole_and_part():
    (row,) = alone(run(finds(216, 77, 40)))
    assert (row.low, row.status) == (216, "single")


def test_near_numbers_are_two_counts_and_no_sum():
    (row,) = alone(run(finds(210, 216)))
    assert (row.low, row.status) == (216, "single")


@pytest.mark.parametrize(
    ("measure", "more", "expected"),
    [
        ("documents_seized", {}, [64]),
        ("documents_seized", {"partitive": True}, []),
        ("documents_seized", {"part_of": "other"}, []),
        ("searches", {}, []),
        ("arrests", {}, []),
    ],
)
def test_the_only_number_of_a_thing_seized_stands_for_it(measure, more, expected):
    figures = [fig(measure, 64, role="part", **more), fig("charges", 5)]
    assert [r.low for r in alone(run(figures)) if r.measure == measure] == expected


def test_beside_another_number_a_part_stays_a_part():
    figures = [
        fig("documents_seized", 64, role="part"),
        fig("documents_seized", 12, role="part", object="visas"),
    ]
    assert alone(run(figures)) == []


def test_each_place_has_the_number_that_each_is_said_to_have():
    figure = fig(
        "searches",
        2,
        role="part",
        places=["BEL", "DEU"],
        text="two flats",
        sentence="They searched two flats each.",
    )
    found = {r.place: (r.low, r.status) for r in alone(run([figure]))}
    assert found == {"BEL": (2, "single"), "DEU": (2, "single"), None: (4, "summed")}
    assert clashes(run([figure])) == []


@pytest.mark.parametrize(
    "sentence", ["12 grown women and 7 boys safeguarded", "They freed 12 grown women and 7 boys."]
)
def test_sorts_of_people_of_one_sentence_are_told_apart(sentence):
    shared = {"measure": "victims_safeguarded", "sentence": sentence}
    figures = [fig(value=12, object="grown women", **shared), fig(value=7, object="boys", **shared)]
    assert sorted((r.low, r.status) for r in alone(run(figures))) == [(7, "single"), (12, "single")]


def test_sorts_under_a_total_are_its_parts():
    shared = {"measure": "victims_safeguarded", "sentence": "They freed 12 grown women and 7 boys."}
    figures = [fig(value=12, object="grown women", **shared), fig(value=7, object="boys", **shared)]
    figures.append(fig("victims_safeguarded", 19, object="victims"))
    assert [r.low for r in alone(run(figures))] == [19]


@pytest.mark.parametrize(
    ("behind", "found"),
    [
        (" and other equipment", [(None, "refined")]),
        (", and other kit,", [(None, "refined")]),
        (" in a cellar", [("laptops", "single"), (None, "single")]),
    ],
)
def test_a_vague_word_before_one_kind_and_others_counts_them_all(behind, found):
    vague = fig(
        "devices_seized", None, "vague", low=2000, object="laptops", text="thousands of laptops",
        sentence=f"Detectives took thousands of laptops{behind}.",
    )  # fmt: skip
    whole = fig("devices_seized", 6000, "more_than", object="items", text="more than 6,000 items")
    assert [(kind, status) for kind, _, status in rows([vague, whole])] == found


def test_an_exact_number_before_one_kind_and_others_counts_that_kind():
    laptops = fig(
        "devices_seized", 20, object="laptops", text="20 laptops", sentence="20 laptops and other kit went."
    )
    phones = fig("devices_seized", 35, object="phones", text="35 phones")
    assert [(kind, low) for kind, low, _ in rows([laptops, phones])] == [("laptops", 20), ("phones", 35)]
