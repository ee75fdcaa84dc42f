"""Numbers that count nothing: parts of names and addresses, adjectives, "one of the"; and sentences without a verb."""

from __future__ import annotations

from opledger.figures.case import Case
from opledger.figures.items import EMPTY, Item
from opledger.figures.release import Release

HYPHENS = frozenset({"-", "‑"})
LIST_MARKS = frozenset({"(", ",", ":"})
APPOSING = frozenset({",", "(", "–", "—"})
DEGREES = frozenset({"more", "fewer", "less"})
FAR = 5
DEEDS = 3
"""The least rank of an event that tells what became of somebody."""
CLAUSE_END = frozenset({",", ";", "."})


def is_name(case: Case, release: Release) -> bool:
    """Whether the number is no count of anything.

    Example:
        "568 Flatbush Avenue", "a seven-storey house", "one of the largest", "Court number 3", "one in five victims"
    """
    if case.is_count and _opens_compound(release.text[case.quantity["end"] : case.quantity["end"] + 2]):
        return True
    again = _said_again(case, release)
    if again is not None:
        return again
    return (
        _is_both(case, release)
        or _is_difference(case)
        or _is_numbered(case)
        or _is_enumerator(case, release.text)
        or _is_denomination(case)
        or _is_asked(case, release.text)
        or _is_pronoun(case, release)
        or _disagrees(case)
        or _is_proper(case, release.text)
    )


def is_nominal(items: list[Item]) -> bool:
    """Whether a sentence has no verb, as lines of results have none."""
    return not any(
        i.function == "auxiliary"
        or (i.function == "pronoun" and not i.plays("pronominal"))
        or (i.entry.event and not (i.entry.classes or i.entry.noun_event or i.plays("thing")))
        or (
            i.kind == "word"
            and i.entry is EMPTY
            and i.text.endswith(("ed", "ing"))
            and not _modifies(items, at)
        )
        for at, i in enumerate(items)
    )


def _modifies(items: list[Item], at: int) -> bool:
    """ "rolling tobacco"."""
    return at + 1 < len(items) and bool(items[at + 1].entry.classes)


def _opens_compound(tail: str) -> bool:
    """ "seven-storey"."""
    return tail[:1] in HYPHENS and tail[1:].isalpha()


def _said_again(case: Case, release: Release) -> bool | None:
    """For a number in brackets behind a number: whether it repeats it, "36 (thirty-six) warrants"."""
    if case.ahead is None or case.ahead.text != "(":
        return None
    if case.phrase.first < 2:
        return case.bare and case.behind is not None and case.behind.text == ")"  # "(2) Robbery"
    item = case.items[case.phrase.first - 2]
    if item.kind != "quantity":
        return None
    return bool(release.quantities[item.at]["value"] == case.quantity["value"])


def _is_both(case: Case, release: Release) -> bool:
    """ "both the makers and the buyers", "they both face trial", "two brothers, both Polish nationals"."""
    ahead, behind = case.ahead, case.behind
    if case.bare and behind is not None and behind.function == "determiner" and not _is_set_against(case):
        return not behind.plays("each")
    quantity = case.quantity
    if not _is_set(release.text[quantity["number_start"] : quantity["number_end"]].lower(), release):
        return False
    if case.phrase.partitive:
        return False
    verbal = behind is not None and bool(behind.entry.event or behind.function == "auxiliary")
    if (
        case.bare
        and verbal
        and ahead is not None
        and ahead.kind in {"word", "mention"}
        and ahead.function is None
    ):
        return True
    if ahead is not None and (ahead.text in APPOSING or ahead.function == "pronoun" or ahead.entry.plural):
        return True
    return case.phrase.classes == ("unknown",) or bool(case.phrase.head and not case.phrase.head.entry.plural)


def _is_set_against(case: Case) -> bool:
    """ "against 40 the year before", "brings to 61 the number of arrests"."""
    ahead = case.ahead
    if ahead is None:
        return False
    risen = (
        case.phrase.first > 1 and ahead.plays("source") and case.items[case.phrase.first - 2].plays("rising")
    )
    return risen or ahead.plays("comparing") or (ahead.plays("to") and _is_number_of(case))


def _is_number_of(case: Case) -> bool:
    end = case.phrase.end
    return end + 1 < len(case.items) and case.items[end + 1].plays("tallied")


def _is_set(word: str, release: Release) -> bool:
    matched = release.lexicon.match([word], 0)
    return matched is not None and "both" in matched[1].tags


def _is_difference(case: Case) -> bool:
    """ "ten fewer than last year"."""
    at = case.phrase.quantity + 1
    two = case.items[at : at + 2]
    return case.is_count and len(two) > 1 and two[0].text in DEGREES and two[1].text == "than"


