"""From a phrase and its candidate events to a measure, by the frames."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from opledger.figures.governor import Governor
from opledger.figures.lexicon import Lexicon
from opledger.figures.phrases import Phrase

AMOUNTS = {"money": "money", "mass": "mass", "volume": "volume", "data": "bytes"}
DEFAULT_COST = 6.0
FROM_ABOVE = 4.5
SOFT_COST = 3.0
LOOSE_COST = 1.2
UNDONE, UNDONE_COST = "undo", 6.0
DESCRIBING = 2  # up to this rank events in a clause that describes people give way to its main verb
OBJECT_COST = 0.3  # "detaining several": a vague word without a noun is a number right behind its verb alone
FIRST_LEADS = frozenset({"arrests", "charges"})
ELIDED_COSTS = {
    "passive": 1.6,
    "reduced": 1.0,
    "right": 0.8,
    "active": 0.8,
    "left-noun": 2.2,
    "context": 9.0,
    "after-passive": 0.0,
}


@dataclass(slots=True)
class Decision:
    """A measure with the alternatives of a union, the rule that made it, and its cost.

    A ``weak`` one gives way to what the number before says.
    """

    measure: str
    alternatives: tuple[str, ...]
    rule: str
    cost: float
    weak: bool = False


def classes_of(phrase: Phrase, quantity: dict[str, Any], substance: tuple[str, ...]) -> tuple[str, ...]:
    """Noun classes to try frames with: amounts bring their own, with the class of their substance."""
    dimension = quantity["dimension"]
    if dimension == "money":
        return ("money",)
    if dimension == "data":
        return ("bytes",)
    if dimension in {"mass", "volume"}:
        known = [
            c
            for c in (*phrase.classes, *substance)
            if c in {"drug", "wildlife", "goods", "explosive", "medicine", "ammunition"}
        ]
        return tuple(dict.fromkeys(known)) or (AMOUNTS[dimension],)
    if phrase.own == ("container",) and substance:
        return tuple(dict.fromkeys((*substance, *phrase.classes)))
    return phrase.classes


def decide(
    phrase: Phrase,
    quantity: dict[str, Any],
    candidates: list[Governor],
    classes: tuple[str, ...],
    lexicon: Lexicon,
    borrowed: bool = False,
    barred: frozenset[str] = frozenset(),
) -> Decision | None:
    """The measure of a phrase, or None where nothing says what it counts.

    ``barred`` events govern nothing in this sentence. ``borrowed`` classes are those of the number before: they serve the frames, but bring no default.
    """
    if phrase.noun_event and quantity["dimension"] == "count":
        if phrase.prior:
            return None
        event = lexicon.events[phrase.noun_event]
        low, singular = quantity["low"], phrase.head is not None and not phrase.head.entry.plural
        few = low is not None and (low < event.counts_from or (singular and low > 1 and _soft(quantity)))
        counted = None if few else event.counts
        if phrase.noun_event in barred or any(
            c.event == UNDONE and c.cost <= UNDONE_COST for c in candidates
        ):
            return None
        if counted:
            return Decision(counted, (), f"noun:{phrase.noun_event}", 0.0)
    best = _by_frames([c for c in candidates if c.event not in barred], classes, lexicon)
    default = (
        None
        if borrowed or quantity["dimension"] in {"money", "data"}
        else _default(phrase, quantity, classes, lexicon)
    )
    limit = LOOSE_COST if "loose" in quantity["rule"] else SOFT_COST
    if _soft(quantity) and (
        best is None
        or best.cost > (OBJECT_COST if phrase.classes[0] == "none" else limit)
        or phrase.classes[0] == "unknown"
        or _stuff(phrase)
    ):
        return None
    if best and (default is None or best.cost <= DEFAULT_COST or best.measure == default.measure):
        return best
    return default


def _may_govern(governor: Governor, classes: tuple[str, ...]) -> bool:
    """A number without a noun takes only events right beside it; the rest it inherits."""
    if classes[0] != "none":
        return True
    limit = ELIDED_COSTS.get(governor.direction)
    return limit is not None and governor.cost <= limit


def _soft(quantity: dict[str, Any]) -> bool:
    """Whether the quantity is a vague adjective ("many", "a number of") and no plain number."""
    return ("soft" in quantity["rule"] or "loose" in quantity["rule"]) and quantity["dimension"] == "count"


def _stuff(phrase: Phrase) -> bool:
    """Whether the head is a mass noun: "large amounts of cocaine" states no number of anything."""
    return bool(phrase.head and phrase.head.entry.mass)


def _by_frames(candidates: list[Governor], classes: tuple[str, ...], lexicon: Lexicon) -> Decision | None:
    priced = sorted(
        ((g.cost + lexicon.events[g.event].cost, n, g) for n, g in enumerate(candidates)), key=lambda p: p[:2]
    )
    fitting = (
        (cost, governor, frame)
        for cost, _, governor in priced
        if _may_govern(governor, classes)
        and (
            frame := frame_for(
                governor.event, classes, lexicon, _nearness(governor, classes, lexicon), governor.direction
            )
        )
    )
    best = next(fitting, None)
    if best is None:
        return None
    if best[1].inner and lexicon.events[best[1].event].rank <= DESCRIBING:
        best = next((b for b in fitting if b[1].direction == "passive" and not b[1].inner), best)
    cost, governor, frame = best
    measure = frame.measure
    alternatives: tuple[str, ...] = ()
    if measure and governor.joined:
        measure, alternatives = _union(governor, classes, measure, lexicon)
    return Decision(measure, alternatives, f"frame:{frame.id}", cost, frame.weak)


def _nearness(governor: Governor, classes: tuple[str, ...], lexicon: Lexicon) -> float:
    """The cost that frames limit: what introduces a list governs it as the verb of a sentence would.

    Only officers and what no class lists are not taken for the people that it tells of.
    """
    counted = lexicon.events[governor.event].counts
    people = counted is not None and lexicon.measures.measures[counted].units[0] == "person"
    if governor.direction != "context" or (people and classes[0] in {"officer", "unknown"}):
        return governor.cost
    return max(0.0, governor.cost - FROM_ABOVE)


def frame_for(
    event: str, classes: tuple[str, ...], lexicon: Lexicon, cost: float = 0.0, direction: str = ""
) -> Any | None:
    """The first frame that takes the event and one of the classes at that cost."""
    for frame in lexicon.frames_by_event.get(event, ()):
        if frame.directions and direction and direction not in frame.directions:
            continue
        if frame.but and any(c in frame.but for c in classes):
            continue
        if cost <= frame.max_cost and (any(c in frame.objects for c in classes) or _any(frame, classes)):
            return frame
    return None


def _any(frame: Any, classes: tuple[str, ...]) -> bool:
    """Whether a frame takes any noun, and there is one."""
    return "*" in frame.objects and not {"none", "money", "mass", "volume"} & set(classes)


def _union(
    governor: Governor, classes: tuple[str, ...], measure: str, lexicon: Lexicon
) -> tuple[str, tuple[str, ...]]:
    """Measures of coordinated events: with "or" the first named leads, with "and" the one of highest rank.

    Of arrests and charges the first named leads always.
    """
    named: list[tuple[str, int]] = []
    for event in governor.joined:
        frame = frame_for(event, classes, lexicon)
        if frame and frame.measure and not frame.weak and frame.measure not in [m for m, _ in named]:
            named.append((frame.measure, lexicon.events[event].rank))
    if len(named) < 2:
        return measure, ()
    if not governor.union and not {m for m, _ in named} <= FIRST_LEADS:
        top = max(named, key=lambda pair: pair[1])[0]
        return top, tuple(m for m, _ in named if m != top)
    return named[0][0], tuple(m for m, _ in named[1:])


def _default(
    phrase: Phrase, quantity: dict[str, Any], classes: tuple[str, ...], lexicon: Lexicon
) -> Decision | None:
    """The measure of a noun by itself, for numbers that are a count and no way of speaking."""
    low = quantity["low"] if quantity["dimension"] == "count" else None
    for name in (*phrase.own, *classes):
        noun = lexicon.nouns.get(name)
        if noun and noun.default:
            enough = low is None or low >= noun.default_from
            return (
                Decision(noun.default, (), f"default:{name}", DEFAULT_COST, weak=noun.weak)
                if enough
                else None
            )
    return None
