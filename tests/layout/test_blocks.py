"""Kinds of block; the expectation stands before each line.

    headline  | Raid on the docks: 14 held
    skip date | 3 May 2024
    dateline  | LYON, France –
    paragraph | Officers held 14 men.

A line ``...  |`` belongs to the block above it (a block over several lines); ``-`` is an empty line. A dateline and the
paragraph behind it stand on one line of the text, parted by one space, where the paragraph is marked ``+paragraph``.
"""

from __future__ import annotations

from typing import Any

import pytest

from opledger.layout.component import LayoutFinder


def read(marked: str) -> tuple[str, list[tuple[str, str]]]:
    """The plain text, and (mark, text) of each block expected.

    Raises:
        ValueError: if a line has no mark.
    """
    text, expected = "", list[tuple[str, str]]()
    for line in marked.strip().split("\n"):
        line = line.strip()
        if line == "-":
            text += "\n"
            continue
        mark, bar, words = line.partition("|")
        mark, words = mark.strip(), words.strip()
        if not bar or not mark or not words:
            raise ValueError(f"no mark or no words: {line!r}")
        if mark == "...":
            text += "\n" + words
            expected[-1] = (expected[-1][0], expected[-1][1] + "\n" + words)
        elif mark.startswith("+"):
            text += " " + words
            expected.append((mark[1:], words))
        else:
            text += ("\n" if text else "") + words
            expected.append((mark, words))
    return text, expected


def marks(layout: dict[str, Any], text: str) -> list[tuple[str, str]]:
    """(mark, text) of each block found."""
    found = []
    for block in layout["blocks"]:
        flags = (
            ["skip"] * block["skip"]
            + ["corrects"] * block["corrects"]
            + ["again"] * (block["repeat_of"] is not None)
        )
        found.append((" ".join([*flags, block["kind"]]), text[block["start"] : block["end"]]))
    return found


