"""A gold file to start from: what opledger finds, with what a person has to look at marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from opledger.records import Figure, Mention, Outcome, Release
from opledger.run.decisions import Decisions
from opledger.run.marking import mark_of
from opledger.run.single import View, examine

GUESSED = ("default", "loose", "inherit", "list", "column")
"""Beginnings of the names of rules that take a measure from no verb beside the number."""


NOT_REVIEWED = "not reviewed"


def draft(
    inputs: Iterable[str], patterns: Sequence[str] = (), decisions: Decisions | None = None
) -> Iterator[tuple[Release, dict[str, Any]]]:
    """What a gold file of each release would be, if opledger were right.

    ``uncertain`` of a figure says what of it was inferred and not read; ``opledger gold check`` complains until a person has
    settled it and taken the key out. With decisions of a reviewer, what they are on is settled, and every other figure is still to
    be reviewed.

    Args:
        inputs: files, folders, globs, or ``-``.
        patterns: pattern packs beside ``core``.
        decisions: what a reviewer decided on figures.

    Yields:
        Each release that could be read, and the content of its gold file.
    """
    taken: set[str] = set()
    for item in inputs:
        for view in examine(item, patterns, decisions=decisions):
            # Release ids end in a checksum, which a gold file's name is better without.
            short = view.release.release_id.rpartition("-")[0] or view.release.release_id
            own = view.release.release_id if short in taken else short
            taken.add(own)
            yield view.release, {**_gold(view, decisions is not None), "id": own, "event": own}


def _gold(view: View, reviewed: bool) -> dict[str, Any]:
    release = view.release
    figures = sorted(view.found.figures, key=lambda f: (f.start, f.end))
    own = [o for o in view.result.outcomes if o.release_id == release.release_id]
    return {
        "id": "",
        "style": release.publisher or "",
        "event": "",
        "title": release.title,
        "published": release.published,
        "text": release.text,
        "operations": _names(view.found.mentions, "OPERATION"),
        "agencies": _names(view.found.mentions, "AGENCY"),
        "countries": _countries(view.found.mentions),
        "figures": [_figure(f, release.text, _doubts(f, reviewed)) for f in figures],
        "outcomes": [_outcome(o) for o in own if o.status != "summed" and not o.implicit],
        "conflicts": [
            {"kind": c.kind, "measure": c.measure, "note": c.explanation}
            for c in view.result.conflicts
            if c.release_id == release.release_id
        ],
    }


def _names(mentions: Iterable[Mention], label: str) -> list[str]:
    """The canonical name of each id; the form most used in the text where the canonical one does not stand there."""
    forms: dict[str, Counter[str]] = {}
    for mention in mentions:
        if mention.label == label:
            forms.setdefault(mention.id, Counter())[mention.text] += 1
    return [max(counts, key=lambda text: (len(text), counts[text])) for counts in forms.values()]


def _countries(mentions: Iterable[Mention]) -> dict[str, list[str]]:
    roles: dict[str, dict[str, None]] = {}
    for mention in mentions:
        if mention.label == "COUNTRY":
            roles.setdefault(mention.id, {}).update(dict.fromkeys(mention.roles or ("mentioned",)))
    return {code: list(own) for code, own in roles.items()}


def _figure(figure: Figure, text: str, doubts: list[str]) -> dict[str, Any]:
    start, end = figure.extras.get("number") or (figure.start, figure.end)
    left, right = min(start, figure.start), max(end, figure.end)
    gold: dict[str, Any] = {
        "quote": text[left:right],
        "number": text[start:end],
        "measure": figure.measure,
        "alternatives": list(figure.alternatives),
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "qualifier": figure.qualifier,
        "unit": figure.unit,
        "substance": figure.substance,
        "places": list(figure.places),
        "role": figure.role,
        "optional": figure.implicit,
    }
    return {**gold, "uncertain": doubts} if doubts else gold


def _doubts(figure: Figure, reviewed: bool) -> list[str]:
    """What of a figure a person has to look at: nothing where one has."""
    if mark_of(figure):
        return []
    doubts = [NOT_REVIEWED] if reviewed else []
    guessed = [rule for rule in figure.rule.split("+") if rule.startswith(GUESSED)]
    if guessed:
        doubts.append(f"measure: by {', '.join(guessed)}, no verb beside the number")
    if figure.places and str(figure.extras.get("place_rule", "")).startswith(("home", "paragraph", "story")):
        doubts.append("places: from the surroundings, not from the sentence")
    if figure.implicit:
        doubts.append("number: no number stands there")
    return doubts


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "measure": outcome.measure,
        "place": outcome.place,
        "substance": outcome.substance,
        "object": outcome.object,
        "value": outcome.value,
        "low": outcome.low,
        "high": outcome.high,
        "status": outcome.status,
    }
