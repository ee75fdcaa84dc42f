"""The spaCy component ``opledger_quantities``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from opledger.component import PatternComponent
from opledger.docdata import data, text_of
from opledger.patternfiles import Patterns, load_patterns
from opledger.patternfiles.schemas.quantities import Quantities
from opledger.quantities.finder import Scan
from opledger.quantities.implied import ImpliedFinder
from opledger.quantities.lexicon import Lexicon
from opledger.quantities.units import UnitReader

if TYPE_CHECKING:
    from spacy.vocab import Vocab

    from opledger.docdata import AnyDoc


class QuantityFinder(PatternComponent):
    """Writes ``quantities`` and ``lookalikes`` to the Doc's data; works on characters, so that tokens don't matter.

    Args:
        vocab: the vocabulary of the pipeline; None outside of spaCy.
        name: the component's name in the pipeline.
        packs: names or paths of pattern packs beside ``core``.
        profile: how vague words are read; None for what the packs choose.
    """

    def __init__(
        self, vocab: Vocab | None, name: str, packs: Iterable[str] = (), profile: str | None = None
    ) -> None:
        self.vocab, self.name = vocab, name
        self._setup(load_patterns(packs, profile))

    def compile(self, patterns: Patterns) -> None:
        """Compile the ``quantities`` section."""
        self.lexicon = Lexicon(patterns.get(Quantities))
        self.units = UnitReader(self.lexicon)
        self.implied = ImpliedFinder(patterns.get(Quantities).implied)

    def find_in(self, text: str) -> dict[str, list[dict[str, Any]]]:
        """Quantities and look-alikes of a bare text."""
        quantities, lookalikes = Scan(self.lexicon, self.units, text).run()
        return {"quantities": quantities, "lookalikes": lookalikes}

    def stated_in(self, text: str) -> list[dict[str, Any]]:
        """What ``opledger.quantities`` gives for a bare text.

        ``value`` is the number as stated (1.2 of "1.2 tonnes"), ``low`` and ``high`` are in the normalised unit.
        Ages said by a word are in; adjectives ("a five-member gang") and words like "many" are out.
        """
        scan = Scan(self.lexicon, self.units, text)
        found = []
        for item, stated in zip(scan.run()[0], scan.stated, strict=True):
            rules = item["rule"].split("+")
            if "loose" in rules and item["dimension"] == "count":
                continue
            if "compound" not in rules or "words" not in rules:
                found.append({**item, "value": stated})
        return sorted([*found, *scan.ages], key=lambda item: (item["start"], item["end"]))

    def find(self, doc: AnyDoc) -> dict[str, list[dict[str, Any]]]:
        """Quantities and look-alikes of a Doc."""
        text = text_of(doc)
        found = self.find_in(text)
        if self.implied:
            stated = found["quantities"]
            found["quantities"] = sorted(
                [*stated, *self.implied.find(text, stated)], key=lambda q: q["start"]
            )
        return found

    def set_annotations(self, doc: AnyDoc, found: dict[str, list[dict[str, Any]]]) -> None:
        """Write both lists."""
        data(doc).update(found)