def _is_numbered(case: Case) -> bool:
    """ "Court number 3"."""
    return (
        case.ahead is not None
        and case.ahead.plays("number")
        and case.phrase.first > 1
        and not case.items[case.phrase.first - 2].plays("article")
    )


def _is_denomination(case: Case) -> bool:
    """ "counterfeit $100 bills"."""
    behind = case.items[case.phrase.quantity + 1 : case.phrase.quantity + 2]
    return case.quantity["dimension"] == "money" and any(i.plays("denominated") for i in behind)


def _is_enumerator(case: Case, text: str) -> bool:
    """ "(2) Human trafficking": the sign of an entry."""
    opens = case.phrase.first == 0 and case.quantity["start"] == case.passage.block["start"]
    if opens and case.passage.block["kind"] == "bullet" and text[case.quantity["start"]] == "(":
        return case.quantity["unit"] is None
    if case.phrase.first != 1 or case.ahead is None or case.ahead.text not in {"(", "["}:
        return False
    block, sentence = case.passage.block, case.passage.sentence
    closed = case.behind is not None and case.behind.text in {")", "]"}
    return closed and bool(sentence["start"] == block["start"])


def _is_asked(case: Case, text: str) -> bool:
    """ "how many people", "one in five victims", "one parcel in ten"."""
    ahead, behind = case.ahead, case.behind
    if case.quantity["value"] == 1 and behind is not None and behind.plays("in"):
        after = case.items[case.phrase.end + 1 : case.phrase.end + 3]
        if after and after[0].kind == "quantity" and not any(_is_noun(i) for i in after[1:]):
            return True
    if ahead is None:
        return False
    return ahead.plays("asking") or (
        ahead.plays("in") and text[max(0, ahead.start - 4) : ahead.start].lower() == "one "
    )


def _is_noun(item: Item) -> bool:
    return bool(item.entry.classes) or (item.kind == "word" and item.entry is EMPTY)


def _is_pronoun(case: Case, release: Release) -> bool:
    """ "one of the largest", "one was found to be": a "one" without a noun, unless in a list or plainly somebody dealt with."""
    quantity, ahead = case.quantity, case.ahead
    if quantity["value"] != 1 or not case.is_count or "words" not in quantity["rule"]:
        return False
    if _is_dealt_with(case, release):
        return False
    listed = ahead is not None and (
        ahead.text in LIST_MARKS or bool(ahead.label) or ahead.function == "conjunction"
    )
    return case.phrase.partitive or (case.phrase.head is None and not listed and not _is_object(case))


def _is_object(case: Case) -> bool:
    """ "killing two and detaining one": a verb right before it, and nothing behind that it could be one of."""
    ahead, behind = case.ahead, case.behind
    if ahead is None or not ahead.entry.event or ahead.entry.classes or ahead.entry.noun_event:
        return False
    return behind is None or behind.text in CLAUSE_END or behind.function in {"conjunction", "preposition"}


def _is_dealt_with(case: Case, release: Release) -> bool:
    """ "one of them later died", "one has since been sentenced"."""
    end = case.phrase.end
    for at, item in enumerate(case.items[end : end + FAR], end + 1):
        if item.entry.event:
            acts = at < len(case.items) and (
                case.items[at].kind == "quantity" or bool(case.items[at].function == "determiner")
            )
            return not acts and release.lexicon.events[item.entry.event].rank >= DEEDS
        if item.function not in {"auxiliary", "adverb", "skip", "preposition"}:
            return False
    return False


def _disagrees(case: Case) -> bool:
    """ "the 3800 block of", "401k death": a singular noun is not what a larger number counts, unless stuff in containers."""
    head, value = case.phrase.head, case.quantity["value"]
    if case.phrase.packed:
        return False
    if head is None or head.label or not case.is_count or value is None or value <= 1:
        return False
    entry = head.entry
    known = bool(entry.own or entry.noun_event)
    return known and not entry.plural and not entry.mass and not case.phrase.partitive


def _is_proper(case: Case, text: str) -> bool:
    """ "568 Flatbush Avenue": an unknown noun with a capital, in a sentence of small letters."""
    phrase, ahead = case.phrase, case.ahead
    if phrase.classes != ("unknown",) or phrase.head is None or not case.is_count:
        return False
    written = text[phrase.head.start : phrase.head.end]
    first = text[phrase.words[0] if phrase.words else phrase.head.start]
    if not written[:1].isupper() or written.isupper() or first.islower():
        return False
    return ahead is None or ahead.function == "preposition" or text[ahead.start].isupper()