RELEASES = {
    "agency release": """
        headline   | Harbour sweep nets 31 suspects in nine ports
        -
        skip date  | 14 August 2021
        -
        standfirst | Container checks turn up pistols, pills and forged passports
        -
        dateline   | MONTEVIDEO, Uruguay –
        +paragraph | Police in nine ports have arrested 31 people in a week of container checks, the force said.
        -
        subhead    | How it began
        -
        paragraph  | The first container was opened in March, after a dog had marked it twice in one night.
        -
        subhead    | Results so far:
        bullet     | • 31 arrests
        bullet     | • pistols: 12
        bullet     | - 4 forged passports
        -
        subhead    | Notes to editors
        -
        boilerplate | The sweep of 2019 led to 22 arrests in seven ports, and it was the first of its kind there.
        boilerplate | Contact the desk by post.
        """,
    "no headline at all": """
        dateline   | VALPARAISO, Chile —
        +paragraph | A joint team of customs and police officers has seized 40 crates of fireworks this week.
        paragraph  | Nobody was hurt.
        """,
    "dateline with its date in brackets, without a dash": """
        headline   | Two held over a stolen anchor in the old port
        dateline   | TALLINN, Estonia (Sept. 29, 2011)
        +paragraph | Port police have held two men over an anchor that was stolen from a museum ship in June.
        """,
    "dateline and no headline": """
        dateline   | TALLINN, Estonia (Sept. 29, 2011)
        paragraph  | Port police have held two men over an anchor that was stolen from a museum ship in June.
        """,
    "body before the headline": """
        paragraph | In a rare step, border guards announced on Monday that they had freed 20 people from a farm.
        headline  | Guards free twenty workers from farm
        -
        again headline | Guards free twenty workers from farm
        paragraph | The farm stands close to the border and grows tomatoes, among them some for export abroad.
        """,
    "page title, menu, wrapped title": """
        headline   | Two men held with 19 rifles and a drone in a shed near the river - Office of the Prosecutor
        skip furniture | HOME
        skip furniture | Skip to content
        skip furniture | 4 min read
        skip date  | Monday, June 5, 2017
        again headline | Two men held with 19 rifles and a
        ...        | drone in a shed near the river
        skip furniture | FOR IMMEDIATE RELEASE
        furniture  | Ann Other
        skip boilerplate | Office: 714-555-0108
        dateline   | SANTA ROSA, Calif. –
        +paragraph | Two men were charged yesterday after deputies had found 19 rifles and a drone in a shed.
        skip furniture | ###
        skip furniture | Share
        skip furniture | Latest Posts
        skip furniture | Man held with 15 stolen bicycles
        skip furniture | June 9, 2026
        """,
    "link texts and superscripts": """
        headline  | Sweep in four towns
        paragraph | In a sweep across the county the
        ...       | Sheriff’s Office
        ...       | (SO), the
        ...       | Harbour Police
        ...       | and other units held more than
        ...       | 40
        ...       | people between Tuesday night and noon.
        paragraph | It was the county’s 7
        ...       | th
        ...       | sweep of this kind.
        """,
    "wire": """
        headline   | Gang broken up, 40 held
        skip furniture | By a staff writer
        dateline   | COMO DEL MARE, Italy, May 3, 2023 (Wire) —
        +paragraph | Forty people were held on Wednesday in raids on a gang that sold forged train tickets.
        caption    | [PHOTO: Officers with some of the 900 tickets]
        again headline | Gang broken up, 40 held
        corrects paragraph | This story has been updated to correct the number of raids to 15, not 17.
        skip furniture | More on forgery:
        skip furniture | - Explainer: how 140 tickets became 900
        """,
    "table, one cell a line": """
        headline  | Year of the customs in figures
        paragraph | The customs took more tobacco and less alcohol than in the year before, the minister said.
        -
        row       | Region
        ...       | Value
        ...       | Change
        row       | Coast
        ...       | 1 204
        ...       | +3.5%
        row       | Hills
        ...       | 310
        ...       | -1.0%
        -
        paragraph | The rest is in the yearbook, which appears in spring and costs as much as a train ticket.
        """,
    "result lines": """
        headline  | Five weeks of checks end
        dateline  | VAALS/AACHEN, 30 December 2022 –
        +paragraph | Police and customs have wound up five weeks of checks on the roads between the two towns.
        -
        result    | Loads seized: 62
        result    | Vehicles checked: around 1 870
        result    | Arrests: two
        result    | Websites blocked: hundreds
        -
        row       | 21 | arrests
        row       | 4 | forged passports
        """,
    "questions and answers": """
        headline  | Operation Lantern: questions and answers
        subhead   | What is Operation Lantern?
        paragraph | A joint operation, begun in spring, against people who sell stolen bicycles across the border.
        -
        subhead   | And the bicycles?
        paragraph | Over 300.
        -
        subhead   | I have seen one. Whom do I tell?
        paragraph | The desk, by post.
        """,
    "corrections": """
        headline  | Raid on still nets ten
        paragraph | Ten people were held on Friday in a raid on an illegal still in the hills above the old town.
        corrects paragraph | CORRECTION, February 22: We first put the number of litres at 370.
        corrects paragraph | Update, 25 April 2024: two more men have been held.
        corrects paragraph | Editor's note: A line on the weather was taken out.
        corrects paragraph | (Corrects litres in paragraph 1 to 64, not 54.)
        """,
    "a heading that says correction": """
        headline  | Raid on still nets ten
        paragraph | Ten people were held on Friday in a raid on an illegal still in the hills above the old town.
        subhead   | Correction
        corrects paragraph | The number of bottles is 64, not 54.
        """,
    "a list without bullets": """
        headline  | Raid on still nets ten
        paragraph | The raids on the stills in the hills led to the seizure of the following goods and people, police said:
        result    | 144 arrests
        result    | more than 1,000 bottles
        result    | over 20 stills
        -
        paragraph | The ten will appear in court on Monday, together with the owner of the land and her brother.
        """,
    "update as a title": """
        headline  | UPDATE: Raid on still nets ten
        paragraph | Ten people were held on Friday in a raid on an illegal still in the hills above the old town.
        """,
    "telephone lists": """
        headline  | Raid on still nets ten
        paragraph | Ten people were held on Friday in a raid on an illegal still in the hills above the old town.
        skip furniture | # # #
        skip boilerplate | Inv. Ann Other: (714) 555-0188
        skip boilerplate | (714) 555-0108 Cell
        skip boilerplate | Tips: 0900-5555, or anonymously 0800-5555.
        """,
    "news site": """
        headline  | Agency helps to seize a tonne of tea
        skip date | First published on Tue 4 Apr 2023 10.12 BST
        caption   | Image caption, Officers with the 900 sacks
        dateline  | LONDON (Wire) -
        +paragraph | A tonne of tea has been seized in the port.
        skip furniture | Share on Facebook
        skip furniture | Published 5 hours ago
        """,
    "tables and lists of other makers": """
        headline  | Operation Sunbird in figures | Agency
        dateline  | NAIROBI, Kenya (Wire) —
        +paragraph | Officers in five countries held 40 people this week, the regional body said on Friday.
        row       | | Country | Arrests |
        row       | | Kenya | 12 |
        row       | | Uganda | 28 |
        subhead   | 1) Kenya
        paragraph | Twelve people were held in Mombasa and three boats were taken.
        subhead   | The stats for the night were:
        result    | Arrests: 12
        result    | Citations 45
        result    | Cars towed - 9
        subhead   | Key results include:
        bullet    | o 40 arrests
        bullet    | o 1,204 phones
        skip boilerplate | +254 20 555 0100
        """,
    "links above the body are not the end": """
        headline  | Raid on still nets ten
        paragraph | A raid on an illegal still in the hills ended on Friday with ten people behind bars, police say.
        subhead   | Latest news
        paragraph | Ten people were held on Friday in a raid on an illegal still in the hills above the old town.
        paragraph | They had made a thousand litres a week and sold them from a van that was parked at the church.
        """,
    "letterhead": """
        furniture | MEDIA STATEMENT
        skip furniture | FROM: OFFICE OF THE NATIONAL COMMISSIONER
        furniture | RIVER POLICE SERVICE
        skip date | 03 February 2025
        headline  | 12 521 HELD AFTER ANOTHER WEEK OF OPERATION HERON
        dateline  | PRETORIA –
        +paragraph | The service held 12 251 people between Monday and Sunday, in all nine provinces of the land.
        """,
    "links that end with the next paragraph": """
        headline  | Raid on still nets ten
        paragraph | Ten people were held on Friday in a raid on an illegal still in the hills above the old town.
        skip furniture | Read Next
        skip furniture | Some 170 bottles go missing
        paragraph | The ten will appear in court on Monday, together with the owner of the land and her brother.
        """,
    "lists that are no datelines": """
        headline  | What each body took
        paragraph | Three bodies took part in the week of action, which ended on Sunday night with a last raid.
        subhead   | By body
        paragraph | ABF – cigarettes and loose tobacco from a shed, and cash that lay under the floor of the kitchen.
        paragraph | TGA – vapes.
        """,
    "numbered cases": """
        headline  | The year in two cases: what to take from them
        paragraph | The year closes with two cases that every officer should know, and we go through them by date.
        subhead   | 1. Operation Kite (May)
        paragraph | Police arrested four people on the island at the request of three other countries that month.
        subhead   | 2. The farm
        paragraph | Within ten miles of the capital, agents took 300 servers out of a barn that belonged to nobody.
        """,
}


