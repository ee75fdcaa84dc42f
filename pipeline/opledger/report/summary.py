"""What a folder of tables holds, as plain lines for a terminal or a log."""

from __future__ import annotations

from collections.abc import Iterator

from opledger.records import TABLES
from opledger.report.page import Ledger
from opledger.report.safe import one_line
from opledger.report.words import amount, measure
from opledger.tables.rows import Row

# Explanations are cut here; the tables hold them whole.
EXPLANATION = 160


def summary(ledger: Ledger) -> Iterator[str]:
    """Operation by operation: who, when, the outcomes, the conflicts."""
    yield ", ".join(f"{ledger.counts[table]:,} {table}" for table in TABLES)
    for operation in ledger.operations:
        yield ""
        yield _heading(ledger, operation)
        own = operation["operation_id"]
        for outcome in _drawn(ledger.outcomes.get(own, [])):
            yield _outcome(outcome)
        for conflict in _drawn(ledger.conflicts.get(own, [])):
            text = one_line(conflict["explanation"])
            cut = text if len(text) <= EXPLANATION else text[: EXPLANATION - 1] + "…"
            yield f"  ! {conflict['kind'].replace('_', ' ')}, {measure(conflict['measure'])}: {cut}"
    hidden = ledger.counts["operations"] - len(ledger.operations)
    if hidden:
        yield f"\n... and {hidden:,} more operations"


def _drawn(rows: list[Row]) -> list[Row]:
    """The rows drawn from all releases together, where there are any."""
    return [row for row in rows if row["release_id"] is None] or rows


def _heading(ledger: Ledger, operation: Row) -> str:
    first = ledger.releases.get(operation["release_ids"][0]) if operation["release_ids"] else None
    name = operation["name"] or (first and (first["title"] or first["path"])) or operation["operation_id"]
    period = "–".join(dict.fromkeys(str(day) for day in (operation["start"], operation["end"]) if day))
    number = len(operation["release_ids"])
    facts = [period, " ".join(operation["countries"]), f"{number} release{'s' if number != 1 else ''}"]
    return f"{one_line(name)} ({'; '.join(fact for fact in facts if fact)})"


def _outcome(outcome: Row) -> str:
    kind = outcome["substance"] or outcome["object"]
    what = " ".join(
        word for word in (measure(outcome["measure"]), outcome["place"], kind and one_line(kind)) if word
    )
    value = amount(outcome["low"], outcome["high"], outcome["qualifier"], outcome["unit"])
    return f"    {what:<44} {value:>22}  {outcome['status']}{' (implicit)' if outcome['implicit'] else ''}"
