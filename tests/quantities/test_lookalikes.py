"""What must not parse, and what it is instead."""

from __future__ import annotations

import pytest

import opledger
from opledger.quantities import core_finder

KINDS = {
    "date": ["on 12 May 2021", "on May 12, 2021", "on 3-5 June", "between 12 and 15 May", "on 2021-05-12", "on 12/05/2021", "in the 1990s",
             "on 21 de mayo de 2026", "on June 4 through 30", "on 12th May", "on Tuesday 6 and Friday 9 May", "on 12.05.2021"],
    "year": ["in 2019", "since 2013", "the 2021 edition", "between 1990 and 2005", "(2018)"],
    "time": ["at 5 p.m.", "at 17:30", "at 6am", "at 7.30 p.m.", "at 1830 hrs", "at 10:38:07", "at 10.30 on Monday", "at 18.45."],
    "age": ["a 24-year-old man", "aged 24", "a man aged 33 and 41 respectively", "Marla Dunne, 24, of Leeds", "aged between 18 and 25",
            "the driver (42)", "the men, 47 and 25, who hid", "boys between 14 and 17", "victims under 16", "he was 24.", "a three-year-old" ,
            "Owen Tal, 28 of 811 Ray Street", "boys of 16 and 17 from Oslo", "among them under 25.", "of Ann Mary Reed, Lakewood, 39, was jailed", "they were 17 and 19 at the time"],
    "ordinal": ["the 22nd edition", "the 3rd phase", "the twenty-first case"],
    "statute": ["under Section 1325", "under Sections 12, 14 and 17", "Article 197", "18 U.S.C. § 922(g)(1)", "Counts 1 to 3", "Title 18", "s. 18 of the Act"],
    "address": ["at 350 Jay Street", "at 12 N. Main St.", "Brooklyn, NY 11201", "Route 66", "in Flat 6", "in the 9500 block of Alder Drive", "at P.S. 767"],
    "phone": ["call 718-250-2340", "call (619) 531-4040", "phone +31 70 302 5000", "or 0900 88 44", "call 1800 595 160", "1-800-CALL-NOW", "0800 555 111 or 101"],
    "identifier": ["an AR-15", "the MS-13 gang", "COVID-19", "a G20 event", "Case No. 4471", "No. 7", "version 3.4.1", "file 2024-118-77",
                   "www.site24.org/page/7", "mail unit24@site.org", "on the N1 near town", "R134A gas", "12ABC", "a 4x4", "page 12", "ports 5060 and 8080", "container ABCU 681943-2"],
    "name": ["Unit 8200", "an iPhone 14", "a Glock 19", "9mm pistols", "a .22 calibre rifle", "a .38 revolver", "Intel 471", "Operation Pureza 2.0",
             "a 12-gauge shotgun", "Five Eyes", "Formula One", "Windows 10"],
    "score": ["won 2-1", "drew 2-2", "voted 52-48"],
    "ratio": ["one in five", "1 in 4", "7/9", "a 2:1 lead"],
    "enumerator": ["\n1. Open", "\n2) Shut"],
}  # fmt: skip


@pytest.mark.parametrize(("kind", "words"), [(kind, words) for kind, all_ in KINDS.items() for words in all_])
def test_kinds(kind: str, words: str) -> None:
    found = core_finder().find_in(f"They spoke {words}")
    assert [q for q in found["quantities"] if q["rule"] != "words+compound+unit:year"] == []
    if words != "a three-year-old":
        assert kind in {seen["kind"] for seen in found["lookalikes"]}


@pytest.mark.parametrize(
    "text",
    [
        "No one knew.", "This is the one.", "One another", "one day", "each one", "One can ask.", "a one-off", "the same one",
        "May Day came.", "He scores well.", "a second van", "the third man", "the first half", "the last quarter",
        "a man", "no arrests", "zero", "as many as they could", "both in Spain and in France", "a score draw",
        "On the other hand", "someone", "phone", "tend", "often", "before ten-something"[:6], "at sixes and sevens", "", " ", "\n",
    ],
)  # fmt: skip
def test_nothing(text: str) -> None:
    assert opledger.quantities(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("held in France (22), Italy (18)", [22, 18]),
        ("Gauteng (47) and Limpopo (31)", [47, 31]),
        ("One suspect fled; one of the vans stayed", [1, 1]),
        ("On Tuesday 12 people were held", [12]),
        ("In March 12,000 tablets were found", [12_000]),
        ("Last Thursday, 23 of the defendants came", [23]),
        ("Arrests\n14,260\nFirearms\n8,263", [14_260, 8_263]),
        ("Some of 2000 officers in 103 teams", [2000, 103]),
        ("three (3) men", [3]),
        ("36 (thirty-six) warrants", [36]),
        ("boys of 16, 38 of them from Oslo", [38]),
        ("the price was put at 10.30 euros", [10.3]),
        ("on 9 May 2024, 300 people", [300]),
        ("between 30 and 40 tiles", [None]),
        ("All 12 may face charges", [12]),
    ],
)
def test_counts_beside_lookalikes(text: str, values: list[int | None]) -> None:
    quantities = [q for q in core_finder().find_in(text)["quantities"] if "loose" not in q["rule"]]
    assert [q["value"] for q in quantities] == values


def test_ages_are_quantities_of_a_bare_text_only() -> None:
    text = "A 24-year-old woman and girls aged 5, 8 and 12. She was 61. Tom Ark, 33, fled."
    assert core_finder().find_in(text)["quantities"] == []
    assert [(q["value"], q["unit"]) for q in opledger.quantities(text)] == [
        (n, "year") for n in (24, 5, 8, 12, 61)
    ]


def test_adjectives_are_no_counts() -> None:
    found = core_finder().find_in("a five-member gang and a two-year sentence")["quantities"]
    assert [q["dimension"] for q in found] == ["other", "other"]
    assert opledger.quantities("a five-member gang and a two-year sentence") == []
