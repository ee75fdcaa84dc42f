"""Which events could govern a number, nearest first.

Every candidate has a cost: how far, in grammar rather than in words, the event stands from the number. A passive
behind the phrase ("12 people were arrested") and a verb right before it ("arrested 12 people") cost next to nothing;
commas, other numbers and clause breaks add to it. The frames pick the cheapest candidate that fits.
"""

from __future__ import annotations

from dataclasses import replace

from opledger.figures.clauses import (
    is_object_in_clause,
    is_of_subject,
    is_whole_of,
    main_verb,
    next_comma,
    opens_clause,
)
from opledger.figures.governor import COMMA, STEP, Governor
from opledger.figures.groups import FRONT, is_whole_in_front
from opledger.figures.items import Item
from opledger.figures.leftward import leftward
from opledger.figures.phrases import Phrase
from opledger.figures.rightward import rightward

OF_WHOSE = 3
SUMS = frozenset({"value", "proceeds", "proceeds_in", "assets", "cash", "penalty", "rate"})
ACTORS = frozenset({"person", "officer", "organisation", "agency", "country", "none", "unknown"})
DIRECT = 0.6
MAIN = 1.55
HARM = "harm"
WHICH = frozenset({"identify", "suspicion"})
ACCOUNTS = frozenset({"account", "bank_account", "plain_account"})
NAMED_DEED = frozenset({"active", "left-noun"})
ARREST, WITH_THEM, CONTAIN = "arrest", 2.5, "contain"
SEIZE, OBTAIN, LED_REACH = "seize", "obtain", 8
OTHER_CLAUSE = 3.0  # what a verb of the clause before costs more
PERSON = "person"
CLAUSE_MARKS = frozenset({",", ";"})
COMPLEMENT, LIGHT = 0.0, 0.7  # costs of what completes a light verb, and what the light verb costs more
TOPICAL = frozenset({"on", "about", "concerning", "regarding"})


def governors(
    items: list[Item], group: list[Phrase], phrase: Phrase, bare: bool = False, count: bool = True
) -> list[Governor]:
    """Candidates for a phrase of a group, cheapest first.

    ``count`` is a number of things and no amount of money or stuff, ``bare`` one whose noun is elided.
    """
    inside = _inside(items, phrase)
    left = leftward(items, group[0], bare)
    if not bare and _has_clause(items, group):
        left = [g if g.direction == "left-noun" else replace(g, cost=g.cost + OTHER_CLAUSE) for g in left]
    ahead = items[group[0].first - 1] if group[0].first else None
    if count and opens_clause(items, group[0].first, group[-1].end):
        left = []  # "After hiding the van, two men left": the van was hidden
    if count and ahead is not None and (ahead.plays("inner") or _is_inside_of(items, group[0].first)):
        # "hidden in two crates", "in the pocket of one suspect" say where, not what
        left = [
            g for g in left if g.direction not in {"active", "after-passive"} or _is_scene(items, g, group[0])
        ]
    elif ahead is not None and ahead.plays("source"):  # "recovered from two victims": they are the source
        left = [g for g in left if items[g.at].plays("takes-source")]
    right = _main_first(items, group[-1], rightward(items, group[-1], phrase), left)
    if any(g.event in WHICH and g.direction == "active" and g.cost < DIRECT for g in left):
        right = _victims(items, group[-1], right)
    if count and any(g.direction == "active" and g.cost < DIRECT for g in left):
        right = [g for g in right if not is_of_subject(items, g.at)]
    if count and is_object_in_clause(items, group[0].first):
        stop = next_comma(items, group[-1].end)
        # "the man who preyed on two girls has been charged": he was
        right = [g for g in right if g.at < stop and g.direction != "passive"]
    if ahead is not None and count and ahead.plays("perfect") and PERSON in group[-1].classes:
        right = [
            g for g in right if g.at <= group[-1].end + 1
        ]  # "had 90 users, was shut and two men arrested"
    if ahead is not None and count and ahead.text in TOPICAL and _is_topic(items, group[0].first):
        right = []  # "Data on 14,000 users was secured": the data was
    if is_whole_of(items, phrase.first):
        # "20 of the 21 brokers were held": the 20 were
        right = [g for g in right if g.direction != "passive"]
    if is_whole_in_front(items, phrase):
        right = []  # "Of the 17 defendants, 15 were arrested": the 15 were
    if _is_completed(items, group):  # "found two drivers dead", "took nine guards into custody"
        end = group[-1].end
        right = [replace(g, cost=COMPLEMENT) if g.at == end else g for g in right]
        left = [replace(g, cost=g.cost + LIGHT) for g in left]
    money = items[phrase.quantity].label == "money"
    if money and ahead is not None and ahead.function == "auxiliary":
        left = [g for g in left if g.event in SUMS]  # "the value of the vans recovered was EUR 90,000"
    if ahead is not None and ahead.plays("agent") and _is_agent(phrase):
        right = []  # "supported by two helicopters, they moved in"; "escorted by six officers, they were led away"
    if ahead is not None and ahead.plays("inner") and (phrase.own == ("container",) or phrase.packed):
        right = []
    if ahead is not None and ahead.plays("accompanying"):  # "arrested a courier with 20 gold bars"
        with_them = [g for g in left if g.event == ARREST and g.cost <= WITH_THEM]
        left = left + [replace(g, event=SEIZE, cost=g.cost + STEP) for g in with_them]
    if phrase.own == (
        "container",
    ):  # "23 of the bottles contained methanol": nobody says that they were seized
        right = [g for g in right if not (g.event == CONTAIN and items[g.at].plays("holding"))]
    found = inside + right + left + _handed(items, group)
    found.sort(key=lambda g: (g.cost, g.direction, g.at))
    return found


