"""What a user's judgements mean for the releases and names that are there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from opledger.reconciliation.ids import slug
from opledger.reconciliation.judgements import Judgement, spelled
from opledger.reconciliation.ordered import Ordered


@dataclass(slots=True)
class Judged:
    """Judgements as pairs of names, and of releases; ``idle`` are those that name nothing here."""

    same_names: list[tuple[str, str]] = field(default_factory=list)
    other_names: list[tuple[str, str]] = field(default_factory=list)
    same: list[tuple[int, int]] = field(default_factory=list)
    apart: list[tuple[int, int]] = field(default_factory=list)
    idle: list[Judgement] = field(default_factory=list)


def resolve(judgements: Sequence[Judgement], line: Ordered) -> Judged:
    """What judgements mean for releases in a line."""
    found = Judged()
    if not judgements:
        return found
    wanted = {spelled(end) for j in judgements for end in (j.one, j.other)}
    releases = {form: rank for rank in range(len(line)) if (form := spelled(line.id(rank))) in wanted}
    known = sorted(line.shelf.names.texts)
    forms = {form: name for name in known for form in (slug(name), _without_lead(slug(name)))}
    forms |= {slug(name): name for name in known}
    users = _users(line, {forms[end] for end in wanted if end in forms})
    for judgement in judgements:
        ends = [spelled(judgement.one), spelled(judgement.other)]
        if not all(end in releases or end in forms for end in ends):
            found.idle.append(judgement)
            continue
        one, other = releases.get(ends[0]), releases.get(ends[1])
        if one is None and other is None:
            pairs = found.same_names if judgement.same else found.other_names
            pairs.append((forms[ends[0]], forms[ends[1]]))
        elif one is not None and other is not None:
            (found.same if judgement.same else found.apart).append((one, other))
        else:
            own = other if one is None else one
            assert own is not None
            holders = [h for h in users[forms[ends[0] if one is None else ends[1]]] if h != own]
            if judgement.same:
                found.same += [(own, holder) for holder in holders[:1]]
            else:
                found.apart += [(own, holder) for holder in holders]
    return found


def _users(line: Ordered, names: set[str]) -> dict[str, list[int]]:
    """The releases that use some names, in their order."""
    found: dict[str, list[int]] = defaultdict(list)
    for node, holder in enumerate(line.holders):
        name = line.name(node)
        if name in names:
            found[str(name)].append(holder)
    return found


def _without_lead(name: str) -> str:
    """The slug of a name without its first word, by which users may call it: "Lantern" for "Operation Lantern"."""
    return name.partition("-")[2] or name
