"""A web page over a folder of tables: one file, no script, nothing fetched.

Everything from the tables goes through :func:`esc`; nothing else puts text into the page.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from opledger.report.safe import visible
from opledger.report.words import amount, measure
from opledger.tables.read import read_table
from opledger.tables.rows import SCHEMA, Row

# Beyond so many operations a page is too long to be read, or even opened.
MOST_OPERATIONS = 500

POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def esc(value: Any) -> str:
    """Anything as harmless HTML text.

    Example:
        >>> esc('<b class="x">')
        '&lt;b class=&quot;x&quot;&gt;'
    """
    return escape(visible("" if value is None else str(value)))


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the page shows, looked up by id."""

    operations: list[Row]
    outcomes: dict[str, list[Row]]
    conflicts: dict[str, list[Row]]
    figures: dict[str, Row]
    releases: dict[str, Row]
    counts: dict[str, int]


def _grouped(rows: Iterable[Row]) -> dict[str, list[Row]]:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["operation_id"]].append(row)
    return dict(groups)


def read_ledger(folder: Path, most: int = MOST_OPERATIONS) -> Ledger:
    """The tables of a folder, as far as the page shows them.

    Operations with conflicts and with many releases come first.

    Raises:
        UsageError: if the folder holds no tables.
    """
    counts = {table: sum(1 for _ in read_table(folder, table)) for table in SCHEMA}
    conflicts = _grouped(read_table(folder, "conflicts"))
    operations = sorted(read_table(folder, "operations"), key=lambda o: _weight(o, conflicts))[:most]
    shown = {o["operation_id"] for o in operations}
    outcomes = _grouped(o for o in read_table(folder, "outcomes") if o["operation_id"] in shown)
    wanted = {i for rows in outcomes.values() for o in rows for i in (*o["supporting"], *o["conflicting"])}
    wanted |= {i for rows in conflicts.values() for c in rows for i in c["figures"]}
    figures = {f["figure_id"]: f for f in read_table(folder, "figures") if f["figure_id"] in wanted}
    releases = {r["release_id"]: {**r, "text": ""} for r in read_table(folder, "releases")}
    return Ledger(operations, outcomes, conflicts, figures, releases, counts)


def _weight(operation: Row, conflicts: dict[str, list[Row]]) -> tuple[int, int, str, str]:
    own = len(conflicts.get(operation["operation_id"], ()))
    return -own, -len(operation["release_ids"]), operation["name"] or "\uffff", operation["operation_id"]


def page(ledger: Ledger, name: str) -> Iterator[str]:
    """The page, piece by piece.

    Args:
        ledger: what to show.
        name: what the page is over, for its title.
    """
    style = files("opledger.report").joinpath("page.css").read_text(encoding="utf-8")
    yield (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>opledger: {esc(name)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
    )
    yield from _head(ledger, name)
    for operation in ledger.operations:
        yield from _operation(ledger, operation)
    yield "</main>\n</body>\n</html>\n"


def _head(ledger: Ledger, name: str) -> Iterator[str]:
    yield f"<h1>{esc(name)}</h1>\n"
    yield f"<p>{esc(', '.join(f'{n:,} {table}' for table, n in ledger.counts.items()))}.</p>\n"
    hidden = ledger.counts["operations"] - len(ledger.operations)
    if hidden:
        yield f"<p>The first {len(ledger.operations):,} operations are shown; {hidden:,} more are in the tables.</p>\n"
    statuses = Counter(o["status"] for rows in ledger.outcomes.values() for o in rows)
    if statuses:
        yield f"<p>Outcomes: {esc(', '.join(f'{n:,} {status}' for status, n in sorted(statuses.items())))}.</p>\n"
    rejected = [r for r in ledger.releases.values() if r["status"] == "rejected"]
    if rejected:
        yield '<h2 class="rejected">Rejected</h2>\n<ul>\n'
        for release in rejected:
            yield f"<li>{esc(release['path'])}: {esc(release['error'])}</li>\n"
        yield "</ul>\n"


def _operation(ledger: Ledger, operation: Row) -> Iterator[str]:
    own = operation["operation_id"]
    titles = [_title(ledger.releases[i]) for i in operation["release_ids"] if i in ledger.releases]
    yield f'<section id="{esc(own)}">\n<h2>{esc(operation["name"] or (titles or [own])[0])}</h2>\n'
    period = "–".join(dict.fromkeys(str(d) for d in (operation["start"], operation["end"]) if d))
    facts = [period, " ".join(operation["countries"]), ", ".join(operation["agencies"])]
    yield f'<p class="facts">{esc(" · ".join(fact for fact in facts if fact))}</p>\n'
    yield f"<ul>{''.join(f'<li>{esc(title)}</li>' for title in titles)}</ul>\n"
    outcomes = ledger.outcomes.get(own, [])
    drawn = [o for o in outcomes if o["release_id"] is None] or outcomes
    if drawn:
        yield '<div class="scroll"><table>\n<thead><tr>'
        yield "".join(f"<th>{name}</th>" for name in ("Measure", "Where", "Kind", "Value", "Status", "Why"))
        yield "</tr></thead>\n<tbody>\n"
        for outcome in drawn:
            yield _outcome(ledger, outcome)
        yield "</tbody></table></div>\n"
    conflicts = ledger.conflicts.get(own, [])
    shown = [c for c in conflicts if c["release_id"] is None] or conflicts
    if shown:
        yield "<h3>Conflicts</h3>\n<ul>\n"
        for conflict in shown:
            yield _conflict(ledger, conflict)
        yield "</ul>\n"
    yield "</section>\n"


def _outcome(ledger: Ledger, outcome: Row) -> str:
    value = amount(outcome["low"], outcome["high"], outcome["qualifier"], outcome["unit"])
    basis = _sentences(ledger, outcome["supporting"]) + _sentences(ledger, outcome["conflicting"], "against")
    status = esc(outcome["status"])
    return (
        f"<tr><td>{esc(measure(outcome['measure']))}</td><td>{esc(outcome['place'])}</td>"
        f"<td>{esc(outcome['substance'] or outcome['object'])}</td>"
        f'<td class="value">{esc(value)}</td>'
        f'<td class="{status}">{status}{" (implicit)" if outcome["implicit"] else ""}</td>'
        f"<td><details><summary>{esc(outcome['explanation'])}</summary><ul>{basis}</ul></details></td></tr>\n"
    )


def _conflict(ledger: Ledger, conflict: Row) -> str:
    kind = f"{conflict['kind'].replace('_', ' ')}, {measure(conflict['measure'])}"
    return (
        f'<li><span class="conflict">{esc(kind)}</span>: {esc(conflict["explanation"])}'
        f"<ul>{_sentences(ledger, conflict['figures'])}</ul></li>\n"
    )


def _sentences(ledger: Ledger, ids: Iterable[str], kind: str = "for") -> str:
    items = []
    for figure in (ledger.figures[i] for i in ids if i in ledger.figures):
        before, found, after = figure["sentence"].partition(figure["text"])
        sentence = f"{esc(before)}<mark>{esc(found)}</mark>{esc(after)}" if found else esc(figure["text"])
        source = _title(ledger.releases[figure["release_id"]])
        where = f"{source}, characters {figure['start']}–{figure['end']}"
        items.append(f'<li class="{kind}">{sentence} <small>({esc(where)})</small></li>')
    return "".join(items)


def _title(release: Row) -> str:
    title = release["title"] or release["path"]
    return f"{title} ({release['published']})" if release["published"] else str(title)
