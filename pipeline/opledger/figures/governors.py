"""Which events could govern a number, nearest first.

Every candidate has a cost: how far, in grammar rather than in words, the event stands from the number. A passive
behind the phrase ("12 people were arrested") and a verb right before it ("arrested 12 people") cost next to nothing;
commas, other numbers and clause breaks add to it. The frames pick the cheapest candidate that fits.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import takewhile

from opledger.figures.clauses import (
    is_doing,
    is_fronted,
    is_object_in_clause,
    is_of_subject,
    is_unlisted_name,
    is_whole_of,
    main_verb,
    next_comma,
    opens_clause,
    opens_number,
    parts_row,
    says_what_for,
)
from opledger.figures.groups import FRONT, is_whole_in_front
from opledger.figures.items import Item
from opledger.figures.phrases import Phrase

LIST_COMMA = 0.3
OBJECT_WORDS = 3
OF_WHOSE = 3
TIME = "time"
FRONTED, ASIDE_PHRASE = 2, 6.0
COMMA, BREAK, NUMBER, STEP, RELATIVE, ACTIVE = 1.0, 4.0, 0.6, 0.12, 1.2, 2.5
COORDINATED = 0.3
REACH = 40
NOUN_USE, OTHER_VERB = 2.5, 2.5
SUMS = frozenset({"value", "proceeds", "proceeds_in", "assets", "cash", "penalty", "rate"})
ACTORS = frozenset({"person", "officer", "organisation", "agency", "country", "none", "unknown"})
ACTING = frozenset({"officer", "agency", "organisation"})
RANK = 0.05
DIRECT = 0.6
MAIN = 1.55
HARM = "harm"
WHICH = frozenset({"identify", "suspicion"})
OF_THOSE = 0.9
ASIDE, LONGEST_ASIDE = 0.3, 16
PLACES = frozenset({"COUNTRY", "PLACE"})
ACCOUNTS = frozenset({"account", "bank_account", "plain_account"})
EFFORTS = frozenset({"search", "check", "inspect"})
NAMED_DEED = frozenset({"active", "left-noun"})
SAID_OF = frozenset({"reduced", "passive"})
ARREST, WITH_THEM, CONTAIN = "arrest", 2.5, "contain"
SEIZE, OBTAIN, LED_REACH = "seize", "obtain", 8
OTHER_CLAUSE = 3.0  # what a verb of the clause before costs more
PERSON = "person"
CLAUSE_MARKS = frozenset({",", ";"})
COMPLEMENT, LIGHT = 0.0, 0.7  # costs of what completes a light verb, and what the light verb costs more
TOPICAL = frozenset({"on", "about", "concerning", "regarding"})


@dataclass(slots=True)
class Governor:
    """An event that could govern a number: its name, cost, item index, direction and the events joined to it.

    ``inner`` ones only describe what is counted, while another verb says what was done: "nine men located abroad were held".
    """

    event: str
    cost: float
    at: int
    direction: str
    joined: tuple[str, ...] = ()
    union: bool = False
    inner: bool = False


def governors(
    items: list[Item], group: list[Phrase], phrase: Phrase, bare: bool = False, count: bool = True
) -> list[Governor]:
    """Candidates for a phrase of a group, cheapest first.

    ``count`` is a number of things and no amount of money or stuff, ``bare`` one whose noun is elided.
    """
    inside = _inside(items, phrase)
    left = _left(items, group[0], bare)
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
    right = _main_first(items, group[-1], _right(items, group[-1], phrase), left)
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


def _is_passive(items: list[Item], at: int) -> bool:
    """Whether an auxiliary stands before the verb at ``at``, adverbs between allowed."""
    for back in range(at - 1, max(-1, at - 5), -1):
        item = items[back]
        if item.function == "auxiliary":
            return not item.plays("perfect")
        if item.entry.event or item.function in {"conjunction", "adverb", "skip"} or item.text.endswith("ly"):
            continue
        return False
    return False


def _right(items: list[Item], last: Phrase, phrase: Phrase) -> list[Governor]:
    found: list[Governor] = []
    cost, at, aux, shade, bracket, spent = 0.0, last.end, False, False, 0, False
    begin = last.end
    stop = min(len(items), last.end + REACH)
    while at < stop:
        item = items[at]
        if item.text in {";", ":"}:
            break
        if item.text == "(":
            bracket += 1
        elif item.text == ")":
            bracket -= 1
            if bracket < 0:
                break
        elif bracket > 0:
            pass
        elif item.text == ",":
            aside = _aside(items, at, last) if at == last.end else 0
            if aside:
                at, cost = aside, cost + ASIDE
                begin = aside + 1
            else:
                cost += COMMA
            aux = False
        elif item.text in {"–", "—", "-"}:
            cost += COMMA
        elif item.kind == "quantity":
            cost += NUMBER
        elif item.function == "auxiliary":
            aux = not item.plays("perfect")
        elif item.function == "relative":
            cost += RELATIVE
        elif item.function == "conjunction":
            cost += 0.3
            aux = aux or (spent and at + 1 < stop and items[at + 1].entry.form == "past")
        elif aux and _is_unlisted_participle(item):
            aux, spent = False, True  # "were set free after police raided": no raid was passive
        elif item.plays("alone") and phrase.quantity >= 0 and items[at + 1].function == "auxiliary":
            break  # "the two girls walked on, and he was apprehended"
        elif item.plays("shade"):
            shade = True
        elif item.label in PLACES or (items[at - 1].plays("source") and is_unlisted_name(item)):
            shade = False  # "from Cameroon turned up", "from Ohio indicted"
        if bracket == 0 and item.entry.event and item is not phrase.head:
            step = _right_verb(items, at, last, aux, shade, cost, found, begin)
            if step is None:
                break
            cost += step
        elif bracket == 0 and item.entry.noun_event and at == last.end + 1 and items[last.end].plays("in"):
            found += [Governor(item.entry.noun_event, cost + 0.5, at, "right-noun")]
        cost += STEP
        at += 1
    _mark_inner(items, last, found)
    return found


def _is_unlisted_participle(item: Item) -> bool:
    """Whether a word that no list has looks like a participle, so that an auxiliary before it is its own."""
    plain = item.kind == "word" and item.function is None and item.entry.form is None
    return plain and not item.entry.classes and item.text.endswith("ed")


def _mark_inner(items: list[Item], last: Phrase, found: list[Governor]) -> None:
    """Mark the verbs of a clause that only describes a noun, where its main verb follows."""
    stop = next((i for i in range(last.end, len(items)) if items[i].kind == "quantity"), len(items))
    main = max((g.at for g in found if g.direction == "passive" and g.at < stop), default=-1)
    who = items[last.end : last.end + 2]
    related = any(i.plays("pronominal") or i.function == "relative" for i in who)
    for governor in found:
        if governor.at < main and (related or governor.direction == "reduced"):
            governor.inner = True


def _aside(items: list[Item], at: int, last: Phrase) -> int:
    """Where an aside right behind a phrase ends, if its verb follows; else 0: "three bows, which need a licence, were found"."""
    for end in range(at + 2, min(len(items) - 1, at + LONGEST_ASIDE)):
        if items[end].text in {";", ":", "("}:
            return 0
        follows = items[end + 1]
        if items[end].text == "," and (follows.function == "auxiliary" or follows.entry.form == "past"):
            return end
    return 0


def _right_verb(
    items: list[Item],
    at: int,
    last: Phrase,
    aux: bool,
    shade: bool,
    cost: float,
    found: list[Governor],
    begin: int,
) -> float | None:
    """Add the verb at ``at``; return what crossing it costs, or None to stop."""
    entry = items[at].entry
    if at > last.end and items[at - 1].plays("pointing"):
        if at - 3 < last.end or not (items[at - 2].plays("among") and items[at - 3].function == "auxiliary"):
            return 0.5  # "in the homes of those arrested": the participle is about those
        found += _of_verb(items, at, cost + STEP, "passive")  # "two lecturers were among those arrested"
        return 2.0
    if at == last.end and at and items[at - 1].plays("pointing") and entry.form == "past":
        found += _of_verb(items, at, OF_THOSE, "reduced")
        return 0.0  # "nine of those arrested were later convicted": what is said of them goes before
    if entry.form == "past" and (aux or _is_passive(items, at)):
        found += _of_verb(items, at, cost + STEP, "passive")
        return COORDINATED if _and_verb(items, at) else 2.0
    if shade and not aux:
        if entry.form == "past" and _ends_headline(items, last, at):
            found += _of_verb(items, at, cost + COORDINATED, "reduced")
        return 0.5
    if at == last.end + 1 and _is_doer(items, last, at):
        found += _of_verb(items, at, OF_THOSE, "reduced")
        return 1.0  # "the 40 men they detained"
    if entry.form == "past":
        if ACTING.intersection(last.own) and _has_object(items, at):
            return None  # "two hundred officers arrested 17", "four ministries checked 93": they act
        if at == last.end and "person" in last.classes and _acts_on(items, at):
            return None  # "two brothers kidnapped a man"
        between = items[begin:at]
        if _is_perfect(between) and _has_object(items, at) and " " not in items[at].text:
            return COMMA  # "three men had booked two rooms": they did it
        if all(i.text.endswith("ly") or i.function in {"adverb", "skip"} for i in between):
            found += _of_verb(items, at, cost + 0.1, "reduced")
            return 1.0
        if _is_perfect(between) and _is_objectless(items, at):
            found += _of_verb(items, at, cost + 0.3, "reduced")  # "three have pleaded guilty"
            return 1.0
        if _clause_verb(items, at):
            return None
        found += _of_verb(items, at, cost + 1.0, "reduced")
        return 1.5
    if entry.form == "ing" and _has_object(items, at):
        # "two hundred officers, netting 17 youths": they act; "a bus with 40 guests, killing three"
        return None if "officer" in last.own else 0.5
    if entry.form == "ing" and _is_gerund(items, at, last.end):
        return 0.5  # "people involved in transporting and sheltering migrants"
    if entry.form in {"phrase", "ing"}:
        being = items[at - 1].function == "auxiliary" and not items[at - 1].plays("perfect")
        found += _of_verb(items, at, cost + (0.2 if being else 0.6), "right")
        return 0.5
    if not entry.classes and at - last.end <= 2:
        found += _of_verb(items, at, cost + ACTIVE, "right")
    return 0.8


def _ends_headline(items: list[Item], last: Phrase, at: int) -> bool:
    """Whether a participle behind "of" and a crime is what was done: "48 victims of human trafficking rescued in five states"."""
    of, between = items[last.end], items[last.end + 1 : at]
    behind = items[at + 1] if at + 1 < len(items) else None
    plain = all(i.kind == "word" and i.function is None for i in between)
    ended = behind is None or behind.function == "preposition"
    return of.plays("of") and bool(between) and plain and ended and not any(i.function for i in items[:1])


def _is_gerund(items: list[Item], at: int, stop: int) -> bool:
    """Whether an -ing form is what a preposition is about: "involved in sheltering", "for carrying and sheltering"."""
    while at - 1 > stop and (items[at - 1].text == "," or items[at - 1].function == "conjunction"):
        if not items[at - 2].text.endswith("ing"):
            return False
        at -= 2
    return at - 1 > stop and items[at - 1].plays("about")


def _is_doer(items: list[Item], last: Phrase, at: int) -> bool:
    """Whether a verb behind a definite number is what somebody did to it: "the 105 we booked"."""
    definite = last.first > 0 and items[last.first - 1].function == "determiner"
    doer = items[at - 1]
    named = doer.function == "pronoun" and not doer.plays("pronominal")
    return definite and named and items[at].entry.form == "past" and not _has_object(items, at)


def _is_objectless(items: list[Item], at: int) -> bool:
    """Whether a verb in the active can be one of its subject alone: "have pleaded guilty", "has died in"."""
    behind = items[at + 1] if at + 1 < len(items) else None
    return (
        " " in items[at].text or behind is None or behind.kind == "punct" or behind.function == "preposition"
    )


def _is_perfect(between: list[Item]) -> bool:
    """Whether only "have", with adverbs, stands between a number and its verb."""
    return any(i.plays("perfect") for i in between) and all(
        i.plays("perfect") or i.function in {"adverb", "skip"} for i in between
    )


def _and_verb(items: list[Item], at: int) -> bool:
    """Whether a second participle is joined to the one at ``at``: "was tracked and killed"."""
    return (
        at + 2 < len(items)
        and items[at + 1].function == "conjunction"
        and items[at + 2].entry.form == "past"
        and not items[at + 2].entry.classes
    )


def _of_verb(items: list[Item], at: int, cost: float, direction: str) -> list[Governor]:
    """The events of the verb at ``at``, the first a little before the others."""
    joined, union = _coordinated(items, at)
    events = items[at].entry.events
    said = direction in SAID_OF
    others = [e for e in joined if said and e not in events]  # "1,211 were fined or jailed"
    return [
        Governor(e, cost + RANK * n, at, direction, joined, union) for n, e in enumerate((*events, *others))
    ]


def _has_object(items: list[Item], at: int) -> bool:
    """Whether something stands right behind a verb that it can act on."""
    behind = items[at + 1] if at + 1 < len(items) else None
    return behind is not None and (behind.kind == "quantity" or behind.function == "determiner")


def _acts_on(items: list[Item], at: int) -> bool:
    """Whether somebody or something stands right behind a verb that it can be done to: "kidnapped a man", "robbed a bank"."""
    if not _has_object(items, at) or " " in items[at].text:
        return False  # "six men appeared before the magistrate"
    behind = items[at + 1 : at + 2 + OBJECT_WORDS]
    return any(i.entry.classes and TIME not in i.entry.own for i in takewhile(_may_name, behind))


def _may_name(item: Item) -> bool:
    return item.kind in {"quantity", "word"} and item.function in {None, "determiner", "skip"}


def _clause_verb(items: list[Item], at: int) -> bool:
    """Whether a past form right after "and", "," or a subject starts a clause of its own ("and seized")."""
    before = items[at - 1] if at else None
    return bool(
        before
        and (
            before.text == ","
            or before.function in {"conjunction", "pronoun"}
            or (before.kind == "mention" and not (at > 1 and items[at - 2].plays("source")))
            or "officer" in before.entry.classes
        )
    )


def _left(items: list[Item], first: Phrase, bare: bool) -> list[Governor]:
    found: list[Governor] = []
    cost, at = (OTHER_VERB if _has_unlisted_verb(items, first.first) else 0.0), first.first - 1
    stop = max(-1, first.first - REACH)
    while at > stop:
        item = items[at]
        if item.text == ";":
            cost += LIST_COMMA if parts_row(items, at) else BREAK
        elif item.text in {",", "–", "—"}:
            cost += LIST_COMMA if opens_number(items, at + 1) else COMMA
        elif item.text == ":":
            cost += 0.3
        elif item.text == ")":
            cost += 0.2
        elif item.kind == "quantity":
            cost += NUMBER
        elif item.function == "relative":
            cost += RELATIVE
        elif item.function == "auxiliary":
            cost += 0.5
        shaded = (
            bare and not _joins_verb(items, at) and any(i.plays("shade") for i in items[max(0, at - 3) : at])
        )
        noun = item.entry.noun_event and at + 1 < first.first
        if item.entry.event and not shaded and not noun:
            cost += _left_verb(items, at, first, cost, found)
        elif (
            item.entry.noun_event
            and not shaded
            and not (not bare and _is_counted(items, at))
            and not _is_before_deed(items, at, first.first)
        ):
            of = at + 1 < first.first and items[at + 1].plays("links")
            found.append(
                Governor(
                    item.entry.noun_event,
                    cost + (0.0 if of else 1.2),
                    at,
                    "left-noun",
                    *_coordinated(items, at),
                )
            )
            cost += 0.5
        cost += STEP
        at -= 1
    return found


def _is_before_deed(items: list[Item], at: int, number: int) -> bool:
    """Whether what somebody did stands between the noun of an arrest or indictment and a number: "indictment for robbing two clerks"."""
    return any(
        items[n].plays("ground") and not items[n].plays("of") and items[n + 1].text.endswith("ing")
        for n in range(at + 1, number - 1)
    )


def _joins_verb(items: list[Item], at: int) -> bool:
    """Whether "and" joins a verb to the one before, no noun of an offence: "charged 1,900 over betting and shut 830"."""
    joined = at > 0 and items[at - 1].function == "conjunction"
    return joined and items[at].entry.form in {"past", "base"} and not items[at].entry.noun_event


def _has_unlisted_verb(items: list[Item], number: int) -> bool:
    """Whether a word that no list has stands between "and" and a number: its verb, most likely ("and questioned two")."""
    if number < FRONT or items[number - FRONT].function != "conjunction":
        return False
    word = items[number - 1]
    plain = word.kind == "word" and word.function is None and word.entry.form is None
    return plain and not word.entry.classes and (word.text.endswith("ed") or word.plays("past"))


def _is_counted(items: list[Item], at: int) -> bool:
    """Whether a search is counted itself, and what is behind it stands beside it: "9 searches – 2 vehicles"."""
    if items[at].entry.noun_event not in EFFORTS or not at or items[at - 1].kind != "quantity":
        return False
    behind = items[at + 1] if at + 1 < len(items) else None
    return behind is not None and (behind.kind == "punct" or behind.function == "conjunction")


def _left_verb(items: list[Item], at: int, first: Phrase, cost: float, found: list[Governor]) -> float:
    item = items[at]
    if item.entry.form == "ing" and is_fronted(items, at, first.first):
        return 0.5
    passive = item.entry.form == "past" and _is_passive(items, at) and not item.plays("onto")
    extra = 1.8 if passive else 0.0
    behind = items[at + 1] if at + 1 < first.first else None
    ended = item.entry.form == "past" and at > 0 and behind is not None
    if ended and behind is not None and (_closes(items, at) or _has_own(items, at, first)):
        extra += 3.0
    if item.entry.form == "phrase":
        extra += 0.3
        if behind is not None and behind.text == "," and _is_fronted(items, at):
            extra += ASIDE_PHRASE  # "Today in court, four relatives spoke"
    if (
        item.entry.form == "past"
        and not passive
        and behind is not None
        and behind.entry.classes
        and at
        and (items[at - 1].function == "determiner" or items[at - 1].kind == "quantity")
    ):
        extra += 2.0  # "the recovered machines", "five arrested men": an adjective
    if item.entry.form == "base" and at:
        if item.entry.noun_event is None and _is_owned(items, at):
            return 0.0  # "sticking out of his back pocket, three pills"
        if items[at - 1].entry.kind is None and _is_named(items, at):
            extra += NOUN_USE  # "a single transfer of EUR 2 million"
    what_for = item.plays("says-what-for") and says_what_for(items, at, first.first)
    direction = _direction(passive, what_for, items[first.first - 1])
    found += _of_verb(items, at, cost + extra, direction)
    if item.plays("thing"):
        return 0.0
    return 1.5 if passive else 1.0


def _is_fronted(items: list[Item], at: int) -> bool:
    """Whether a phrase such as "in court" only opens its sentence."""
    return at < FRONTED and all(i.function or i.plays("calendar") for i in items[:at])


def _is_owned(items: list[Item], at: int) -> bool:
    """Whether a determiner makes a form like that of a verb a noun, one noun between them allowed: "in his back pocket"."""
    word = items[at - 1]
    if at > 1 and not items[at].text.endswith("s") and _may_modify(word):
        word = items[at - 2]
    return word.function == "determiner" and not word.plays("pointing")


def _may_modify(word: Item) -> bool:
    """Whether a word can stand between a determiner and its noun, and as the subject of no verb without an ending."""
    if word.kind != "word" or word.function or word.entry.event:
        return False
    return not (word.entry.plural or word.text.endswith("s"))


def _is_named(items: list[Item], at: int) -> bool:
    """Whether a form like that of a verb is a noun: "a single transfer of"."""
    behind = items[at + 1] if at + 1 < len(items) else None
    return items[at - 1].kind == "quantity" and behind is not None and behind.plays("of")


def _has_own(items: list[Item], at: int, first: Phrase) -> bool:
    """Whether a number is joined to the end of a clause, and has a verb of its own: "four died and 67 were rescued"."""
    if first.first != at + 2 or items[at + 1].function != "conjunction" or first.end >= len(items):
        return False
    return items[first.end].function == "auxiliary"


def _closes(items: list[Item], at: int) -> bool:
    """Whether a participle closes the number before it: "14 victims saved, 5 suspects", "three killed and one hurt"."""
    before, behind = items[at - 1], items[at + 1]
    if behind.text in {",", ";"}:
        return bool(before.entry.classes) or before.kind == "quantity"
    counted = before.kind == "quantity" or (
        at > 1 and before.entry.classes and items[at - 2].kind == "quantity"
    )
    return bool(counted) and behind.function == "conjunction"


def _direction(passive: bool, what_for: bool, ahead: Item) -> str:
    if what_for:  # "convicted of aiding three inmates": what for, not whom
        return "deed" if is_doing([ahead]) else "for"
    return "after-passive" if passive else "active"


def _coordinated(items: list[Item], at: int) -> tuple[tuple[str, ...], bool]:
    """Events joined to the one at ``at`` by "and" or "or", in text order, itself included; and whether by "or"."""
    first = last = at
    union = False
    while (
        first - 2 >= 0
        and items[first - 1].function == "conjunction"
        and _is_event(items[first - 2], items[at])
    ):
        union = union or items[first - 1].plays("or")
        first -= 2
    while (
        last + 2 < len(items)
        and items[last + 1].function == "conjunction"
        and _is_event(items[last + 2], items[at])
    ):
        union = union or items[last + 1].plays("or")
        last += 2
    if first == last:
        return (), False
    names = [i.entry.event or i.entry.noun_event for i in items[first : last + 1 : 2]]
    return tuple(n for n in names if n), union


def _is_event(item: Item, like: Item) -> bool:
    if like.entry.event and item.entry.event:
        return item.entry.form == like.entry.form or "phrase" in {item.entry.form, like.entry.form}
    return bool(like.entry.noun_event and item.entry.noun_event and not item.entry.classes)
