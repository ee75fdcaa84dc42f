"""What a number counts where no frame has it: by its noun alone, by the place of police action, by the noun of a deed before it."""

from __future__ import annotations

from collections.abc import Callable

from opledger.figures.antecedents import whole_in_lead
from opledger.figures.case import Case
from opledger.figures.clauses import is_inverted
from opledger.figures.decide import Decision, frame_for
from opledger.figures.governor import Governor
from opledger.figures.items import Item
from opledger.figures.lexicon import Lexicon

CASE, OPEN = "case", "open_case"
SEIZE, STOLEN, INSIDE = "seize", "proceeds", "inside"
NEAR = 1.5
DATA, DATA_SEIZED, LEAST_BYTES = "data", "data_seized", 1e9
FEWEST = 2
COST = 8.0
UNKNOWN, GOODS = ("unknown",), "goods_seized"
HOLDING, HOLDERS = frozenset({"contain", "seize"}), frozenset({"vehicle", "container", "premises"})
BESIDE, FRONTED = 0.3, 2
DONE = frozenset({"past", "phrase"})
SEARCH, PREMISES = "search", "premises"
ACTS = frozenset({"seize", "arrest", "secure", "safeguard", "identify", "obtain"})
SCENES = ACTS | {SEARCH}
WARRANT = "warrant"
PLACED = frozenset({"in", "at", "on", "from", "inside", "across", "within"})
SCENE_REACH, DEED_REACH = 14, 24
BY_PLACE = "places:"
BREAKS = frozenset({";", ":", "–", "—"})
NEAR_NAMES = frozenset({"COUNTRY", "PLACE"})
BETWEEN = frozenset({"preposition", "conjunction", "auxiliary", "determiner", "adverb"})
NEUTRAL = frozenset(
    {"seize", "obtain", "intercept", "identify", "check", "inspect", "arrest", "open_parcel", "contain"}
    | {"freeze", "secure", "search", "execute", "begin_case", "open_case", "dismantle", "take_down", "value"}
)
KNOWN = frozenset(
    {"case", "vehicle", "goods", "wildlife", "document", "drug", "explosive", "ammunition", "mass", "volume"}
)
WEIGHED = frozenset({"mass", "volume"})


def fall_back(
    case: Case,
    classes: tuple[str, ...],
    candidates: Callable[[], list[Governor]],
    acting: bool,
    lexicon: Lexicon,
) -> Decision | None:
    """By the deed or the people that stand ahead, by the scene, by what holds the things; by the noun alone only
    where police were told to be ``acting``: in the report of a trial, "two tires" are no haul."""
    found = by_deed_ahead(case, lexicon) or by_lead(case, lexicon) or by_scene(case, lexicon)
    if found is None and acting:
        found = by_noun(case, classes, candidates, lexicon)
    found = found or by_volume(case)
    return found or (by_holder(case, candidates(), lexicon) if case.phrase.classes == UNKNOWN else None)


def by_noun(
    case: Case, classes: tuple[str, ...], candidates: Callable[[], list[Governor]], lexicon: Lexicon
) -> Decision | None:
    """The measure of things that police seize, if nothing near says that it was somebody else's doing.

    Example:
        "Serbia reported three excavators", "Sixty-one vans by two officers"
    """
    if KNOWN.isdisjoint(classes) or case.phrase.partitive or _is_few(case) or not _stands_free(case):
        return None
    near = (g for g in candidates() if g.cost <= NEAR and g.event not in NEUTRAL)
    if any(g.direction != INSIDE or g.event != STOLEN for g in near):  # "in a shed were 75 stolen bicycles"
        return None
    frame = frame_for(OPEN if CASE in classes else SEIZE, classes, lexicon)
    if frame is None or frame.measure is None:
        return None
    return Decision(frame.measure, (), f"noun-alone:{frame.id}", COST)


def by_volume(case: Case) -> Decision | None:
    """Volumes of data beyond what one file has: police tell of them where they hold them."""
    low = case.quantity["low"]
    if case.quantity["dimension"] != DATA or low is None or low < LEAST_BYTES:
        return None
    return Decision(DATA_SEIZED, (), "volume", COST)


