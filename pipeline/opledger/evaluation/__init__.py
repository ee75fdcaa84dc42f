"""Scores against gold: what was found, missed and made up, per level, label and measure."""

from opledger.evaluation.evaluate import evaluate
from opledger.evaluation.gold import Gold, gold_files, read_contents, read_events, read_gold
from opledger.evaluation.tally import LEVELS, Count, Error, Fault, Tally

__all__ = [
    "LEVELS",
    "Count",
    "Error",
    "Fault",
    "Gold",
    "Tally",
    "evaluate",
    "gold_files",
    "read_contents",
    "read_events",
    "read_gold",
]
