"""Extract the texts of gold files and compare."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from opledger.evaluation.figures import score_figures
from opledger.evaluation.gold import Gold, GoldEvent
from opledger.evaluation.names import score_conflicts, score_mentions
from opledger.evaluation.outcomes import free_rows, score_event, score_links, score_rows
from opledger.evaluation.tally import Tally
from opledger.records import Conflict, Figure, Link, Mention, Operation, Outcome, Record, Release
from opledger.run import Options, run_job


class _Kept:
    """A sink that keeps the records."""

    def __init__(self) -> None:
        self.releases: list[Release] = []
        self.mentions: defaultdict[str, list[Mention]] = defaultdict(list)
        self.figures: defaultdict[str, list[Figure]] = defaultdict(list)
        self.outcomes: list[Outcome] = []
        self.operations: list[Operation] = []
        self.conflicts: list[Conflict] = []
        self.links: list[Link] = []

    def add(self, table: str, record: Record) -> None:
        if isinstance(record, Mention):
            self.mentions[record.release_id].append(record)
        elif isinstance(record, Figure):
            self.figures[record.release_id].append(record)
        else:
            getattr(self, table).append(record)


def evaluate(
    golds: Sequence[Gold],
    patterns: Sequence[str] = (),
    events: Sequence[GoldEvent] = (),
    profile: str | None = None,
) -> Tally:
    """Run the whole job over the texts of gold files, as one batch, and compare.

    Args:
        golds: what is to be found.
        patterns: pattern packs beside ``core``.
        events: what is to be found over several releases.
        profile: how vague words are read.

    Example:
        >>> tally = evaluate(read_gold(["seeds/retold"]))
        >>> round(tally.levels["operations"].f1, 2)
        1.0
    """
    kept = _Kept()
    with tempfile.TemporaryDirectory(prefix="opledger-") as scratch:
        for gold in golds:
            Path(scratch, f"{gold.id}.txt").write_text(gold.text, encoding="utf-8", newline="")
        run_job([scratch], kept, Options(patterns=patterns, profile=profile))
    ids = {Path(r.path).stem: r.release_id for r in kept.releases}
    tally = Tally()
    for gold in golds:
        own = ids.get(gold.id, "")
        score_mentions(tally, gold, kept.mentions[own])
        score_figures(tally, gold, kept.figures[own])
        rows = [o for o in kept.outcomes if o.release_id == own]
        score_rows(tally, gold.id, gold.outcomes, free_rows(gold), rows)
        score_conflicts(tally, gold, [c for c in kept.conflicts if c.release_id == own])
    score_links(tally, golds, ids, kept.operations)
    for event in events:
        score_event(tally, event, ids, kept.operations, kept.outcomes)
    return tally
