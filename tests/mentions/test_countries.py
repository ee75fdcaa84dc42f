"""Countries and territories: what is one, in which form, and what only looks like one."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from opledger.docdata import data
from opledger.mentions.countries import CountryFinder

NLP = spacy.blank("en")


@pytest.fixture(scope="module")
def finder() -> CountryFinder:
    return CountryFinder(NLP.vocab, "countries")


def countries(finder: CountryFinder, text: str) -> list[tuple[str, str]]:
    found = finder.find(NLP(text))
    return [(text[m["start"] : m["end"]], m["id"]) for m in found if m["label"] == "COUNTRY"]


FOUND = [
    # names, official names, names of territories
    ("Raids in Spain and in Costa Rica", [("Spain", "ESP"), ("Costa Rica", "CRI")]),
    ("police of the Russian Federation", [("Russian Federation", "RUS")]),
    (
        "the Republic of Korea and the Democratic People's Republic of Korea",
        [("Republic of Korea", "KOR"), ("Democratic People's Republic of Korea", "PRK")],
    ),
    ("Korea and North Korea", [("Korea", "KOR"), ("North Korea", "PRK")]),
    (
        "Côte d’Ivoire, Cote d'Ivoire and the Ivory Coast",
        [("Côte d’Ivoire", "CIV"), ("Cote d'Ivoire", "CIV"), ("Ivory Coast", "CIV")],
    ),
    ("Czechia and the Czech Republic", [("Czechia", "CZE"), ("Czech Republic", "CZE")]),
    ("Türkiye, formerly Turkey", [("Türkiye", "TUR"), ("Turkey", "TUR")]),
    ("Sudan and South Sudan", [("Sudan", "SDN"), ("South Sudan", "SSD")]),
    (
        "Guinea, Guinea-Bissau, Equatorial Guinea, Papua New Guinea",
        [
            ("Guinea", "GIN"),
            ("Guinea-Bissau", "GNB"),
            ("Equatorial Guinea", "GNQ"),
            ("Papua New Guinea", "PNG"),
        ],
    ),
    (
        "the Congo, the DR Congo and the Republic of the Congo",
        [("Congo", "COD"), ("DR Congo", "COD"), ("Republic of the Congo", "COG")],
    ),
    ("Niger and Nigeria", [("Niger", "NER"), ("Nigeria", "NGA")]),
    ("Dominica and the Dominican Republic", [("Dominica", "DMA"), ("Dominican Republic", "DOM")]),
    (
        "Hong Kong, Macau, Taiwan and Kosovo",
        [("Hong Kong", "HKG"), ("Macau", "MAC"), ("Taiwan", "TWN"), ("Kosovo", "XKX")],
    ),
    (
        "England, Scotland, Wales and Northern Ireland",
        [("England", "GBR"), ("Scotland", "GBR"), ("Wales", "GBR"), ("Northern Ireland", "GBR")],
    ),
    ("Ireland’s revenue service", [("Ireland", "IRL")]),
    (
        "Bosnia and Herzegovina, Trinidad and Tobago",
        [("Bosnia and Herzegovina", "BIH"), ("Trinidad and Tobago", "TTO")],
    ),
    ("THE NETHERLANDS AND BELGIUM", [("NETHERLANDS", "NLD"), ("BELGIUM", "BEL")]),
    ("across the United\nStates", [("United\nStates", "USA")]),
    # abbreviations
    (
        "in the U.S., the UK, the UAE and the DRC",
        [("U.S.", "USA"), ("UK", "GBR"), ("UAE", "ARE"), ("DRC", "COD")],
    ),
    ("the US Secret Service and U.S. Marshals", [("US", "USA"), ("U.S.", "USA")]),
    # adjectives and people
    (
        "Two Spaniards, a Pole and four Filipinos",
        [("Spaniards", "ESP"), ("Pole", "POL"), ("Filipinos", "PHL")],
    ),
    ("Dutch, Danish and Swiss officers", [("Dutch", "NLD"), ("Danish", "DNK"), ("Swiss", "CHE")]),
    ("Sri Lankan and South African customs", [("Sri Lankan", "LKA"), ("South African", "ZAF")]),
    ("the Australian Federal Police", [("Australian", "AUS")]),
    ("Philippine officials spoke of 12 Chinese nationals", [("Philippine", "PHL"), ("Chinese", "CHN")]),
    ("English police forces", [("English", "GBR")]),
    ("an American tourist", [("American", "USA")]),
    (
        "Austrian, Belgian, Czech, Danish and Dutch police",
        [("Austrian", "AUT"), ("Belgian", "BEL"), ("Czech", "CZE"), ("Danish", "DNK"), ("Dutch", "NLD")],
    ),
    # misspellings
    ("arrests in Phillipines and Afganistan", [("Phillipines", "PHL"), ("Afganistan", "AFG")]),
    ("Raids in Ecuador, Peru and Columbia", [("Ecuador", "ECU"), ("Peru", "PER"), ("Columbia", "COL")]),
    (
        "three Italians, two Phillipinoes, one Korean",
        [("Italians", "ITA"), ("Phillipinoes", "PHL"), ("Korean", "KOR")],
    ),
    ("three Italians, two Kurds, one Korean", [("Italians", "ITA"), ("Korean", "KOR")]),
    # doubtful names that are countries
    (
        "Armenia, Georgia and Azerbaijan took part",
        [("Armenia", "ARM"), ("Georgia", "GEO"), ("Azerbaijan", "AZE")],
    ),
    ("Jordan Customs stopped a lorry from Iraq", [("Jordan", "JOR"), ("Iraq", "IRQ")]),
    ("sent to Spain. Spain’s navy", [("Spain", "ESP"), ("Spain", "ESP")]),
    ("Chad sent nine officers", [("Chad", "TCD")]),
]

NOT_FOUND = [
    # parts of the world, and their people
    "across Latin America and Central America",
    "African American, Asian American and Native American families",
    "AFRICAN AMERICAN HISTORY MONTH",
    "members of the Inter-American network",
    "in New Mexico, New Jersey and New England",
    "fishing in the Gulf of Mexico and the Indian Ocean",
    # towns, streets, universities
    "a warehouse in Mexico City",
    "a man from Lebanon, Pa., and one from Peru, Indiana",
    "a robbery in Mexico, Mo.",
    "shots on India Street and Jordan Avenue",
    "the District of Columbia, British Columbia and Columbia University",
    "a fire in Columbia, Missouri",
    "Atlanta, Georgia, and Macon, Ga.",
    "prosecutors in Georgia, Florida and Alabama",
    "a meeting at Mount Lebanon Baptist Church",
    "a house in Jamaica, Queens",
    # persons
    "Officers arrested Chad Peterson and Jordan Alvarez.",
    "Commissioner Ruth England said so. England retired in May.",
    "Tomas Ireland, 41, was charged. Ireland is accused of fraud.",
    "the family of German Ortega, 26, was told",
    # animals, dishes, money, languages
    "the annual Turkey Giveaway",
    "a turkey dinner",
    "found by a German shepherd and a Belgian Malinois",
    "40,000 US dollars and 300 Mexican pesos, or US$41,000",
    "a Spanish-speaking officer took calls in English and in Spanish.",
    "The English, Chinese and Arabic versions are automatic.",
    "crimes on Indian reservations",
    "Afrikaans\nAlbanian\nArabic\nArmenian\nBulgarian\nChinese (Simplified)\nCroatian\nCzech\nDanish\nDutch\nYiddish",
    "Albanian | Bulgarian | Croatian | Czech | Danish | Dutch",
    # words in capitals
    "DRIVER HITS LIGHT POLE AND FLEES",
    "CONTACT US TODAY",
    "opened an account with Bank of America",
    "nothing about poles, china or polish",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_found(finder: CountryFinder, text: str, expected: list[tuple[str, str]]) -> None:
    assert countries(finder, text) == expected


@pytest.mark.parametrize("text", NOT_FOUND)
def test_not_found(finder: CountryFinder, text: str) -> None:
    assert countries(finder, text) == []


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("in Malta", "name"),
        ("Maltese police", "demonym"),
        ("in the UK", "abbreviation"),
        ("in Venezuala", "misspelling"),
    ],
)
def test_forms(finder: CountryFinder, text: str, form: str) -> None:
    (mention,) = finder.find(NLP(text))
    assert mention["extras"]["form"] == form
    assert mention["rule"] == f"country.{form}"


def test_names_are_canonical(finder: CountryFinder) -> None:
    (mention,) = finder.find(NLP("Hellenic Police"))
    assert (mention["name"], mention["id"]) == ("Greece", "GRC")


def test_every_country_of_the_library_is_found_by_its_name(finder: CountryFinder) -> None:
    from opledger.mentions.country_names import library_names
    from opledger.patternfiles.schemas.countries import Countries

    section = finder.patterns.get(Countries)
    shared = {"GEO", "REU", "JEY"}  # known by the company they keep, or by another spelling
    for code, forms in library_names().items():
        if code not in section.drop and code not in shared:
            assert countries(finder, f"police in {forms[0]} said")[:1] == [(forms[0], code)]


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet="USA. Spain’'-()\n,é1", max_size=80))
def test_any_text_gives_spans_inside_it(finder: CountryFinder, text: str) -> None:
    doc = NLP.make_doc(text)
    for mention in finder.find(doc):
        assert 0 <= mention["start"] < mention["end"] <= len(doc.text)


def test_call_appends_to_the_doc(finder: CountryFinder) -> None:
    doc = NLP("Police in Kenya")
    data(doc)["mentions"] = [{"label": "AGENCY", "start": 0, "end": 6}]
    finder(doc)
    assert [m["label"] for m in data(doc)["mentions"]] == ["AGENCY", "COUNTRY"]
