"""Events before a number: verbs that act on it, event nouns, what introduces a list."""

from __future__ import annotations

from opledger.figures.clauses import is_doing, is_fronted, opens_number, parts_row, says_what_for
from opledger.figures.governor import (
    BREAK,
    COMMA,
    NUMBER,
    REACH,
    RELATIVE,
    STEP,
    Governor,
    coordinated,
    is_passive,
    of_verb,
)
from opledger.figures.groups import FRONT
from opledger.figures.items import Item
from opledger.figures.phrases import Phrase

LIST_COMMA = 0.3
FRONTED, ASIDE_PHRASE = 2, 6.0
NOUN_USE, OTHER_VERB = 2.5, 2.5
EFFORTS = frozenset({"search", "check", "inspect"})


def leftward(items: list[Item], first: Phrase, bare: bool) -> list[Governor]:
    """The events before a phrase, nearest first; ``bare`` is one whose noun is elided."""
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
                    *coordinated(items, at),
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
    passive = item.entry.form == "past" and is_passive(items, at) and not item.plays("onto")
    extra = 1.8 if passive else 0.0
    behind = items[at + 1] if at + 1 < first.first else None
    ended = item.entry.form == "past" and at > 0 and behind is not None
    if ended and behind is not None and (_closes(items, at) or _has_own(items, at, first)):
        extra += 3.0
    if item.entry.form == "phrase":
        extra += 0.3
        if behind is not None and behind.text == "," and _only_opens(items, at):
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
    found += of_verb(items, at, cost + extra, direction)
    if item.plays("thing"):
        return 0.0
    return 1.5 if passive else 1.0


def _only_opens(items: list[Item], at: int) -> bool:
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
