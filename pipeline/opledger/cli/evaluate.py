"""``opledger evaluate``: scores against gold."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from opledger.cli.options import patterns_option, profile_option

if TYPE_CHECKING:
    from opledger.evaluation import Count, Tally


@click.command(name="evaluate")
@click.argument("gold", metavar="GOLD...", nargs=-1, required=True)
@patterns_option
@profile_option
@click.option("--events", metavar="FILE", help="What several releases together come to, as JSON.")
@click.option(
    "--errors", metavar="N", type=click.IntRange(min=0), default=0, help="List N errors of each level."
)
@click.option("--level", metavar="LEVEL", help="List the errors of this level only.")
@click.option("--json", "as_json", is_flag=True, help="Print the scores as JSON.")
def command(
    gold: tuple[str, ...],
    patterns: tuple[str, ...],
    profile: str | None,
    events: str | None,
    errors: int,
    level: str | None,
    as_json: bool,
) -> int:
    """Score against gold files: precision, recall and F1, per level and per measure.

    GOLD is a gold file or a folder of them.

    \b
    Examples:
      opledger evaluate seeds/dev
      opledger evaluate seeds/dev --errors 5 --level found
      opledger evaluate seeds/dev --json
    """
    from opledger.errors import UsageError
    from opledger.evaluation import LEVELS, evaluate, read_events, read_gold

    if level is not None and level not in LEVELS:
        raise UsageError("no such level", level, f"levels: {', '.join(LEVELS)}")
    golds = read_gold(gold)
    tally = evaluate(golds, patterns, read_events(events) if events else (), profile)
    click.echo(_as_json(tally, len(golds)) if as_json else _as_text(tally, len(golds)))
    if errors:
        click.echo(_errors(tally, errors, level))
    return 0


def _levels(tally: Tally) -> list[str]:
    from opledger.evaluation import LEVELS

    return [level for level in LEVELS if level in tally.levels or not level.startswith("event_")]


def _row(count: Count) -> dict[str, float | int]:
    rates = {"p": count.precision, "r": count.recall, "f1": count.f1}
    return {**{name: round(100 * rate, 1) for name, rate in rates.items()}, "gold": count.gold}


def _as_json(tally: Tally, releases: int) -> str:
    import json

    parts: dict[str, dict[str, object]] = {}
    for (level, key), count in sorted(tally.keys.items()):
        parts.setdefault(level, {})[key] = _row(count)
    scores = {level: _row(tally.levels[level]) for level in _levels(tally)}
    return json.dumps({"releases": releases, **scores, "parts": parts}, indent=1)


def _line(name: str, count: Count) -> str:
    row = _row(count)
    return f"{name:26}{row['p']:8.1f}{row['r']:8.1f}{row['f1']:8.1f}{row['gold']:8}"


def _as_text(tally: Tally, releases: int) -> str:
    lines = [f"{releases} releases", f"{'':26}{'P':>8}{'R':>8}{'F1':>8}{'gold':>8}"]
    for level in _levels(tally):
        lines.append(_line(level, tally.levels[level]))
        parts = sorted((key, count) for (name, key), count in tally.keys.items() if name == level)
        if len(parts) > 1:
            lines += [_line(f"  {key}", count) for key, count in parts]
    return "\n".join(lines)


def _errors(tally: Tally, most: int, only: str | None) -> str:
    lines = []
    for level in [only] if only else _levels(tally):
        faults = [fault for fault in tally.faults if fault.level == level]
        lines += [f"{f.level}\t{f.release}\t{f.what}\t{f.key}\t{f.item}" for f in faults[:most]]
    return "\n".join(lines)
