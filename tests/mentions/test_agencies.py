"""Agencies: what is named, under which name, whose it is, and what is no agency."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
import spacy

from opledger.docdata import data
from opledger.mentions.agencies import AgencyFinder
from opledger.patternfiles.schemas.agencies import Agencies

NLP = spacy.blank("en")


@pytest.fixture(scope="module")
def finder() -> AgencyFinder:
    return AgencyFinder(NLP.vocab, "opledger_agencies")


def mentions(finder: AgencyFinder, text: str, *earlier: dict[str, Any]) -> list[dict[str, Any]]:
    doc = NLP.make_doc(text)
    data(doc)["mentions"] = list(earlier)
    return [m for m in finder.find(doc) if m["label"] == "AGENCY"]


def texts(finder: AgencyFinder, text: str) -> list[str]:
    return [text[m["start"] : m["end"]] for m in mentions(finder, text)]


def country(text: str, word: str, code: str) -> dict[str, Any]:
    start = text.index(word)
    return {
        "label": "COUNTRY",
        "start": start,
        "end": start + len(word),
        "id": code,
        "extras": {"form": "name"},
    }


# The names stand between brackets in the sentence.
NAMED = [
    # known bodies, in English and in their own languages
    "Officers of the [Guardia Civil], the [Polícia Judiciária] and the [Carabinieri] met at [Europol] in The Hague.",
    "The [National Crime Agency] and [An Garda Síochána] shared intelligence with the [FBI].",
    "[EFCC] and [NDLEA] operatives raided two warehouses in Kano, Nigeria, while [NAFDAC] tested the pills.",
    "The [South African Police Service] and the [Hawks] stopped four trucks with the [Border Management Authority].",
    "In Manila, the [National Bureau of Investigation] and the [Philippine National Police] freed 40 workers.",
    "[Bundeskriminalamt] and [Zoll] acted on a tip from the [Koninklijke Marechaussee].",
    "Data came from [Trend Micro], [Group-IB] and [The Shadowserver Foundation].",
    "[DIICOT] and the [Romanian Police] were helped by [Eurojust], [Frontex] and [SELEC].",
    "The [World Customs Organisation] and [UNODC] trained the teams; the [Royal Malaysia Police] hosted them.",
    "The [Directorate of Criminal Investigations] in Nairobi and the [Uganda Police Force] held nine men.",
    "The [Bureau of Alcohol, Tobacco, Firearms, and Explosives] traced the pistols for the [DEA].",
    # built names
    "The [Ruritanian National Police] was backed by the [Ministry of Interior].",
    "[Springfield Police Department] detectives and the [Lake County Sheriff’s Office] served warrants.",
    "The [Lincoln County District Attorney’s Office] and the [Port Haven Fire Department] investigated.",
    "A judge heard the [Riverton Public Prosecutor’s Office] and the [Prosecutor’s Office of Valmera].",
    "The [Royal Tamaria Police Force] and [Tamaria Customs] searched the yacht.",
    "The [Ministry of Health and Welfare] and the [Department of Fisheries] took part.",
    "The [Northland State Police] and [City of Eastport Police Department] closed two roads.",
    "The [Bureau of Narcotics Enforcement] worked with the [University of Westmark Police].",
    "A spokesman for the [Anti-Kidnapping and Extortion Unit] said no more.",
    "The [Policía Municipal de Villarroja] and the [Fiscalía Especial de Valdeluna] opened a case.",
    "The [Staatsanwaltschaft Musterstadt] and the [Landeskriminalamt Mittelland] confirmed the raid.",
    "The [Procura di Montefosco] and the [Parquet de Rivebelle] coordinated the arrests.",
    "The [Westshire Drug Enforcement Agency] and [Brightwater Border Guard] took the boat in tow.",
    "[INTERPOL’s Vulnerable Communities unit] and [INTERPOL’s Regional Bureau in Harare] sent experts.".replace(
        "[INTERPOL’s Vulnerable Communities unit]", "[INTERPOL]’s Vulnerable Communities unit"
    ),
]


@pytest.mark.parametrize("marked", NAMED)
def test_named(finder: AgencyFinder, marked: str) -> None:
    wanted = [part.split("]")[0] for part in marked.split("[")[1:]]
    assert texts(finder, marked.replace("[", "").replace("]", "")) == wanted


UNNAMED = [
    "Local police and customs officers worked with national authorities.",
    "Police in three countries searched homes.",
    "The police department thanked the public.",
    "Chief of Police Jane Roe spoke at the Police Academy on Tuesday.",
    "The Law Office of Roe and Partners sent a letter.",
    "She works at the Oakdale Shopping Center and the Family Justice Center.",
    "An agency spokesman said the unit had no comment.",
    "Her service in the force lasted ten years.",
]


@pytest.mark.parametrize("text", UNNAMED)
def test_unnamed(finder: AgencyFinder, text: str) -> None:
    assert texts(finder, text) == []


def test_one_body_under_several_names_has_one_id(finder: AgencyFinder) -> None:
    text = "The Federal Bureau of Investigation came. The FBI left. U.S. Federal Bureau of Investigation agents stayed."
    assert {(m["id"], m["name"]) for m in mentions(finder, text)} == {
        ("usa-federal-bureau-of-investigation", "Federal Bureau of Investigation")
    }


def test_an_acronym_in_brackets_is_an_alias_and_no_part_of_the_name(finder: AgencyFinder) -> None:
    text = "The Westmark Revenue Protection Agency (WRPA) froze it. WRPA gave no sum."
    found = mentions(finder, text)
    assert [text[m["start"] : m["end"]] for m in found] == [
        "Westmark Revenue Protection Agency",
        "WRPA",
        "WRPA",
    ]
    assert len({m["id"] for m in found}) == 1
    assert found[-1]["extras"]["acronym"] == "WRPA"


def test_a_shared_name_takes_the_country_beside_it(finder: AgencyFinder) -> None:
    for place, code, wanted in (
        ("Peru", "PER", "per-"),
        ("Colombia", "COL", "col-"),
        ("Honduras", "HND", "hnd-"),
    ):
        text = f"The National Police of {place} made the arrests."
        (found,) = mentions(finder, text, country(text, place, code))
        assert found["id"].startswith(wanted)
        assert found["extras"]["country"] == code


def test_a_short_name_is_the_full_one_of_the_release(finder: AgencyFinder) -> None:
    text = "The Lincoln County District Attorney’s Office filed charges. The District Attorney’s Office will go on."
    first, second = mentions(finder, text)
    assert first["id"] == second["id"]


def test_a_title_before_a_person_names_the_office(finder: AgencyFinder) -> None:
    text = "Lincoln County District Attorney Jane Roe announced it."
    (found,) = mentions(finder, text)
    assert text[found["start"] : found["end"]] == "Lincoln County District Attorney"
    assert found["name"] == "Lincoln County District Attorney's Office"


def test_units_of_a_local_office_are_left_out(finder: AgencyFinder) -> None:
    text = "Lincoln County District Attorney Jane Roe thanked the Special Crimes Unit and the Fraud Bureau."
    assert texts(finder, text) == ["Lincoln County District Attorney"]


def test_a_headline_in_capitals_is_cut_to_the_name_in_the_text(finder: AgencyFinder) -> None:
    text = "MAN ACCUSED BY EASTPORT POLICE DEPARTMENT\nThe Eastport Police Department arrested him."
    assert texts(finder, text) == ["EASTPORT POLICE DEPARTMENT", "Eastport Police Department"]


def test_country_names_come_from_small_letters_too(finder: AgencyFinder) -> None:
    text = "Colombia’s national police found it."
    (found,) = mentions(finder, text, country(text, "Colombia", "COL"))
    assert found["id"] == "col-policia-nacional-de-colombia"


def test_data_is_json_and_spans_do_not_overlap(finder: AgencyFinder) -> None:
    text = " ".join(marked.replace("[", "").replace("]", "") for marked in NAMED)
    found = mentions(finder, text)
    assert all(a["end"] <= b["start"] for a, b in itertools.pairwise(found))
    assert all(isinstance(m["extras"]["kind"], str) for m in found)


def test_round_trip(finder: AgencyFinder) -> None:
    other = AgencyFinder(NLP.vocab, "again").from_bytes(finder.to_bytes())
    text = "The NCA and the Eastport Police Department."
    assert mentions(finder, text) == mentions(other, text)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["A" * 300_000, "Police " * 20_000, "1 " * 50_000, "Office of the " * 10_000, "(" * 50_000]
)
def test_odd_texts_end_soon(finder: AgencyFinder, text: str) -> None:
    doc = spacy.tokens.Doc(NLP.vocab, words=[text], spaces=[False])
    assert isinstance(finder.find(doc), list)


OWNED = [
    # a country's possessive in front of the name gives the country, and is part of a name that says nothing without it
    (
        "Malta’s Financial Intelligence Analysis Unit froze it.",
        "Malta",
        "MLT",
        "Financial Intelligence Analysis Unit",
    ),
    ("Peru’s Public Ministry opened a case.", "Peru", "PER", "Peru’s Public Ministry"),
    (
        "The Danish National Unit for Grave Crime was there.",
        "Danish",
        "DNK",
        "Danish National Unit for Grave Crime",
    ),
]


@pytest.mark.parametrize(("text", "word", "code", "wanted"), OWNED)
def test_owned(finder: AgencyFinder, text: str, word: str, code: str, wanted: str) -> None:
    (found,) = mentions(finder, text, country(text, word, code))
    assert text[found["start"] : found["end"]] == wanted
    assert found["extras"]["country"] == code


def test_one_id_for_all_ways_to_say_the_country(finder: AgencyFinder) -> None:
    text = "The Danish Bureau for Grave Crimes came. The Bureau for Grave Crimes of Denmark left."
    found = mentions(finder, text, country(text, "Danish", "DNK"), country(text, "Denmark", "DNK"))
    assert {m["id"] for m in found} == {"dnk-bureau-for-grave-crimes"}


def test_a_name_of_ordinary_words_is_not_given_to_a_country_that_is_not_named(finder: AgencyFinder) -> None:
    text = "The Anti-Corruption Commission of the island charged nine. It works with Fiji."
    (found,) = mentions(finder, text, country(text, "Fiji", "FJI"))
    assert found["extras"]["country"] is None


def test_partners_in_a_list(finder: AgencyFinder) -> None:
    text = "Private-sector partners such as Fortify Labs, BlueCipher and the Open Net Foundation helped."
    assert texts(finder, text) == ["Fortify Labs", "BlueCipher", "Open Net Foundation"]


def test_the_page_s_furniture_is_left_out(finder: AgencyFinder) -> None:
    text = "Eastport Police Department news\nThe Westport Police Department met."
    doc = NLP.make_doc(text)
    block = {"kind": "furniture", "start": 0, "end": 31, "skip": True}
    data(doc)["layout"] = {"blocks": [block]}
    assert [text[m["start"] : m["end"]] for m in finder.find(doc)] == ["Westport Police Department"]


def test_examples_and_ids_of_the_gazetteer(finder: AgencyFinder) -> None:
    """Every entry is found by each of its sure names, under an id that no other entry has."""
    bodies = finder.patterns.get(Agencies).agencies
    assert len({b.id for b in bodies}) == len(bodies) > 1000
    assert len({b.country for b in bodies}) > 150
    lost = []
    for body in bodies:
        for name in (body.name, *body.aliases):
            found = mentions(finder, f"officers of {name} came")
            if not any(len(name) - 8 <= m["end"] - m["start"] for m in found):
                lost.append((body.id, name))
    assert lost == []
