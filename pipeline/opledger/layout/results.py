"""Lines of result lists and flattened tables that carry no bullet."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from opledger.layout.blocks import Block
from opledger.layout.cues import LINES_KEPT, Cues
from opledger.layout.lines import ends_sentence

LONGEST, LONGEST_LABEL, SHORT = 160, 60, 90
COLUMN = 3
"""So many lines of a few words and a number stand in a column."""
ORDINAL_ENDINGS = ("st", "rd", "th", "2nd", "second")
SIGNS = ("+", "-", "±", "~")
DASHES = (" - ", " – ", " — ")
SEPARATORS = ("\t", " | ", " / ")


class ResultFinder:
    """Tells result lines ("Arrests: 21", "21 arrests") and rows ("Cocaine / 74 / 61") from other short lines.

    Args:
        cues: compiled patterns.
    """

    def __init__(self, cues: Cues) -> None:
        self.cues = cues
        self._label_and_value = lru_cache(maxsize=LINES_KEPT)(self._labelled)
        self._number_opens = lru_cache(maxsize=LINES_KEPT)(self._counts)

    def kind(self, blocks: list[Block], i: int) -> str:
        """``result``, ``row`` or an empty string."""
        text = blocks[i].text
        if len(text) > LONGEST or text[-1] == ":" or "\n" in text or self.cues.marker.match(text):
            return ""
        if self._is_row(blocks, i):
            return "row"
        label, value = self.labelled(text)
        if label and (self.counts(value) or self._beside(blocks, i, self.is_labelled)):
            return "result"
        if self._counted(text) or self._valued(text):
            listed = self._beside(blocks, i, self.is_listed) or self._opened(blocks, i)
            return "result" if listed or self._in_column(blocks, i) else ""
        last = not blocks[i].gap and i > 0 and blocks[i - 1].kind == "result"
        return "result" if last and len(text) <= SHORT and self.counts(text) else ""

    def is_listed(self, block: Block) -> bool:
        """Whether a block is, or reads like, a line of a list."""
        if block.kind:
            return block.kind in ("bullet", "result", "row")
        return self._counted(block.text) or (
            self.is_labelled(block) and self.counts(self.labelled(block.text)[1])
        )

    def counts(self, text: str) -> bool:
        """Whether words open with a number, perhaps after "over", "some", a currency."""
        return self._number_opens(text) if len(text) <= LONGEST else self._counts(text)

    def _counts(self, text: str) -> bool:
        for word in text.replace("\u00a0", " ").split(None, 4)[:4]:
            bare = word.strip("(),;").lower()
            if bare.endswith(ORDINAL_ENDINGS):
                return False
            if any(map(str.isdigit, bare)) or self._is_number_word(bare):
                return True
            if bare not in self.cues.number_openers and bare not in self.cues.currencies:
                return False
        return False

    def _is_number_word(self, bare: str) -> bool:
        word = bare[1:] if bare.startswith(SIGNS) else bare
        return word.replace(",", "").replace(".", "") in self.cues.number_words

    def labelled(self, text: str) -> tuple[str, str]:
        """Label and value of a line "label: value"; empty if it is none."""
        return self._label_and_value(text) if len(text) <= LONGEST else ("", "")

    def _labelled(self, text: str) -> tuple[str, str]:
        label, found, value = text.partition(": ")
        for dash in DASHES:
            if not found:
                label, found, value = text.partition(dash)
                found = found if self.cues.is_value(value) else ""
        if (
            not found
            or not value
            or len(text) > LONGEST
            or len(label) > LONGEST_LABEL
            or ("." in label and not self.cues.is_value(value))
            or ". " in value
        ):
            return "", ""
        if ends_sentence(text) and (len(text) > SHORT or not self.counts(value)):
            return "", ""
        return label, value

    def is_labelled(self, block: Block) -> bool:
        """Whether a block is a line "label: value", with or without a number."""
        return block.kind == "result" or (not block.kind and bool(self.labelled(block.text)[0]))

    def _counted(self, text: str) -> bool:
        return len(text) <= SHORT and not ends_sentence(text) and text[-1] != ":" and self.counts(text)

    def _valued(self, text: str) -> bool:
        """ "Citations 45": few words and a number."""
        words = text.rsplit(None, 1)
        return (
            len(words) == 2
            and len(text) <= LONGEST_LABEL
            and words[0][0].isupper()
            and words[0].replace(" ", "").isalpha()
            and self.cues.is_value(words[1])
        )

    def _in_column(self, blocks: list[Block], i: int) -> bool:
        """Whether a line stands among others of a few words and a number: "Eastern Region 14" under "Dublin Region 29"."""
        run = 1
        for step in (-1, 1):
            at = i + step
            while 0 <= at < len(blocks) and run < COLUMN and self._valued(blocks[at].text):
                run, at = run + 1, at + step
        return run >= COLUMN and self._valued(blocks[i].text)

    @staticmethod
    def _beside(blocks: list[Block], i: int, test: Callable[[Block], bool]) -> bool:
        return (i > 0 and test(blocks[i - 1])) or (i + 1 < len(blocks) and test(blocks[i + 1]))

    @staticmethod
    def _opened(blocks: list[Block], i: int) -> bool:
        return i > 0 and blocks[i - 1].text[-1] == ":"

    def _is_row(self, blocks: list[Block], i: int) -> bool:
        cells = self._cells(blocks[i].text)
        if len(cells) < 2:
            return False
        if any(map(self.cues.is_value, cells)):
            return True
        below = self._cells(blocks[i + 1].text) if i + 1 < len(blocks) else []
        return len(below) == len(cells) and any(map(self.cues.is_value, below))

    @staticmethod
    def _cells(text: str) -> list[str]:
        if len(text) > LONGEST or ends_sentence(text):
            return []
        text = text.strip("| ")
        mark = next((mark for mark in SEPARATORS if mark in text), None)
        return [cell.strip() for cell in text.split(mark)] if mark else []
