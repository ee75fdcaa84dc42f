"""A small lexicon of the tests' own, and sentences, quantities and layouts made by hand, so that the shipped words can change."""

from __future__ import annotations

import re
from typing import Any

from opledger.figures.governor import Governor
from opledger.figures.governors import governors
from opledger.figures.groups import groups
from opledger.figures.items import Item, Spans, scan
from opledger.figures.lexicon import Lexicon, build
from opledger.figures.phrases import Phrase, read_phrase
from opledger.patternfiles import load_patterns
from opledger.patternfiles.load import Patterns
from opledger.patternfiles.schemas.figures import Frames

DIGITS = re.compile(r"\d[\d,]*")

NOUNS = {
    "person": {"words": ["person", "guest"], "forms": ["people"], "unit": "person"},
    "offender": {"isa": ["person"], "words": ["robber", "bag snatcher"], "unit": "person"},
    "suspect": {"isa": ["offender"], "words": ["suspect"], "unit": "person", "default": "suspects_identified"},
    "officer": {"words": ["officer"], "unit": "person", "default": "officers_deployed", "default_from": 10},
    "vehicle": {"words": ["vehicle", "car", "van"], "generic": ["vehicle"], "unit": "item"},
    "drug": {"mass": ["cocaine", "hashish"], "words": ["pill"], "unit": "item", "default": "drugs_seized", "substance": True},
    "container": {"words": ["box", "bag"], "container": True, "unit": "item"},
    "other": {"words": ["way"]},
}  # fmt: skip
EVENTS = {
    "arrest": {"verbs": ["arrest"], "phrases": ["taken into custody"], "nouns": ["arrest"], "counts": "arrests", "rank": 5},
    "charge": {"verbs": ["charge"], "counts": "charges", "rank": 6},
    "seize": {"verbs": ["seize"], "phrases": ["found"], "nouns": ["seizure"], "counts": "seizures", "rank": 3},
    "injure": {"verbs": ["injure"]},
}  # fmt: skip
FRAMES = {
    "frames": [
        {"id": "injured", "events": ["injure"], "objects": ["person", "none"], "measure": None},
        {"id": "charge-person", "events": ["charge"], "objects": ["person", "none"], "measure": "charges"},
        {"id": "arrest-person", "events": ["arrest"], "objects": ["person", "none"], "measure": "arrests"},
        {"id": "seize-drug", "events": ["seize"], "objects": ["drug"], "measure": "drugs_seized"},
        {"id": "seize-vehicle", "events": ["seize"], "objects": ["vehicle"], "measure": "vehicles_seized", "max_cost": 1.0},
    ],
}  # fmt: skip
MEASURES = {
    "measures": {
        "arrests": {"counts": "people arrested", "units": ["person"]},
        "charges": {"counts": "people charged", "units": ["person"]},
        "suspects_identified": {"counts": "suspects", "units": ["person"]},
        "officers_deployed": {"counts": "officers", "units": ["person"]},
        "drugs_seized": {"counts": "drugs", "units": ["item", "kilogram"], "substance": True},
        "vehicles_seized": {"counts": "vehicles", "units": ["item"]},
        "seizures": {"counts": "seizures", "units": ["seizure"]},
    }
}


def lexicon() -> Lexicon:
    """The lexicon of the words above."""
    shipped = load_patterns(()).get(Frames)  # function words are grammar, and as they ship
    frames = {**FRAMES, "function_words": shipped.function_words, "tags": shipped.tags}
    raw = {
        "nouns": {"nouns": NOUNS},
        "events": {"events": EVENTS},
        "frames": frames,
        "measures": MEASURES,
        "cues": load_patterns(()).raw["cues"],
    }
    return build(Patterns(raw, ("by-hand",)))


