"""Which way to decide what a number counts is tried when: its events, the number before it, the list it stands in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from unicodedata import category

from opledger.figures.aboard import come_upon
from opledger.figures.backoff import fall_back
from opledger.figures.breakdowns import Breakdowns
from opledger.figures.case import Case, Passage
from opledger.figures.decide import Decision, classes_of, decide, frame_for
from opledger.figures.earlier import Earlier, is_action
from opledger.figures.elided import borrow, borrow_first, same_verb
from opledger.figures.governor import Governor
from opledger.figures.governors import governors
from opledger.figures.inherit import inherit, is_compared, taken_from
from opledger.figures.items import Item
from opledger.figures.labels import Labels, participles
from opledger.figures.names import is_name, is_nominal
from opledger.figures.parallel import parallel
from opledger.figures.phrases import Phrase
from opledger.figures.referrals import referral
from opledger.figures.release import LISTED, Figure, Release
from opledger.figures.rows import Rows
from opledger.figures.series import is_reported
from opledger.figures.stuff import Stuff
from opledger.figures.takings import taken
from opledger.figures.worth import estimate, settle

LIST_COST = 7.0
LONGEST_LEAD = 7
OPENERS, RECENT = 4, 3  # words that open a row of examples; figures back to what they are examples of
ROW_MARKS = frozenset({":", ","})
SITE = ("site",)
BESIDE = 1.5
MONEY = "money"
CASH, CASH_IN = "cash", "cash_in"
SEIZE, CONTEXT, VALUE = "seize", "context", "value"
NEAR_NAMES = frozenset({"COUNTRY", "PLACE"})
PROCEEDS, DIRECT = "proceeds", 0.5
SIBLING_MEASURE, SIBLING_MONEY = "goods_seized", "money_seized"
RESULTS, ROW = frozenset({"arrests", "searches", "checks", "charges", "seizures"}), 2
SIBLING_UNITS = frozenset({"item", "kilogram", "dose"})
PLACES, DEFAULT_VICTIM, DEFAULT_SUSPECT = "default:place", "default:victim", "default:suspect"
LEADING = 2
PERSON, DETAINEE, OFFENDER = "person", "detainee", "offender"
NOT_LISTED = frozenset({"unknown", "none", "money"})
LIST_MARKS = frozenset({":", ";", ",", "–", "—"})
BY_PLACE = "places:"
ROUND, AMMUNITION = "round", "ammunition_seized"
WEAPONS = frozenset({"firearm", "ammunition", "explosive"})
PLACED_BY = frozenset({"preposition", "determiner", "conjunction"})


@dataclass(frozen=True, slots=True)
class Choice:
    """A decision on a number, and the figure it leans on if it took it from there."""

    decision: Decision
    leans: Figure | None = None


class Chooser:
    """Decides what numbers count.

    Args:
        release: the release that is read.
        labels: for the events of lists and headings.
        stuff: for money that is what things are worth.
        earlier: the figures so far.
    """

    def __init__(self, release: Release, labels: Labels, stuff: Stuff, earlier: Earlier) -> None:
        self.release, self.lexicon = release, release.lexicon
        self.labels, self.stuff, self.earlier = labels, stuff, earlier
        self.breakdowns, self.rows = Breakdowns(release, earlier), Rows(release, release.lexicon)

    def choose(self, case: Case) -> Choice | None:
        """What a number counts, or None where nothing says so."""
        if case.bare and case.behind is not None and case.behind.plays("offences"):
            return None  # "112 charges against 14 people"
        whole = self.breakdowns.whole(case)
        listed = case.passage.block["kind"] in LISTED
        if whole is not None and ((listed and whole["unit"] == PERSON) or not _is_default(whole)):
            return Choice(taken_from(whole, "list"), whole)
        row = self.rows.measure(case)
        if row is not None:
            return Choice(row)
        like = parallel(case, self.earlier.figures)
        if like is not None:
            return Choice(taken_from(like, "parallel"), like)
        classes = classes_of(_as_site(case), case.quantity, case.substance[0])
        said = (
            case.bare
            and case.label is None
            and case.before is not None
            and (is_reported(case) or is_compared(case))
        )
        decision = None if said else self._by_events(case, classes)
        leans = None
        if decision is not None:
            decision = self._told_again(case, decision)
        if decision is not None and (_is_example(case) or _is_of_people(case)):
            decision = inherit(case, self.lexicon) or decision
        if decision is not None and decision.rule == PLACES and _is_one_place(case):
            decision = None
        if decision is not None and decision.measure and self._is_of_things(case, decision.measure):
            decision = None
        if case.quantity.get("implied"):  # counted only where a verb says so
            framed = decision is not None and decision.measure and decision.rule.startswith("frame:")
            return Choice(decision) if framed and decision is not None else None
        if decision is None or (case.phrase.partitive and decision.weak) or _means_earlier(case, decision):
            like = self.earlier.same_number(case.quantity)
            leant = inherit(case, self.lexicon, like)
            decision, leans = (leant, like if _is_same(leant) else case.before) if leant else (decision, None)
        if decision is None and (_is_listed(case) or self._is_among(case)):
            decision = self._by_list(classes, case.in_column)
        if decision is None:
            again = self.earlier.of_kind(case) or self._offenders(case)
            decision = taken_from(again, "again") if again and not self._is_governed(case) else None
        if decision is None and _is_with_guns(case):
            decision = Decision(AMMUNITION, (), "list:round", LIST_COST)
        decision = taken(case, decision, self.release.text, self.lexicon.cues)
        if decision is None:
            acting = self.earlier.in_action or any(map(is_action, case.passage.made))
            decision = fall_back(case, classes, lambda: self._candidates(case), acting, self.lexicon)
        if decision is None or not decision.measure or (decision.rule == PLACES and not _is_placing(case)):
            return None
        return Choice(decision, leans)

    def _told_again(self, case: Case, decision: Decision) -> Decision:
        """What people counted before by the same name count, where only that name says something: "the 19 victims were heard"."""
        if decision.rule != DEFAULT_VICTIM and not (decision.rule == DEFAULT_SUSPECT and _is_definite(case)):
            return decision
        like = self.earlier.people(case.counted.head.text if case.counted.head else "")
        return taken_from(like, "again") if like is not None else decision

    def _offenders(self, case: Case) -> Figure | None:
        """The last figure of offenders by the same name: "Togo: 40 migrants, 12 smugglers", where smugglers were arrested."""
        head = case.phrase.head
        if head is None or OFFENDER not in case.phrase.classes or case.phrase.partitive:
            return None
        if case.quantity["value"] is None:
            return None  # "were engaged by several insurgents": no number that a row would tell
        return self.earlier.people(head.text)

    def _is_among(self, case: Case) -> bool:
        """Whether a sentence names things of what was just said to be seized: "Among them were 27 airbags"."""
        lead = case.items[: min(case.group[0].first, OPENERS)]
        return any(i.plays("open-list") for i in lead) and any(
            map(_is_seized, self.earlier.figures[-RECENT:])
        )

    def _is_governed(self, case: Case) -> bool:
        """Whether a verb stands right beside a number, though no frame has it: "57,000 vehicles were stolen"."""
        return any(g.cost <= BESIDE and g.at >= 0 for g in self._candidates(case))

    def siblings(
        self, passage: Passage, rest: list[Phrase], joined: list[Figure]
    ) -> list[tuple[Case, Decision]]:
        """Things of no known class, listed with things that were seized, were seized, too: "11 statuettes and 6 detectors".

        Args:
            passage: the sentence.
            rest: numbers of it that nothing is said of.
            joined: the figures of the row that they stand in.
        """
        if not rest:
            return []
        kindred = self._kin(passage, joined)
        kin = next((f for f in kindred if _is_seized(f)), None)
        if kin is None:
            return self._sums(passage, rest, kindred)
        rule = "sibling:" + kin["rule"].split(":")[-1]
        found = []
        for phrase in rest:
            case = Case(passage, rest, phrase, self.release.quantities[passage.items[phrase.quantity].at])
            measure = self._sibling(case)
            boxed = case.ahead is not None and case.ahead.plays("inner")  # "in a single bucket"
            if measure and _is_thing(case) and not boxed and not is_name(case, self.release):
                found.append((case, Decision(measure, (), rule, LIST_COST)))
        return found

    def _sums(
        self, passage: Passage, rest: list[Phrase], kindred: list[Figure]
    ) -> list[tuple[Case, Decision]]:
        """Sums that close a row of results, or stand beside a seized one: "26 arrests, 40 searches and 900,000 euros"."""
        money = any(f["measure"] == SIBLING_MONEY for f in kindred)
        if not money and len({f["measure"] for f in kindred} & RESULTS) < ROW:
            return []
        cases = [Case(passage, rest, p, self.release.quantities[passage.items[p.quantity].at]) for p in rest]
        return [
            (c, Decision(SIBLING_MONEY, (), "sibling:sum", LIST_COST))
            for c in cases
            if c.quantity["dimension"] == "money" and _is_thing(c) and not self._is_governed(c)
        ]

    def _sibling(self, case: Case) -> str | None:
        """The measure of one more thing in a row of seized ones."""
        if case.quantity["dimension"] == "money":
            return SIBLING_MONEY
        if case.phrase.classes == ("unknown",):
            return SIBLING_MEASURE
        decision = self._by_list(classes_of(case.phrase, case.quantity, case.substance[0]), False)
        return decision.measure if decision and not self._is_governed(case) else None

    def _kin(self, passage: Passage, joined: list[Figure]) -> list[Figure]:
        """Figures of the same row; in a list, those of its other lines."""
        listed = passage.block["kind"] in LISTED
        if not listed and (not passage.nominal or passage.made):
            return joined
        above = self.earlier.figures[-1:]
        index = int(passage.sentence["block"])
        near = (f for f in above if f["extras"]["block"] == index - 1)
        return [*passage.made, *(f for f in near if not listed or self._is_line(f))]

    def _is_line(self, figure: Figure) -> bool:
        return self.release.blocks[figure["extras"]["block"]]["kind"] in LISTED

    def _by_events(self, case: Case, classes: tuple[str, ...]) -> Decision | None:
        """By the events around a number; one that leans has the classes of the number before it."""
        candidates = self._candidates(case)
        borrows = case.bare and case.label is None
        if borrows:
            decision = borrow_first(case, candidates, self.lexicon)
            if decision:
                return decision
        said = self.labels.said(case) if case.is_count else []
        around = candidates + self.labels.context(case) + said
        barred = case.passage.barred
        classes, upon = come_upon(case, classes, candidates)
        decision = decide(case.counted, case.quantity, around + upon, classes, self.lexicon, barred=barred)
        if borrows and decision is not None:
            return same_verb(case, candidates, decision, self.lexicon)
        decision = decision or self._by_noun_before_places(case)
        return decision or (borrow(case, candidates, self.lexicon) if borrows else None)

    def _is_of_things(self, case: Case, measure: str) -> bool:
        """Whether a count of people would be a part of things: "1,340 jewels, of which 400 have been recognised"."""
        ahead = case.ahead
        which = ahead is not None and ahead.plays("pronominal") and ahead.text.endswith("which")
        if case.before is not None and case.before["unit"] == PERSON:
            return False  # "671 persons were arrested, of which 185 have been convicted"
        return which and self.lexicon.measures.measures[measure].units[0] == PERSON

    def _by_noun_before_places(self, case: Case) -> Decision | None:
        """The event that a sentence breaks down by place in brackets: "Arrests were made in Belgium (six) and France (two)"."""
        items, first = case.items, case.phrase.first
        if (
            first < 2
            or items[first - 1].text != "("
            or items[first - 2].label not in NEAR_NAMES
            or case.before
        ):
            return None
        noun = next((i.entry.noun_event for i in items[:first] if i.entry.noun_event), None)
        counts = self.lexicon.events[noun].counts if noun else None
        return Decision(counts, (), f"{BY_PLACE}{noun}", BESIDE) if counts else None

    def _candidates(self, case: Case) -> list[Governor]:
        found = governors(*_around(case), case.bare, case.is_count)
        if _is_next_in_list(case, self.release) or _is_cash(case):
            found = [g for g in found if not (g.event == VALUE and g.direction == "active")]
        found += participles(case)
        said = self.release.items_in_number(case.quantity)
        estimated = estimate(case, said) if case.quantity["dimension"] == MONEY else None
        found += [estimated] if estimated is not None else []
        found += [
            Governor(event, 0.0, -1, "active")
            for item in said
            if item.plays("takes-source")
            for event in item.entry.events
        ]
        if case.quantity["dimension"] != MONEY:
            found = [g for g in found if not (g.event == PROCEEDS and case.items[g.at].plays("money-only"))]
        stolen = any(g.event == PROCEEDS and g.direction == "active" and g.cost <= DIRECT for g in found)
        if not stolen and self.stuff.is_worth(case):
            found.insert(0, Governor(VALUE, 0.0, case.phrase.quantity + 1, "worth"))
        if case.bare or (PERSON in case.phrase.classes and DETAINEE not in case.phrase.classes):
            found = sorted(found + referral(case, self.lexicon.cues["court_named"]), key=lambda g: g.cost)
        return settle(case, found)

    def _by_list(self, classes: tuple[str, ...], column: bool) -> Decision | None:
        """Things in a list of results were seized, even where no verb says so."""
        known = tuple(c for c in classes if c not in NOT_LISTED and (column or c != "container"))
        frame = frame_for(SEIZE, known, self.lexicon)
        if frame is None or frame.measure is None or (frame.directions and CONTEXT not in frame.directions):
            return None
        return Decision(frame.measure, (), f"list:{frame.id}", LIST_COST)


def _means_earlier(case: Case, decision: Decision) -> bool:
    """Whether a default gives way to the figure of the same noun: "the victims were 280", where victims were rescued."""
    label, before = case.label, case.before
    if case.phrase.partitive and case.phrase.head is not None and before is not None:
        again = case.phrase.head.text == before["extras"]["kind"]
        return again and decision.rule.startswith("default")  # "80 of the servers", where servers were shut
    if label is None or not label.stated or label.events or label.head is None or before is None:
        return False
    return decision.rule.startswith("default") and label.head.text == before["extras"]["kind"]


def _is_seized(figure: Figure) -> bool:
    return bool(figure["measure"].endswith("_seized")) and figure["unit"] in SIBLING_UNITS


def _is_with_guns(case: Case) -> bool:
    """Whether rounds stand in a row with weapons or under their name: "a pistol with six rounds", "Ammunition: 214 rounds"."""
    if ROUND not in case.phrase.own:
        return False
    ahead = case.ahead
    rowed = ahead is None or ahead.kind == "punct" or ahead.function == "conjunction" or ahead.text == "with"
    return rowed and any(not WEAPONS.isdisjoint(i.entry.classes) for i in case.items)


def _is_thing(case: Case) -> bool:
    """Whether a number can be one more of a row of things: it has a noun, or is money."""
    if case.quantity["dimension"] == "money":
        return case.phrase.head is None
    if case.phrase.words is None or case.quantity["dimension"] not in {"count", "mass"}:
        return False
    return case.is_count or case.items[case.phrase.quantity + 1].plays("of")


def _as_site(case: Case) -> Phrase:
    """What is counted; servers beside websites are not hardware: "144 servers and 312 domains"."""
    counted = case.counted
    sites = any("site" in p.own and "server" not in p.own for p in case.group)
    return replace(counted, classes=SITE, own=SITE) if sites and "server" in counted.own else counted


def _is_listed(case: Case) -> bool:
    """Whether a number stands in a list of results, or in a line that is as good as one."""
    if case.ahead is not None and case.phrase.packed and case.ahead.plays("inner"):
        return False  # "hidden in two crates of gloves"
    if case.passage.block["kind"] in LISTED:
        return True
    first = case.group[0].first
    if first and category(case.items[first - 1].text[0]) == "So":
        return True  # a tick or another sign of the kind opens an entry
    if _is_led(case):
        return True
    return case.passage.nominal and (first <= LEADING or case.items[first - 1].text in LIST_MARKS)


def _is_led(case: Case) -> bool:
    """Whether a row stands behind a lead without a verb: "Other recoveries: 12 vans", "Among the assets: 44 cars"."""
    first, end = case.group[0].first, case.group[-1].end
    colon = next((i for i in range(min(first, LONGEST_LEAD)) if case.items[i].text == ":"), None)
    if colon is None or not is_nominal(case.items[:colon]):
        return False
    behind = case.items[end] if end < len(case.items) else None
    if behind is not None and behind.function == "auxiliary":
        return False
    return case.items[first - 1].text in ROW_MARKS or case.items[first - 1].function == "conjunction"


def _is_example(case: Case) -> bool:
    """Whether things of a name that no class lists stand right behind "including", "among them"."""
    before = case.before
    if case.phrase.classes != ("unknown",) or before is None or before["start"] < case.items[0].start:
        return False
    return any(i.plays("open-list") for i in case.items[max(0, case.phrase.first - 2) : case.phrase.first])


def _is_definite(case: Case) -> bool:
    """Whether a number means people said before: "the 19 suspects", "all 19 suspects"."""
    return case.label is not None or (case.ahead is not None and case.ahead.function == "determiner")


def _is_of_people(case: Case) -> bool:
    """Whether people are of those just told of, and nothing else is said of them: "40 migrants, among them seven children"."""
    before, behind = case.before, case.behind
    if PERSON not in case.phrase.classes or before is None or before["unit"] != PERSON:
        return False
    if case.quantity.get("implied"):
        return False
    if before["start"] < case.items[0].start or case.phrase.first == 0 or case.phrase.partitive:
        return False
    ahead = case.items[max(0, case.phrase.first - 2) : case.phrase.first]
    opened = any(i.plays("open-list") and i.text != ":" for i in ahead)
    said = behind is not None and (behind.function == "auxiliary" or bool(behind.entry.event))
    return opened and not said


def _is_placing(case: Case) -> bool:
    """Whether a count of places says where something took place: "in 63 cities", "all nine provinces"."""
    ahead, head = case.ahead, case.phrase.head
    if case.phrase.partitive and head is not None and not head.entry.plural:
        return False  # "Ray Hill and Ann Lee, both of the Harbour District"
    return ahead is None or ahead.kind == "punct" or ahead.function in PLACED_BY


def _is_one_place(case: Case) -> bool:
    """Whether a label names one place, of which a line tells something: "District of Arizona – 7"."""
    label = case.label
    return label is not None and label.head is not None and not label.head.entry.plural and not label.stated


def _is_next_in_list(case: Case, release: Release) -> bool:
    """Whether money stands behind other things in a list: "eel worth 2,000 euros, 14 vans and 900 euros"."""
    if case.quantity["dimension"] != "money" or case.phrase is case.group[0]:
        return False
    ahead = [p for p in case.group if p.first < case.phrase.first]
    return any(release.quantities[case.items[p.quantity].at]["dimension"] != "money" for p in ahead)


def _around(case: Case) -> tuple[list[Item], list[Phrase], Phrase]:
    """Where the events of a number are looked for: behind its bracket, if a label stands before that ("stamps (14) were found")."""
    if case.label is None or not case.in_brackets or not case.bare:
        return case.items, case.group, case.phrase
    phrase = replace(case.phrase, end=case.phrase.end + 1)
    return case.items, [phrase], phrase


def _is_cash(case: Case) -> bool:
    """Whether a second sum is called cash itself: "heroin worth 600,000 euros, and 40,000 euros in cash"."""
    if case.quantity["dimension"] != "money":
        return False
    items, first = case.items, case.phrase.first
    last = next((i for i in range(first - 1, -1, -1) if items[i].kind == "quantity"), None)
    if last is None or items[last].label != "money" or VALUE in items[first - 1].entry.events:
        return False
    named = (*items[last + 1 : first], *items[case.phrase.end : case.phrase.end + 1])
    return any(CASH in i.entry.events or CASH_IN in i.entry.events for i in named)


def _is_same(decision: Decision) -> bool:
    """Whether a number was taken for an earlier one said again: "these 23 individuals"."""
    return decision.rule.startswith("inherit-same:")


def _is_default(figure: Figure) -> bool:
    """Whether only a figure's noun said what it counts."""
    return bool(figure["rule"].rpartition("+")[2].startswith("default"))
