"""How much speaks for two releases being on the same operation, and what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from opledger.patternfiles.schemas.reconciliation import Linking
from opledger.reconciliation.clues import BORN
from opledger.reconciliation.copies import similarity
from opledger.reconciliation.dossiers import Dossier, Key
from opledger.reconciliation.explain import number
from opledger.reconciliation.intervals import step_of

# Two totals of one operation, told on different days, differ by less than this factor.
CLOSE = 1.5
# An equal first total of at least this weight, three digits that is, counts once more.
OPENING = 1.5
# A rounded number is at least so many times its last digit but zero.
LEAST_STEPS = 2
# How many figures, names and the like a reason lists.
LISTED = 4


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a pair: ``basis`` is copy, figures or clues; ``confidence`` is between 0 and 1, and from 0.5 on
    the pair is linked; ``reasons`` are short texts."""

    basis: str
    confidence: float
    reasons: tuple[str, ...]

    @property
    def linked(self) -> bool:
        """Whether the pair counts as one operation."""
        return self.confidence >= 0.5


def near_copies(a: Dossier, b: Dossier, limits: Linking) -> bool:
    """Whether two releases have nearly the same words: most sentences with figures, or most words and most figures."""
    if days_apart(a, b) > limits.copy_days:
        return False
    same = len(set(a.sentences) & set(b.sentences))
    if same >= 2 and same >= limits.sentences * min(len(a.sentences), len(b.sentences)):
        return True
    if similarity(a.sketch, b.sketch) < limits.similar or not a.small or not b.small:
        return False
    # A form that is filled in anew every week has the same words, and other numbers.
    return len(set(a.small) & set(b.small)) >= limits.similar_figures * max(len(a.small), len(b.small))


def weigh(a: Dossier, b: Dossier, limits: Linking) -> Evidence | None:
    """What figures and clues say of a pair; None where they say nothing worth a user's look."""
    if not may_be_one(a, b):
        return None
    found = by_figures(a, b, limits)
    return found or by_clues(a, b, limits)


def by_figures(a: Dossier, b: Dossier, limits: Linking) -> Evidence | None:
    """Enough equal, distinctive figures."""
    shared = sorted(set(a.keys) & set(b.keys))
    if len({k[2] for k in shared}) < limits.figures:
        return None
    actors = _acting(a, b)
    if len(actors) < limits.agencies_or_countries or not _alike(a, b):
        return None
    weight = _weight(shared)
    share = len(shared) / min(len(a.keys), len(b.keys))
    apart = days_apart(a, b)
    if apart > limits.days:
        if apart > limits.many_days or weight < limits.many_weight or share < limits.many_share:
            return None
    else:
        # What both tell first, to three digits and more, is no coincidence.
        weight += any(k in b.openings and weight_of(k) >= OPENING for k in a.openings)
        if weight < limits.weight or share < limits.share:
            return None
    reasons = (_figures(shared), _listed("both name", actors), _days(a, b))
    return Evidence("figures", _confidence(weight - limits.weight + 1), tuple(r for r in reasons if r))


def by_clues(a: Dossier, b: Dossier, limits: Linking) -> Evidence | None:
    """Names, towns, agencies, crimes and days that together leave little doubt."""
    apart = days_apart(a, b)
    if apart > limits.people_days or not _alike(a, b, strictly=False):
        return None
    figures = sorted(set(a.small) & set(b.small))
    agencies = _shared(a.agencies, b.agencies)
    # The town of a force that both name tells no more than the force.
    shared = _shared(a.clues.names, b.clues.names)
    people = {n.partition(BORN)[0] for n in shared if BORN in n}
    names = [
        n
        for n in sorted({n.partition(BORN)[0] for n in shared})
        if not any(n.replace(" ", "-") in own for own in agencies)
    ]
    crimes = _shared(a.clues.crimes, b.clues.crimes)
    stated = _weight(figures)
    if apart > limits.clue_days and not (people and agencies and crimes and stated >= 1):
        # From the charge to the sentence, a case is that of the same people, body and numbers.
        return None
    if names:
        # The same person can stand in releases on different things.
        if not figures and not crimes:
            return None
    elif not (
        stated >= limits.anchor
        and _acting(a, b)
        and len(figures) >= limits.share * min(len(a.small), len(b.small))
    ):
        return None
    both = set(a.clues.titled) & set(b.clues.titled)
    places = {_town(t) for t in (*a.towns, *b.towns)}
    full = {n for n in names if " " in n and n not in places}
    named = sum((limits.full_name if n in full else limits.name) + limits.titled * (n in both) for n in names)
    towns = [t for t in _shared(a.towns, b.towns) if _town(t) not in names]
    points = min(named, limits.most_names) + stated
    points += min(limits.town * len(towns), limits.most_towns)
    points += min(limits.agency * len(agencies), limits.most_agencies)
    points += limits.crime * bool(crimes)
    both_state = _openings(a, b)
    rounded = [(x, y) for x, y in both_state if x != y and _rounded(x, y)]
    points += min(limits.rounded * len(rounded), limits.most_rounded)
    if len(both_state) > 1 and all(x == y or _rounded(x, y) for x, y in both_state):
        points += limits.agree
    if a.day is None or b.day is None:
        points -= limits.undated
    elif apart <= limits.near_days:
        points += limits.near
    over = points - limits.points
    if over < -limits.offer:
        return None
    reasons = (
        _figures(figures),
        _listed("both leads name", names),
        _listed("same town", towns),
        _listed("both name", agencies),
        _listed("same kind of crime", crimes),
        _days(a, b),
    )
    return Evidence("clues", _confidence(over), tuple(r for r in reasons if r))


