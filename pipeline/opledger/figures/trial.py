"""Releases that bring a case to court: what police did has to be told in so many words there."""

from __future__ import annotations

from functools import cached_property

from opledger.figures.case import Case
from opledger.figures.decide import Decision
from opledger.figures.earlier import is_action
from opledger.figures.lexicon import Lexicon
from opledger.figures.release import LISTED, Figure, Release

TAKEN, DEFAULT, INHERITED = ":", "default", "inherit"
CHARGES, AGENCY = "charges", "AGENCY"
POLICE = ("in_police_hands", "police_about")
SUSPECT = "default:suspect"
LEAD_BLOCKS = 3
MANY = 4  # figures of what police did that make a release the report of an operation, whatever its lead says of courts


class Trial:
    """Doubts of a release that may bring a case to court.

    Args:
        release: the release.
        lexicon: noun classes, measures and cues.
    """

    def __init__(self, release: Release, lexicon: Lexicon) -> None:
        self.release, self.lexicon, self.cues = release, lexicon, lexicon.cues
        self._agencies = [m["start"] for m in release.mentions if m["label"] == AGENCY]

    @cached_property
    def _lead_end(self) -> int:
        lead = [
            b
            for b in self.release.blocks
            if not b["skip"] and b["kind"] in {"headline", "standfirst", "paragraph"}
        ]
        return int(lead[min(LEAD_BLOCKS, len(lead)) - 1]["end"]) if lead else 0

    @cached_property
    def in_court(self) -> bool:
        """Whether the lead tells what a court does."""
        return self._leads_with("court")

    @cached_property
    def is_case(self) -> bool:
        """Whether the lead brings a case to court."""
        return self._leads_with("trial")

    def _leads_with(self, cue: str) -> bool:
        return self.cues[cue].search(self.release.text, 0, self._lead_end) is not None

    @property
    def _is_of_prosecutors(self) -> bool:
        return self._leads_with("prosecutor") or self.cues["trial"].search(self.release.text) is not None

    def is_unpoliced(self, case: Case, decision: Decision, like: Figure | None) -> bool:
        """Whether a number would count what only police do, and no police are near: "Holt bounced 90 checks".

        Args:
            case: the number.
            decision: what it would count.
            like: an earlier figure of the same number.
        """
        measure = self.lexicon.measures.measures.get(decision.measure)
        if measure is None or not measure.policed or case.passage.block["kind"] in LISTED:
            return False
        if decision.rule == SUSPECT or (like is not None and like["measure"] == decision.measure):
            return False
        return (self.in_court or self._leads_with("prosecutor")) and not self._is_told(case)

    def _is_told(self, case: Case) -> bool:
        """Whether police stand in the sentence of a number, or in the one before it in the paragraph."""
        start, end = case.passage.sentence["start"], case.passage.sentence["end"]
        at = case.passage.at
        if at and self.release.sentences[at - 1]["block"] == case.passage.sentence["block"]:
            start = self.release.sentences[at - 1]["start"]
        if any(start <= a < end for a in self._agencies):
            return True
        return any(self.cues[name].search(self.release.text, start, end) for name in POLICE)

    def without_scene(self, figures: list[Figure]) -> list[Figure]:
        """Figures of the release, without those that hold only where police acted, if it tells of a trial there.

        Args:
            figures: figures in text order.

        Example:
            "The defendants drove to two cities", "armed with two hammers": no locations, and nobody's haul
        """
        if not any(_is_of_scene(f, self.lexicon) for f in figures):
            return figures
        told = [f for f in figures if is_action(f) or _is_charged(f)]
        tried = self.is_case if any(map(is_action, told)) else self._is_of_prosecutors
        if len(told) >= MANY or not tried:
            return figures
        near = {f["extras"]["block"] for f in told}
        return [f for f in figures if f["extras"]["block"] in near or not _is_of_scene(f, self.lexicon)]


def _is_charged(figure: Figure) -> bool:
    return figure["measure"] == CHARGES and not figure["rule"].rpartition("+")[2].startswith(DEFAULT)


def _is_of_scene(figure: Figure, lexicon: Lexicon) -> bool:
    """Whether nothing but a noun of a scene, its own or that of the figure before, gave a figure its measure."""
    way, _, name = figure["rule"].rpartition("+")[2].partition(TAKEN)
    if way != DEFAULT and not way.startswith(INHERITED):
        return False
    noun = lexicon.nouns.get(name)
    return noun is not None and noun.scene
