"""What the words around a sentence's figures narrow them to: roles by scope cues, countries by places."""

from __future__ import annotations

from opledger.figures.case import Passage
from opledger.figures.contrast import DOUBT, SPANS, SURE, taking_part
from opledger.figures.earlier import Earlier
from opledger.figures.geography import Geography
from opledger.figures.places import NOTHING, Found, PlaceFinder
from opledger.figures.release import LISTED, Figure, Release
from opledger.figures.scope import Cue, ScopeRules, governs

# Rules whose countries hold for the next sentence of the paragraph, too.
CARRYING = frozenset({"before", "actor", "label", "carried"})
CARRIED_OVER = 2  # sentences back in the paragraph that can set the scene


class Narrowing:
    """Notes cues and countries on figures.

    Args:
        release: the release that is read.
        scopes: scope cues.
        earlier: the figures so far.
    """

    def __init__(self, release: Release, scopes: ScopeRules, earlier: Earlier) -> None:
        self.release, self.scopes, self.earlier = release, scopes, earlier
        self.geography = Geography.of(release.mentions, release.blocks)
        self.places = PlaceFinder(release.text, release.layout, self.geography, release.lexicon.cues)
        self._cues_of: dict[int, list[Cue]] = {}
        self._lists: dict[int, int] = {}

    def narrow(self, passage: Passage) -> None:
        """Fill cues, roles and places of the figures of a sentence."""
        sentence = passage.sentence
        cues = self.scopes.find(self.release.text, sentence["start"], sentence["end"])
        above = self._above(sentence["block"])
        for figure in passage.made:
            self._mark(figure, cues, above, sentence["start"])
        self._place(passage)

    def _mark(self, figure: Figure, cues: list[Cue], above: list[Cue], start: int) -> None:
        text, extras = self.release.text, figure["extras"]
        reaching = [c for c in cues if governs(c, figure, text)]
        reaching += self.scopes.adjacent(text, start, figure["start"])
        reaching += above
        extras["cues"] = [c.id for c in reaching]
        extras["roles"] = [c.role for c in reaching] + ["background"] * ("inherit-compared" in figure["rule"])
        for key in ("denied", "correction"):
            extras[key] = bool(extras.get(key)) or key in extras["roles"]

    def _place(self, passage: Passage) -> None:
        """Countries of the figures; a release about one country narrows nothing."""
        self.places.taking_part = taking_part(self.earlier.countries + passage.made)
        if self.geography.single and self.places.taking_part < SPANS:
            for figure in passage.made:
                figure["extras"]["place_rule"] = ""
            return
        sentence = passage.sentence
        numbers = self.release.quantities_in(sentence["start"], sentence["end"])
        carried = self._carried(passage)
        for figure in passage.made:
            found = self.places.find(figure, sentence, carried, numbers)
            figure["places"], figure["extras"]["place_rule"] = list(found.codes), found.rule
            figure["extras"][DOUBT] = found.doubt

    def _above(self, index: int) -> list[Cue]:
        """Cues of the heading or introduction that a block stands under."""
        block = self.release.blocks[index]
        above = (block.get("intro"), block.get("heading"))
        return [
            cue for at in above if at is not None for cue in self._cues_above(at) if self._holds(at, index)
        ]

    def _holds(self, above: int, index: int) -> bool:
        """Whether a heading is still that of a block: it is of its list, and not of the prose behind that."""
        blocks = self.release.blocks
        if blocks[index]["kind"] in LISTED:
            return True
        if above not in self._lists:
            self._lists[above] = next(
                (i for i in range(above + 1, len(blocks)) if blocks[i]["kind"] in LISTED), len(blocks)
            )
        return index < self._lists[above]

    def _cues_above(self, index: int) -> list[Cue]:
        if index not in self._cues_of:
            block = self.release.blocks[index]
            cues = self.scopes.find(self.release.text, block["start"], block["end"])
            self._cues_of[index] = [c for c in cues if c.reach == "heading"]
        return self._cues_of[index]

    def _carried(self, passage: Passage) -> Found:
        """What the sentence before narrowed to, or was set in, in the same paragraph."""
        sentences, block = self.release.sentences, passage.sentence["block"]
        last = self.earlier.figures[-1] if self.earlier.figures else None
        for at in range(passage.at - 1, max(-1, passage.at - 1 - CARRIED_OVER), -1):
            if sentences[at]["block"] != block:
                break
            if last is not None and last["extras"]["sentence"] == at:
                extras = last["extras"]
                carries = extras["place_rule"] in CARRYING
                return (
                    Found(tuple(last["places"]), "carried", extras.get(DOUBT, SURE)) if carries else NOTHING
                )
            scene = self.places.scene(sentences[at])
            if scene.codes or self.places.turns(sentences[at]["start"], sentences[at]["end"]):
                return scene
        return NOTHING