def items_of(text: str, words: Lexicon, **mentions: str) -> list[Item]:
    """Items of a sentence: its digits are quantities, the named words mentions (``Spain="COUNTRY"``)."""
    spans: Spans = [
        (m.start(), m.end(), "quantity", at, "count") for at, m in enumerate(DIGITS.finditer(text))
    ]
    spans += [
        (m.start(), m.end(), "mention", 0, label)
        for name, label in mentions.items()
        for m in re.finditer(name, text)
    ]
    return scan(text, 0, len(text), sorted(spans), words)


def quantity(value: float = 12, dimension: str = "count", **changes: Any) -> dict[str, Any]:
    """A quantity."""
    plain = {
        "start": 0,
        "end": 2,
        "number_start": 0,
        "number_end": 2,
        "value": value,
        "low": value,
        "high": value,
    }
    more = {"qualifier": "exact", "unit": None, "dimension": dimension, "words": None, "rule": "plain"}
    return {**plain, **more, **changes}


def phrases_of(items: list[Item], words: Lexicon) -> list[Phrase]:
    """The phrases of all quantities among some items."""
    return [read_phrase(items, at, words) for at, item in enumerate(items) if item.kind == "quantity"]


def governors_of(text: str, words: Lexicon, which: int = 0) -> list[Governor]:
    """Candidates for one of the numbers of a sentence."""
    items = items_of(text, words)
    phrases = phrases_of(items, words)
    group = next(g for g in groups(items, phrases) if phrases[which] in g)
    phrase = phrases[which]
    return governors(items, group, phrase, phrase.head is None, True)


def blocks_of(*lines: tuple[str, str]) -> tuple[str, list[dict[str, Any]]]:
    """A text and its layout blocks from kinds and lines."""
    blocks: list[dict[str, Any]] = []
    text = ""
    for kind, line in lines:
        start = len(text)
        text += line + "\n"
        blocks.append(
            {"kind": kind, "start": start, "end": start + len(line), "heading": None, "intro": None,
             "repeat_of": None, "skip": False, "corrects": False}
        )  # fmt: skip
    return text, blocks


def layout_of(*lines: tuple[str, str]) -> tuple[str, dict[str, Any]]:
    """A text and its layout, with one sentence a block; a line that stands twice repeats its sentence."""
    text, blocks = blocks_of(*lines)
    sentences: list[dict[str, Any]] = []
    for at, block in enumerate(blocks):
        line = text[block["start"] : block["end"]]
        twin = next((n for n, s in enumerate(sentences) if text[s["start"] : s["end"]] == line), None)
        sentences.append({"start": block["start"], "end": block["end"], "block": at, "repeat_of": twin})
    return text, {"blocks": blocks, "sentences": sentences, "quotes": []}


def figure_at(
    text: str, layout: dict[str, Any], number: str, measure: str = "arrests", nth: int = 0, **more: Any
) -> dict[str, Any]:
    """An unsettled figure of the nth place where a number stands; ``more`` changes its columns and extras."""
    start = [m.start() for m in re.finditer(re.escape(number), text)][nth]
    block = next(n for n, b in enumerate(layout["blocks"]) if b["start"] <= start < b["end"])
    value = float(number.replace(",", ""))
    columns = {
        "measure": measure, "alternatives": [], "value": value, "low": value, "high": value, "qualifier": "exact",
        "unit": "person", "object": None, "substance": None, "places": [], "role": "total", "part_of": None,
        "start": start, "end": start + len(number), "text": number, "sentence": "", "repeat_of": None, "implicit": False,
        "rule": "plain",
    }  # fmt: skip
    extras = {
        "block": block, "sentence": block, "headline": layout["blocks"][block]["kind"] == "headline", "additional": False,
        "partitive": False, "correction": False, "denied": False, "kind": None, "classes": [], "cues": [], "roles": [],
        "leans": None, "place_rule": "", "elided": False, "number": [start, start + len(number)],
    }  # fmt: skip
    columns |= {key: value for key, value in more.items() if key in columns}
    extras |= {key: value for key, value in more.items() if key not in columns}
    return {**columns, "extras": extras}
