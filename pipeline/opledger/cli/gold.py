"""``opledger gold``: making, checking and comparing gold files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from opledger.aside import write_aside
from opledger.cli.options import decisions_option, patterns_option
from opledger.errors import UsageError

if TYPE_CHECKING:
    from opledger.annotation import Agreement

FORMATS = ("labelstudio", "prodigy", "docbin", "brat")
Json = dict[str, Any]


@click.group(name="gold")
def command() -> None:
    """Make gold files: what a careful reader takes from a release, to measure opledger against.

    \b
    Examples:
      opledger gold draft releases/*.txt --out drafts/
      opledger gold check seeds/dev
      opledger gold export seeds/dev --to prodigy --out tasks.jsonl
      opledger gold import tasks.jsonl --from prodigy --out mine/
      opledger gold agreement seeds/dev mine/
    """


@command.command()
@click.argument("inputs", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--out", metavar="DIR", type=click.Path(path_type=Path), required=True, help="Where the drafts go."
)
@click.option("--force", is_flag=True, help="Write over gold files that are there.")
@patterns_option
@decisions_option
def draft(
    inputs: tuple[str, ...], out: Path, force: bool, patterns: tuple[str, ...], decisions: Path | None
) -> int:
    """Write a gold file of each release as opledger reads it, with what is uncertain marked.

    Correct it by hand: take out what is wrong, put in what is missing, and settle each "uncertain". With the decisions of a
    reviewer, what they are on is settled, and every other figure is marked as not reviewed.

    \b
    Examples:
      opledger gold draft releases/*.txt --out gold/
      opledger gold draft releases/*.txt --decisions decisions.jsonl --out reviewed/
    """
    from opledger.annotation import draft as drafts
    from opledger.patternfiles import load_patterns
    from opledger.run.decisions import read_decisions

    status = written = 0
    decided = read_decisions(decisions, load_patterns(patterns)) if decisions else None
    _make(out)
    for release, gold in drafts(inputs, patterns, decided):
        if release.status != "ok":
            click.echo(f"opledger: {release.status} {release.path}: {release.error or 'no text'}", err=True)
            status = 1
            continue
        file = out / f"{_safe(gold['id'])}.gold.json"
        if file.exists() and not force:
            click.echo(
                f"opledger: {file} is there already and was left alone; --force writes over it", err=True
            )
            status = 1
            continue
        _write(file, gold)
        written += 1
        doubts = sum(1 for figure in gold["figures"] if figure.get("uncertain"))
        click.echo(f"{file}: {len(gold['figures'])} figures, {doubts} uncertain")
    for where, reason in decided.idle() if decided else ():
        click.echo(f"opledger: note on {where}: {reason}", err=True)
    click.echo(f"{written} drafts written")
    return status


@command.command()
@click.argument("gold", metavar="GOLD...", nargs=-1, required=True, type=click.Path(path_type=Path))
@patterns_option
def check(gold: tuple[Path, ...], patterns: tuple[str, ...]) -> int:
    """Check gold files: schema, quotes letter for letter, bounds, measures, units, outcomes without a figure.

    Exit status 1 if there is a fault.

    \b
    Example:
      opledger gold check seeds/dev
    """
    from opledger.annotation import check as faults_of
    from opledger.evaluation import gold_files

    files = list(gold_files(_there(gold)))
    faults = 0
    for file in files:
        for fault in faults_of(file, patterns):
            click.echo(f"{file}: {fault}")
            faults += 1
    click.echo(f"{len(files)} gold files, {faults} faults")
    return 1 if faults else 0


@command.command()
@click.argument("first", metavar="A", type=click.Path(path_type=Path))
@click.argument("second", metavar="B", type=click.Path(path_type=Path))
@click.option("--differences", metavar="N", type=click.IntRange(min=0), default=0, help="List N differences.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def agreement(first: Path, second: Path, differences: int, as_json: bool) -> int:
    """How far two annotators of the same releases agree: F1 and Krippendorff's alpha.

    A and B are a gold file each, or a folder of them; releases are matched by id.

    \b
    Example:
      opledger gold agreement seeds/dev mine/ --differences 20
    """
    from opledger.annotation import agreement as compare

    try:
        found = compare(_contents([first]), _contents([second]))
    except ValueError as err:
        raise UsageError(str(err), f"{first} and {second}") from err
    if not found.releases:
        raise UsageError(
            "have no release in common", f"{first} and {second}", "releases are matched by their id"
        )
    click.echo(_agreement_json(found) if as_json else "\n".join(_agreement_text(found, differences)))
    return 0


def _agreement_json(found: Agreement) -> str:
    return json.dumps(
        {
            "releases": found.releases,
            "alone": found.alone,
            "f1": {level: round(100 * count.f1, 1) for level, count in found.f1.items()},
            "alpha": {name: alpha and round(alpha, 3) for name, alpha in found.alpha.items()},
            "differences": [
                dict(zip(("release", "level", "item", "a", "b"), d, strict=True)) for d in found.apart
            ],
        },
        ensure_ascii=False,
        indent=1,
    )


def _agreement_text(found: Agreement, differences: int) -> Iterator[str]:
    from opledger.report.safe import one_line

    yield f"{found.releases} releases that both have" + (
        f"; only one has {', '.join(found.alone)}" if found.alone else ""
    )
    yield f"{'':24}{'F1':>8}{'both':>8}{'only A':>8}{'only B':>8}"
    for level, count in found.f1.items():
        yield f"{level:24}{100 * count.f1:8.1f}{count.right:8}{count.missing:8}{count.extra:8}"
    yield f"{'':24}{'alpha':>8}"
    for name, alpha in found.alpha.items():
        yield f"{name:24}{'–' if alpha is None else f'{alpha:.3f}':>8}"
    for release, level, item, one, other in found.apart[:differences]:
        yield one_line(f"{release}  {level}  {item}: A {one}, B {other}")


@command.command(name="export")
@click.argument("gold", metavar="GOLD...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--to", "format", type=click.Choice(FORMATS), required=True, help="The tool's format.")
@click.option(
    "--out", metavar="PATH", type=click.Path(path_type=Path), required=True, help="File; a folder for brat."
)
def export(gold: tuple[Path, ...], format: str, out: Path) -> int:
    """Write gold files for a tool that people annotate with.

    \b
    Example:
      opledger gold export seeds/dev --to prodigy --out tasks.jsonl
    """
    from opledger.annotation.formats import exporter
    from opledger.annotation.spans import to_spans

    contents = _contents(gold)
    try:
        releases = [to_spans(content) for content in contents]
    except ValueError as err:
        raise UsageError(str(err), "gold", "see 'opledger gold check'") from err
    exporter(format)(releases, out)
    click.echo(f"{len(releases)} releases written to {out}")
    return 0


@command.command(name="import")
@click.argument("path", metavar="PATH", type=click.Path(path_type=Path))
@click.option("--from", "format", type=click.Choice(FORMATS), required=True, help="The tool's format.")
@click.option(
    "--out", metavar="DIR", type=click.Path(path_type=Path), required=True, help="Where the gold files go."
)
def import_(path: Path, format: str, out: Path) -> int:
    """Make gold files of what a tool gives back.

    \b
    Example:
      opledger gold import tasks.jsonl --from prodigy --out mine/
    """
    from opledger.annotation.formats import importer
    from opledger.annotation.spans import from_spans

    try:
        releases = importer(format)(path)
    except FileNotFoundError as err:
        raise UsageError("no such file or folder", str(path)) from err
    except (ValueError, KeyError, TypeError, IndexError) as err:
        reason = " ".join(f"{type(err).__name__}: {err}".split())
        raise UsageError(f"is no {format} file ({reason})", str(path), "name what the tool exported") from err
    _make(out)
    for release in releases:
        _write(out / f"{_safe(release.id)}.gold.json", from_spans(release))
    click.echo(f"{len(releases)} gold files written to {out}")
    return 0


def _there(paths: Iterable[Path]) -> list[Path]:
    """The paths, all of which are there."""
    known = list(paths)
    for path in known:
        if not path.exists():
            raise UsageError("no such file or folder", str(path), "name gold files or folders of them")
    return known


def _contents(paths: Iterable[Path]) -> list[Json]:
    from opledger.evaluation import read_contents

    return read_contents(_there(paths))


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise UsageError(f"can't be made ({err.strerror})", str(folder), "name another folder") from err


def _safe(name: str) -> str:
    """A release's id as the name of a file."""
    return "".join(c if c.isalnum() or c in "-_." else "-" for c in name).strip(".") or "release"


def _write(file: Path, gold: Json) -> None:
    write_aside(file, [json.dumps(gold, ensure_ascii=False, indent=1), "\n"])
