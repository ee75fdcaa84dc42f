"""What a ledger is worked with: pattern packs, profile, judgements, decisions. It remembers them from run to run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, func, or_, select

from opledger.ledger.journal import info, set_info
from opledger.ledger.kept import Made
from opledger.ledger.remembered import concerned, said
from opledger.ledger.schema import WORKINGS
from opledger.patternfiles import Patterns, find_pack, load_patterns
from opledger.patternfiles.load import CORE
from opledger.reconciliation.judgements import Judgement
from opledger.run.decisions import Decisions


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run works with.

    ``concerned`` are the releases that decisions newly concern, or concern no more; ``notes`` is what a user should be told.
    """

    packs: tuple[str, ...]
    profile: str | None
    patterns: Patterns
    made: Made
    judgements: Sequence[Judgement]
    decisions: Decisions
    concerned: frozenset[str]
    notes: tuple[str, ...] = ()


def choose(
    base: Connection,
    packs: Sequence[str] | None = None,
    profile: str | None = None,
    judgements: Path | None = None,
    decisions: Path | None = None,
) -> Settings:
    """What a user names, else what the ledger remembers; from now on it remembers that.

    Args:
        base: a transaction that writes.
        packs: pattern packs beside ``core``; ``core`` alone to forget those remembered.
        profile: how vague words are read.
        judgements: a file of judgements; an empty one to forget those remembered.
        decisions: a file of a reviewer's decisions; an empty one to forget those remembered.

    Raises:
        UsageError: if judgements or decisions are faulty, or contradict each other.
        PatternError: if a pack can't be loaded.
    """
    first = info(base, "packs") is None
    before = tuple(info(base, "packs", ())), info(base, "profile")
    chosen = before[0] if not packs else tuple(_lasting(pack) for pack in packs if pack != CORE)
    reading = profile or before[1]
    patterns = load_patterns(chosen, reading)
    made = Made(patterns.hash)
    notes = []
    if not first and (chosen, reading) != before:
        notes.append(
            f"the ledger was made with {_named(*before)}; from now on it is worked with {_named(chosen, reading)}"
        )
    for key, value in (("packs", list(chosen)), ("profile", reading), ("patterns", made.patterns),
                       ("version", made.version)):  # fmt: skip
        if info(base, key) != value or first:
            set_info(base, key, value)
    judged, decided = said(base, patterns, judgements, decisions)
    return Settings(chosen, reading, patterns, made, judged, decided, concerned(base), tuple(notes))


def stale_count(base: Connection, made: Made) -> int:
    """How many releases other patterns or another version made."""
    return int(base.execute(select(func.count()).select_from(WORKINGS).where(is_stale(made))).scalar_one())


def is_stale(made: Made) -> ColumnElement[bool]:
    """The condition that a release was made by other patterns or another version."""
    other = or_(WORKINGS.c.patterns != made.patterns, WORKINGS.c.version != made.version)
    return WORKINGS.c.readable & other


def _lasting(pack: str) -> str:
    """A pack as it is found from any folder: a folder by its full path, one of our own by its name."""
    return str(find_pack(pack).resolve()) if Path(pack).is_dir() else pack


def _named(packs: Sequence[str], profile: str | None) -> str:
    return f"the patterns {', '.join((CORE, *packs))}" + (f" and the profile {profile}" if profile else "")
