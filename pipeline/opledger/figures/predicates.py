"""Nouns whose number a sentence states apart from them: "the number of cars as 12", "the rescued had been 14", "the raids, 31 of them"."""

from __future__ import annotations

from dataclasses import replace

from opledger.figures.case import Case
from opledger.figures.items import Item
from opledger.figures.phrases import Phrase
from opledger.figures.series import closes, is_summed

NUMBER_OF_REACH = 25
SUBJECT_REACH = 8
APPOSED_REACH = 12
PERSON = ("person",)
PEOPLE = frozenset({"person", "officer"})
PREMISES, PREMISES_EVENT, HOMES = "premises", "search", 3
BREAKS = frozenset({";", ".", ":"})


def stated(case: Case) -> Phrase | None:
    """The noun whose number is stated, as a phrase of the number; its ``events`` are those said of the noun.

    Example:
        "gave the number of people arrested as 193", "37 is the number of premises", "the detained were 31"
    """
    found = _number_of(case) if case.phrase.first else None
    if found is None and case.phrase.head is None:
        found = (_subject(case) or _apposed(case) if case.phrase.first else None) or _forward(case)
    return replace(found, stated=True) if found else None


def as_label(phrase: Phrase, item: Item, start: int | None = None, events: tuple[str, ...] = ()) -> Phrase:
    """A number's phrase with the noun of its label, whose words begin at ``start``."""
    person = item.label == "COUNTRY" or (not item.entry.classes and item.plays("pointing"))
    return Phrase(
        phrase.quantity,
        phrase.first,
        phrase.end,
        item,
        PERSON if person else item.entry.classes or ("unknown",),
        PERSON if person else item.entry.own,
        item.entry.noun_event,
        words=(item.start if start is None else start, item.end),
        events=events,
    )


def is_noun(item: Item) -> bool:
    """Whether the lexicon knows an item as a thing or event that can be counted."""
    return bool(item.entry.classes or item.entry.noun_event)


def homes_of(case: Case) -> Phrase | None:
    """The premises of "searched the homes of six officials": there are as many as owners."""
    items, first = case.items, case.phrase.first
    if first < HOMES or not items[first - 1].plays("of"):
        return None
    homes = items[first - 2]
    owned = PREMISES in homes.entry.own and homes.entry.plural
    if not owned or not (case.phrase.partitive or PEOPLE & set(case.phrase.classes)):
        return None
    searched = any(PREMISES_EVENT in i.entry.events for i in items[max(0, first - SUBJECT_REACH) : first - 2])
    return as_label(case.phrase, homes) if searched else None


def _number_of(case: Case) -> Phrase | None:
    """The noun of "the number of phones as 164", of "a crew of six"."""
    items, phrase = case.items, case.phrase
    first = phrase.first
    if first > 1 and items[first - 1].plays("of") and items[first - 2].plays("company"):
        return Phrase(phrase.quantity, first, phrase.end, None, PERSON, PERSON)
    for at in range(_before_range(items, first) - 1, max(-1, first - NUMBER_OF_REACH), -1):
        item = items[at]
        if item.kind == "quantity" or item.text in BREAKS:
            return None
        if at + 1 < first and item.plays("number") and items[at + 1].entry.form == "phrase":
            events = items[at + 1].entry.events  # "the number in custody has risen to 38"
            return Phrase(phrase.quantity, first, phrase.end, None, PERSON, PERSON, events=events)
        if at + 1 < first and items[at + 1].plays("of") and (item.plays("tallied") or item.plays("resumed")):
            return _of_head(case, at + 2)
    return None


def _before_range(items: list[Item], first: int) -> int:
    """Where the words before a number end, "from four to" left out: "has risen from four to seven"."""
    ahead = items[first - 1]
    ranged = ahead.plays("to") and first > 2 and items[first - 2].kind == "quantity"
    return first - 2 if ranged else first


def _of_head(case: Case, start: int) -> Phrase | None:
    items, first = case.items, case.phrase.first
    done: tuple[str, ...] = ()
    for at in range(start, first):
        item = items[at]
        if item.entry.form == "past" and not item.entry.classes and _is_modifier(items, at, first):
            done = item.entry.events  # "the number of frozen bank accounts as 12"
            continue
        if is_noun(item) or item.label == "COUNTRY" or item.plays("pointing"):
            if item.label == "COUNTRY" and at + 1 < first and is_noun(items[at + 1]):
                continue
            return as_label(case.phrase, item, events=done + _said_of(items, at, first))
        if (
            item.entry.event
            and item.entry.form in {"past", "phrase"}
            and items[at - 1].plays("leads-participle")
        ):
            phrase = case.phrase  # "the number of arrested at 169"
            return Phrase(phrase.quantity, first, phrase.end, None, PERSON, PERSON, events=item.entry.events)
    return None


def _is_modifier(items: list[Item], at: int, stop: int) -> bool:
    """Whether a participle stands before the noun that it belongs to: "frozen bank accounts", "arrested drivers"."""
    return (
        bool(items[at].entry.event)
        and at + 1 < stop
        and is_noun(items[at + 1])
        and items[at + 1].entry.plural
    )


