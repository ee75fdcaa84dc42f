"""The figures of the sentences read so far, and which of them a number can lean on."""

from __future__ import annotations

from itertools import chain, islice

from opledger.figures.antecedents import AMOUNTS, antecedent, fits, is_amount
from opledger.figures.case import Case
from opledger.figures.lexicon import Lexicon
from opledger.figures.release import Figure, Quantity

# Units of the counts that a later "the number stands at 288" can be about.
COUNT_UNITS = frozenset(
    {
        *("person", "group", "country", "location", "search", "check", "case"),
        *("item", "seizure", "site", "account"),
    }
)
# Units of things that their name alone tells again.
AGAIN_UNITS = frozenset({"search", "check", "case", "item", "seizure", "site", "account"})
PERSON, FRAMED, NOUN = "person", "frame:", "+noun:"
PLACE_UNITS = frozenset({"country", "location"})
NAMES_OF_PLACES = frozenset({"COUNTRY", "PLACE"})
# What police say that they did at a scene; charges and sums are told of cases as well.
ACTION = frozenset({"arrests", "searches", "checks", "seizures", "locations", "money_seized"})
SEIZED = "_seized"
SMALLEST_SAME = 3
LOOK_BACK = 6


class Earlier:
    """Figures in the order of reading; ``countries`` are those of countries that take part, ``in_action`` says whether
    one of them tells, by a verb or noun of it, what police did at a scene."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []
        self.countries: list[Figure] = []
        self.in_action = False
        self._by_value: dict[float, Figure] = {}
        self._by_kind: dict[str, Figure] = {}
        self._people: dict[str, Figure] = {}

    def of_kind(self, case: Case) -> Figure | None:
        """The last figure of things by the same name: "354 cases", where cases were opened; people are told apart by deeds."""
        head = case.phrase.head
        if (
            head is None
            or case.phrase.partitive
            or not case.is_count
            or case.quantity["qualifier"] == "vague"
        ):
            return None
        return self._by_kind.get(head.text)

    def people(self, kind: str) -> Figure | None:
        """The last figure of people by the same name whose verb said what it counts."""
        return self._people.get(kind)

    def add(self, made: list[Figure]) -> None:
        """Take in the figures of a sentence."""
        self.figures += made
        self.countries += [f for f in made if f["measure"] == "countries_participating"]
        for figure in made:
            self.in_action = self.in_action or is_action(figure)
            if figure["value"] is not None and figure["unit"] in COUNT_UNITS:
                self._by_value.setdefault(figure["value"], figure)
            if figure["unit"] in AGAIN_UNITS and figure["extras"]["kind"]:
                self._by_kind[figure["extras"]["kind"]] = figure
            if figure["unit"] == PERSON and figure["extras"]["kind"] and FRAMED in figure["rule"]:
                self._people[figure["extras"]["kind"]] = figure

    def before(self, case: Case, lexicon: Lexicon) -> Figure | None:
        """The figure that a bare number can lean on: earlier in the sentence, the paragraph or the list."""
        if case.phrase.partitive or (case.label is not None and case.label.stated):
            named = antecedent(case, chain(reversed(case.passage.made), reversed(self.figures)), lexicon)
            if named is not None:
                return named
        found = self._last(case)
        return found if found is not None and fits(case, found) else None

    def _last(self, case: Case) -> Figure | None:
        ahead = case.ahead
        beside = case.phrase.additional or (ahead is not None and ahead.plays("adding"))
        beside = beside or (ahead is not None and (ahead.text == "(" or ahead.label in NAMES_OF_PLACES))
        beside = beside or _is_by_place(case)
        # A plain number may leave out the unit of the amount before it; one that is compared has no noun but a count's.
        compared = case.bare and ahead is not None and ahead.plays("comparing")
        for figure in reversed(case.passage.made):
            if _is_scene(figure) or (case.phrase.partitive and _is_less(figure, case.quantity)):
                continue
            # Beside a place stands what was counted there, not how many places.
            if not (beside and figure["unit"] in PLACE_UNITS) and not (compared and is_amount(figure)):
                return figure
        if not self.figures:
            return None
        last = self.figures[-1]
        if beside and last["unit"] in PLACE_UNITS:
            nearer = islice(reversed(self.figures), LOOK_BACK)
            last = next((f for f in nearer if f["unit"] not in PLACE_UNITS), last)
        if case.phrase.partitive and _is_less(last, case.quantity):
            fitting = (f for f in islice(reversed(self.figures), LOOK_BACK) if not _is_less(f, case.quantity))
            last = next(fitting, last)
        if case.quantity["unit"] in AMOUNTS and last["unit"] != case.quantity["unit"]:
            alike = (
                f for f in islice(reversed(self.figures), LOOK_BACK) if f["unit"] == case.quantity["unit"]
            )
            last = next(alike, last)
        distance = int(case.passage.sentence["block"]) - int(last["extras"]["block"])
        return last if distance <= 1 and not (distance and last["extras"]["headline"]) else None

    def same_number(self, quantity: Quantity) -> Figure | None:
        """The first figure of the same plain number: "put the total at 288" means the 288 of the headline."""
        if quantity["value"] is None or quantity["value"] < SMALLEST_SAME or quantity["unit"]:
            return None
        return self._by_value.get(quantity["value"])

    def without_currency(self, quantity: Quantity) -> Quantity:
        """A number that took its currency from a sum before it counts what the figure before it counts."""
        if quantity["dimension"] != "money" or "gap" not in quantity["rule"].split("+"):
            return quantity
        if not self.figures or self.figures[-1]["unit"].isupper():
            return quantity
        return {**quantity, "unit": None, "dimension": "count"}


def _is_scene(figure: Figure) -> bool:
    """Whether a figure only says where things were found: "statues seized from three barns; 41 will go home"."""
    return bool(figure["rule"].rpartition("+")[2].startswith("scene:"))


def _is_by_place(case: Case) -> bool:
    """ "eleven in Turin": what is counted is no places."""
    at = case.phrase.end
    two = case.items[at : at + 2]
    return case.bare and len(two) > 1 and two[0].plays("in") and two[1].label in NAMES_OF_PLACES


def _is_less(whole: Figure, part: Quantity) -> bool:
    """Whether a figure is too small to have a part of that number: of 34 arrests, no 1.65 million."""
    low, high = part["low"], whole["high"]
    return low is not None and high is not None and low > high


def is_action(figure: Figure) -> bool:
    """Whether a figure tells, by a verb or noun of it, what police did at a scene."""
    told = FRAMED in figure["rule"] or NOUN in figure["rule"]
    return told and (figure["measure"] in ACTION or bool(figure["measure"].endswith(SEIZED)))
