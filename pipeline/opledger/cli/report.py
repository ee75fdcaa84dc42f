"""``opledger report``: a web page over a folder of tables."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(name="report")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--out",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The page; default: report.html in DIR, - for standard output.",
)
@click.option(
    "--operations",
    metavar="N",
    type=click.IntRange(min=1),
    default=500,
    show_default=True,
    help="Show at most N operations.",
)
@click.option("--text", is_flag=True, help="Print plain lines instead of writing a page.")
def command(folder: Path, out: Path | None, operations: int, text: bool) -> int:
    """Write a self-contained web page over the tables of an extracted folder.

    DIR is a folder written by opledger extract, in any format. Conflicts come first.

    \b
    Examples:
      opledger report tables/
      opledger report tables/ --out summary.html
      opledger report tables/ --text --operations 20
    """
    from opledger.aside import write_aside
    from opledger.errors import UsageError
    from opledger.report.page import page, read_ledger
    from opledger.report.summary import summary

    if not folder.is_dir():
        raise UsageError("no such folder", str(folder), "name a folder written by 'opledger extract'")
    ledger = read_ledger(folder, operations)
    if text:
        click.echo("\n".join(summary(ledger)))
        return 0
    pieces = page(ledger, folder.resolve().name)
    if str(out) == "-":
        for piece in pieces:
            click.echo(piece, nl=False)
        return 0
    out = out or folder / "report.html"
    write_aside(out, pieces)
    click.echo(f"wrote {out}")
    return 0
