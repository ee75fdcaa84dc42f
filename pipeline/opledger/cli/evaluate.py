"""``opledger evaluate``: scores against gold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from opledger.cli.options import patterns_option, profile_option

if TYPE_CHECKING:
    from opledger.evaluation import Tally

FACETS = ("measure", "role", "style", "publisher", "release")


class _Floor(click.ParamType[tuple[str, float]]):
    """``LEVEL=F1``."""

    name = "LEVEL=F1"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, float]:
        from opledger.evaluation import LEVELS

        level, _, bar = value.partition("=")
        try:
            number = float(bar)
        except ValueError:
            number = -1.0
        if level not in LEVELS or not 0 <= number <= 100:
            self.fail(f"{value!r}: write a level and an F1 from 0 to 100, as in found=90", param, ctx)
        return level, number


@click.command(name="evaluate")
@click.argument("gold", metavar="GOLD...", nargs=-1, required=True)
@patterns_option
@profile_option
@click.option("--events", metavar="FILE", help="What several releases together come to, as JSON.")
@click.option(
    "--by", type=click.Choice(FACETS), default="measure", show_default=True, help="Rows under each level."
)
@click.option(
    "--errors", metavar="N", type=click.IntRange(min=0), default=0, help="Show N errors of each kind."
)
@click.option("--level", metavar="LEVEL", help="With --errors: the faults of this level, a line each.")
@click.option("--rules", is_flag=True, help="Show how often the figures of each rule are right.")
@click.option("--html", metavar="FILE", type=click.Path(path_type=Path), help="Write a page of all errors.")
@click.option("--save", metavar="FILE", type=click.Path(path_type=Path), help="Keep this evaluation.")
@click.option(
    "--against", metavar="FILE", type=click.Path(path_type=Path), help="Compare with one that was kept."
)
@click.option(
    "--fail-under", type=_Floor(), multiple=True, help="Exit with 1 if a level falls below. Can be repeated."
)
@click.option("--json", "as_json", is_flag=True, help="Print the scores as JSON.")
def command(
    gold: tuple[str, ...],
    patterns: tuple[str, ...],
    profile: str | None,
    events: str | None,
    by: str,
    errors: int,
    level: str | None,
    rules: bool,
    html: Path | None,
    save: Path | None,
    against: Path | None,
    fail_under: tuple[tuple[str, float], ...],
    as_json: bool,
) -> int:
    """Score against gold files: precision, recall and F1, per level and per measure, and what goes wrong.

    GOLD is a gold file or a folder of them. The interval beside each F1 is a 95 % bootstrap over releases.

    \b
    Examples:
      opledger evaluate seeds/dev
      opledger evaluate seeds/dev --errors 3 --html errors.html
      opledger evaluate seeds/dev --by style --rules
      opledger evaluate seeds/dev --save before.json
      opledger evaluate seeds/dev --against before.json --fail-under found=85
    """
    from opledger.cli import evaluate_text as words
    from opledger.errors import UsageError
    from opledger.evaluation import LEVELS, evaluate, read_events, read_gold
    from opledger.evaluation.runs import compare, load
    from opledger.evaluation.runs import save as save_run

    if level is not None and level not in LEVELS:
        raise UsageError("no such level", level, f"levels: {', '.join(LEVELS)}")
    before = load(against) if against else None
    golds = read_gold(gold)
    tally = evaluate(golds, patterns, read_events(events) if events else (), profile)
    ids = [g.id for g in golds]
    click.echo(words.as_json(tally, golds) if as_json else words.as_text(tally, golds, by))
    if rules and not as_json:
        click.echo(words.rules(tally))
    if errors:
        click.echo(words.faults(tally, errors, level) if level else words.errors(tally, golds, errors))
    if html:
        _write(html, words.page(tally, golds, ", ".join(gold)))
    if save:
        save_run(tally, ids, patterns, save)
    if before:
        click.echo(words.change(compare(before.tally(), before.releases, tally, ids), golds, errors))
    return _below(tally, fail_under)


def _write(file: Path, page: str) -> None:
    from opledger.aside import write_aside
    from opledger.errors import UsageError

    try:
        write_aside(file, [page])
    except OSError as err:
        raise UsageError(f"can't be written ({err.strerror})", str(file), "name another file") from err


def _below(tally: Tally, floors: tuple[tuple[str, float], ...]) -> int:
    levels, status = tally.levels, 0
    for level, floor in floors:
        score = round(100 * levels[level].f1, 1)
        if score < floor:
            click.echo(f"opledger: {level} {score} is under {floor:g}", err=True)
            status = 1
    return status