def weight_of(key: Key) -> float:
    """How much an equal figure tells: half for one below ten, more for each significant digit.

    Example:
        >>> weight_of(("arrests", "person", 6.0)), weight_of(("arrests", "person", 1234.0))
        (0.5, 2.0)
    """
    value = key[2]
    digits = len(f"{value:.9e}".split("e")[0].replace(".", "").rstrip("0"))
    return 0.5 if value < 10 else min(max(digits, 2), 4) / 2


def _weight(keys: Iterable[Key]) -> float:
    """How much equal figures tell; a number that stands for two measures counts once."""
    return sum({key[2]: weight_of(key) for key in keys}.values())


def _town(own: str) -> str:
    """The words of the id of a town."""
    return own.rpartition("-")[0].replace("-", " ")


def days_apart(a: Dossier, b: Dossier) -> int:
    """Days between two releases; 0 where one has no day."""
    return abs((a.day - b.day).days) if a.day and b.day else 0


def may_be_one(a: Dossier, b: Dossier) -> bool:
    """Whether names allow two releases to be on one operation: one of them has none."""
    return a.named.main is None or b.named.main is None


def disagree(a: Dossier, b: Dossier) -> bool:
    """Whether the first totals of two releases are of the same measures and none can be of the same thing."""
    both = _openings(a, b)
    return len(both) > 1 and not any(_close(x, y) for x, y in both)


def _alike(a: Dossier, b: Dossier, strictly: bool = True) -> bool:
    """Whether most first totals that both state can be of the same thing; strictly: whether any are stated by both."""
    both = _openings(a, b)
    close = sum(_close(x, y) for x, y in both)
    return close > len(both) - close or (not both and not strictly)


def _openings(a: Dossier, b: Dossier) -> list[tuple[float, float]]:
    its = {key[:2]: key[2] for key in b.openings}
    return [(key[2], its[key[:2]]) for key in a.openings if key[:2] in its]


def _rounded(x: float, y: float) -> bool:
    """Whether one number is the other, rounded or cut to its last digits."""
    step = max(step_of(x), step_of(y))
    return step * LEAST_STEPS <= max(x, y) and step > 1 and abs(x - y) < step


def _close(x: float, y: float) -> bool:
    """Whether two totals can be of the same thing, counted on different days or rounded."""
    return min(x, y) * CLOSE >= max(x, y)


def _acting(a: Dossier, b: Dossier) -> list[str]:
    """Agencies and countries that both name."""
    return _shared(a.agencies, b.agencies) + _shared(a.countries, b.countries)


def _shared(a: Iterable[str], b: Iterable[str]) -> list[str]:
    return sorted(set(a) & set(b))


def _confidence(over: float) -> float:
    """A half at the mark, and half of the doubt less with every point above it."""
    doubt: float = 0.5 ** (1 + over)
    return round(min(max(1 - doubt, 0.01), 0.99), 2) if over >= 0 else round(max(0.5 + over / 4, 0.01), 2)


def _figures(keys: Sequence[Key]) -> str:
    heaviest = sorted(keys, key=lambda k: (-weight_of(k), k))
    return _listed("equal figures", [f"{m.replace('_', ' ')} {number(v)}" for m, _, v in heaviest])


def _listed(what: str, items: Sequence[str]) -> str:
    more = f" and {len(items) - LISTED} more" if len(items) > LISTED else ""
    return f"{what}: {', '.join(items[:LISTED])}{more}" if items else ""


def _days(a: Dossier, b: Dossier) -> str:
    if a.day is None or b.day is None:
        return ""
    apart = days_apart(a, b)
    return "same day" if apart == 0 else f"{apart} {'day' if apart == 1 else 'days'} apart"
