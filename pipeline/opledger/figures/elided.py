"""What a number without a noun counts: its verb, with the noun that was said before."""

from __future__ import annotations

from opledger.figures.antecedents import AMOUNTS, whole_in_lead
from opledger.figures.case import Case
from opledger.figures.decide import Decision, decide
from opledger.figures.governor import Governor
from opledger.figures.lexicon import Lexicon

PERSON, NONE = "person", "none"
DEATHS = "deaths"  # of the dead nothing more is told
SAME_VERB = 0.2  # decisions whose costs differ by no more are of one verb


def borrow_first(case: Case, candidates: list[Governor], lexicon: Lexicon) -> Decision | None:
    """What a part or more of things said before counts: "30 of them were seized", "Of these, 12", "picked up 93 more".

    Args:
        case: a number without a noun.
        candidates: the events around it.
        lexicon: nouns and frames.
    """
    if case.phrase.partitive or _is_of_these(case):
        return (
            _of_lead(case, candidates, lexicon)
            or borrow(case, candidates, lexicon)
            or _of_noun(case, candidates, lexicon)
        )
    if case.phrase.additional and case.before is not None:
        return _with(case, candidates, tuple(case.before["extras"]["classes"]), lexicon)
    return None


def borrow(case: Case, candidates: list[Governor], lexicon: Lexicon) -> Decision | None:
    """By the noun of the figure before it."""
    if case.before is None:
        return None
    return _with(case, candidates, (NONE, *case.before["extras"]["classes"]), lexicon)


def same_verb(case: Case, candidates: list[Governor], decision: Decision, lexicon: Lexicon) -> Decision:
    """What a verb means for the things said before: "looked into 310 parcels and held back 40", "40 migrants; 12 were rescued"."""
    before = case.before
    if (
        before is None
        or before["measure"] == DEATHS
        or before["extras"]["elided"]
        or before["unit"] in AMOUNTS  # "seized 12 kilograms of heroin; nine were held"
        or before["start"] < case.items[0].start
    ):
        return decision
    if before["unit"] != PERSON and _is_of_people(candidates, lexicon):
        return decision  # "seized 40 kg of khat and arrested three"
    classes = tuple(before["extras"]["classes"])
    found = _with(case, candidates, classes, lexicon)
    return found if found is not None and abs(found.cost - decision.cost) <= SAME_VERB else decision


def _is_of_people(candidates: list[Governor], lexicon: Lexicon) -> bool:
    """Whether the nearest verb has people for its object, whatever it means."""
    events = [g.event for g in candidates if g.at == candidates[0].at]
    counted = [lexicon.events[event].counts for event in events]
    measures = lexicon.measures.measures
    return all(c is not None and measures[c].units[0] == PERSON for c in counted)


def _with(
    case: Case, candidates: list[Governor], classes: tuple[str, ...], lexicon: Lexicon
) -> Decision | None:
    return decide(case.phrase, case.quantity, candidates, classes, lexicon, True, case.passage.barred)


def _of_lead(case: Case, candidates: list[Governor], lexicon: Lexicon) -> Decision | None:
    """By the things that open a sentence: "Of the 31 cars stolen, 12 have been recovered"."""
    comma = whole_in_lead(case.items, case.phrase.first)
    lead = [i for i in case.items[2:comma] if i.entry.classes] if comma is not None else []
    if not lead or PERSON in lead[0].entry.classes:
        return None
    return _with(case, candidates, lead[0].entry.classes, lexicon)


def _of_noun(case: Case, candidates: list[Governor], lexicon: Lexicon) -> Decision | None:
    """By things that the sentence names without a number: "charged 1,900 people over betting sites and shut 830 of them"."""
    if case.before is not None and case.before["unit"] != PERSON:
        return None
    for item in reversed(case.items[: case.phrase.first]):
        if case.before is not None and item.end <= case.before["start"]:
            return None  # "in crates they came upon 31 people, seven of them children"
        if item.entry.plural and item.entry.classes and PERSON not in item.entry.classes:
            found = _with(case, candidates, item.entry.classes, lexicon)
            if found is not None:
                return found
    return None


def _is_of_these(case: Case) -> bool:
    """Whether a sentence opens with "of these," before its number."""
    lead = case.items[: case.phrase.first]
    return len(lead) in {2, 3} and lead[0].plays("of") and lead[1].plays("elided")
