"""Places: which names are meant as places, and in which country."""

from __future__ import annotations

import pytest
import spacy

from opledger.mentions.countries import CountryFinder

NLP = spacy.blank("en")


@pytest.fixture(scope="module")
def finder() -> CountryFinder:
    return CountryFinder(NLP.vocab, "countries")


def places(finder: CountryFinder, text: str) -> list[tuple[str, str]]:
    found = finder.find(NLP(text))
    return [(text[m["start"] : m["end"]], m["extras"]["country"]) for m in found if m["label"] == "PLACE"]


FOUND = [
    (
        "four were held in Bavaria and six in North Rhine-Westphalia",
        [("Bavaria", "DEU"), ("North Rhine-Westphalia", "DEU")],
    ),
    ("a ship left Genoa for Málaga", [("Genoa", "ITA"), ("Málaga", "ESP")]),
    ("a ship left Genoa for Malaga", [("Genoa", "ITA"), ("Malaga", "ESP")]),
    ("raids in the city of Lyon", [("Lyon", "FRA")]),
    ("arrested in Naples (12), Turin (4) and Milan", [("Naples", "ITA"), ("Turin", "ITA"), ("Milan", "ITA")]),
    ("from Reggio Calabria to Frankfurt am Main", [("Reggio Calabria", "ITA"), ("Frankfurt am Main", "DEU")]),
    ("Düsseldorf police took the server", [("Düsseldorf", "DEU")]),
    ("found in Mexico City", [("Mexico City", "MEX")]),
    ("Lombardy: 14 searches", [("Lombardy", "ITA")]),
    ("in Macon, Ga., and in Dayton, Ohio", [("Macon", "USA"), ("Dayton", "USA"), ("Ohio", "USA")]),
    ("held at Heidelberg's station in Germany", [("Heidelberg", "DEU")]),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found(finder: CountryFinder, text: str, expected: list[tuple[str, str]]) -> None:
    assert places(finder, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "in March",  # a month, and a town in England
        "the Superior Court",
        "he was Reading a book about Nice people",
        "said Florence Meyer",
        "Inspector Sydney Carton",
        "IN ORANGE SHIRTS",
        "a Mobile phone",
        "in Police custody",
        "Ruben Garcia was released; a letter to Garcia was found",
        "from East to West",
        "in Spain",  # a country is no place
    ],
)
def test_not_found(finder: CountryFinder, text: str) -> None:
    assert places(finder, text) == []


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("two men in Birmingham", "GBR"),  # the largest
        ("police in Alabama held two men in Birmingham", "USA"),  # the country the text speaks of
        ("a house in Birmingham, England", "GBR"),
        ("a house in Birmingham, Ala.", "USA"),  # named beside it
        ("a house in Macon, Georgia", "USA"),
        ("a house in Santa Ana", "USA"),
        ("US agents met a traveller from Rome", "ITA"),  # a namesake many times smaller is not meant
        ("Spanish police searched flats in Cordoba", "ESP"),
        ("Argentine police searched flats in Cordoba", "ARG"),
    ],
)
def test_country_of_a_namesake(finder: CountryFinder, text: str, country: str) -> None:
    assert [c for name, c in places(finder, text) if name not in ("Alabama",)] == [country]


def test_id_is_a_stable_slug(finder: CountryFinder) -> None:
    (mention,) = [m for m in finder.find(NLP("raids in São Paulo")) if m["label"] == "PLACE"]
    assert (mention["name"], mention["id"]) == ("São Paulo", "sao-paulo-bra")
