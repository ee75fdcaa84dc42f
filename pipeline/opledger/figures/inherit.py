"""Numbers that lean on the number before them: gapping, brackets, "of them", "another 15", nationalities."""

from __future__ import annotations

from opledger.figures.antecedents import is_amount
from opledger.figures.case import Case
from opledger.figures.clauses import is_unlisted_name, says_what_for
from opledger.figures.decide import Decision
from opledger.figures.items import Item
from opledger.figures.lexicon import Lexicon
from opledger.figures.phrases import Phrase
from opledger.figures.release import Figure, Quantity
from opledger.figures.series import closes, in_series, is_reported

PROTECTED = frozenset({"victim", "child", "migrant"})
AMOUNTED = frozenset({"item", "kilogram", "seizure"})
NEAR_NAMES = frozenset({"COUNTRY", "PLACE", "AGENCY"})
OPENING = frozenset({",", ";", ":", "–", "—", '"', "“", "‘", "•"})
CLOSING = frozenset({")", "]", ",", ";"})
OFFENDER = "offender"
OF_WRONGED = frozenset({"victims_identified", "victims_safeguarded", "migrants_intercepted"})
FINAL = frozenset({"deaths"})  # of the dead nothing more is told
OF_OFFENDERS = frozenset({"arrests", "charges", "convictions", "suspects_identified"})
BACK = frozenset({"last", "the", "a", "one"})
SPANS = frozenset({"year", "month", "week", "quarter", "season"})
STATING_REACH = 8
FEW = 3
TOLD_AGAIN = 10  # smaller numbers of a headline stand in its text by chance
COST = 3.0


def inherit(case: Case, lexicon: Lexicon, like: Figure | None = None) -> Decision | None:
    """The measure that a number takes from the figure before it, or None.

    Args:
        case: the number, with its label and the figure before it.
        lexicon: frames and measures.
        like: an earlier figure of the same number.

    Example:
        "53 were arrested in France (22) and Italy (18)": 22 and 18 are arrests as 53 is.
    """
    source = _source(case, like)
    if source is None:
        return None
    person = lexicon.measures.measures[source["measure"]].units[0] == "person"
    if person and (_is_abstract(case, lexicon) or _is_family(case)):
        return None
    if like is not None and _is_same_group(case, like):
        source, reason = like, "same"
    else:
        own = lexicon.measures.measures[source["measure"]].own_scale
        reason = _reason(case, source, person, own) or ""
    if not reason:
        return None
    return taken_from(source, reason)


def taken_from(source: Figure, reason: str) -> Decision:
    """The measure of a figure as that of another number."""
    rule = source["rule"].split("+")[-1].split(":", 1)[-1]
    return Decision(source["measure"], tuple(source["alternatives"]), f"inherit-{reason}:{rule}", COST)


def is_said_of_people(case: Case, like: Figure) -> bool:
    """Whether a number of a headline can be that of people told of below it, by more than their noun alone."""
    value = like["value"]
    if like["unit"] != "person" or like["extras"]["headline"] or value is None or value < TOLD_AGAIN:
        return False
    if like["rule"].rpartition("+")[2].startswith("default"):
        return False
    people = case.bare or "person" in case.phrase.classes or case.phrase.classes == ("unknown",)
    return people and not case.phrase.partitive and case.quantity["qualifier"] == like["qualifier"]


def _is_abstract(case: Case, lexicon: Lexicon) -> bool:
    """Whether a noun of no class names no people by its ending: "1,400 interventions"."""
    head = case.phrase.head
    unknown = case.phrase.classes == ("unknown",) and head is not None
    return unknown and head is not None and bool(lexicon.cues["abstract"].search(head.text))


def _is_family(case: Case) -> bool:
    """Whether people are somebody's own: "his two daughters", "father of four", "his wife and three children"."""
    head, ahead = case.phrase.head, case.ahead
    if head is None or ahead is None or not head.plays("kin"):
        return False
    if ahead.plays("owning"):
        return True
    before = case.items[case.phrase.first - 2] if case.phrase.first > 1 else None
    joined = ahead.plays("of") or ahead.function == "conjunction"
    return joined and before is not None and before.plays("kin")


def _source(case: Case, like: Figure | None) -> Figure | None:
    """The figure that a number can take its measure from: of the same number, or the one before."""
    if like is not None and case.phrase.classes == ("none",) and _gap(case, like) == "number":
        before: Figure | None = like
    else:
        before = case.before
    if before is not None and _same_kind(case.quantity, before):
        return before
    return like if "person" in case.phrase.classes else None


def _is_same_group(case: Case, like: Figure) -> bool:
    """ "all 19 defendants", where 19 were charged."""
    exact = case.quantity["low"] == case.quantity["high"]
    return "person" in case.phrase.classes and like["unit"] == "person" and exact


