"""Which releases are put under one operation: by name, by copy, by figures, by clues."""

import pytest

from ledger import fig, mention, release, run, together

BUSY = [("arrests", 123), ("searches", 57), ("vehicles_seized", 18)]


def op(name, rel, start=0, **more):
    return mention("OPERATION", name, rel, start, **more)


def told(rel, day="2024-05-02", text="", figures=(), mentions=(), **more):
    """A release with its text; figures are (measure, value), mentions are (label, words) found in the text."""
    found = [
        fig(m, v, rel=rel, sentence=f"{' '.join(f'{rel}{i}' for i in range(8))} {m} {v}") for m, v in figures
    ]
    names = [
        mention(label, words, rel, max(text.find(words), 0), roles=("location",)) for label, words in mentions
    ]
    return (release(rel, day, **more), text), found, names


def groups(*items):
    from dataclasses import replace

    releases = [replace(r, text=text) for (r, text), _, _ in items]
    result = run([f for i in items for f in i[1]], releases, [m for i in items for m in i[2]])
    return sorted(o.release_ids for o in result.operations)


def named(rel, day, name, countries=("ITA",), values=(("arrests", 16),)):
    mentions = [
        op(name, rel),
        *(mention("COUNTRY", c, rel, 10, id=c, roles=("participant",)) for c in countries),
    ]
    return (release(rel, day), ""), [fig(m, v, rel=rel) for m, v in values], mentions


ONE, TWO = [("a", "b")], [("a",), ("b",)]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("2021-06-10", "Saffron XIV"), ("2021-06-12", "Saffron 14"), ONE),
        (("2021-06-10", "Saffron XIV"), ("2022-06-12", "Saffron XV"), TWO),
        (("2021-06-10", "Saffron II"), ("2021-06-12", "Saffron 2021"), TWO),
        (("2021-06-10", "Saffron XIV"), ("2021-06-12", "Saffron"), ONE),
        (("2021-06-10", "Saffron XIV"), ("2023-06-12", "Saffron"), TWO),
        (("2021-06-10", "Saffron"), ("2021-09-12", "Saffron"), ONE),
        (("2021-06-10", "Saffron"), ("2024-09-12", "Saffron"), TWO),
        ((None, "Saffron"), ("2024-09-12", "Saffron"), ONE),
        (("2021-06-10", "Saffron"), ("2021-06-12", "Cinnamon"), TWO),
    ],
)
def test_names_editions_and_years(one, other, expected):
    assert groups(named("a", *one), named("b", *other)) == expected


def test_a_bare_name_that_fits_two_editions_stays_alone():
    found = groups(
        named("a", "2021-06-10", "Saffron XIV"),
        named("b", "2021-06-20", "Saffron XV"),
        named("c", "2021-06-15", "Saffron"),
    )
    assert found == [("a",), ("b",), ("c",)]


def test_a_bare_name_used_by_others_elsewhere_is_another_operation():
    first = named("a", "2021-01-10", "Saffron", ("COL",), (("arrests", 40), ("searches", 30)))
    other = named("b", "2021-04-10", "Saffron", ("SWE",), (("arrests", 4), ("searches", 3)))
    assert groups(first, other) == TWO
    assert groups(first, named("b", "2021-04-10", "Saffron", ("COL",))) == ONE


def test_an_edition_named_years_later_by_strangers_is_another_operation():
    first = named("a", "2014-01-10", "Saffron II", ("COL",), (("arrests", 40), ("searches", 30)))
    assert groups(first, named("b", "2019-04-10", "Saffron II", ("SWE",), (("arrests", 4),))) == TWO
    assert groups(first, named("b", "2019-04-10", "Saffron II", ("COL",), (("arrests", 4),))) == ONE


def test_a_name_in_the_next_year_with_other_numbers_is_another_operation():
    values = (("arrests", 40), ("searches", 30)), (("arrests", 410), ("searches", 3))
    items = [
        named(rel, day, "Saffron", values=v)
        for rel, day, v in zip("ab", ("2021-01-10", "2022-01-10"), values, strict=False)
    ]
    assert groups(*items) == TWO
    assert groups(items[0], named("b", "2022-01-10", "Saffron", values=values[0])) == ONE


@pytest.mark.parametrize(
    ("between", "expected"),
    [
        ("{a} ({b})", ONE),
        ("{a}, also known as {b}", ONE),
        ("{a}, called {b}", ONE),
        ("{a} and {b}", TWO),
        ("{a}, which followed {b}", TWO),
    ],
)
def test_names_that_a_text_calls_one(between, expected):
    text = between.format(a="Operation Dawn", b="Operation Alba") + " ended. A third text follows."
    first = told("a", text=text, figures=[("arrests", 16)], mentions=[("OPERATION", "Operation Dawn")])
    first[2].append(op("Operation Alba", "a", text.index("Operation Alba")))
    other = told("b", text="x", figures=[("arrests", 19)], mentions=[("OPERATION", "Operation Alba")])
    third = told("c", text="x", figures=[("arrests", 22)], mentions=[("OPERATION", "Operation Dawn")])
    assert any({"b", "c"} <= set(group) for group in groups(first, other, third)) is (expected == ONE)


