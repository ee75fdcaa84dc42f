"""How a sentence is built around a number: what somebody is charged for, clauses inside clauses, rows parted by semicolons."""

from __future__ import annotations

from opledger.figures.items import EMPTY, Item

ROW_ENTRY = 8
DEED_REACH = 3
CLAUSE = 9
WHOLE = 3
MAIN_REACH = 60
SUBJECTS = frozenset({"who", "which"})


def says_what_for(items: list[Item], at: int, number: int) -> bool:
    """Whether a number stands in what somebody was arrested or charged for: "charged with robbing two drivers"."""
    between = items[at + 1 : number]
    if not between or between[0].plays("purpose"):
        return bool(between)
    joined = between[-1].text == "," or between[-1].function == "conjunction"
    if joined:
        return between[-1].text != "," and _is_of_others(items, number) and _is_deed(between)
    if any(i.kind == "quantity" for i in between):
        return _is_deed(between)
    return any(i.plays("ground") for i in between[:-1])


def _is_of_others(items: list[Item], number: int) -> bool:
    """ "and three others"."""
    return any(i.plays("fellow") for i in items[number : number + 2])


def _is_deed(between: list[Item]) -> bool:
    """Whether words end in a deed and what it is done to, without a number: "in a 24-count indictment with robbing"."""
    for at in range(len(between) - 2, -1, -1):
        if between[at].kind == "quantity" or between[at].text in {",", ";", ":"}:
            return False
        if between[at].plays("ground") and is_doing(between[at + 1 :]):
            return True
    return False


def is_doing(words: list[Item]) -> bool:
    """Whether words begin with a verb in -ing, or the noun of a crime with "of": "robbing", "gunpoint robbery of"."""
    ing = words[0].text.endswith("ing") and words[0].kind == "word"
    return ing or any(i.plays("deed") for i in words[:DEED_REACH])


def is_object_in_clause(items: list[Item], first: int) -> bool:
    """Whether a number is an object inside a relative clause: "a gang that had robbed 20 shops"."""
    for at in range(first - 1, max(0, first - CLAUSE), -1):
        item = items[at]
        if item.kind == "quantity" or item.kind == "punct" or item.plays("open-list"):
            return False
        if item.function == "relative":
            between = items[at + 1 : first]
            return bool(between) and between[0].function in {None, "adverb"} and item.text in SUBJECTS
    return False


def is_of_subject(items: list[Item], at: int) -> bool:
    """Whether a participle stands in an adjunct, which tells of the sentence's subject: "robbed two after being released"."""
    before = [i for i in items[max(0, at - 4) : at] if i.function != "adverb"][-2:]
    return len(before) > 1 and before[1].plays("being") and before[0].plays("adjunct")


def is_fronted(items: list[Item], at: int, number: int) -> bool:
    """Whether a verb in -ing is the noun of a setting before the subject: "During the sentencing, two sisters spoke"."""
    opened = at == 2 and items[0].function == "preposition" and items[1].function == "determiner"
    return opened and not items[at + 1].plays("of") and next_comma(items, at) < number


def is_inverted(ahead: list[Item]) -> bool:
    """Whether a place and a verb of standing open a sentence before its subject: "In the trailer sat"."""
    return len(ahead) > 1 and ahead[0].function == "preposition" and ahead[-1].plays("standing")


def opens_clause(items: list[Item], number: int, end: int) -> bool:
    """Whether a number is the subject of a clause that follows a setting: "After hiding the van, two men left"."""
    before = items[:number]
    if before and before[-1].function == "determiner":
        before.pop()
    behind = items[end] if end < len(items) else None
    if behind is None or behind.kind == "punct" or behind.function == "preposition":
        return False  # "to those held, seven in number, are imputed"
    if len(before) < WHOLE or before[-1].text != "," or before[0].function != "preposition":
        return False
    return not any(i.kind == "quantity" or i.function == "auxiliary" for i in before) and not any(
        i.text == "," for i in before[:-1]
    )


def main_verb(items: list[Item], end: int) -> int | None:
    """The passive verb of the sentence whose subject is a phrase with a participle or a relative clause behind it."""
    inner = items[end].function == "relative"
    if not inner and items[end].entry.form != "past" and not items[end].entry.event:
        return None
    depth = int(inner)
    for at in range(end + 1, min(len(items) - 1, end + MAIN_REACH)):
        item = items[at]
        if item.text in {";", ":", "("}:
            return None
        if item.function == "relative":
            depth += 1
        elif item.function == "auxiliary" and items[at + 1].function != "auxiliary":
            verb = at + 1 + (items[at + 1].function == "adverb" or items[at + 1].text.endswith("ly"))
            if depth:
                depth -= 1
            elif verb < len(items) and items[verb].entry.form == "past" and not item.plays("perfect"):
                return verb
            else:
                return None
    return None


def parts_row(items: list[Item], at: int) -> bool:
    """Whether a semicolon parts numbers of a row, and no clauses: "turned up two pistols; several knives; and cash"."""
    behind = items[at + 1 : at + 1 + ROW_ENTRY]
    stop = next((n for n, i in enumerate(behind) if i.text in {";", ".", ","}), -1)
    if stop < 0 and at + 1 + ROW_ENTRY < len(items):
        return False  # a clause of its own
    opens = opens_number(items, at + 1) or (
        behind and behind[0].function == "conjunction" and opens_number(items, at + 2)
    )
    entry = behind if stop < 0 else behind[:stop]
    return bool(opens) and not any(i.entry.event or i.function == "auxiliary" for i in entry)


def is_unlisted_name(item: Item) -> bool:
    """Whether the lexicon knows nothing of a word: behind "from" it is a place."""
    return item.kind == "word" and item.entry == EMPTY and item.text.isalpha()


def is_whole_of(items: list[Item], first: int) -> bool:
    """Whether a number is what another is a part of: the 21 of "20 of the 21 brokers"."""
    if first < WHOLE or items[first - 1].function != "determiner" or not items[first - 2].plays("of"):
        return False
    return items[first - WHOLE].kind == "quantity"


def next_comma(items: list[Item], at: int) -> int:
    """Where the next comma stands; the end if there is none."""
    return next((n for n in range(at, len(items)) if items[n].text == ","), len(items))


def opens_number(items: list[Item], at: int) -> bool:
    """Whether a number follows: the comma before it parts a list, not clauses."""
    return any(i.kind == "quantity" for i in items[at : at + 2])