def _reason(case: Case, source: Figure, person: bool, own: bool) -> str | None:
    """Why a number can lean on a figure, which counts persons or not, on a scale of its own or not."""
    phrase = case.phrase
    if phrase.classes == ("none",):
        if case.label is not None and case.label.stated:
            people = person and "person" in case.label.classes
            return "number" if people or _is_kind(case.label, source) else None
        label = case.label.classes if case.label else ("unknown",)
        return _gap(case, source) if label == ("unknown",) or "person" in label else None
    if "person" in phrase.classes:
        return "person" if person and _may_be(case, source, own) and not _is_wronged(case) else None
    if not phrase.partitive and phrase.classes == ("unknown",) and "loose" in case.quantity["rule"]:
        return None  # "Many Intended for the Poor"
    if "goods" in phrase.own and source["unit"] in AMOUNTED and not (phrase.partitive or phrase.packed):
        return _open_list(case)
    if phrase.classes == ("unknown",):
        if phrase.partitive and ((person and _is_those(case)) or _is_kind(phrase, source)):
            return "partitive"
        return _open_list(case) if person or source["unit"] in AMOUNTED else None
    return "partitive" if phrase.partitive and _fits(case, source) else None


def _is_those(case: Case) -> bool:
    """ "87 of those contacted"."""
    return any(i.plays("pointing") for i in case.items[case.phrase.quantity + 2 : case.phrase.quantity + 3])


def _is_kind(phrase: Phrase, source: Figure) -> bool:
    return phrase.head is not None and bool(phrase.head.text == source["extras"]["kind"])


def _same_kind(quantity: Quantity, before: Figure) -> bool:
    unit = quantity["unit"]
    if unit is None:
        return not is_amount(before)
    return bool(unit == before["unit"])


def _may_be(case: Case, before: Figure, own: bool) -> bool:
    """People of another sentence are not those charged or sentenced in the one before, victims and children not its suspects,
    nor offenders its victims and migrants."""
    if OFFENDER in case.phrase.classes and before["measure"] in OF_WRONGED:
        return False
    if before["start"] >= case.items[0].start:
        return (
            PROTECTED.isdisjoint(case.phrase.own)
            or before["measure"] not in OF_OFFENDERS
            or _is_opened(case, before)
        )
    return not own and (PROTECTED.isdisjoint(case.phrase.own) or before["measure"].startswith("victims"))


def _is_opened(case: Case, before: Figure) -> bool:
    """Whether a list of those before is opened: "12 arrests, including two children"."""
    between = (i for i in case.items[: case.phrase.first] if i.start >= before["end"])
    return case.phrase.partitive or any(
        i.plays("open-list") or i.text in {"(", ":", "–", "—"} for i in between
    )


def _is_wronged(case: Case) -> bool:
    """Whether people stand in what others were arrested or charged for: "charged with robbing two drivers"."""
    items, first, ahead = case.items, case.phrase.first, case.ahead
    if ahead is None or ahead.text == "," or ahead.function == "conjunction":
        return False
    for at in range(first - 1, -1, -1):
        if items[at].kind == "quantity" or items[at].plays("open-list"):
            return False
        if items[at].plays("says-what-for"):
            return says_what_for(items, at, first)
    return False


def _fits(case: Case, before: Figure) -> bool:
    return not set(case.phrase.classes).isdisjoint(before["extras"]["classes"])


def _gap(case: Case, before: Figure) -> str | None:
    """Why a bare number can lean on the one before."""
    ahead = case.ahead
    if case.phrase.partitive:
        thing = before["unit"] == "person" and case.items[case.phrase.end - 1].plays("no-person")
        return None if thing else "partitive"
    if "loose" in case.quantity["rule"]:
        return None  # "many with lead in them"
    if ahead is not None:
        if ahead.text in {"(", "["}:
            return "bracket" if _in_bracket(case, before) else None
        if ahead.plays("open-list"):
            return "list"
        if ahead.label in NEAR_NAMES or "officer" in ahead.entry.classes or ahead.plays("calendar"):
            return "beside"
        if ahead.plays("counter"):
            return "number"
    if case.phrase.additional or (ahead is not None and (ahead.function == "skip" or ahead.plays("adding"))):
        return "additional"
    if ahead is not None and ahead.plays("pronominal"):
        return "partitive"  # "250 cars, of which 31 had been stolen"
    if ahead is not None and _is_contrast(case, ahead) and before["start"] >= case.items[0].start:
        return "contrast"
    if is_reported(case):
        return "number"
    if ahead is not None and _is_ranked(case):
        return "beside"
    if ahead is not None and ahead.plays("elided") and _is_same(case, before):
        return "number"
    if ahead is not None and is_compared(case):
        return "compared"
    if ahead is not None and ahead.plays("of") and _is_said_of_body(case, before):
        return "beside"
    if ahead is not None and ahead.plays("stating"):
        return "number" if _is_stated(case, ahead) else None
    if _is_all_said(case):
        return "gap"
    if in_series(case) and (_is_same_sentence(case, before) or _is_row(case, before)):
        return "beside"
    return _begins(case, before)


