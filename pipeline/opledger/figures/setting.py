"""What a release is about: its lead, its own operations and others, its date; asked by the roles of figures."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from typing import Any

from opledger.figures.release import CHANCE, LISTED, Figure
from opledger.figures.stories import Stories

JOINED_REACH = 45
LEAD_BLOCKS = 3
OPENING = 45
KIND_REACH = 25
FROZEN, ACCOUNT, ACCOUNT_REACH = "frozen", "account", 100

Key = tuple[str, float | int | None]


class Setting:
    """What the roles of a release's figures are judged against.

    Args:
        figures: its figures in text order.
        layout: its layout.
        text: its text.
        mentions: its mentions.
        cues: named regular expressions.
        crime: measures of what the crime did.
    """

    def __init__(
        self,
        figures: list[Figure],
        layout: dict[str, Any],
        text: str,
        mentions: list[dict[str, Any]],
        cues: dict[str, re.Pattern[str]],
        crime: frozenset[str] = frozenset(),
    ) -> None:
        self.cues, self.crime = cues, crime
        self.layout, self.text, self.blocks = layout, text, layout["blocks"]
        lead = [
            b for b in self.blocks if not b["skip"] and b["kind"] in {"headline", "standfirst", "paragraph"}
        ]
        self.lead_end = lead[min(LEAD_BLOCKS, len(lead)) - 1]["end"] if lead else 0
        self.operations = [m for m in mentions if m["label"] == "OPERATION"]
        self.operation_starts = [m["start"] for m in self.operations]
        self.positions = [at for at, m in enumerate(mentions) if m["label"] == "OPERATION"]
        self.main = self._main()
        self.dates = [m for m in mentions if m["label"] == "DATE" and m.get("extras", {}).get("end")]
        self.places = [m for m in mentions if m["label"] == "PLACE"]
        self.place_starts = [m["start"] for m in self.places]
        self.figures, self.starts = figures, [f["start"] for f in figures]
        self.telling = {f["extras"]["sentence"] for f in figures}
        self.stories = Stories(text, layout, mentions)
        self.issued = self._issued()
        self.trial = bool(cues["trial"].search(text, 0, self.lead_end))
        self.stated: set[Key] = {(f["measure"], f["value"]) for f in figures if f["extras"]["headline"]}
        sentences = layout["sentences"]
        self.again: dict[Key, list[Figure]] = {}
        for figure in figures:
            if sentences[figure["extras"]["sentence"]].get("repeat_of") is None:
                self.again.setdefault((figure["measure"], figure["value"]), []).append(figure)

    def _main(self) -> set[str]:
        """Operations that the release is about: those of its headings, or of its lead, or named most."""
        counts = Counter(m["id"] for m in self.operations)
        headed = {m["id"] for m in self.operations if self._kind(m["start"]) in {"headline", "subhead"}}
        early = {m["id"] for m in self.operations if m["start"] < self.lead_end}
        main = headed or early or {op for op, n in counts.items() if n == max(counts.values())}
        return main | early if len(early) <= 2 else main

    def _kind(self, at: int) -> str:
        return next((b["kind"] for b in self.blocks if b["start"] <= at < b["end"]), "")

    def _issued(self) -> str | None:
        """The date of the release: its first date line, else the latest day, else the latest year that it names."""
        headed = (m for m in self.dates if self._kind(m["start"]) in {"date", "dateline", "headline"})
        first = next(headed, None)
        if first is not None:
            return str(first["extras"]["end"])
        days_named = [m for m in self.dates if m["extras"].get("start") == m["extras"]["end"]]
        return max((str(m["extras"]["end"]) for m in days_named or self.dates), default=None)

    def sentence(self, figure: Figure) -> dict[str, Any]:
        """The layout's sentence of a figure."""
        found: dict[str, Any] = self.layout["sentences"][figure["extras"]["sentence"]]
        return found

    def leads(self, figure: Figure) -> bool:
        """Whether a figure stands in the headline or the first paragraphs, or opens a story of a round-up."""
        if figure["start"] < self.lead_end:
            return True
        head = self.story(figure)
        return head is not None and figure["extras"]["block"] - head <= 1

    def story(self, figure: Figure) -> int | None:
        """The heading of the story of a round-up that a figure belongs to; None in other releases."""
        return self.stories.head_of(figure["extras"]["block"])

    def of_crime(self, figure: Figure) -> bool:
        """Whether a figure is of the crime that the release brings to court, which took its time."""
        return self.trial and figure["measure"] in self.crime

    def said_above(self, figure: Figure) -> bool:
        """Whether the headline states the same number of the same measure."""
        return figure["value"] is not None and (figure["measure"], figure["value"]) in self.stated

    def joined(self, one: Figure, other: Figure) -> bool:
        """Whether nothing but "and", with a few words of the first, stands between two numbers: "two men and three women"."""
        between = self.text[one["end"] : other["start"]] if one["end"] <= other["start"] else ""
        return bool(0 < len(between) < JOINED_REACH and self.cues["joined_people"].fullmatch(between))

    def subset_between(self, one: Figure, other: Figure) -> bool:
        """Whether words that open a subset stand between two numbers: "589 weapons, of which 41 were rifles"."""
        between = self.text[one["end"] : other["start"]] if one["end"] <= other["start"] else ""
        return self.cues["opens_subset"].search(between) is not None

    def right_before(self, figure: Figure, anywhere: bool = False) -> Figure | None:
        """The figure before one in its sentence, or anywhere."""
        at = bisect_left(self.starts, figure["start"]) - 1
        above = self.figures[at] if at >= 0 else None
        same = anywhere or (above is not None and above["extras"]["sentence"] == figure["extras"]["sentence"])
        return above if same else None

    def right_behind(self, figure: Figure) -> Figure | None:
        """The figure behind one in its sentence."""
        at = bisect_left(self.starts, figure["end"])
        below = self.figures[at] if at < len(self.figures) else None
        same = below is not None and below["extras"]["sentence"] == figure["extras"]["sentence"]
        return below if same else None

    def beside_one(self, figure: Figure) -> bool:
        """Whether a number is of those beside somebody who is not counted: "a nurse and two others"."""
        before = self.text[self.sentence(figure)["start"] : figure["start"]]
        others = self.cues["fellows"].search(self.text, figure["start"], figure["end"])
        return others is not None and self.cues["and_fellows"].search(before) is not None

    def same(self, figure: Figure) -> list[Figure]:
        """The figures of the same number and measure, sentences that stand twice counted once."""
        return self.again.get((figure["measure"], figure["value"]), [])

    def said_as_total(self, figure: Figure) -> bool:
        """Whether the same number of the same measure stands before as a total."""
        first = self.same(figure)[:1]
        return bool(
            first
            and first[0]["start"] < figure["start"]
            and first[0]["role"] == "total"
            and (figure["value"] or 0) >= CHANCE
        )

    def asked(self, figure: Figure) -> bool:
        """Whether a figure stands in a question: "Were there really 300?"."""
        return self.text[figure["end"] : self.sentence(figure)["end"]].rstrip().endswith("?")

    def kind_of_money(self, figure: Figure, reach: int) -> str:
        """Cash, crypto, accounts or property, by the words right behind or before a sum; "" if none or several."""
        sentence, pattern = self.sentence(figure), self.cues["money_kind"]
        for start, end in (
            (figure["end"], min(figure["end"] + reach, sentence["end"])),
            (max(figure["start"] - reach, sentence["start"]), figure["start"]),
        ):
            kinds = {str(m.lastgroup) for m in pattern.finditer(self.text, start, end)}
            told = kinds - {FROZEN}
            if told:
                return told.pop() if len(told) == 1 else ""
            if kinds:
                return ACCOUNT  # what is frozen lies in one
        far = pattern.finditer(
            self.text, max(figure["start"] - ACCOUNT_REACH, sentence["start"]), figure["start"]
        )
        return ACCOUNT if any(m.lastgroup in {ACCOUNT, FROZEN} for m in far) else ""

    def _named(self, start: int, end: int) -> list[int]:
        return list(range(bisect_left(self.operation_starts, start), bisect_left(self.operation_starts, end)))

    def other_operation(self, figure: Figure) -> bool:
        """Whether the figure's sentence names an operation, but none that the release is about."""
        sentence = self.sentence(figure)
        inside = self._named(sentence["start"], sentence["end"])
        return bool(inside) and not any(self.operations[i]["id"] in self.main for i in inside)

    def operation_of(self, figure: Figure) -> int | None:
        """In a release on several operations: index (in the mentions) of the one that a figure belongs to.

        The nearest name before it in its sentence, else in its block, its heading or the block before. None where names are
        joined ("Operations A and B") or the release is on one operation.
        """
        if len(self.main) < 2:
            return None
        block = self.blocks[figure["extras"]["block"]]
        heading = self.blocks[block["heading"]] if block.get("heading") is not None else None
        for start, end in (
            (self.sentence(figure)["start"], figure["start"]),
            (block["start"], figure["start"]),
            (heading["start"], heading["end"]) if heading else (0, 0),
        ):
            inside = [i for i in self._named(start, end) if self.operations[i]["id"] in self.main]
            if inside:
                return None if self._joined(inside[-1]) else self.positions[inside[-1]]
        return None

    def _joined(self, at: int) -> bool:
        if at == 0:
            return False
        before, mention = self.operations[at - 1], self.operations[at]
        return before["id"] != mention["id"] and bool(
            self.cues["joined"].match(self.text[before["end"] : mention["start"]])
        )

    def names_kind(self, figure: Figure) -> bool:
        """Whether a common noun with a bracket or colon stands right before a number: "laptops (7)"."""
        start = max(self.sentence(figure)["start"], figure["start"] - KIND_REACH)
        return bool(self.cues["kind_before"].search(self.text[start : figure["start"]]))

    def opens_sum(self, figure: Figure) -> bool:
        """Whether its sentence breaks down a sum said before: "The recovered amount includes US$ 4,000"."""
        return bool(self.cues["opens_sum"].match(self.text, self.sentence(figure)["start"], figure["start"]))

    def labelled(self, figure: Figure) -> bool:
        """Whether a figure stands in a row or behind a label: "Customs – 4 rifles and 300 rounds"."""
        if figure["extras"].get("cell"):
            return True
        start = self.sentence(figure)["start"]
        return bool(self.cues["labelled"].match(self.text, start, figure["start"]))

    def opens_with_place(self, figure: Figure) -> bool:
        """Whether a later sentence opens with a town or region: "In Linares, three persons were detained"."""
        listed = self.blocks[figure["extras"]["block"]]["kind"] in LISTED
        if self.leads(figure) and not listed:
            return False
        return self._opens_there(self.sentence(figure), figure["start"])

    def _opens_there(self, sentence: dict[str, Any], before: int) -> bool:
        """Whether a town or region opens a sentence, ahead of an offset."""
        if self.cues["opens_place"].match(self.text, sentence["start"], before):
            return True
        at = bisect_left(self.place_starts, sentence["start"])
        if at >= len(self.places):
            return False
        place = self.places[at]
        lead = self.text[sentence["start"] : place["start"]]
        return (
            len(lead) <= OPENING
            and place["end"] <= before
            and bool(self.cues["opens"].match(lead) or self._is_label(place, lead, before))
        )

    def stays_there(self, figure: Figure) -> bool:
        """Whether a sentence before in the paragraph opened with a town or region, and none since tells of a whole."""
        if self.leads(figure):
            return False
        sentences = self.layout["sentences"]
        for at in range(figure["extras"]["sentence"], -1, -1):
            sentence = sentences[at]
            if sentence["block"] != figure["extras"]["block"]:
                return False
            if at < figure["extras"]["sentence"] and self._is_scene(at):
                return True
            if self.cues["resets"].search(self.text, sentence["start"], sentence["end"]):
                return False
        return False

    def _is_scene(self, at: int) -> bool:
        """Whether a sentence that states a number of its own opens with a town or region."""
        sentence = self.layout["sentences"][at]
        return at in self.telling and self._opens_there(sentence, sentence["end"])

    def _is_label(self, place: dict[str, Any], lead: str, before: int) -> bool:
        """Whether a place with a colon is all that stands ahead: "Perth: officers seized 40 vapes"."""
        behind = self.text[place["end"] : before]
        return not any(c.isalnum() for c in lead) and bool(self.cues["place_label"].match(behind))
