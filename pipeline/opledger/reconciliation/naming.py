"""Which operation a release, and each of its figures, is about, as far as names tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from opledger.patternfiles.schemas.reconciliation import Linking
from opledger.records import Figure, Mention, Release

# How far the headline of a text without a title goes at most.
HEADLINE = 120
# Numbers under this one are often equal by chance.
FEW = 10
# A corrected number differs by less than this factor.
CLOSE = 1.5


@dataclass(frozen=True, slots=True)
class Named:
    """The names of a release: ``main`` is the id of the operation it reports on, None where it has no name;
    ``figures`` gives the figures that belong to another one of its operations."""

    main: str | None
    figures: dict[str, str]

    @property
    def all(self) -> tuple[str | None, ...]:
        """Every operation that the release reports results of, the main one first."""
        return tuple(dict.fromkeys((self.main, *self.figures.values())))


def name_release(
    release: Release,
    mentions: Sequence[Mention],
    figures: Sequence[Figure],
    limits: Linking,
    called: Collection[str] = (),
    programmes: Collection[str] = (),
) -> Named:
    """The operations of a release.

    Args:
        release: the release.
        mentions: its mentions, in text order.
        figures: its figures.
        limits: ``lead_characters`` is how far the lead of a text goes.
        called: ids of operations by which the text calls what it tells of, wherever that stands.
        programmes: ids of standing programmes, which are no operations.
    """
    others: dict[str, str] = {}
    background: set[str] = set()
    for figure in figures:
        target = _pointed_at(figure, mentions)
        if target is None or target in programmes:
            continue
        if figure.role == "background":
            background.add(target)
        else:
            others[figure.figure_id] = target
    others = _full_names(others)
    others |= _adopted(figures, others)
    others |= _left_over(release, figures, mentions, others, background, programmes)
    held = set(others.values())
    names = [m for m in mentions if m.label == "OPERATION" and m.id not in programmes]
    main = _main_name(release, [m for m in names if m.id not in background - held], limits, called)
    if len(held) > 1 and not any(m.id == main and _heads(m, release) for m in names):
        # A round-up: what belongs to none of its operations belongs to no named one.
        rest = [f for f in figures if f.role != "background" and f.figure_id not in others]
        main = None if rest else min(held)
    return Named(main, {i: name for i, name in others.items() if name != main})


def _full_names(others: dict[str, str]) -> dict[str, str]:
    """Short names made full: beside "Pandora V", "Pandora" is the same operation."""
    held = sorted(set(others.values()))
    longer = {name: [other for other in held if other.startswith(name + "-")] for name in held}
    return {i: longer[name][0] if len(longer[name]) == 1 else name for i, name in others.items()}


def _adopted(figures: Sequence[Figure], others: dict[str, str]) -> dict[str, str]:
    """The totals of a round-up that no operation is named with, but that one of its operations has too: a heading
    says "39 gangs", and the text below it names the operation."""
    if len(set(others.values())) < 2:
        return {}
    homes: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for figure in figures:
        if figure.figure_id in others and figure.role == "total":
            homes[_content(figure)].add(others[figure.figure_id])
    found = {}
    for figure in figures:
        names = homes.get(_content(figure), set())
        if (
            figure.figure_id not in others
            and figure.role == "total"
            and len(names) == 1
            and (figure.low or 0) >= FEW
        ):
            found[figure.figure_id] = min(names)
    return found | _denied(figures, others)


def _left_over(
    release: Release,
    figures: Sequence[Figure],
    mentions: Sequence[Mention],
    others: dict[str, str],
    background: Collection[str],
    programmes: Collection[str],
) -> dict[str, str]:
    """The figures of a round-up that stand behind the name of one of its operations, before the next name, where no figure is
    tied to that one otherwise."""
    held = set(others.values())
    if len(held) < 2:
        return {}
    names = [m for m in mentions if m.label == "OPERATION"]
    free = {m.id for m in names if not _heads(m, release)} - held - set(background) - set(programmes)
    found = {}
    for figure in figures:
        before = [m for m in names if m.start < figure.start]
        if figure.figure_id in others or figure.role == "background" or not before:
            continue
        last = max(before, key=lambda m: m.start)
        if last.id in free:
            found[figure.figure_id] = last.id
    return found


def _denied(figures: Sequence[Figure], others: dict[str, str]) -> dict[str, str]:
    """Numbers taken back stand with the last operation before them that has a number of their order."""
    found: dict[str, str] = {}
    last: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for figure in figures:
        near = last[figure.measure, figure.unit]
        if not figure.low:
            continue
        if figure.figure_id in others:
            near.pop(others[figure.figure_id], None)
            near[others[figure.figure_id]] = figure.low
        elif figure.extras.get("denied"):
            names = [name for name, low in near.items() if _close(low, figure.low)]
            if names:
                found[figure.figure_id] = names[-1]
    return found


def _close(one: float, other: float) -> bool:
    """Whether one number can be a correction of the other."""
    return min(one, other) * CLOSE >= max(one, other)


def _content(figure: Figure) -> tuple[object, ...]:
    return figure.measure, figure.unit, figure.low, figure.high, figure.places


def _pointed_at(figure: Figure, mentions: Sequence[Mention]) -> str | None:
    index = figure.extras.get("operation")
    if isinstance(index, int) and 0 <= index < len(mentions) and mentions[index].label == "OPERATION":
        return mentions[index].id
    return None


def _main_name(
    release: Release, names: Sequence[Mention], limits: Linking, called: Collection[str]
) -> str | None:
    """The name that the release is about: one in the headline or lead, the most mentioned, the first.

    A name that stands only once, after the lead, is mentioned in passing and names nothing, unless the text calls
    what it tells of by it.
    """
    by_id: dict[str, list[Mention]] = defaultdict(list)
    for mention in names:
        by_id[mention.id].append(mention)

    def mark(name: str) -> tuple[int, int, int, str]:
        found = by_id[name]
        first = min(m.start for m in found)
        heading = any(_heads(m, release) for m in found)
        lead = first < limits.lead_characters
        told = lead or name in called
        return (4 * heading + 2 * told + min(len(found), 4), -first, len(found), name)

    if not by_id:
        return None
    best = max(by_id, key=mark)
    return best if mark(best)[0] > 1 else None


def _heads(mention: Mention, release: Release) -> bool:
    """Whether a name stands in the headline: the title, or the top of a text without one."""
    if release.title is None:
        return mention.start < HEADLINE
    return mention.text.casefold() in (release.title or "").casefold()
