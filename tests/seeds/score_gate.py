"""A gate that scores can only pass upwards.

``pinned_scores.json`` holds the lowest F1 of each level, in per cent, and a hash of the gold they were measured on.

    OPLEDGER_PIN=raise  writes the scores just measured where they are higher
    OPLEDGER_PIN=lower  writes them whatever they are
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

PINS = Path(__file__).with_name("pinned_scores.json")
SLACK = 0.05  # of a per cent: pins are rounded to one decimal


class GateError(AssertionError):
    """A score fell below its pin, or the pins belong to other gold."""


def gold_hash(files: Iterable[Path]) -> str:
    """SHA-256 over names and contents of gold files, spelling of the JSON aside."""
    total = hashlib.sha256()
    for file in sorted(files, key=lambda f: f.name):
        content = json.loads(file.read_text(encoding="utf-8"))
        total.update(f"{file.name}\0{json.dumps(content, sort_keys=True)}\0".encode())
    return total.hexdigest()


def check(scores: Mapping[str, float], gold: str, pins_file: Path = PINS, mode: str = "") -> None:
    """Compare scores with the pins, or write new pins.

    Args:
        scores: level to F1 in per cent.
        gold: hash of the gold they were measured on.
        pins_file: where the pins are kept.
        mode: empty, ``raise`` or ``lower``.

    Raises:
        GateError: if a score is below its pin, a level is missing or new, or the gold has changed.
    """
    kept = json.loads(pins_file.read_text(encoding="utf-8")) if pins_file.exists() else {"gold": "", "f1": {}}
    pins: dict[str, float] = kept["f1"]
    rounded = {level: round(score, 1) for level, score in scores.items()}
    if mode == "lower":
        _write(pins_file, gold, rounded)
        return
    low = [
        f"{k} {scores.get(k, 0.0):.1f} < {pin}" for k, pin in pins.items() if scores.get(k, 0.0) < pin - SLACK
    ]
    if low:
        raise GateError(f"below the pinned F1: {'; '.join(low)} (OPLEDGER_PIN=lower accepts that)")
    if mode == "raise":
        _write(pins_file, gold, {**pins, **rounded})
    elif kept["gold"] != gold or set(pins) != set(scores):
        raise GateError("the pins were measured on other gold: measure again with OPLEDGER_PIN=raise")


def _write(pins_file: Path, gold: str, pins: Mapping[str, float]) -> None:
    aside = pins_file.with_suffix(".new")
    text = json.dumps({"gold": gold, "f1": dict(sorted(pins.items()))}, indent=1)
    aside.write_text(text + "\n", encoding="utf-8")
    aside.replace(pins_file)
