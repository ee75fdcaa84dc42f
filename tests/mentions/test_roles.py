"""Roles of countries, and mentions settled: overlaps, repeats, order."""

from __future__ import annotations

from typing import Any

import pytest
import spacy

from opledger.docdata import data
from opledger.layout.component import LayoutFinder
from opledger.mentions.countries import CountryFinder
from opledger.mentions.dates import DateFinder
from opledger.mentions.resolve import MentionResolver
from opledger.patternfiles.schemas.countries import Roles

NLP = spacy.blank("en")


@pytest.fixture(scope="module")
def pipes() -> list[Any]:
    return [
        kind(NLP.vocab, kind.__name__) for kind in (LayoutFinder, CountryFinder, DateFinder, MentionResolver)
    ]


def mentions(pipes: list[Any], text: str, *others: dict[str, Any]) -> list[dict[str, Any]]:
    doc = NLP(text)
    data(doc)["mentions"] = list(others)
    for pipe in pipes:
        pipe(doc)
    found: list[dict[str, Any]] = data(doc)["mentions"]
    return found


def roles(pipes: list[Any], text: str, *others: dict[str, Any]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for mention in mentions(pipes, text, *others):
        if mention["label"] == "COUNTRY":
            found.setdefault(mention["id"], set()).update(mention["roles"])
    return found


def participants(pipes: list[Any], text: str) -> str:
    return " ".join(sorted(code for code, r in roles(pipes, text).items() if r & {"participant", "lead"}))


def agency(text: str, name: str, country: str | None, kind: str = "police") -> dict[str, Any]:
    start = text.index(name)
    extras = {"country": country, "kind": kind, "acronym": None}
    return {
        "label": "AGENCY",
        "start": start,
        "end": start + len(name),
        "name": name,
        "id": name.lower(),
        "roles": [],
        "repeat_of": None,
        "rule": "test",
        "extras": extras,
    }


PARTICIPANTS = [
    # lists of participants in their forms
    ("Raids took place.\nParticipating countries: Chile, Peru and Spain.", "CHL ESP PER"),
    (
        "Raids took place.\n\nThe following countries took part in the operation:\n• Chile\n• Peru\n• Spain\n\nA man from Cuba fled.",
        "CHL ESP PER",
    ),
    (
        "The following authorities took part:\nBelgium: Federal Police\nMalta: Malta Police Force\nNorway: Kripos\n\nTips: see Cyprus.",
        "BEL MLT NOR",
    ),
    (
        "Participating countries included Chile, Peru and Spain. Cuban officials had sent a file.",
        "CHL ESP PER",
    ),
    ("Countries that took part: Ghana, Togo, Benin.", "BEN GHA TGO"),
    ("Six countries, among them Ghana, Togo and Benin, joined forces.", "BEN GHA TGO"),
    ("Ghana, Togo and Benin took part in the sweep.", "BEN GHA TGO"),
    ("Police from Ghana and customs in Togo searched 40 lorries.", "GHA TGO"),
    ("The arrests took place in Ghana, Togo and Benin.", "BEN GHA TGO"),
    ("53 people were arrested in Ghana (22), Togo (18) and Benin (13).", "BEN GHA TGO"),
    ("Arrests by country: Ghana 22, Togo 18, Benin 13.", "BEN GHA TGO"),
    ("It was a joint operation by Ghana, Togo and Benin.", "BEN GHA TGO"),
    ("Forty held\n\nForty people were held.\n\nArrests per country\nGhana: 22\nTogo: 18", "GHA TGO"),
    ("Three countries – Ghana, Togo and Benin – and Spain took part.", "BEN ESP GHA TGO"),
    ("With help from Ghana and Togo, French police arrested two men.", "FRA GHA TGO"),
    # bodies
    ("Italian anti-mafia prosecutors and the Belgian Federal Police arrested nine.", "BEL ITA"),
    ("Kenya’s wildlife service freed two lions.", "KEN"),
    ("Latvian, Estonian and Finnish investigators opened a case.", "EST FIN LVA"),
    ("Uruguay seized 40 kg of cocaine, and Paraguay another ten.", "URY"),
    ("China Customs stopped two lorries.", "CHN"),
    ("Qatar and Kuwait joined the sweep. Women from Sierra Leone were freed in Kuwait.", "KWT QAT"),
    ("A team was set up between Latvia and the United Kingdom; 16 flats were searched.", "GBR LVA"),
    ("US and Canadian agents arrested nine.", "CAN USA"),
    ("Swiss and Liechtenstein authorities froze 40 accounts.", "CHE LIE"),
    # nationality, origin, destination: mentioned
    ("Spanish police arrested three Chinese nationals, a Brazilian woman and four Ghanaians.", "ESP"),
    ("Spanish police arrested a man from Lagos, Nigeria, on his way to Mexico.", "ESP"),
    ("Polish police said the goods had been bought in China and India and were bound for Norway.", "POL"),
    ("Polish officers seized a parcel from the United States.", "POL"),
    ("Greek police broke up a lab run by Cuban nationals; nine had posed as US soldiers.", "GRC"),
    ("Greek police arrested the head of a Chinese-run firm.", "GRC"),
    ("Greek police freed women who had been promised jobs in Oman.", "GRC"),
    ("The suspect is believed to be in Romania, Greek police said.", "GRC"),
    ("Greek prosecutors have asked Germany and Austria for assistance.", "GRC"),
    ("Greek police thanked delegates at a meeting of experts in Chile.", "GRC"),
    ("READ MORE: Thai police free two bears\nGreek police arrested six smugglers.", "GRC"),
    # coordination centres
    ("Police in Greece arrested six; the sweep was steered from a coordination centre in Singapore.", "GRC"),
    # date lines
    ("LYON, France – Police in Greece arrested six smugglers.", "GRC"),
]


@pytest.mark.parametrize(("text", "expected"), PARTICIPANTS)
def test_participants(pipes: list[Any], text: str, expected: str) -> None:
    assert participants(pipes, text) == expected


@pytest.mark.parametrize(
    ("text", "leader"),
    [
        ("An operation led by Spanish police ended with arrests in Malta and Cyprus.", "ESP"),
        ("A Dutch-led operation ended with arrests in Malta and Cyprus.", "NLD"),
        ("The inquiry began last year in Spain and spread to Malta, where police arrested two.", "ESP"),
        ("Joint action days led by Greece. Police in Malta arrested two.", "GRC"),
        (
            "The case was opened by the Polish Central Bureau of Investigation. Police in Malta arrested two.",
            "POL",
        ),
    ],
)
def test_leads(pipes: list[Any], text: str, leader: str) -> None:
    assert [code for code, r in roles(pipes, text).items() if "lead" in r] == [leader]


def test_location_and_dateline(pipes: list[Any]) -> None:
    found = roles(
        pipes, "LYON, France – Two men were arrested in Malta and one in Cyprus, from a hub in Singapore."
    )
    assert found["FRA"] == {"dateline"}
    assert found["MLT"] == found["CYP"] == {"participant", "location"}


def test_body_of_a_country_makes_it_take_part(pipes: list[Any]) -> None:
    text = "The FBI arrested six men who had called victims in the United States from Ghana. Police in Togo arrested one."
    assert "participant" in roles(pipes, text, agency(text, "FBI", "USA"))["USA"]
    assert roles(pipes, text)["USA"] == {"mentioned"}


def test_country_that_takes_part_alone_leads(pipes: list[Any]) -> None:
    assert roles(pipes, "Kenyan police arrested six.")["KEN"] == {"participant", "lead", "location"}


def test_overlaps(pipes: list[Any]) -> None:
    text = "Operation Genoa May: the Australian Federal Police and Turin Police in Genoa arrested two on 3 May 2024."
    operation = {**agency(text, "Operation Genoa May", None), "label": "OPERATION"}
    found = mentions(
        pipes,
        text,
        operation,
        agency(text, "Australian Federal Police", "AUS"),
        agency(text, "Turin Police", "ITA"),
    )
    assert [(m["label"], text[m["start"] : m["end"]]) for m in found] == [
        ("OPERATION", "Operation Genoa May"),
        ("AGENCY", "Australian Federal Police"),
        ("COUNTRY", "Australian"),
        ("AGENCY", "Turin Police"),
        ("PLACE", "Genoa"),
        ("DATE", "3 May 2024"),
    ]


def test_repeats_point_to_the_first(pipes: list[Any]) -> None:
    sentence = "Officers in Malta searched four flats near Valletta and arrested two men on 3 May 2024.\n\n"
    text = sentence + "The boats were towed to harbour by the navy after dark, one by one.\n\n" + sentence
    found = mentions(pipes, text)
    labels = [(m["label"], m["repeat_of"]) for m in found]
    half = len(found) // 2
    assert labels[:half] == [(m["label"], None) for m in found[:half]]
    assert [repeat for _, repeat in labels[half:]] == list(range(half))


def test_mentions_are_plain_data_in_order(pipes: list[Any]) -> None:
    import json

    found = mentions(pipes, "On 3 May 2024 police in Malta and Italy arrested two men in Genoa.")
    assert json.loads(json.dumps(found)) == found
    assert [m["start"] for m in found] == sorted(m["start"] for m in found)


def test_every_rule_is_met_by_its_example(pipes: list[Any]) -> None:
    without_layout = pipes[1:]
    missed = []
    for rule in pipes[-1].patterns.get(Roles).rules:
        found = mentions(without_layout, f"Nine people were held.\n{rule.example}.")
        if not any(f"role.{rule.id}" in m["rule"].split("+") for m in found):
            missed.append((rule.id, [m["rule"] for m in found]))
    assert missed == []
