"""What a user and a reviewer said, remembered from run to run: judgements, and decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlalchemy import Connection, select

from opledger.ledger.intake import UNSETTLED
from opledger.ledger.journal import info, set_info
from opledger.ledger.schema import WORKINGS
from opledger.patternfiles import Patterns
from opledger.reconciliation.decisions import Decision, Said, parse_said
from opledger.reconciliation.judgements import Judgement, parse, read_judgements, refuse_contradictions
from opledger.run.decisions import Decisions, read_decisions, ready

JUDGEMENTS, DECISIONS = "judgements", "decisions"
# Releases that decisions newly concern, or concern no more, and that were not worked since; a run that is stopped leaves them
# to the next one.
CONCERNED = "decisions_concern"


def said(
    base: Connection, patterns: Patterns, judgements: Path | None = None, decisions: Path | None = None
) -> tuple[Sequence[Judgement], Decisions]:
    """What files say, which the ledger remembers from now on; without a file, what it remembers.

    Args:
        base: a transaction that writes.
        patterns: the measures that figures can have.
        judgements: a file of judgements; an empty one to forget those remembered.
        decisions: a file of decisions; an empty one to forget those remembered.

    Returns:
        All judgements, those among the decisions too, and the decisions.

    Raises:
        UsageError: if a file is faulty, or the two contradict each other.
    """
    mine = _judgements(base, judgements)
    decided = _decisions(base, decisions, patterns)
    together = [*mine, *decided.judgements]
    refuse_contradictions(together)
    return together, decided


def concerned(base: Connection) -> frozenset[str]:
    """The releases that have to be worked anew for the decisions on them."""
    return frozenset(info(base, CONCERNED, ()))


def seen_to(base: Connection, decisions: Decisions, releases: frozenset[str]) -> None:
    """Some releases were worked as decisions say; where the ledger has got others meanwhile, all of both are to be worked anew."""
    left = concerned(base) - releases
    lines = info(base, DECISIONS, [])
    if lines != decisions.said.as_lines():
        left = concerned(base) | decisions.releases | _by_release(_parsed(lines).decisions).keys()
    if left != concerned(base):
        set_info(base, CONCERNED, sorted(left))


def idle_notes(base: Connection, decisions: Decisions) -> list[str]:
    """What a user should be told of decisions, to be asked before they are seen to.

    That the ledger does not have a release is told when the decisions on it are new; that a release was not worked in this run is
    not worth telling.
    """
    if not decisions.releases:
        return []
    there = set(base.execute(select(WORKINGS.c.release_id)).scalars())
    silent = there | (decisions.releases - concerned(base))
    return [f"{where}: {why}" for where, why in decisions.idle(silent, "ledger")]


def _judgements(base: Connection, file: Path | None) -> list[Judgement]:
    lines = info(base, JUDGEMENTS, [])
    if file is None:
        return parse("\n".join(lines), "judgements of the ledger")
    told = read_judgements(file)
    _keep(base, JUDGEMENTS, lines, [judgement.as_line() for judgement in told])
    return told


def _decisions(base: Connection, file: Path | None, patterns: Patterns) -> Decisions:
    lines = info(base, DECISIONS, [])
    before = _parsed(lines)
    if file is None:
        return ready(before, patterns)
    told = read_decisions(file, patterns)
    _keep(base, DECISIONS, lines, told.said.as_lines())
    old, new = _by_release(before.decisions), _by_release(told.said.decisions)
    others = {own for own in old.keys() | new.keys() if old.get(own) != new.get(own)}
    if others:
        set_info(base, CONCERNED, sorted(others | concerned(base)))
    return told


def _parsed(lines: Iterable[str]) -> Said:
    return parse_said("\n".join(lines), "decisions of the ledger")


def _keep(base: Connection, key: str, before: list[str], lines: list[str]) -> None:
    if lines != before:
        set_info(base, key, lines)
        set_info(base, UNSETTLED, True)


def _by_release(decisions: Iterable[Decision]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for decision in decisions:
        found[decision.figure.release].add(decision.as_line())
    return found
