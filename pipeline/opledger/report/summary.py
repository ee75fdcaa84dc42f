"""What a folder of tables holds, as plain lines for a terminal or a log."""

from __future__ import annotations

from collections.abc import Iterator

from opledger.records import TABLES
from opledger.report.safe import one_line
from opledger.report.shown import Shown, name_of
from opledger.report.words import amount, measure
from opledger.tables.rows import Row

# Explanations are cut here; the tables hold them whole.
EXPLANATION = 160

# More operations than this are not read on a terminal; a user can ask for more.
MOST_OPERATIONS = 500


def summary(shown: Shown) -> Iterator[str]:
    """Operation by operation: who, when, the outcomes, the conflicts."""
    yield ", ".join(f"{shown.counts[table]:,} {table}" for table in TABLES)
    for operation in shown.operations:
        yield ""
        yield _heading(shown, operation)
        own = operation["operation_id"]
        for outcome in shown.outcomes.get(own, []):
            yield _outcome(outcome)
        for conflict in shown.conflicts.get(own, []):
            text = one_line(conflict["explanation"])
            cut = text if len(text) <= EXPLANATION else text[: EXPLANATION - 1] + "…"
            yield f"  ! {conflict['kind'].replace('_', ' ')}, {measure(conflict['measure'])}: {cut}"
    if shown.hidden:
        yield f"\n... and {shown.hidden:,} more operations"


def _heading(shown: Shown, operation: Row) -> str:
    period = "–".join(dict.fromkeys(str(day) for day in (operation["start"], operation["end"]) if day))
    number = len(operation["release_ids"])
    facts = [period, " ".join(operation["countries"]), f"{number} release{'s' if number != 1 else ''}"]
    return f"{one_line(name_of(operation, shown.releases))} ({'; '.join(fact for fact in facts if fact)})"


def _outcome(outcome: Row) -> str:
    kind = outcome["substance"] or outcome["object"]
    what = " ".join(
        word for word in (measure(outcome["measure"]), outcome["place"], kind and one_line(kind)) if word
    )
    value = amount(outcome["low"], outcome["high"], outcome["qualifier"], outcome["unit"])
    return f"    {what:<44} {value:>22}  {outcome['status']}{' (implicit)' if outcome['implicit'] else ''}"
