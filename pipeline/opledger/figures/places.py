"""Which countries a figure is narrowed to."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Any

from opledger.figures.contrast import NAMED, SURE, TOWN, WEAK
from opledger.figures.geography import Geography, country_of, is_joint, located
from opledger.figures.placelabels import Codes, PlaceLabels
from opledger.figures.placesigns import PlaceSigns
from opledger.figures.respective import respective
from opledger.figures.stories import Stories

MOST_NAMES = 20
BRACKETED = re.compile(r"\s*\(\s*\d")
BESIDE = re.compile(r"\s*(?:[*†]*\s*\(|[:–—]|with)?\s*")
ENDED = re.compile(r"\s*[,;.)]|\s*$")
BROAD_LIST = 3
SEVERAL = 2
PERSON, OFFICERS = "person", "officers_deployed"
LOSSES = frozenset({"criminal_proceeds"})

Mention = dict[str, Any]


@dataclass(slots=True)
class Found:
    """Countries that a rule found, and whether they narrow only where another country stands against them."""

    codes: Codes
    rule: str
    doubt: str = SURE


NOTHING = Found((), "")


class PlaceFinder:
    """Finds the countries that the wording narrows a figure to.

    Args:
        text: the release's text.
        layout: its layout.
        geography: its countries.
        cues: named regular expressions.
    """

    def __init__(
        self, text: str, layout: dict[str, Any], geography: Geography, cues: dict[str, re.Pattern[str]]
    ) -> None:
        self.cues = cues
        self.text, self.layout, self.geography = text, layout, geography
        self.located = located(geography.mentions)
        self.starts = [m["start"] for m in self.located]
        self.joint = [m["start"] for m in geography.mentions if is_joint(m)]
        self.signs = PlaceSigns(text, cues)
        self.taking_part = 0.0  # the highest count of countries read so far
        self.stories = Stories(text, layout, geography.mentions)
        self.labels = PlaceLabels(text, layout, self.located, self.stories, cues["and_place"])

    def inside(self, start: int, end: int) -> list[Mention]:
        """Located mentions between two offsets."""
        return self.located[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def find(
        self,
        figure: dict[str, Any],
        sentence: dict[str, Any],
        carried: Found,
        quantities: list[dict[str, Any]],
    ) -> Found:
        """Countries of a figure and the rule that found them.

        Args:
            figure: the figure so far (start, end, block, sentence).
            sentence: its sentence in the layout.
            carried: what the sentence before narrowed to, in the same paragraph.
            quantities: quantities of the sentence, to see which number a place stands next to.
        """
        start, end = self._bounds(figure, sentence)
        numbers = [q["start"] for q in quantities if start <= q["start"] < end and q["dimension"] != "other"]
        whole = bool(self.cues["whole_behind"].match(self.text, figure["end"]))
        for rule in (self._row, self._respective, self._beside):
            found = rule(figure, sentence)
            if found.codes or found.rule:
                return found
        if whole:
            return NOTHING
        for found in (
            self._own_force(figure),
            self._behind(figure, end, numbers),
            self._there(figure, sentence, end),
            self._before(figure["start"], start, numbers),
            self._label(sentence),
            self._clause(figure, sentence, start),
            self._carry(sentence, carried),
        ):
            if found.codes and not self._is_teller(figure, found):
                if found.doubt and self._label(sentence).codes:
                    return self._label(sentence)
                return found if not self._whole(found) else Found((), found.rule)
        return NOTHING

    @staticmethod
    def _is_teller(figure: dict[str, Any], found: Found) -> bool:
        """Whether a body only tells of a loss, which it did not have itself."""
        if figure["measure"] not in LOSSES:
            return False
        return found.rule == "carried" or (found.rule == "actor" and found.doubt != SURE)

    def _whole(self, found: Found) -> bool:
        """Whether the countries are all that the release tells of, so that naming them narrows nothing."""
        codes = found.codes
        if found.rule == "label" or len(codes) < 2 or self.taking_part > 2 * len(codes):
            return False
        return len(codes) >= BROAD_LIST or set(codes) >= self.geography.acting

    def _doubts(self, codes: list[str], mention: Mention, named: bool, tied: bool) -> str:
        """How far countries that are at home where they stand narrow a figure.

        Args:
            codes: alpha-3 codes found.
            mention: the first of their mentions.
            named: the country's own name stands there as a place ("in Spain").
            tied: right behind the number.
        """
        if self.stories.heads or self.stories.titled:
            sentences = self.layout["sentences"]
            at = bisect_left(sentences, mention["start"] + 1, key=lambda s: int(s["start"])) - 1
            homes = self.stories.homes(sentences[at]["block"])
            if homes is not None:
                return WEAK if not homes.isdisjoint(codes) else SURE
        place = self.geography
        lead = mention["start"] < place.lead_end
        if self._told_apart(mention, named):
            return SURE
        if place.home in codes and place.led and tied and mention["label"] == "PLACE":
            return TOWN  # "18 in Asturias": a region of the country at home
        if place.home in codes:
            return NAMED if not place.led or (named and not lead) else WEAK
        return NAMED if lead and not tied and not place.openers.isdisjoint(codes) else SURE

    def _told_apart(self, mention: Mention, named: bool) -> bool:
        """Whether the forces of several countries act, so that the name of one sets it apart: "in the UK yesterday"."""
        if len(self.geography.openers) < SEVERAL:
            return False
        lead = mention["start"] < self.geography.lead_end
        if named:
            return not (self.signs.is_all_over(mention) or (lead and self.signs.is_home_of_force(mention)))
        return not lead and mention["label"] == "COUNTRY" and mention["extras"].get("form") == "name"

    def _label(self, sentence: dict[str, Any]) -> Found:
        return Found(self.labels.of(sentence["block"]), "label")

    def _row(self, figure: dict[str, Any], _: dict[str, Any]) -> Found:
        """Country of the row of a table."""
        cell = figure["extras"].get("cell")
        inside = self.inside(*cell) if cell else []
        codes = (c for m in inside[:1] if m["label"] != "AGENCY" and (c := country_of(m)))
        found = tuple(dict.fromkeys(codes))
        return Found(found, "row") if found else NOTHING

    def _respective(self, figure: dict[str, Any], sentence: dict[str, Any]) -> Found:
        """ "Spain and Italy made 12 and 9 arrests respectively", "in Spain and Italy (12 and 9)"."""
        start, end = figure["extras"]["number"]
        names = [m for m in self.inside(sentence["start"], start) if m["label"] == "COUNTRY"]
        code = (
            respective(self.text, names, start, end, sentence["end"], self.cues) if len(names) > 1 else None
        )
        return Found((code,), "respective") if code else NOTHING

    def _beside(self, figure: dict[str, Any], sentence: dict[str, Any]) -> Found:
        """ "Italy (18)", "Sweden 6", "Germany: 71"."""
        at = bisect_left(self.starts, figure["start"]) - 1
        if at < 0 or "dateline" in self.located[at]["roles"]:
            return NOTHING
        mention = self.located[at]
        between = self.text[mention["end"] : figure["start"]].strip(" *†\n\t\u00a0")
        code, bare = str(country_of(mention)), not figure["extras"]["kind"]
        if mention["start"] < sentence["start"] and (mention["label"] == "AGENCY" or between):
            return NOTHING
        if self.signs.is_gapped(mention, figure["start"], bare, sentence["start"]):
            return self._found_beside(code, mention)
        if mention["label"] == "AGENCY":
            return NOTHING
        if figure["unit"] == PERSON and between == "(" and self.signs.is_nationality(mention):
            return Found((), "nationality")  # "Iraqi (80)" are who they are, and not where they were
        own = self.cues["own_place"].match(self.text, figure["end"])
        if between in {"(", ":", "–", "—"} or (between == "with" and mention["label"] == "COUNTRY"):
            if own and between in {"–", "—"} and self._elsewhere(figure, sentence, code):
                return NOTHING
            label = self._label(sentence)
            if len(label.codes) > 1 and code in label.codes:
                return label
            return self._found_beside(code, mention)
        ended = not between and ENDED.match(self.text, figure["extras"]["number"][1])
        return (
            self._found_beside(code, mention)
            if ended or (bare and not own and between in {"", ","})
            else NOTHING
        )

    def _elsewhere(self, figure: dict[str, Any], sentence: dict[str, Any], code: str) -> bool:
        """Whether a number has a country of its own right behind it: "outside Canada – two in the United States"."""
        behind = self._behind(figure, self._bounds(figure, sentence)[1], [])
        return bool(behind.codes) and code not in behind.codes

    def _found_beside(self, code: str, mention: Mention) -> Found:
        """A country beside its number is sure, a town or a body of the country at home is not."""
        town = mention["label"] != "COUNTRY"
        return Found((code,), "beside", self._doubts([code], mention, False, True) if town else SURE)

    def _bounds(self, figure: dict[str, Any], sentence: dict[str, Any]) -> tuple[int, int]:
        """The clause around a figure: to the next semicolon or "while"."""
        start, end = sentence["start"], sentence["end"]
        for mark in self.cues["apart"].finditer(self.text, start, end):
            if mark.end() <= figure["start"]:
                start = mark.end()
            elif mark.start() >= figure["end"]:
                return start, mark.start()
        return start, end

    def _behind(self, figure: dict[str, Any], end: int, numbers: list[int]) -> Found:
        """ "21 arrests in Spain", "arrested in Italy and Greece": places right behind, with no other number between."""
        found: list[str] = []
        told: list[Mention] = []
        first, last = figure["end"], figure["end"]
        named = True
        if figure["extras"]["partitive"]:  # "four of the six individuals held in"
            numbers = [n for n in numbers if not first <= n < first + 12]
        for mention in self.inside(first, end):
            gap = self.text[last : mention["start"]]
            if found and not self.cues["and_place"].fullmatch(gap):
                break
            if not found and any(first < n < mention["start"] for n in numbers):
                break
            if not found and not self._reaches(gap):
                continue
            if BRACKETED.match(self.text, mention["end"]):
                return NOTHING  # "53 in France (22), Italy (18)": the place is of the number in brackets
            agent = self.signs.is_agent(mention, gap)
            if not (found or agent or (mention["label"] != "AGENCY" and self.signs.is_place(mention))):
                continue
            if mention["label"] == "AGENCY" and not agent:
                break
            found.append(str(country_of(mention)))
            told.append(mention)
            last = mention["end"]
            named = named and mention["label"] == "COUNTRY" and not agent
        if not found:
            return NOTHING
        apart = self.cues["only"].search(self.text, first, last) or self.cues["rest"].match(self.text, last)
        doubt = SURE if apart else self._doubts(found, told[0], named, True)
        return Found(tuple(dict.fromkeys(found)), "behind", doubt)

    def _own_force(self, figure: dict[str, Any]) -> Found:
        """ "16 British officers": those who were sent are of the country that their name tells."""
        if figure["measure"] != OFFICERS:
            return NOTHING
        inside = self.inside(figure["extras"]["number"][1], figure["end"])
        told = [m for m in inside if self.signs.is_nationality(m)]
        codes = tuple(dict.fromkeys(str(m["id"]) for m in told))
        return Found(codes, "within", self._doubts(list(codes), told[0], False, True)) if codes else NOTHING

    def _there(self, figure: dict[str, Any], sentence: dict[str, Any], end: int) -> Found:
        """ "extradited to the United States and charged there": the last country named before "there"."""
        there = self.cues["there"].search(self.text, figure["end"], end)
        named = self.inside(sentence["start"], there.start()) if there else []
        codes = [str(m["id"]) for m in named if m["label"] == "COUNTRY" and m["extras"].get("form") == "name"]
        return (
            Found((codes[-1],), "behind", NAMED if codes[-1] == self.geography.home else SURE)
            if codes
            else NOTHING
        )

    def _reaches(self, gap: str) -> bool:
        """Whether the words between a number and a place tie them together."""
        if len(gap) <= 70 and not self.cues["cut"].search(gap):
            return True
        return len(gap) <= 160 and bool(self.cues["caught"].search(gap))

    def _before(self, at: int, start: int, numbers: list[int]) -> Found:
        """ "In Uruguay, police seized ...", "Spanish investigators made ...", "Portugal contributed ..."."""
        near = [m for m in self.inside(start, at)[-MOST_NAMES:] if m["end"] <= at]
        for index in range(len(near) - 1, -1, -1):
            mention = near[index]
            code = country_of(mention)
            if code and self.signs.governs(mention, start, at, numbers):
                codes, first = [code], mention
                after = index + 1
                while index and self.signs.joined(near[index - 1], near[index]):
                    index -= 1
                    codes.insert(0, str(country_of(near[index])))
                while after < len(near) and self.signs.joined(near[after - 1], near[after]):
                    codes.append(str(country_of(near[after])))
                    after += 1
                actor = not (self.signs.is_place(mention) or self.signs.is_people(mention))
                if actor:
                    codes += [str(country_of(m)) for m in self.signs.fellows(first, near[:index])]
                    codes += self.signs.helpers(mention, near[index + 1 :], at)
                named = not actor and mention["label"] == "COUNTRY"
                opens = named and self.signs.opens(first, start)
                doubt = self._doubts(codes, first, named, opens)
                return Found(tuple(dict.fromkeys(codes)), "actor" if actor else "before", doubt)
        return NOTHING

    def _clause(self, figure: dict[str, Any], sentence: dict[str, Any], start: int) -> Found:
        """ "In Kenya, rangers stopped a lorry; four men were arrested": the clause before opens with the place."""
        if start == sentence["start"] or self.turns(start, figure["end"]):
            return NOTHING
        found = self._before(start, sentence["start"], [])
        return Found(found.codes, "carried", found.doubt)

    def turns(self, start: int, end: int) -> bool:
        """Whether some words turn to another country, to a body of several, or to the whole."""
        joint = bisect_left(self.joint, start) < bisect_left(self.joint, end)
        named = any(m["label"] == "COUNTRY" for m in self.inside(start, end))
        return joint or named or bool(self.cues["resets"].search(self.text, start, end))

    def _carry(self, sentence: dict[str, Any], carried: Found) -> Found:
        if not carried.codes or self.turns(sentence["start"], sentence["end"]):
            return NOTHING
        labelled = self.cues["sentence_label"].match(self.text, sentence["start"], sentence["end"])
        if labelled and self.stories.homes(sentence["block"]) is not None:
            return NOTHING  # "Seized on site: 340 phones" sums up its story
        if carried.doubt and not self.cues["goes_on"].match(self.text, sentence["start"]):
            return NOTHING
        return Found(carried.codes, "carried", carried.doubt)

    def scene(self, sentence: dict[str, Any]) -> Found:
        """Where a sentence without a figure of its own is set: "Officers in Hai Phong opened a container"."""
        verb = self.cues["scene"].search(self.text, sentence["start"], sentence["end"])
        return self._before(verb.end(), sentence["start"], []) if verb else NOTHING