@pytest.mark.parametrize("marked", RELEASES.values(), ids=RELEASES.keys())
def test_kinds(finder: LayoutFinder, marked: str) -> None:
    text, expected = read(marked)
    assert marks(finder.layout(text), text) == expected


DATELINES = [
    "LYON, France – |Police held two men.",
    "PRETORIA – |Police held two men.",
    "RIVERSIDE -- |Police held two men.",
    "KUALA LUMPUR, Oct 24 – |Police held two men.",
    "The Hague, 12 March 2024 - |Police held two men.",
    "ORANGE COUNTY, Calif. – |Police held two men.",
    "BRASÍLIA, January 28, 2020 – |Police held two men.",
    "CITY OF SAN FERNANDO, Pampanga — |Police held two men.",
    "Bogotá, D.C. (Colombia), July 13. |Police held two men.",
    "BOGOTÁ.- |Police held two men.",
    "01-02-2024.- |Agents of the police held two men.",
    "SANTA ANA, Ca. (Feb. 18, 2022): |Fifty people were held.",
    "JAKARTA - |“We hold two men,” police said.",
    "CHICAGO\n— |The office said that two men were held in a raid on a flat in the south of the city.",
    "CHICAGO —\n|Representing the office, an officer said that two men were held in a raid on a flat.",
    "|Operation Kite (12 March – 2 April) brought two arrests.",
    "|ABF – cigarettes were found.",
    "|Two men – one of them a guard – were held.",
    "|DRUGS: 12 kg of them were found.",
]


@pytest.mark.parametrize("marked", DATELINES)
def test_datelines(finder: LayoutFinder, marked: str) -> None:
    head, _, rest = marked.partition("|")
    blocks = finder.layout(head + rest)["blocks"]
    found = [(head + rest)[b["start"] : b["end"]] for b in blocks if b["kind"] == "dateline"]
    assert found == ([head.strip()] if head else [])


def test_heading_and_intro(finder: LayoutFinder) -> None:
    text, _ = read(RELEASES["agency release"])
    blocks = finder.layout(text)["blocks"]
    by_text = {text[b["start"] : b["end"]]: (i, b) for i, b in enumerate(blocks)}
    opening, _ = by_text["Results so far:"]
    assert {by_text[w][1]["intro"] for w in ("• 31 arrests", "• pistols: 12", "- 4 forged passports")} == {
        opening
    }
    began, _ = by_text["How it began"]
    first = next(b for words, (_, b) in by_text.items() if words.startswith("The first container"))
    assert (first["heading"], first["intro"]) == (began, None)


def test_paragraph_that_opens_a_list(finder: LayoutFinder) -> None:
    text = "Customs made 18 seizures. They include:\n• 23 apes\n• 30 cats\nIn the south, four more were found by a dog."
    blocks = finder.layout(text)["blocks"]
    assert [(b["kind"], b["intro"]) for b in blocks] == [
        ("paragraph", None),
        ("bullet", 0),
        ("bullet", 0),
        ("paragraph", None),
    ]


def test_known_title_is_the_headline_wherever_it_stands(finder: LayoutFinder) -> None:
    text = "Bureau of Public Affairs and Media Relations\nTen held in raid on still\nPolice held ten men in the hills."
    kinds = [b["kind"] for b in finder.layout(text, title="Ten held in raid on still")["blocks"]]
    assert kinds[1] == "headline" and kinds[0] != "headline"