def _said_of(items: list[Item], head: int, stop: int) -> tuple[str, ...]:
    """Events of the participle behind a noun: "people arrested", "children who were rescued"."""
    for item in items[head + 1 : stop]:
        if item.entry.event and not item.entry.classes and item.entry.form in {"past", "phrase"}:
            return item.entry.events
        if item.function not in {"relative", "auxiliary", "adverb"}:
            return ()
    return ()


def _subject(case: Case) -> Phrase | None:
    """The subject of "the victims recorded were 1,596", "the rescued had been 14 and the detained 31", "arrests numbered 64"."""
    items = case.items
    at = case.phrase.first - 1
    if not closes(case, placed=True) or _is_aged(case):
        return None
    risen = _risen(items, at)
    if risen is not None:
        return _subject_at(case, risen, True)
    verbs = int(_is_put(case))
    at -= verbs or int(items[at].plays("naming") and at > 0 and items[at - 1].plays("reaching"))
    while at >= 0 and (_is_copula(items[at]) or items[at].function == "adverb"):
        verbs += items[at].function == "auxiliary" or items[at].plays("reaching")
        at -= 1
    return _subject_at(case, at, bool(verbs)) if at >= 0 else None


def _risen(items: list[Item], at: int) -> int | None:
    """Where the subject of "arrests rose from 40 to 61", "arrests were up 12 per cent to 61" ends."""
    if at < 2 or not items[at].plays("to"):
        return None
    at -= 1
    while at > 0 and (items[at].kind == "quantity" or items[at].plays("source") or items[at].text == "by"):
        at -= 1
    if not items[at].plays("rising"):
        return None
    at -= 1
    while at > 0 and (items[at].function in {"auxiliary", "adverb"}):
        at -= 1
    return at


def _is_put(case: Case) -> bool:
    """ "put the people arrested at 61"."""
    items, first = case.items, case.phrase.first
    back = items[max(0, first - SUBJECT_REACH) : first]
    return items[first - 1].plays("naming") and any(i.plays("putting") for i in back)


def _is_copula(item: Item) -> bool:
    return item.plays("equating") or item.plays("reaching")


def _is_aged(case: Case) -> bool:
    """ "the girls were 14 and 15": numbers behind people that are their ages."""
    return bool(case.quantity["qualifier"] == "range")


def _subject_at(case: Case, at: int, verb: bool) -> Phrase | None:
    """The noun phrase that ends at an index, where it has a participle for a noun or a verb behind it."""
    items = case.items
    if items[at].plays("ones"):
        at -= 1  # "the rescued ones"
    item = items[at]
    events = item.entry.events if item.entry.form == "past" and not item.entry.classes else ()
    if events:
        at -= 1
        if at >= 0 and items[at].plays("nominalising"):
            phrase = case.phrase
            return Phrase(phrase.quantity, phrase.first, phrase.end, None, PERSON, PERSON, events=events)
    head = items[at] if at >= 0 else None
    if head is None or not verb or not (head.label == "COUNTRY" or (head.entry.plural and is_noun(head))):
        return None
    return as_label(case.phrase, head, events=events)


def _apposed(case: Case) -> Phrase | None:
    """The noun before "The raids, 31 of them, took place", "her accounts, three in number,"."""
    items, first = case.items, case.phrase.first
    if items[first - 1].text != "," or not (_is_of_them(case) or is_summed(case)):
        return None
    head: Item | None = None
    for at in range(first - 2, max(-1, first - APPOSED_REACH), -1):
        item = items[at]
        if item.text in {",", *BREAKS}:
            break
        counted = item.kind == "quantity" and (head is None or item.end < head.start)
        if counted and not (at and items[at - 1].function == "preposition"):
            return None
        if is_noun(item) and item.entry.plural and item.entry.form not in {"past", "ing"}:
            head = item
    return as_label(case.phrase, head) if head else None


def _is_of_them(case: Case) -> bool:
    end = case.phrase.end
    return case.phrase.partitive and case.items[end - 1].plays("pronominal")


def _is_brought(case: Case) -> bool:
    """ "That brings to 61 the number of those detained"."""
    ahead, behind = case.ahead, case.behind
    return ahead is not None and ahead.plays("to") and behind is not None and behind.plays("article")


def _forward(case: Case) -> Phrase | None:
    """The noun of "37 is the number of premises"."""
    items, end = case.items, case.phrase.end
    stop = min(len(items), end + 4)
    if case.behind is None or not (case.behind.plays("equating") or _is_brought(case)):
        return None
    at = next((i for i in range(end, stop) if items[i].plays("number")), None)
    if at is None or at + 2 >= len(items) or not items[at + 1].plays("of"):
        return None
    for i in range(at + 2, min(len(items), at + 6)):
        if is_noun(items[i]) or items[i].plays("pointing"):
            return as_label(case.phrase, items[i], events=_said_of(items, i, len(items)))
    return None