def _is_ranked(case: Case) -> bool:
    """ "Attica had the highest number with 352, followed by Crete with 197"."""
    items, at = case.items, case.phrase.first - 2
    if at < 0 or not items[at + 1].plays("accompanying") or not closes(case):
        return False
    return items[at].label in NEAR_NAMES or items[at].plays("counter") or is_unlisted_name(items[at])


def _is_all_said(case: Case) -> bool:
    """ "In Porto, nine.": a place or day and a number are the whole sentence."""
    items, first, end = case.items, case.phrase.first, case.phrase.end
    closed = end == len(items) or (end == len(items) - 1 and items[end].text == ".")
    named = any(i.label in NEAR_NAMES or i.plays("calendar") for i in items[:first])
    return (
        closed
        and named
        and all(
            i.kind in {"mention", "punct"}
            or i.function in {"preposition", "determiner"}
            or i.plays("calendar")
            for i in items[:first]
        )
    )


def _is_said_of_body(case: Case, before: Figure) -> bool:
    """ "the police spoke of 30 arrests, the prosecution of 24"."""
    at = case.phrase.first - 2
    if at < 0 or not _is_same_sentence(case, before) or not closes(case):
        return False
    named = case.items[at].label in NEAR_NAMES or bool(case.items[at].entry.noun_event)
    return named and any(i.plays("reporting") for i in case.items[:at])


def _is_same(case: Case, before: Figure) -> bool:
    """ "the 34 were booked", where 34 were arrested."""
    value = case.quantity["value"]
    return bool(value == before["value"] and value is not None and value > FEW)


def is_compared(case: Case) -> bool:
    """Whether a number is what another is compared with.

    Example:
        "against 35,000 in the first months of last year", "above the 203,599 of August"
    """
    items, at = case.items, case.phrase.first - 1
    if at < 0:
        return False
    if at and items[at].function == "determiner":
        at -= 1
    return items[at].plays("comparing") and (closes(case, placed=True) or _is_dated(case))


def _is_dated(case: Case) -> bool:
    """ "against 40 last year", "against 40 the year before"."""
    end = case.phrase.end
    back = case.items[end : end + 3]
    return bool(back) and back[0].text in BACK and any(i.text in SPANS for i in back[1:])


def _begins(case: Case, before: Figure) -> str | None:
    """Why a bare number that begins a clause leans: "15 in Spain", "64 are activists", "67 live together"."""
    ahead, behind = case.ahead, case.behind
    if (
        before["measure"] in FINAL
        or behind is None
        or not (
            ahead is None
            or ahead.text in OPENING
            or ahead.function == "conjunction"
            or ahead.plays("that")
            or ahead.plays("contrasting")
        )
    ):
        return None
    if behind.function == "preposition" or behind.plays("each") or behind.plays("placing"):
        return "gap"
    if behind.function == "auxiliary":
        return "subject"
    acts = (
        behind.kind == "word"
        and behind.function in {"skip", None}
        and not (behind.entry.classes or behind.entry.event)
    )
    return "subject" if acts and _is_same_sentence(case, before) else None


def _is_same_sentence(case: Case, before: Figure) -> bool:
    return bool(before["start"] >= case.items[0].start)


def _is_row(case: Case, before: Figure) -> bool:
    """Whether several numbers stand in a sentence of the same paragraph: a row of its own."""
    several = sum(i.kind == "quantity" for i in case.items) > 1
    return several and bool(before["extras"]["block"] == case.passage.sentence["block"])


def _is_contrast(case: Case, ahead: Item) -> bool:
    """ "15, not 17", "119, up from 81"."""
    if ahead.plays("denying"):
        return True
    back = case.items[max(0, case.phrase.first - 3) : case.phrase.first]
    return any(i.plays("rising") for i in back) or any(i.plays("denying") for i in back)


def _in_bracket(case: Case, before: Figure) -> bool:
    """A number alone in brackets, no greater than the one before or behind a name: "53 (22 women)", "France (22)"."""
    low, first = case.quantity["low"], case.phrase.first
    small = low is not None and before["low"] is not None and low <= before["low"]
    named = first > 1 and (small or case.items[first - 2].label in NEAR_NAMES)
    return named and case.behind is not None and case.behind.text in CLOSING


def _is_stated(case: Case, stating: Item) -> bool:
    """ "the total stands at 288", "Interpol says 288"."""
    back = case.items[max(0, case.phrase.first - STATING_REACH) : case.phrase.first]
    if any(i.plays("counter") for i in back):
        return True
    return stating.plays("naming") and any(
        (i.kind == "mention" and i.label in NEAR_NAMES) or "person" in i.entry.classes for i in back
    )


def _open_list(case: Case) -> str | None:
    return "list" if any(i.plays("open-list") for i in case.items[: case.phrase.first]) else None
