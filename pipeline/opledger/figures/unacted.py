"""Figures that only their noun names, in releases that bring a case to court and tell of no police action at all."""

from __future__ import annotations

from opledger.figures.lexicon import Lexicon
from opledger.figures.release import Figure

TAKEN, DEFAULT, INHERITED = ":", "default", "inherit"


def without_scene(figures: list[Figure], in_action: bool, text: str, lexicon: Lexicon) -> list[Figure]:
    """The figures of a release, without those that hold only where police acted, if it tells of a trial alone.

    Args:
        figures: figures in text order.
        in_action: whether one of them tells, by a verb or noun of it, what police did at a scene.
        text: the release's text.
        lexicon: noun classes and cues.

    Example:
        "The defendants drove to two cities", "armed with two hammers": no locations, and nobody's haul
    """
    if in_action or not any(_is_of_scene(f, lexicon) for f in figures):
        return figures
    if not lexicon.cues["trial"].search(text):
        return figures
    return [f for f in figures if not _is_of_scene(f, lexicon)]


def _is_of_scene(figure: Figure, lexicon: Lexicon) -> bool:
    """Whether nothing but a noun of a scene, its own or that of the figure before, gave a figure its measure."""
    way, _, name = figure["rule"].rpartition("+")[2].partition(TAKEN)
    if way != DEFAULT and not way.startswith(INHERITED):
        return False
    noun = lexicon.nouns.get(name)
    return noun is not None and noun.scene
