"""Round-ups: releases that tell of several operations, each under a heading of its own."""

from __future__ import annotations

import re
from typing import Any

from opledger.figures.geography import TAKES_PART, country_of, openers

FEWEST_OPERATIONS = 2
FEWEST_NUMBERED = 3
FEWEST_TITLED = 3
RUN_IN = re.compile(r"\W{0,4}\*\*[^*\n]{3,80}\*\*\s")  # a title at the head of its own paragraph
NUMBERED = re.compile(r"\W*\d{1,2}[.)]\s")


class Stories:
    """The sections of a round-up, each a release of its own: the countries that its first sentence tells of are at home.

    Args:
        text: the release's text.
        layout: its layout.
        mentions: its mentions.
    """

    def __init__(self, text: str, layout: dict[str, Any], mentions: list[dict[str, Any]]) -> None:
        self.text, self.layout, self.mentions = text, layout, mentions
        blocks = layout["blocks"]
        heads = [i for i, b in enumerate(blocks) if b["kind"] == "subhead" and not b["skip"]]
        self.heads = frozenset(heads if self._is_round_up([blocks[i] for i in heads]) else ())
        titled = [
            i for i, b in enumerate(blocks) if not b["skip"] and RUN_IN.match(text, b["start"], b["end"])
        ]
        self.titled = frozenset(titled if len(titled) >= FEWEST_TITLED else ())
        self._homes: dict[int, frozenset[str]] = {}

    def _is_round_up(self, heads: list[dict[str, Any]]) -> bool:
        if len(heads) < FEWEST_OPERATIONS:
            return False
        numbered = sum(bool(NUMBERED.match(self.text, h["start"])) for h in heads)
        operations = {
            m["id"]
            for m in self.mentions
            if m["label"] == "OPERATION" and any(h["start"] <= m["start"] < h["end"] for h in heads)
        }
        return numbered >= FEWEST_NUMBERED or len(operations) >= FEWEST_OPERATIONS

    def head_of(self, index: int) -> int | None:
        """The block that heads the story of a block; None in a release that is no round-up."""
        head: int | None = self.layout["blocks"][index].get("heading")
        return index if index in self.titled else head if head in self.heads else None

    def homes(self, index: int) -> frozenset[str] | None:
        """Countries at home in the story that a block belongs to; None in a release that is no round-up."""
        head = self.head_of(index)
        if head is None:
            return None
        if head not in self._homes:
            self._homes[head] = self._find(head)
        return self._homes[head]

    def _title(self, head: int) -> dict[str, Any]:
        block: dict[str, Any] = self.layout["blocks"][head]
        title = RUN_IN.match(self.text, block["start"], block["end"]) if head in self.titled else None
        return {"start": block["start"], "end": title.end()} if title else block

    def _find(self, head: int) -> frozenset[str]:
        heading = self._title(head)
        named = frozenset(
            code
            for m in self.mentions
            if heading["start"] <= m["start"] < heading["end"] and (code := country_of(m))
        )
        first = next((s for s in self.layout["sentences"] if s["end"] > heading["end"]), None)
        if first is None:
            return named
        start = max(first["start"], heading["end"])
        inside = [m for m in self.mentions if start <= m["start"] < first["end"]]
        there = (m for m in inside if m["label"] == "PLACE" or TAKES_PART & set(m["roles"]))
        return named | {code for m in there if (code := country_of(m))} | openers(inside, 0, first["end"])