def _victims(items: list[Item], last: Phrase, right: list[Governor]) -> list[Governor]:
    """What was done to people makes them victims, whoever found them: "identified 61 women who had been exploited"."""
    if last.end >= len(items) or items[last.end].function != "relative":
        return right
    done = [g for g in right if g.event == HARM and g.direction == "passive"]
    return [replace(g, cost=-COMMA) if g is done[0] else g for g in right] if done else right


def _handed(items: list[Item], group: list[Phrase]) -> list[Governor]:
    """What is taken off or led to, by a verb that others stand behind: "keep 3 tonnes off the shelves", "led rangers to nine tusks"."""
    first, end = group[0].first, group[-1].end
    if not first:
        return []
    ahead, behind = items[first - 1], items[end] if end < len(items) else None
    if ahead.plays("copula") and items[0].plays("stashed"):
        return [Governor(SEIZE, COMPLEMENT, 0, "active")]  # "Hidden under the floor were four revolvers"
    if behind is not None and ahead.plays("light") and behind.plays("away"):
        return [Governor(SEIZE, COMPLEMENT, first - 1, "active")]
    if ahead.plays("to"):
        for at in range(first - 2, max(-1, first - LED_REACH), -1):
            if items[at].kind in {"quantity", "punct"}:
                break
            if items[at].plays("leading") and at < first - 2:
                return [Governor(OBTAIN, COMPLEMENT, at, "active")]
    return []


def _has_clause(items: list[Item], group: list[Phrase]) -> bool:
    """Whether a row of numbers is the subject of a clause of its own: "six men were held, and two boys were found asleep"."""
    first, end = group[0].first, group[-1].end
    if not first or end >= len(items) or items[end].function != "auxiliary":
        return False
    behind = items[end + 1] if end + 1 < len(items) else None
    if items[end].plays("perfect") and (behind is None or not (behind.function or behind.entry.form)):
        return False  # "two drivers had drugs on them"
    return items[first - 1].text in CLAUSE_MARKS or items[first - 1].function == "conjunction"


def _is_completed(items: list[Item], group: list[Phrase]) -> bool:
    """Whether words right behind the object of a light verb say what was done to it: "found two drivers dead"."""
    first, end = group[0].first, group[-1].end
    verb = first - 1 - (first > 1 and items[first - 1].function == "determiner")
    if not first or end >= len(items) or not items[verb].plays("light"):
        return False
    return items[end].entry.form == "phrase" and items[end].entry.event is not None


def _is_agent(phrase: Phrase) -> bool:
    """Whether things, or officers, behind "by" are those who act."""
    return "officer" in phrase.own or not ACTORS.intersection(phrase.classes)


def _is_inside_of(items: list[Item], first: int) -> bool:
    """Whether a number only says whose something is where a thing was found: "in the pocket of one suspect"."""
    if first < OF_WHOSE or not items[first - 1].plays("of") or _names_deed(items[first - 2]):
        return False
    ahead = items[first - 3]
    if ahead.function == "determiner" and first > OF_WHOSE:
        ahead = items[first - 4]
    return ahead.plays("inner")


def _names_deed(noun: Item) -> bool:
    """Whether a noun before "of" is of what was done, or of how many: "in the arrest of", "in the number of"."""
    entry = noun.entry
    done = entry.noun_event or (entry.event and entry.form != "base")
    return bool(noun.kind != "word" or done or noun.plays("tallied") or noun.function)


def _main_first(
    items: list[Item], last: Phrase, found: list[Governor], left: list[Governor]
) -> list[Governor]:
    """What a sentence says of people goes before what says which they are: "six suspects identified in May were arrested"."""
    if not found or found[0].event not in WHICH:
        return found
    direct = (g.direction in NAMED_DEED and g.cost < DIRECT for g in left)
    if found[0].direction == "reduced" and any(direct):
        return [g for g in found if g.event not in WHICH]  # "indictments of six suspects identified in May"
    at = main_verb(items, last.end)
    if at is None or not items[at].entry.events:
        return found
    main = [Governor(e, MAIN, at, "passive") for e in items[at].entry.events]
    return main + [g for g in found if g.at != at and g.event not in WHICH]


def _is_scene(items: list[Item], governor: Governor, first: Phrase) -> bool:
    """Whether what stands behind the preposition is what the event is done to: "executed search warrants at three homes"."""
    if ACCOUNTS.intersection(first.own) and first.first > 1 and items[first.first - 2].label == "money":
        return True  # "blocked EUR 3 million in 14 accounts"
    return governor.at == first.first - 2 and items[governor.at].plays("takes-place")


def _is_topic(items: list[Item], first: int) -> bool:
    """Whether a noun that opens the sentence is about what is counted: "Data on 14,000 users"."""
    if not FRONT <= first <= FRONT + 1:
        return False
    noun = items[first - 2]
    return (
        noun.kind == "word" and noun.function is None and not noun.entry.event and not noun.entry.noun_event
    )


def _inside(items: list[Item], phrase: Phrase) -> list[Governor]:
    """Events among the modifiers ("12 arrested suspects"), weak."""
    return [
        Governor(event, 1.5, at, "inside")
        for at in range(phrase.first + 1, phrase.end)
        for event in items[at].entry.events
        if items[at] is not phrase.head
    ]
