"""People whom a report of a trial only names by what they are in the case: "the three defendants" may be some of them, or all."""

from __future__ import annotations

from opledger.figures.lexicon import Lexicon
from opledger.figures.release import Figure

DEFAULT = "default"
MENTIONED = "mentioned"


def mark_mentions(figures: list[Figure], case: bool, lexicon: Lexicon) -> None:
    """Mark the figures that only a noun of people in a case gave their measure, where no verb says the same number.

    Args:
        figures: figures of a release; ``extras`` are changed in place.
        case: whether the release brings a case to court; defendants are of one wherever they stand.
        lexicon: noun classes.
    """
    found = [f for f in figures if _is_named(f, case, lexicon)]
    if not found:
        return
    told = {(f["measure"], f["low"], f["high"]) for f in figures if not _is_named(f, case, lexicon)}
    for figure in found:
        if (figure["measure"], figure["low"], figure["high"]) not in told:
            figure["extras"][MENTIONED] = True


def _is_named(figure: Figure, case: bool, lexicon: Lexicon) -> bool:
    way, _, name = figure["rule"].rpartition("+")[2].partition(":")
    noun = lexicon.nouns.get(name) if way == DEFAULT else None
    return noun is not None and noun.mention and (case or noun.weak)
