"""Dates: forms, intervals, relative ones, and the date of the release."""

from __future__ import annotations

from datetime import date

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from opledger.docdata import data
from opledger.mentions.date_grammar import DateGrammar
from opledger.mentions.dates import DateFinder, release_date
from opledger.pipeline import load

NLP = spacy.blank("en")
WEDNESDAY = date(2024, 5, 15)


@pytest.fixture(scope="module")
def finder() -> DateFinder:
    return DateFinder(NLP.vocab, "dates")


@pytest.fixture(scope="module")
def grammar(finder: DateFinder) -> DateGrammar:
    return finder.grammar


def parsed(grammar: DateGrammar, text: str, reference: date | None = WEDNESDAY) -> list[tuple[str, str]]:
    return [(text[f.start : f.end], f.interval.iso) for f in grammar.parse(text, reference)]


FORMS = [
    # days
    ("on 6 August 2013", [("6 August 2013", "2013-08-06")]),
    ("on August 6, 2013,", [("August 6, 2013", "2013-08-06")]),
    ("on Tuesday, December 10, 2024", [("Tuesday, December 10, 2024", "2024-12-10")]),
    ("on Wed. Oct. 4th 2023", [("Wed. Oct. 4th 2023", "2023-10-04")]),
    ("on the 22nd of February", [("22nd of February", "2024-02-22")]),
    ("Dec. 6: two held at 12:30", [("Dec. 6", "2023-12-06")]),
    ("by May, 12:30 at the latest", [("May", "2024-05")]),
    ("on Sept 22", [("Sept 22", "2023-09-22")]),  # the last before the release
    ("on 20 May a trial begins", [("20 May", "2024-05-20")]),  # a few days ahead is ahead
    ("MARCH 3, 2021", [("MARCH 3, 2021", "2021-03-03")]),
    ("on 2024-02-29", [("2024-02-29", "2024-02-29")]),
    ("on 21.03.2024", [("21.03.2024", "2024-03-21")]),
    ("on 09/22/2023", [("09/22/2023", "2023-09-22")]),
    ("on 22/09/2023", [("22/09/2023", "2023-09-22")]),
    ("on 30 February 2024", []),  # there is none
    # intervals
    ("(4 – 30 June)", [("4 – 30 June", "2023-06-04/2023-06-30")]),
    ("between 15 and 19 May 2024", [("15 and 19 May 2024", "2024-05-15/2024-05-19")]),
    ("from 27 October to 27 November 2025", [("27 October to 27 November 2025", "2025-10-27/2025-11-27")]),
    ("from May to September 2024", [("May to September 2024", "2024-05-01/2024-09-30")]),
    ("from December 2022 to May 2023", [("December 2022 to May 2023", "2022-12-01/2023-05-31")]),
    ("between November and February 2024", [("November and February 2024", "2023-11-01/2024-02-29")]),
    ("June 4 through 30, 2019", [("June 4 through 30, 2019", "2019-06-04/2019-06-30")]),
    ("June 4 through July 2, 2019", [("June 4 through July 2, 2019", "2019-06-04/2019-07-02")]),
    ("October 1, 2022 – August 31, 2023", [("October 1, 2022 – August 31, 2023", "2022-10-01/2023-08-31")]),
    (
        "on Tuesday 6 and Wednesday 7 February",
        [("Tuesday 6 and Wednesday 7 February", "2024-02-06/2024-02-07")],
    ),
    ("from 1 to 31 October 2022", [("1 to 31 October 2022", "2022-10")]),
    # months and years
    ("in May", [("May", "2024-05")]),
    ("in July of 2021", [("July of 2021", "2021-07")]),
    ("at the end of October 2019", [("end of October 2019", "2019-10")]),
    ("since 2013", [("2013", "2013")]),
    ("between 2019 and 2022", [("2019 and 2022", "2019-01-01/2022-12-31")]),
    # relative to the release
    ("arrested today, charged yesterday", [("today", "2024-05-15"), ("yesterday", "2024-05-14")]),
    ("on Friday", [("Friday", "2024-05-10")]),
    ("on Wednesday", [("Wednesday", "2024-05-15")]),
    ("last Wednesday", [("last Wednesday", "2024-05-08")]),
    ("next Friday", [("next Friday", "2024-05-17")]),
    ("last week and this month", [("last week", "2024-05-06/2024-05-12"), ("this month", "2024-05")]),
    ("last year", [("last year", "2023")]),
    ("two days ago", [("two days ago", "2024-05-13")]),
    ("in the last 72 hours", [("the last 72 hours", "2024-05-12/2024-05-15")]),
]


