"""A web page of errors: one file that opens from disk, fetches nothing, and can be filtered.

All text goes through :func:`esc`. The only script is ours, named by its hash in the page's policy, so that nothing in a
release can run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from opledger.report.page import asset, hashed
from opledger.report.safe import esc


@dataclass(frozen=True, slots=True)
class Row:
    """One error as the page shows it.

    Args:
        kind, release, key: what went wrong, in which release, for which label or measure.
        expected, got: in words; either may be empty.
        before, marked, after: the sentence, cut at the span that the error is about; empty where there is none.
        rule: the rules that made what is there.
    """

    kind: str
    release: str
    key: str
    expected: str
    got: str
    before: str = ""
    marked: str = ""
    after: str = ""
    rule: str = ""


def error_page(rows: Sequence[Row], name: str, scores: Sequence[Sequence[str]]) -> Iterator[str]:
    """The page, piece by piece.

    Args:
        rows: the errors, in the order to be shown.
        name: what was evaluated, for the title.
        scores: lines of a table of scores, the first its head.
    """
    style, script = asset("errors.css"), asset("errors.js")
    policy = f"default-src 'none'; style-src {hashed(style)}; script-src {hashed(script)}"
    yield (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>opledger errors: {esc(name)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>Errors in {esc(name)}</h1>\n"
    )
    yield from _scores(scores)
    yield from _filters(rows)
    yield '<div class="scroll"><table id="errors">\n<thead><tr>'
    yield "".join(f'<th scope="col">{h}</th>' for h in ("Kind", "Release", "Of what", "Sentence", "Result"))
    yield "</tr></thead>\n<tbody>\n"
    for row in rows:
        yield _row(row)
    yield f"</tbody></table></div>\n</main>\n<script>{script}</script>\n</body>\n</html>\n"


def _scores(lines: Sequence[Sequence[str]]) -> Iterator[str]:
    if not lines:
        return
    head, *body = lines
    yield "<table><thead><tr>" + "".join(f'<th scope="col">{esc(cell)}</th>' for cell in head)
    yield "</tr></thead><tbody>\n"
    for line in body:
        yield "<tr>" + "".join(f"<td>{esc(cell)}</td>" for cell in line) + "</tr>\n"
    yield "</tbody></table>\n"


def _filters(rows: Sequence[Row]) -> Iterator[str]:
    yield '<form id="filters" role="search">\n'
    yield _select("kind", "Kind", (row.kind for row in rows))
    yield _select("key", "Of what", (row.key for row in rows))
    yield _select("release", "Release", (row.release for row in rows))
    yield '<label>Words <input type="search" name="words"></label>\n'
    yield f'<output id="shown" aria-live="polite">{len(rows)} of {len(rows)}</output>\n</form>\n'


def _select(name: str, label: str, values: Iterable[str]) -> str:
    counts = sorted(Counter(values).items(), key=lambda item: (-item[1], item[0]))
    options = "".join(f'<option value="{esc(v)}">{esc(v)} ({n})</option>' for v, n in counts)
    return f'<label>{label} <select name="{name}"><option value="">all</option>{options}</select></label>\n'


def _row(row: Row) -> str:
    sentence = f"{esc(row.before)}<mark>{esc(row.marked)}</mark>{esc(row.after)}" if row.marked else ""
    parts = [("expected", row.expected), ("got", row.got), ("rule", row.rule)]
    results = "".join(f"<dt>{name}</dt><dd>{esc(text)}</dd>" for name, text in parts if text)
    return (
        f'<tr data-kind="{esc(row.kind)}" data-key="{esc(row.key)}" data-release="{esc(row.release)}">'
        f"<td>{esc(row.kind)}</td><td>{esc(row.release)}</td><td>{esc(row.key)}</td>"
        f"<td>{sentence}</td><td><dl>{results}</dl></td></tr>\n"
    )
