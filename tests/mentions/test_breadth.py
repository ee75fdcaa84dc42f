"""Names and roles as publishers of many countries write them: agencies, operations, who took part.

Names of agencies stand between square brackets, names of operations between braces; after the bar, the countries that took part.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
import spacy

from opledger.docdata import data
from opledger.layout.component import LayoutFinder
from opledger.mentions.agencies import AgencyFinder
from opledger.mentions.countries import CountryFinder
from opledger.mentions.dates import DateFinder
from opledger.mentions.operations import OperationFinder
from opledger.mentions.resolve import MentionResolver

NLP = spacy.blank("en")
PARTS = (
    LayoutFinder,
    CountryFinder,
    AgencyFinder,
    OperationFinder,
    DateFinder,
    MentionResolver,
)


@pytest.fixture(scope="module")
def pipes() -> list[Any]:
    return [kind(NLP.vocab, kind.__name__) for kind in PARTS]


def found(pipes: list[Any], text: str) -> list[dict[str, Any]]:
    doc = NLP(text)
    for pipe in pipes:
        pipe(doc)
    mentions: list[dict[str, Any]] = data(doc)["mentions"]
    return mentions


NAMED = [
    # brackets and lists inside names
    "Teams of the [Counter-Terrorism and Border Security (TEM) Department] entered nine flats in Bursa.",
    "The file went to the [Economic and Cyber Crime (ECU) Bureau] in Accra.",
    "The [Federal Office of Police] ([FOP]) has no comment.",
    "The [Ministry of Fisheries, Livestock and the Environment] closed two ports.",
    "The [Ministry of Environment, Forestry and Tourism] lent two aircraft.",
    "Inspectors of the [Liquor, Tobacco and Gaming Authority] came along.",
    "The [Drugs, Firearms and Organised Crime Division] drew up the charge.",
    "The [Agency for Quarantine and Biosecurity] burnt the birds.",
    "The [Department of Mines and Petroleum Licensing] gave the list.",
    # directorates
    "The [General Directorate of Border Guards of Saudi Arabia] stopped three dhows.",
    "Cells of the [General Directorate of Counter Narcotics] in Erbil burnt the pills.",
    "The [Directorate General of Customs and Indirect Taxes] in Niamey counted them.",
    "The [National Directorate of Tax Revenue of Paraguay] sealed the depot.",
    "The [Sub-directorate for Combating Trafficking] in Abidjan freed nine women.",
    # offices, centres and units of international bodies
    "It was run from the [Regional Maritime Coordination Centre] of the [Indian Ocean Commission].",
    "The [Caribbean Fisheries Enforcement Centre] of the [Caribbean Regional Fisheries Agency] sent two boats.",
    "The brief of the [UNODC Regional Office] and the [AFRIPOL Secretariat] tells of four cases.",
    "Funds came through [UNDP SEESAC], training from [OSCE PAMECA].",
    "Analysts of [WCO RILO] and of [IOM] joined in.",
    "The [INTERPOL] IBIN system was searched.",
    "It is an outcome of [Europol]’s [Operational Taskforce NORDLYS].",
    "The [Operational Task Force LIMES] was set up by [Europol] in May.",
    # listed beside others
    "[INTERPOL], the [African Union] and the [World Bank] lent their support.",
    "The [Qatari Ministry of Interior] and [FIFA] had shared names.",
    "Citizens of the European Union were among the victims.",
    "[Eurojust] and the [Council of Europe] hosted the meeting.",
    # languages that write small letters inside names
    "The [Office central de lutte contre les fraudes] sent a team to Lyon.",
    "Officers of the [Brigade des mineurs de Bordeaux] held two men.",
    "The [Section de protection de l'enfance et de la famille] has the case.",
    "The [Plateforme nationale contre la cyberfraude] counted 90 reports.",
    "Members of the [Unidad de delitos contra el patrimonio] searched a flat.",
    "The [Dirección general de puertos y costas] lent a boat.",
    "The [Núcleo de combate à lavagem de dinheiro] froze 12 accounts.",
    "The [Comando provinciale di Taranto] found the guns.",
    "Tourists queued at the Bureau de change in Dover.",
    # a unit right behind the body that it is of
    "The [Cyprus Police Marine Crime Unit] boarded a yacht.",
    "The [Subdirectorate General of Air Investigation] sent a drone.",
    "The [State Committee for Customs Control of Belarus] has no comment.",
    # forces in small letters
    "The [Nagano prefectural police] seized 30 phones.",
    "Officers of the [Lower Silesia provincial police] made 12 arrests.",
    "The [Ticino cantonal police] closed the road.",
    "The [Kaduna state police] paraded six men.",
    "The [Sapporo district prosecutors' office] indicted two.",
    "On Monday state police closed the road.",
    # prosecutors and their branches
    "The [U.S. Attorney's Office, Western District of Lakeland] filed the case.",
    "The [U.S. Attorney's Office for the Southern District of Prairie] filed the case.",
    "The [Federal Judicial Police of Namur] and the [Carabinieri of Trapani] exchanged files.",
    # bodies known by other words
    "The [Firearms Registry] called on 64 licence holders.",
    "The [Insurance Crime Association] gave the list of cars.",
    "Lawyers of the Springfield Bar Association spoke.",
    "The [Carabinieri] lent six experts to Egypt, Greece and Jordan.",
    "Category: Taxes and Customs. Tags: balance",
    "[MASAK] and the [Gendarmerie General Command] traced the money.",
    "The [Estonian Tax and Customs Board], [Kripos] and the [Finnish Border Guard] took part.",
    "[Kosovo Customs] and the [Police Directorate of Montenegro] stopped two lorries.",
    "[Ajman Police], the [Kuwait Coast Guard] and [Bahrain Customs] seized the boats.",
    "[Prosecutor's Office of Georgia] and the [State Customs Committee of Azerbaijan] opened files.",
    "The [National Oceanic Resource Management Authority] and the [Tuvalu Police Service] boarded it.",
    "The [Royal Anguilla Police Force] and the [Cayman Islands Coast Guard] towed the boat.",
    "[Sernapesca], [OSINFOR] and the [Honduran Naval Force] checked 40 boats.",
    "The [Puntland Maritime Police Force] and the [Tanzania Forest Services Agency] met.",
    "The [Commission for the Investigation of Abuse of Authority] in Nepal charged nine.",
    # operations
    "The “{Anchor-9}” operation covered 12 provinces.",
    "In the “{Mercek-22}” operation 88 were held, in the “{Mercek-21}” operation 60.",
    "The operation “{Gece Nöbeti}” was led from Izmir.",
    "The operation '{Puerto Seguro}' ended on Friday.",
    "The joint operation “{Green Barrel 4}” ended on Friday.",
    "The special operation {Steppe Wind} was held in Almaty.",
    "{Operation BAHARI SALAMA II} ended with six boats in port.",
]


@pytest.mark.parametrize("marked", NAMED)
def test_named(pipes: list[Any], marked: str) -> None:
    text = re.sub(r"[][{}]", "", marked)
    mentions = found(pipes, text)
    for label, pattern in (("AGENCY", r"\[(.*?)\]"), ("OPERATION", r"\{(.*?)\}")):
        wanted = re.findall(pattern, marked)
        assert [text[m["start"] : m["end"]] for m in mentions if m["label"] == label] == wanted


PARTICIPANTS = [
    ("71 persons were arrested: Serbia (31), Bosnia and Herzegovina (15) and Kosovo* (3).", "BIH SRB XKX"),
    ("Forty people were held.\n\nTaking part: Georgia, Armenia, Kosovo*, Türkiye.", "ARM GEO TUR XKX"),
    ("Forty people were held.\n\nInvolved: Fiji, Tonga, Samoa.", "FJI TON WSM"),
    ("The note lists the countries in which people were arrested: Oman, Kuwait and Qatar.", "KWT OMN QAT"),
    ("Seizures were made in three states: Kenya, Uganda and Rwanda.", "KEN RWA UGA"),
    ("Results\n• Nepal: 12 arrests\n• Bhutan: 3 arrests", "BTN NPL"),
    ("Results\n• Malawi seized 40 kg of ivory\n• Zambia made 12 arrests", "MWI ZMB"),
    (
        "The arrests came over nine days.\nCountry | Arrests | Seized\nPanama | 12 | 3\nBelize | 9 | 4\nBoth | 21 | 7",
        "BLZ PAN",
    ),
    ("1. Operation Salt Road (Chad, Niger)\nFour lorries were stopped.", "NER TCD"),
    ("Police in Laos seized pills. Most of the powder was mailed in China and Hong Kong.", "LAO"),
    ("Serbian officers seized pistols stolen in Slovenia.", "SRB"),
    ("Estonian customs seized cars that had been rented in Finland and Sweden.", "EST"),
    ("The cash was declared in Qatar, British officers found.", "GBR"),
    ("Lithuanian border guards stopped 40 people at the Lithuanian–Belarusian border.", "LTU"),
    ("Peruvian police seized 3 tonnes of cocaine destined for Belgium and Spain.", "PER"),
    ("Moroccan customs seized shirts that had arrived in containers from Türkiye and China.", "MAR"),
]


@pytest.mark.parametrize(("text", "wanted"), PARTICIPANTS)
def test_participants(pipes: list[Any], text: str, wanted: str) -> None:
    codes = {
        m["id"]
        for m in found(pipes, text)
        if m["label"] == "COUNTRY" and {"participant", "lead"} & set(m["roles"])
    }
    assert " ".join(sorted(codes)) == wanted


def test_the_branch_of_a_known_body_keeps_its_name(pipes: list[Any]) -> None:
    (body,) = found(pipes, "The U.S. Attorney's Office, Western District of Lakeland filed the case.")[:1]
    assert body["name"] == "U.S. Attorney's Office"


def test_a_name_quoted_before_the_word_has_one_id_with_the_name_after_it(pipes: list[Any]) -> None:
    text = "The “Anchor-9” operation began. The operation “Anchor-9” ended."
    mentions = [m for m in found(pipes, text) if m["label"] == "OPERATION"]
    assert [m["id"] for m in mentions] == ["operation-anchor-9", "operation-anchor-9"]
