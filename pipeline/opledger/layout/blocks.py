"""The working form of a block, shared by the steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class Block:
    """A line or paragraph while its kind is being found.

    ``text`` is ``doc.text[start:end]``; ``gap`` says that an empty line stands before it; ``kind`` is
    empty until known.
    """

    start: int
    end: int
    text: str
    gap: bool = False
    lines: int = 1
    kind: str = ""
    heading: int | None = None
    intro: int | None = None
    repeat_of: int | None = None
    skip: bool = False
    corrects: bool = False
    open: bool = False

    def as_data(self) -> dict[str, Any]:
        """The block as it is kept on the Doc."""
        return {
            "kind": self.kind,
            "start": self.start,
            "end": self.end,
            "heading": self.heading,
            "intro": self.intro,
            "repeat_of": self.repeat_of,
            "skip": self.skip,
            "corrects": self.corrects,
        }