def test_a_standing_programme_is_no_operation():
    items = [
        told(rel, text="x", figures=[("arrests", n)], mentions=[("OPERATION", "Project Safe Neighborhoods")])
        for rel, n in (("a", 4), ("b", 31))
    ]
    assert groups(*items) == TWO


def test_the_last_sentence_can_name_the_operation():
    body = "Police arrested four men. " + "They spent months on it. " * 30
    text = body + "The inquiry goes on under the name Operation Tall Grass."
    late = told("a", text=text, figures=[("arrests", 4)], mentions=[("OPERATION", "Operation Tall Grass")])
    other = told("b", text="x", figures=[("arrests", 9)], mentions=[("OPERATION", "Operation Tall Grass")])
    assert groups(late, other) == ONE
    passing = body + "It has nothing to do with Operation Tall Grass."
    late = told("a", text=passing, figures=[("arrests", 4)], mentions=[("OPERATION", "Operation Tall Grass")])
    assert groups(late, other) == TWO


LEAD = "Four men were arrested after a jeweller was shot outside his shop in {place}, {police} said late on {day}."
AGAIN = "The shooting in {place} last week has led to a fifth arrest, and {police} do not rule out that more will follow."


def leads(place="Brønshøj", other="Brønshøj", day="2025-11-20", police="Harbour Police"):
    first = LEAD.format(place=place, police="Harbour Police", day="Monday")
    second = AGAIN.format(place=other, police=police)
    return (
        told(
            "a",
            "2025-11-18",
            f"Killing in {place}\n{first}",
            [("arrests", 4)],
            [("AGENCY", "Harbour Police")],
        ),
        told("b", day, f"{other}: one more held\n{second}", [("arrests", 4)], [("AGENCY", police)]),
    )


def test_clues_of_the_lead_link_releases_without_a_name():
    assert groups(*leads()) == ONE


@pytest.mark.parametrize(
    "change",
    [{"other": "Gentofte"}, {"day": "2026-02-20"}, {"day": "2025-12-10", "police": "River Police"}],
)
def test_clues_that_are_not_enough(change):
    assert groups(*leads(**change)) == TWO


def test_names_of_speakers_and_menus_are_no_clues():
    text = "Follow Us\nPress Room\nThree men were charged with burglary of a store, District Attorney {name} said on the steps of the court."
    items = [
        told(rel, day, text.format(name="Ada Winter"), [("charges", n)], [("AGENCY", "Harbour Prosecutor")])
        for rel, day, n in (("a", "2025-11-18", 3), ("b", "2025-11-20", 3))
    ]
    assert groups(*items) == TWO


def test_near_copies_of_two_publishers_count_once():
    words = "In the course of the week officers of four forces arrested 123 people and searched 57 flats in the old town"
    again = words.replace("In the course of the week", "Over the week")
    figures = [
        fig(m, v, rel=rel, sentence=s)
        for rel, s in (("a", words), ("b", again))
        for m, v in (("arrests", 123), ("searches", 57))
    ]
    releases = [release("a", publisher="The Courier"), release("b", publisher="Harbour News")]
    result = run(figures, releases)
    assert [o.release_ids for o in result.operations] == [("a", "b")]
    assert {o.status for o in together(result)} == {"repeated"}
    assert [link.basis for link in result.links] == ["copy", "copy"]


def test_a_form_filled_in_with_other_numbers_is_no_copy():
    words = "In the course of the week officers of four forces arrested {} people and searched {} flats in the old town"
    figures = [
        fig(m, v, rel=rel, sentence=words.format(*values))
        for rel, values in (("a", (123, 57)), ("b", (98, 41)))
        for m, v in zip(("arrests", "searches"), values, strict=False)
    ]
    assert len(run(figures).operations) == 2


def test_links_tell_why():
    items = [told(rel, f"2024-05-0{n}", "", BUSY, [("AGENCY", "Europol")]) for n, rel in enumerate("ab", 2)]
    result = run([f for i in items for f in i[1]], [i[0][0] for i in items], [m for i in items for m in i[2]])
    first, second = result.links
    assert (first.release_id, first.through, second.release_id, second.through) == ("a", "b", "b", "a")
    assert second.basis == "figures" and second.linked and second.confidence > 0.7
    assert second.reasons == (
        "equal figures: arrests 123, searches 57, vehicles seized 18",
        "both name: europol",
        "1 day apart",
    )


def test_links_that_may_be_are_offered():
    values = [("arrests", 23), ("searches", 12)]
    items = [
        told(rel, f"2024-05-0{n}", "", values, [("AGENCY", "Europol")]) for n, rel in ((2, "a"), (8, "b"))
    ]
    result = run([f for i in items for f in i[1]], [i[0][0] for i in items], [m for i in items for m in i[2]])
    assert [(link.linked, link.release_id, link.through) for link in result.links] in (
        [(False, "b", "a")],
        [],
    )
