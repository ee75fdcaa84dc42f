"""The spaCy component that finds blocks, sentences, quotations and repeats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy

from opledger.component import PatternComponent
from opledger.docdata import PlainDoc, data, text_of
from opledger.layout.blocks import Block
from opledger.layout.cues import Cues
from opledger.layout.headlines import LONGEST
from opledger.layout.kinds import KindFinder
from opledger.layout.lines import Joiner, split_lines
from opledger.layout.quotes import find_quotes
from opledger.layout.repeats import RepeatFinder, mark_repeats
from opledger.layout.results import ResultFinder
from opledger.layout.sentences import SentenceSplitter
from opledger.layout.structure import cut_datelines, link_blocks, mark_corrections
from opledger.layout.tables import join_cells
from opledger.patternfiles import Patterns
from opledger.patternfiles.schemas.layout import LayoutPatterns

if TYPE_CHECKING:
    from opledger.docdata import AnyDoc


class LayoutFinder(PatternComponent):
    """Blocks, sentences, quotations and repeats of a release; see ``docs/architecture.md`` for their keys.

    Example:
        >>> import spacy
        >>> nlp = spacy.blank("en")
        >>> finder = nlp.add_pipe("opledger_layout")
        >>> [b["kind"] for b in nlp("Raid in port\\n\\nLYON – Police held two men.")._.opledger["layout"]["blocks"]]
        ['headline', 'dateline', 'paragraph']
    """

    def compile(self, patterns: Patterns) -> None:
        """Compile the regexes of the section ``layout``."""
        section = patterns.get(LayoutPatterns)
        self.cues = Cues(section)
        self.results = ResultFinder(self.cues)
        self.splitter = SentenceSplitter(
            section.abbreviations,
            section.abbreviations_before_names,
            section.abbreviations_closing,
            (*section.months, *section.weekdays),
        )

    def find(self, doc: AnyDoc) -> dict[str, Any]:
        """The layout of a Doc: ``{"blocks", "sentences", "quotes"}``."""
        release = data(doc).get("release") or {}
        return self.layout(text_of(doc), release.get("title"))

    def layout(self, text: str, title: str | None = None) -> dict[str, Any]:
        """The layout of a text.

        Args:
            text: the release's text.
            title: its title, where metadata give one; a line that repeats it is a headline.
        """
        kinds = KindFinder(self.cues, title, self.results)
        lines = split_lines(text)
        titles = kinds.headlines.keys(title) if title else ()
        if lines and len(lines[0].text) <= LONGEST:
            titles += kinds.headlines.keys(lines[0].text)
        blocks = join_cells(Joiner(self.cues, text, lines, titles).join(), text, self.cues)
        kinds.find(blocks)
        blocks = cut_datelines(blocks, self.cues)
        link_blocks(blocks)
        mark_corrections(blocks, self.cues)
        keys: dict[str, str] = {}
        mark_repeats(blocks, keys, self.cues.number_words)
        sentences = self._sentences(blocks, text, keys)
        return {
            "blocks": [block.as_data() for block in blocks],
            "sentences": sentences,
            "quotes": find_quotes(blocks),
        }

    def _sentences(self, blocks: list[Block], text: str, keys: dict[str, str]) -> list[dict[str, Any]]:
        sentences: list[dict[str, Any]] = []
        repeats = RepeatFinder(keys, self.cues.number_words)
        headline: int | None = None
        for i, block in enumerate(blocks):
            for start, end in self.splitter.split(block):
                earlier = None if block.skip else repeats.add(len(sentences), text[start:end])
                if block.kind == "headline":
                    if block.repeat_of is not None and earlier is None:
                        earlier = headline
                    headline = len(sentences) if headline is None else headline
                sentences.append({"start": start, "end": end, "block": i, "repeat_of": earlier})
        return sentences

    def set_annotations(self, doc: AnyDoc, found: dict[str, Any]) -> None:
        """Keep the layout on the Doc and mark the tokens that start a sentence."""
        data(doc)["layout"] = found
        if isinstance(doc, PlainDoc):
            return
        if len(doc) < 2:
            for token in doc:
                token.is_sent_start = True
            return
        offsets = doc.to_array("IDX")
        starts = numpy.full(len(doc), -1, dtype="int64")
        at = numpy.searchsorted(offsets, [s["start"] for s in found["sentences"]])
        starts[at[at < len(doc)]] = 1
        starts[0] = 1
        doc.from_array(["SENT_START"], cast("Any", starts.astype("uint64").reshape(-1, 1)))