def by_holder(case: Case, candidates: list[Governor], lexicon: Lexicon) -> Decision | None:
    """Things of no known class where a box, a lorry or a house holds them, or a place they stand in opens the sentence.

    Example:
        "The lorry turned out to hold 3,200 prayer mats", "Behind a false wall stood 140 demijohns"
    """
    first = case.group[0].first
    if case.phrase.classes != UNKNOWN or not first or _is_few(case) or case.phrase.partitive:
        return None
    ahead = case.items[:first]
    held = any(g.event in HOLDING and g.cost <= BESIDE and g.direction == "active" for g in candidates)
    if held and any(not HOLDERS.isdisjoint(i.entry.classes) for i in ahead):
        return Decision(GOODS, (), "held", COST)
    if case.phrase.head is not None and lexicon.cues["agentive"].search(case.phrase.head.text):
        return None  # "Behind the operation were 12 divers"
    if is_inverted(ahead) and len(ahead) > FRONTED and not any(_opens_clause(i) for i in ahead):
        return Decision(GOODS, (), "fronted", COST)
    return None


def _opens_clause(item: Item) -> bool:
    return item.kind == "quantity" or item.function in {"relative", "pronoun"}


def _is_few(case: Case) -> bool:
    low = case.quantity["low"]
    if case.in_column:
        return False
    if case.quantity["value"] == 1:
        return True  # "One kilogram of it warms the climate as much as"
    soft = "soft" in case.quantity["rule"] or "loose" in case.quantity["rule"]
    return case.is_count and (soft or low is None or low < FEWEST)


def _stands_free(case: Case) -> bool:
    """Whether no preposition ties a number to something else."""
    first = case.group[0].first
    if not first:
        return True
    ahead = case.items[first - 1]
    if ahead.plays("article") and first > 2 and case.items[first - 3].kind == "quantity":
        return False  # "in 14 of the 36 cases"
    used = ahead.plays("used") and CASE not in case.phrase.own
    return ahead.function not in {"preposition", "relative"} and not used


def by_scene(case: Case, lexicon: Lexicon) -> Decision | None:
    """Premises where police found or arrested were searched: "In twelve barns officers came upon", "seized from three flats"."""
    first, low = case.group[0].first, case.quantity["low"]
    if not first or PREMISES not in case.phrase.classes or low is None or low < FEWEST:
        return None
    if case.items[first - 1].text not in PLACED or not case.is_count:
        return None
    back = case.items[max(0, first - 1 - SCENE_REACH) : first - 1][::-1]
    event = SEARCH if _is_warranted(back) else _act(back)
    if event is None and first == 1:
        event = _act(case.items[case.group[-1].end : case.group[-1].end + SCENE_REACH])
    counts = lexicon.events[SEARCH].counts
    return Decision(counts, (), f"scene:{event}", COST) if event in SCENES and counts else None


def _is_warranted(back: list[Item]) -> bool:
    """Whether warrants were carried out there: "carried out warrants at 14 addresses", "warrants were served on six farms"."""
    for item in back:
        if WARRANT in item.entry.own:
            return True
        if item.text in BREAKS or item.kind == "quantity":
            return False
    return False


def _act(items: list[Item]) -> str | None:
    """The first event of a stretch, up to the end of its clause."""
    for item in items:
        if item.text in BREAKS or item.plays("used"):
            return None
        if item.entry.event and not item.entry.classes:
            return item.entry.event
        if item.entry.noun_event:
            return item.entry.noun_event
    return None


def by_lead(case: Case, lexicon: Lexicon) -> Decision | None:
    """What was done to those that open a sentence: "Of those convicted, four got ten years"."""
    comma = whole_in_lead(case.items, case.phrase.first) if case.bare else None
    for item in case.items[1:comma] if comma is not None else ():
        counts = lexicon.events[item.entry.event].counts if item.entry.event else None
        if counts and item.entry.form in DONE:
            return Decision(counts, (), f"lead:{item.entry.event}", COST)
    return None


def by_deed_ahead(case: Case, lexicon: Lexicon) -> Decision | None:
    """The deed whose number stands behind it by place: "searches: 31 in Milan, eight in Rome", "Arrests in Oslo 14"."""
    items, first = case.items, case.phrase.first
    if not case.bare or not first or case.phrase.partitive:
        return None
    parted = False
    for at in range(first - 1, max(-1, first - DEED_REACH), -1):
        item = items[at]
        parted = parted or item.text in {":", "(", "–", "—"} or item.label in NEAR_NAMES
        if item.entry.noun_event and item.entry.plural:
            counts = lexicon.events[item.entry.noun_event].counts
            counted = at > 0 and items[at - 1].kind == "quantity"
            return (
                Decision(counts, (), f"{BY_PLACE}{item.entry.noun_event}", COST)
                if counts and parted and not counted
                else None
            )
        if not (
            item.kind in {"punct", "quantity"}
            or item.label in NEAR_NAMES
            or item.function in BETWEEN
            or item.plays("performing")
        ):
            return None
    return None