@pytest.mark.parametrize(("text", "expected"), FORMS)
def test_forms(grammar: DateGrammar, text: str, expected: list[tuple[str, str]]) -> None:
    assert parsed(grammar, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "May said that officers may march to the court in august company",
        "seized 2,019 phones and 2000 tablets",
        "case 12-45-1999-3 and version 3.12.2",
        "Jan Novak and April Smith were charged",
        "at 10.30 on port 2022",
        "the 2023 edition",
    ],
)
def test_no_dates(grammar: DateGrammar, text: str) -> None:
    assert parsed(grammar, text) == []


def test_without_a_reference_a_year_comes_from_the_date_before(grammar: DateGrammar) -> None:
    text = "It began in December 2022. On 22 February the flat was searched; on Friday one man was held."
    assert parsed(grammar, text, None) == [("December 2022", "2022-12"), ("22 February", "2023-02-22")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nine held\n\n25 June 2025\n\nROME – On 3 June 2025 police arrested nine.", date(2025, 6, 25)),
        ("LIMA, Peru, July 12, 2019 (Wire) – Six were held on 2 July 2019.", date(2019, 7, 12)),
        ("Six held\nBy A. Writer | February 21, 2024\nPolice held six.", date(2024, 2, 21)),
        (
            "Police held six people in a long first sentence that goes on and on before it names 3 May 2021.",
            None,
        ),
        ("Police held six.", None),
    ],
)
def test_release_date_from_the_text(grammar: DateGrammar, text: str, expected: date | None) -> None:
    assert release_date(NLP(text), grammar) == expected


def test_release_date_given_with_the_release_wins(grammar: DateGrammar) -> None:
    doc = NLP("3 May 2021\nPolice held six.")
    data(doc)["release"] = {"published": "2021-05-04"}
    assert release_date(doc, grammar) == date(2021, 5, 4)


def test_mention_carries_its_interval(finder: DateFinder) -> None:
    (mention,) = finder.find(NLP("In 2019 and 2020 police held six."))
    assert mention["id"] == "2019-01-01/2020-12-31"
    assert mention["extras"] == {"start": "2019-01-01", "end": "2020-12-31"}


@settings(max_examples=80, deadline=None)
@given(
    text=st.lists(
        st.sampled_from(
            [
                "May",
                "3",
                "2024",
                ",",
                "–",
                "and",
                "from",
                "to",
                "31",
                "February",
                "last",
                "week",
                "ago",
                "Friday",
                ".",
                "12/13/2020",
                "June",
            ]
        ),
        max_size=14,
    ).map(" ".join)
)
def test_any_words_give_ordered_spans(grammar: DateGrammar, text: str) -> None:
    end = 0
    for found in grammar.parse(text, WEDNESDAY):
        assert end <= found.start < found.end <= len(text)
        assert found.interval.start <= found.interval.end
        end = found.end


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("By Local News staff | February 21, 2024", ["2024-02-21"]),
        ("By Local News staff | February 2024", []),
    ],
)
def test_the_day_beside_the_author_is_kept(line, days):
    doc = load()(f"Forty shops raided\n{line}\n\nPolice searched 40 shops.")
    mentions = [m for m in data(doc)["mentions"] if m["label"] == "DATE"]
    assert [m["id"] for m in mentions] == days
