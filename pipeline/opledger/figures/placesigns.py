"""What the words around a place say: whether something happened there, whether its forces act, whether it only helps."""

from __future__ import annotations

import re
from typing import Any

from opledger.figures.geography import ABROAD

BACK = 60
LIST_BACK = 120
NEAR = 60
OPENING = 25

Mention = dict[str, Any]


class PlaceSigns:
    """Reads the words right before and behind a place.

    Args:
        text: the release's text.
        cues: named regular expressions.
    """

    def __init__(self, text: str, cues: dict[str, re.Pattern[str]]) -> None:
        self.text, self.cues = text, cues

    def is_place(self, mention: Mention) -> bool:
        """Whether something happened in it: "in Spain", but not "from Spain", "stolen in Spain", "based in Spain"."""
        before = self.text[max(0, mention["start"] - BACK) : mention["start"]]
        if "dateline" in mention["roles"] or self.cues["away"].search(before):
            return False
        if mention["label"] == "COUNTRY" and self.cues["without"].search(before):
            return False
        if mention["label"] == "COUNTRY" and mention["extras"].get("form") == "demonym":
            inside = self.cues["inside"].search(before) or self.cues["on_the"].search(before)
            return bool(inside and self.cues["within"].match(self.text, mention["end"]))
        return bool(self.cues["inside"].search(before))

    def is_all_over(self, mention: Mention) -> bool:
        """Whether it happened all over a country: "across India"."""
        return bool(
            self.cues["all_over"].search(self.text[max(0, mention["start"] - BACK) : mention["start"]])
        )

    def is_home_of_force(self, mention: Mention) -> bool:
        """Whether a country tells whose forces act, and not where: "police in Fiji"."""
        return bool(
            self.cues["force_in"].search(self.text[max(0, mention["start"] - BACK) : mention["start"]])
        )

    def is_people(self, mention: Mention) -> bool:
        """Whether a country's people are those to whom it happened: "Australians lost"."""
        return self.is_nationality(mention) and bool(self.cues["people"].match(self.text, mention["end"]))

    def is_nationality(self, mention: Mention) -> bool:
        """Whether a country's adjective stands by itself: "Iraqi (80)"."""
        return bool(mention["label"] == "COUNTRY" and mention["extras"].get("form") == "demonym")

    def is_gapped(self, mention: Mention, at: int, bare: bool, start: int) -> bool:
        """Whether a force has a number of which the verb was said before: "the Dutch police 12", "Senegal Customs, 2.5 tonnes".

        Args:
            mention: the last country or body before the number.
            at: where the number starts.
            bare: the number names nothing itself.
            start: where its sentence starts.
        """
        if mention["label"] == "AGENCY" and mention["extras"].get("kind") in ABROAD:
            return False
        force = self.cues["belongs"].match(self.text, mention["end"])
        between = self.text[force.end() if force else mention["end"] : at].strip()
        named = mention["label"] == "AGENCY" or force is not None
        if bare:
            return (named and not between) or (not force and bool(self.cues["gapped"].fullmatch(between)))
        opened = self.text[max(start, mention["start"] - OPENING) : mention["start"]]
        opens = self.cues["clause_opens"].search(opened) is not None
        return bool(opens and between == "," and (named or mention["label"] == "COUNTRY"))

    def fellows(self, mention: Mention, others: list[Mention]) -> list[Mention]:
        """The bodies and countries before one that act together with it: "the Royal Thai Police and the FBI seized"."""
        together: list[Mention] = []
        for other in reversed(others):
            between = self.text[other["end"] : mention["start"]]
            if other["label"] == "COUNTRY" and self.cues["owns"].fullmatch(between):
                mention = other  # "Bulgaria's General Directorate" is one body
                continue
            if other["label"] == "PLACE" or not self.cues["and_body"].fullmatch(between):
                break
            together.append(other)
            mention = other
        return together

    def helpers(self, mention: Mention, others: list[Mention], at: int) -> list[str]:
        """Countries whose forces act with one: "Irish customs, with colleagues in the United Kingdom, seized"."""
        aside = self.cues["with_aside"].search(self.text, mention["end"], at)
        inside = others if aside else []
        return [
            str(m["id"]) for m in inside if aside and m["start"] >= aside.end() and m["label"] == "COUNTRY"
        ]

    def is_agent(self, mention: Mention, gap: str) -> bool:
        """Whether its forces did it: "were arrested by Cambodian police"."""
        if not self.cues["by"].search(gap):
            return False
        if mention["label"] == "AGENCY":
            return mention["extras"].get("kind") not in ABROAD
        return mention["label"] == "COUNTRY" and bool(self.cues["belongs"].match(self.text, mention["end"]))

    def joined(self, first: Mention, second: Mention) -> bool:
        """Whether two names act together: "Irish and British officers"."""
        between = self.text[first["end"] : second["start"]].strip()
        if first["label"] == "PLACE" and second["label"] == "AGENCY":
            return False  # "at Busia, the Uganda Revenue Authority"
        return first["label"] != "AGENCY" and bool(self.cues["and_name"].fullmatch(between))

    def opens(self, mention: Mention, start: int) -> bool:
        """Whether the words before a place open the clause: "In Spain, ...", "Meanwhile in Spain ..."."""
        return bool(self.cues["opens_clause"].fullmatch(self.text[start : mention["start"]]))

    def governs(self, mention: Mention, start: int, at: int, numbers: list[int]) -> bool:
        """Whether a place before the offset ``at`` narrows what stands there, and is not tied to an earlier number."""
        if "dateline" in mention["roles"]:
            return False
        between = self.text[mention["end"] : at]
        if mention["label"] != "AGENCY" and self.cues["where"].match(between):
            return True  # "sent officers to Lisbon, where five properties were raided"
        if mention["label"] != "AGENCY" and self.is_place(mention):
            told = not self.opens(mention, start) and self.cues["relative"].search(between)
            return not told and self._sets(mention, start, between, numbers)
        if self.is_people(mention):
            return True
        if self.cues["done_by"].fullmatch(self.text[start : mention["start"]]):
            return True  # "In one location raided by the Argentine Federal Police, authorities found"
        told = (
            self.cues["which_did"].match(self.text, mention["end"], at)
            if mention["label"] != "PLACE"
            else None
        )
        if told and not (mention["label"] == "AGENCY" and mention["extras"].get("kind") in ABROAD):
            return not self.cues["relative"].search(self.text, told.end(), at)
        if mention["label"] == "PLACE" or self._helps(mention, start):
            return False
        acting = self._actor(mention, at)
        if acting is None:
            return False
        rest = between[acting:]
        return not self.cues["relative"].search(rest)

    def _sets(self, mention: Mention, start: int, between: str, numbers: list[int]) -> bool:
        """Whether a place where something happened is the scene of what follows."""
        if self.cues["where"].match(between):
            return True
        if self.cues["bracket_row"].match(between):
            return False
        tied = any(start <= n < mention["start"] for n in numbers)
        if tied:
            return bool(self.cues["and_did"].fullmatch(between))
        return int(mention["start"]) - start < NEAR

    def _helps(self, mention: Mention, start: int) -> bool:
        """Whether it stands in a list behind "with", "by", "from", "on the orders of", or as one more of a number."""
        first = max(start, mention["start"] - LIST_BACK)
        before = self.text[first : mention["start"]]
        if self.cues["coordinated"].search(before):
            return True  # "eight countries and Spain carried out"
        helper = self.cues["helper"].search(before)
        if helper is None:
            return False
        # "Working with Europol, Spanish police arrested": the helper has its clause before the subject.
        aside = helper.start() < OPENING and before.endswith(", ")
        return not (first == start and aside)

    def _actor(self, mention: Mention, at: int) -> int | None:
        """Length of the words behind a name that say its forces act, or None: " investigators" in "Spanish investigators"."""
        end = mention["end"]
        if mention["label"] == "AGENCY":
            national = mention["extras"].get("kind") not in ABROAD
            acts = self.cues["acts"].match(self.text, end) if national else None
            return acts.end() - end if acts else None
        belongs = self.cues["belongs"].match(self.text, end)
        if belongs:
            return belongs.end() - end if self.cues["does"].search(self.text, belongs.end(), at) else None
        if mention["extras"].get("form") != "name" or self.cues["bracket_row"].match(self.text, end):
            return None  # "searches in Canada and Japan (six and two) brought to light"
        acts = self.cues["owns"].match(self.text, end) or self.cues["acts"].match(self.text, end)
        return acts.end() - end if acts else None
