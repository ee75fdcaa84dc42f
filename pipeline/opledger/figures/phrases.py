"""The noun phrase behind a number: its head, the classes of the head, what the phrase covers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from opledger.figures.items import Item
from opledger.figures.lexicon import Lexicon

STOPS = frozenset({"preposition", "auxiliary", "relative", "pronoun", "determiner"})
MODIFIER_LABELS = frozenset({"COUNTRY", "PLACE", "AGENCY", "OPERATION"})
BEHIND_VERBS = frozenset({"preposition", "adverb", "determiner"})
SPANS = frozenset({"year", "month", "week", "season", "spring", "summer", "autumn", "winter"})
MAX_WORDS = 9
MAX_INNER = 5
DEEPEST = 2
PLURAL_FROM = 4
SINGLE = frozenset({"a", "an", "one", "1"})
# Nouns that count what is in them if that is stuff, and something of their own if not.
PASSING = frozenset({"case", "exhibit", "check_object", "other"})
STUFF = frozenset({"drug", "goods", "wildlife", "ammunition", "medicine"})


@dataclass(slots=True)
class Phrase:
    """A number with what it counts.

    ``quantity`` and ``first`` are item indexes, ``end`` the index behind the phrase. ``classes`` are noun classes of
    the head (``none`` if the head is elided, ``unknown`` if no class lists it); ``head`` its item. ``noun_event`` is set when
    the head is an event noun ("12 arrests"). ``partitive`` marks "of the", "of them". ``words`` is the span of the
    noun phrase without number. ``prior`` says that it is of an earlier case ("prior convictions"). ``stop`` is where the words of the number itself end, if before ``end`` ("four of the six men"). ``packed`` ones
    count containers ("two crates of gloves"). A phrase that is the label of a number
    elsewhere is ``stated`` where words such as "the number of" say so; ``events`` are those said of its noun.
    """

    quantity: int
    first: int
    end: int
    head: Item | None
    classes: tuple[str, ...]
    own: tuple[str, ...] = ()
    noun_event: str | None = None
    partitive: bool = False
    additional: bool = False
    words: tuple[int, int] | None = None
    modifiers: tuple[str, ...] = ()
    prior: bool = False
    stop: int | None = None
    packed: bool = False
    events: tuple[str, ...] = ()
    stated: bool = False


def read_phrase(items: list[Item], at: int, lexicon: Lexicon, depth: int = 0) -> Phrase:
    """The phrase of the quantity at ``items[at]``."""
    i, partitive, additional = _skip_lead(items, at + 1)
    if partitive and _is_pronoun(items[i - 1]):
        return Phrase(at, at, i, None, ("none",), (), None, True, additional)
    if partitive and i < len(items) and items[i].kind == "quantity":
        if depth == DEEPEST:
            return Phrase(at, at, i, None, ("none",), (), None, True, additional)
        whole = read_phrase(items, i, lexicon, depth + 1)  # "four of the six suspects"
        return replace(whole, quantity=at, first=at, stop=i, partitive=True, additional=additional)
    if partitive and i < len(items) and items[i].label == "AGENCY":
        return Phrase(
            at, at, i + 1, None, ("officer",), ("officer",), None, False, additional
        )  # "two of the FBI"
    body: list[int] = []
    while i < len(items) and len(body) < MAX_WORDS:
        item = items[i]
        if item.entry.form == "past" and body and _is_subject(items[body[-1]]) and not item.entry.classes:
            break  # "six continents opened containers"
        if item.kind == "quantity" or item.kind == "punct":
            if item.label == "money" and i + 1 < len(items) and items[i + 1].plays("denominated"):
                i += 1  # "36 counterfeit $100 bills"
                continue
            if item.text in {'"', "“", "”", "‘", "’", "'", "-", "‑", "*"} and i + 1 < len(items):
                i += 1
                continue
            break
        if item.kind == "mention" and item.label not in MODIFIER_LABELS | {"NOTICE"}:
            break
        if (item.function in STOPS and not item.entry.classes) or item.plays("placing"):
            break
        if item.plays("summing") and not body:
            break  # "the searches, 33 altogether,"
        if item.text == "last" and not body and items[i + 1 : i + 2] and items[i + 1].text in SPANS:
            break  # "against 40 last year"
        if item.function == "conjunction" and not _joins_modifiers(items, i, body):
            break
        body.append(i)
        i += 1
    return _close(items, at, body, i, partitive, additional, lexicon)


def _is_pronoun(item: Item) -> bool:
    """ "of them", "of whom", "of it"."""
    return item.plays("pronominal") or item.text == "it"


def _is_subject(item: Item) -> bool:
    """Whether an unlisted word looks like a plural, so that a past form behind it is its verb."""
    plain = item.kind == "word" and not item.entry.classes and not item.entry.event
    return plain and len(item.text) > PLURAL_FROM and item.text.endswith("s") and not item.text.endswith("ss")


def drop_verb(items: list[Item], phrase: Phrase, value: float | None) -> None:
    """Make a phrase bare where the word behind its number is no plural noun but the verb: "16 work in schools"."""
    if phrase.classes != ("unknown",) or phrase.head is None or phrase.modifiers:
        return
    if phrase.partitive and not _is_of_those(items, phrase):
        return
    ahead = items[phrase.first - 1] if phrase.first else None
    behind = items[phrase.end] if phrase.end < len(items) else None
    begins = ahead is None or ahead.kind == "punct" or ahead.plays("elided")
    rest = ahead is not None and ahead.plays("adding")  # "enquiries into the other six continue."
    several = value is not None and value >= PLURAL_FROM and (behind is None or behind.kind == "punct")
    if several and (rest or (ahead is None and not phrase.head.entry.tags)):
        pass
    elif not begins or behind is None or behind.function not in BEHIND_VERBS:
        return
    if not phrase.head.text.endswith("s") and value not in {None, 1, 2}:
        drop_noun(phrase)


def _is_of_those(items: list[Item], phrase: Phrase) -> bool:
    """ "Twelve of these came from": the word behind is the verb."""
    at = phrase.quantity + 2
    return at < len(items) and items[at].text in {"these", "those"} and items[at + 1] is phrase.head


def drop_noun(phrase: Phrase) -> None:
    """Make a phrase bare: the word behind its number is no noun of it."""
    phrase.end, phrase.head, phrase.words = phrase.quantity + 1, None, None
    phrase.classes, phrase.own, phrase.noun_event = ("none",), (), None


def _skip_lead(items: list[Item], i: int) -> tuple[int, bool, bool]:
    partitive = additional = False
    if (
        i + 2 < len(items)
        and items[i].text == "("
        and items[i + 1].kind == "quantity"
        and items[i + 2].text == ")"
    ):
        i += 3  # "36 (thirty-six) warrants"
    elif i < len(items) and items[i].text == "(":  # "850 kilograms (1,874 pounds) of drugs"
        close = next((j for j in range(i, min(i + 6, len(items))) if items[j].text == ")"), None)
        if close is not None and close + 1 < len(items) and items[close + 1].plays("of"):
            i = close + 1
    while i < len(items):
        item = items[i]
        if (
            item.plays("of")
            and i + 1 < len(items)
            and (items[i + 1].function == "determiner" or items[i + 1].plays("elided"))
        ):
            partitive = True
            i += 2
            if _is_pronoun(items[i - 1]):
                break  # "four of them concern arrests": what follows is the verb
        elif item.plays("of") and _is_deed(items, i):
            break  # "50 are suspected of theft and 12 of smuggling migrants"
        elif item.plays("of") or item.plays("worth-of"):
            i += 1
        elif item.function == "skip":
            additional = additional or item.plays("adding")
            i += 1
        else:
            break
    return i, partitive, additional


def _is_deed(items: list[Item], of: int) -> bool:
    """Whether a verb in -ing stands behind "of" and a bare count."""
    behind = items[of + 1 : of + 2]
    return items[of - 1].label == "count" and any(
        i.entry.form == "ing" and not i.entry.classes for i in behind
    )


def _joins_modifiers(items: list[Item], i: int, body: list[int]) -> bool:
    """Whether a conjunction joins adjectives ("hijacked and stolen vehicles") and not two things."""
    if not body or i + 1 >= len(items) or items[i + 1].kind != "word":
        return False
    before, after = items[body[-1]].entry, items[i + 1].entry
    if before.classes or before.noun_event or items[i + 1].function in STOPS or _is_subject(items[body[-1]]):
        return False
    if before.event and after.event and not after.classes:
        following = items[i + 2] if i + 2 < len(items) else None
        return bool(following and following.entry.classes)
    return not before.event


def _close(
    items: list[Item],
    at: int,
    body: list[int],
    stop: int,
    partitive: bool,
    additional: bool,
    lexicon: Lexicon,
) -> Phrase:
    head_at = _head(items, body, lexicon)
    if head_at is None:
        return _headless(items, at, body, stop, partitive, additional)
    item = items[head_at]
    classes, own = item.entry.classes, item.entry.own
    if item.kind == "mention":
        classes, own = (("notice",), ("notice",)) if item.label == "NOTICE" else (("person",), ("person",))
    end = head_at + 1
    inner = tuple(items[j].text for j in body if j < head_at)
    phrase = Phrase(
        at,
        at,
        end,
        item,
        classes or ("unknown",),
        own,
        item.entry.noun_event,
        partitive,
        additional,
        (items[body[0]].start, item.end),
        inner,
        any(items[j].plays("prior") for j in body if j < head_at),
    )
    if "child" in own and _is_young_animal(items, body, head_at):
        phrase.classes = phrase.own = ("wildlife",)  # "two orangutan infants"
    if own == ("person",) and any(items[j].label == "AGENCY" for j in body if j < head_at):
        phrase.classes = phrase.own = ("officer",)  # "two AFP members"
    if "plant" in own and any("drug" in items[j].entry.classes for j in body if j < head_at):
        phrase.classes, phrase.own = ("drug_plant", "drug"), ("drug_plant",)  # "17 dagga plants"
    return _and_more(items, _contents(items, phrase, lexicon))


def _is_young_animal(items: list[Item], body: list[int], head_at: int) -> bool:
    return head_at - 1 in body and "wildlife" in items[head_at - 1].entry.own


def _headless(
    items: list[Item], at: int, body: list[int], stop: int, partitive: bool, additional: bool
) -> Phrase:
    plain = [
        j for j in body if not items[j].entry.kind and (not items[j].entry.event or _is_things(items, at, j))
    ]
    if plain and items[plain[-1]].kind == "word" and not items[plain[-1]].text.endswith("ly"):
        last = plain[-1]
        run = [j for j in body if j <= last]
        return Phrase(
            at,
            at,
            last + 1,
            items[last],
            ("unknown",),
            ("unknown",),
            None,
            partitive,
            additional,
            (items[run[0]].start, items[last].end),
            tuple(items[j].text for j in run[:-1]),
        )
    end = at + 1
    if partitive or additional:
        while end < stop and (
            items[end].plays("of")
            or items[end].plays("elided")
            or items[end].function in {"skip", "determiner"}
        ):
            end += 1
    return Phrase(at, at, end, None, ("none",), (), None, partitive, additional)


def _is_things(items: list[Item], at: int, j: int) -> bool:
    """Whether a form like that of a verb is a noun: "31 nets were cut", for several would "net"."""
    several = items[at].text not in SINGLE
    text = items[j].text
    one_word = items[j].entry.form in {"base", "phrase"} and " " not in text
    return several and one_word and text.endswith("s") and not text.endswith("ss")


def _head(items: list[Item], body: list[int], lexicon: Lexicon) -> int | None:
    """The last known noun, unless a bare unknown noun follows a singular one ("phone batteries")."""
    known = [
        j for j in body if items[j].entry.classes or items[j].entry.noun_event or items[j].label in {"NOTICE"}
    ]
    if not known:
        named = [j for j in body if items[j].label == "COUNTRY"]
        return (
            named[-1]
            if named and named[-1] == body[-1]
            else (
                named[-1]
                if named and items[named[-1] + 1 : named[-1] + 2] and items[named[-1] + 1].entry.event
                else None
            )
        )
    known = [j for j in known if not (j + 1 < len(items) and items[j + 1].plays("bound"))] or known
    notice = next((j for j in known if items[j].label == "NOTICE"), None)
    if notice is not None and "person" not in items[known[-1]].entry.classes:
        return notice  # "six Purple Notices describing new methods"
    # A plural or mass noun ends the phrase; what follows it is a verb ("suspects fled").
    for position, j in enumerate(known):
        entry = items[j].entry
        if _described(items, j) or _acted(items, j):
            return j
        if entry.plural and not (position + 1 < len(known) and known[position + 1] == j + 1):
            return j
        if (
            entry.plural
            and entry.classes
            and items[j + 1].entry.form == "base"
            and not items[j + 1].entry.plural
        ):
            return j  # "officers raid homes"
    last = known[-1]
    entry = items[last].entry
    behind = [j for j in body if j > last and not items[j].entry.event and items[j].kind == "word"]
    if (
        behind
        and entry.mass
        and body.index(behind[-1]) == body.index(last) + 1
        and _are_doers(items[behind[-1]], lexicon)
    ):
        return None  # "ivory carvers", "gold panners"
    if (
        behind
        and not entry.mass
        and not entry.plural
        and body.index(behind[-1]) == body.index(last) + 1
        and items[behind[-1]].text.endswith("s")
    ):
        return None
    return last


def _are_doers(item: Item, lexicon: Lexicon) -> bool:
    """Whether a word that no list has names people by its ending."""
    plain = item.function is None and not item.entry.classes and not item.entry.event
    return plain and lexicon.cues["agentive"].search(item.text) is not None


def _acted(items: list[Item], at: int) -> bool:
    """Whether people act behind what they did: "in 58 searches officers found nothing"."""
    behind = items[at + 1] if at + 1 < len(items) else None
    event = items[at].entry
    done = event.noun_event is not None and event.plural and behind is not None and behind.entry.plural
    return done and behind is not None and not {"officer", "person"}.isdisjoint(behind.entry.own)


def _described(items: list[Item], at: int) -> bool:
    """Whether a participle with a preposition follows a person: "a driver suspected of hiding weapons"."""
    if "person" not in items[at].entry.classes or at + 1 >= len(items):
        return False
    verb = items[at + 1]
    if not verb.entry.event or verb.entry.classes or verb.entry.form != "past":
        return False
    behind = items[at + 2] if at + 2 < len(items) else None
    return verb.text.endswith(" of") or bool(behind and behind.function == "preposition")


def _and_more(items: list[Item], phrase: Phrase) -> Phrase:
    """Take in a second noun without a number: "turtles and tortoises", "computers and other equipment".

    With "other" the second noun names the whole kind, and becomes the head.
    """
    at = phrase.end
    if at + 1 >= len(items) or not items[at].plays("also") or phrase.words is None or phrase.head is None:
        return phrase
    at += 1
    other = items[at].plays("other")
    if other:
        at += 1
    body: list[int] = []
    while at < len(items) and len(body) < 3 and items[at].kind == "word" and items[at].function is None:
        body.append(at)
        at += 1
    nouns = [j for j in body if items[j].entry.classes]
    if not nouns or any(
        items[j].entry.event and not items[j].entry.classes for j in body[: body.index(nouns[-1])]
    ):
        return phrase
    second = items[nouns[-1]]
    if not other and not (set(second.entry.own) & set(phrase.own) and second.entry.plural):
        return phrase
    phrase.words = (phrase.words[0], second.end)
    phrase.end = nouns[-1] + 1
    if other and set(second.entry.classes) & set(phrase.classes):
        phrase.head = second
    return phrase


def _stuff(items: list[Item], known: list[int]) -> bool:
    """Whether the noun behind "of" is stuff ("cases of cigarettes")."""
    return bool(known) and bool(STUFF & set(items[known[-1]].entry.classes))


def _contents(items: list[Item], phrase: Phrase, lexicon: Lexicon) -> Phrase:
    """Follow "of": a container passes its contents on ("boxes of ammunition"); others keep their class."""
    end = phrase.end
    if end >= len(items) or not items[end].plays("of"):
        return phrase
    body = _behind_of(items, end + 1)
    if not body:
        return phrase
    known = [j for j in body if items[j].entry.classes]
    at = end + 2 if items[end + 1].function == "determiner" else end + 1
    if "person" in phrase.own and at < len(items) and items[at].label == "AGENCY":
        phrase.classes = phrase.own = ("officer",)  # "ten members of the National Guard"
        phrase.end = at + 1
        return phrase
    container = any(lexicon.nouns[c].container for c in phrase.own if c in lexicon.nouns)
    if container or phrase.classes == ("unknown",) or (PASSING & set(phrase.own) and _stuff(items, known)):
        if known:
            _pass_on(items, phrase, body[0], known[-1])
        elif container:
            phrase.words = (phrase.words[0] if phrase.words else items[body[0]].start, items[body[-1]].end)
            phrase.end = body[-1] + 1
        return phrase
    last = known[-1] if known else body[-1]
    if not items[last].entry.event or items[last].entry.classes:
        phrase.end = last + 1
    return phrase


def _behind_of(items: list[Item], start: int) -> list[int]:
    """Indexes of the words of a noun phrase that starts at ``start``."""
    body: list[int] = []
    j = start
    while j < len(items) and len(body) < MAX_INNER:
        item = items[j]
        joins = item.text == "," or item.function == "conjunction"
        open_still = (
            body and not any(items[k].entry.classes for k in body) and not _is_subject(items[body[-1]])
        )
        if joins and open_still and j + 1 < len(items) and items[j + 1].kind == "word":
            j += 1  # "units of false, stolen and expired medicines"
            continue
        if item.kind not in {"word", "mention"} or (
            item.function and item.function != "skip" and not item.plays("article")
        ):
            break
        body.append(j)
        j += 1
    return body


def _pass_on(items: list[Item], phrase: Phrase, first: int, last: int) -> None:
    """Let a phrase count what is in its containers, whose words stand from ``first`` to ``last``."""
    inner = items[last]
    dose = ("dose",) if "dose" in phrase.own and "drug" in inner.entry.classes else ()
    phrase.classes, phrase.own = inner.entry.classes + dose, inner.entry.own + dose
    phrase.words = (items[first].start, inner.end)
    phrase.packed = True
    phrase.end, phrase.head = last + 1, inner
