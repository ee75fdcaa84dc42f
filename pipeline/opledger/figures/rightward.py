"""Events behind a number: passives, participles, verbs of clauses."""

from __future__ import annotations

from itertools import takewhile

from opledger.figures.clauses import is_unlisted_name
from opledger.figures.governor import (
    ACTIVE,
    COMMA,
    NUMBER,
    REACH,
    RELATIVE,
    STEP,
    Governor,
    has_object,
    is_passive,
    of_verb,
)
from opledger.figures.items import Item
from opledger.figures.phrases import Phrase

OBJECT_WORDS = 3
TIME = "time"
COORDINATED = 0.3
ACTING = frozenset({"officer", "agency", "organisation"})
OF_THOSE = 0.9
ASIDE, LONGEST_ASIDE = 0.3, 16
PLACES = frozenset({"COUNTRY", "PLACE"})


def rightward(items: list[Item], last: Phrase, phrase: Phrase) -> list[Governor]:
    """The events behind the last phrase of a row, nearest first, as they could govern one phrase of it."""
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
        found += of_verb(items, at, cost + STEP, "passive")  # "two lecturers were among those arrested"
        return 2.0
    if at == last.end and at and items[at - 1].plays("pointing") and entry.form == "past":
        found += of_verb(items, at, OF_THOSE, "reduced")
        return 0.0  # "nine of those arrested were later convicted": what is said of them goes before
    if entry.form == "past" and (aux or is_passive(items, at)):
        found += of_verb(items, at, cost + STEP, "passive")
        return COORDINATED if _and_verb(items, at) else 2.0
    if shade and not aux:
        if entry.form == "past" and _ends_headline(items, last, at):
            found += of_verb(items, at, cost + COORDINATED, "reduced")
        return 0.5
    if at == last.end + 1 and _is_doer(items, last, at):
        found += of_verb(items, at, OF_THOSE, "reduced")
        return 1.0  # "the 40 men they detained"
    if entry.form == "past":
        if ACTING.intersection(last.own) and has_object(items, at):
            return None  # "two hundred officers arrested 17", "four ministries checked 93": they act
        if at == last.end and "person" in last.classes and _acts_on(items, at):
            return None  # "two brothers kidnapped a man"
        between = items[begin:at]
        if _is_perfect(between) and has_object(items, at) and " " not in items[at].text:
            return COMMA  # "three men had booked two rooms": they did it
        if all(i.text.endswith("ly") or i.function in {"adverb", "skip"} for i in between):
            found += of_verb(items, at, cost + 0.1, "reduced")
            return 1.0
        if _is_perfect(between) and _is_objectless(items, at):
            found += of_verb(items, at, cost + 0.3, "reduced")  # "three have pleaded guilty"
            return 1.0
        if _clause_verb(items, at):
            return None
        found += of_verb(items, at, cost + 1.0, "reduced")
        return 1.5
    if entry.form == "ing" and has_object(items, at):
        # "two hundred officers, netting 17 youths": they act; "a bus with 40 guests, killing three"
        return None if "officer" in last.own else 0.5
    if entry.form == "ing" and _is_gerund(items, at, last.end):
        return 0.5  # "people involved in transporting and sheltering migrants"
    if entry.form in {"phrase", "ing"}:
        being = items[at - 1].function == "auxiliary" and not items[at - 1].plays("perfect")
        found += of_verb(items, at, cost + (0.2 if being else 0.6), "right")
        return 0.5
    if not entry.classes and at - last.end <= 2:
        found += of_verb(items, at, cost + ACTIVE, "right")
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
    return definite and named and items[at].entry.form == "past" and not has_object(items, at)


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


def _acts_on(items: list[Item], at: int) -> bool:
    """Whether somebody or something stands right behind a verb that it can be done to: "kidnapped a man", "robbed a bank"."""
    if not has_object(items, at) or " " in items[at].text:
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
