"""Figures that only their noun names, in releases that bring a case to court: what police did has to be told near them."""

from __future__ import annotations

from opledger.figures.earlier import is_action
from opledger.figures.lexicon import Lexicon
from opledger.figures.release import Figure, Release

TAKEN, DEFAULT, INHERITED = ":", "default", "inherit"
CHARGES = "charges"
LEAD_BLOCKS = 3
MANY = 4  # figures of what police did that make a release the report of an operation, whatever its lead says of courts


def without_scene(figures: list[Figure], release: Release, lexicon: Lexicon) -> list[Figure]:
    """The figures of a release, without those that hold only where police acted, if it tells of a trial there.

    Args:
        figures: figures in text order.
        release: the release.
        lexicon: noun classes and cues.

    Example:
        "The defendants drove to two cities", "armed with two hammers": no locations, and nobody's haul
    """
    if not any(_is_of_scene(f, lexicon) for f in figures):
        return figures
    trial = lexicon.cues["trial"]
    lead = _lead_end(release) if any(map(is_action, figures)) else len(release.text)
    told = [f for f in figures if is_action(f) or _is_charged(f)]
    if len(told) >= MANY or not trial.search(release.text, 0, lead):
        return figures
    near = {f["extras"]["block"] for f in told}
    return [f for f in figures if f["extras"]["block"] in near or not _is_of_scene(f, lexicon)]


def _lead_end(release: Release) -> int:
    lead = [
        b for b in release.blocks if not b["skip"] and b["kind"] in {"headline", "standfirst", "paragraph"}
    ]
    return int(lead[min(LEAD_BLOCKS, len(lead)) - 1]["end"]) if lead else 0


def _is_charged(figure: Figure) -> bool:
    return figure["measure"] == CHARGES and not figure["rule"].rpartition("+")[2].startswith(DEFAULT)


def _is_of_scene(figure: Figure, lexicon: Lexicon) -> bool:
    """Whether nothing but a noun of a scene, its own or that of the figure before, gave a figure its measure."""
    way, _, name = figure["rule"].rpartition("+")[2].partition(TAKEN)
    if way != DEFAULT and not way.startswith(INHERITED):
        return False
    noun = lexicon.nouns.get(name)
    return noun is not None and noun.scene
