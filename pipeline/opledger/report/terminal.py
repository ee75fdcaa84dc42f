"""One release on the terminal: the text with its spans marked, then what was made of it."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from opledger.records import Conflict, Figure, Outcome
from opledger.report.safe import one_line, visible
from opledger.report.words import amount, measure
from opledger.run.single import View

FIGURE_STYLES = {
    "total": "bold black on yellow",
    "part": "black on bright_cyan",
    "background": "black on white",
}
MENTION_STYLES = {
    "OPERATION": "bold magenta",
    "AGENCY": "blue",
    "COUNTRY": "green",
    "PLACE": "cyan",
    "DATE": "yellow",
    "NOTICE": "red",
}
STATUS_STYLES = {"conflict": "bold red", "updated": "bold yellow"}

# Under this width columns get too narrow to read; rows are stacked instead.
TABLE_WIDTH = 72

Row = tuple[Text, ...]


class Terminal:
    """Prints views to a console.

    Args:
        console: where to; without colour, figures are marked by brackets in the text.
    """

    def __init__(self, console: Console) -> None:
        self.console = console
        self.coloured = console.color_system is not None and not console.no_color

    def show(self, view: View) -> None:
        """Print one release."""
        numbers = {figure.figure_id: n for n, figure in enumerate(view.found.figures, 1)}
        self.console.print(Rule(Text(one_line(view.release.title or view.release.path), style="bold")))
        self.console.print(_facts(view))
        self.console.print(self._legend())
        self.console.print()
        self.console.print(self._text(view, numbers))
        self._section("Figures", self._rows(_figure_row(f, numbers) for f in view.found.figures))
        self._section(
            "Outcomes", self._rows(_outcome_row(o, numbers) for o in view.result.outcomes if o.release_id)
        )
        self._section(
            "Conflicts", self._rows(_conflict_row(c, numbers) for c in view.result.conflicts if c.release_id)
        )
        self._section("Left out", self._rows(_left_out_rows(view)))

    def _section(self, title: str, body: RenderableType | None) -> None:
        self.console.print()
        self.console.print(Text(title, style="bold underline"))
        self.console.print(Text("  none", style="dim") if body is None else Padding(body, (0, 0, 0, 2)))

    def _legend(self) -> Text:
        if not self.coloured:
            return Text("In the text, [figure #n] is figure n of the list below.")
        legend = Text()
        for name, style in {**FIGURE_STYLES, **MENTION_STYLES}.items():
            legend.append(f" {name.lower()} ", style)
            legend.append("  ")
        return legend

    def _text(self, view: View, numbers: dict[str, int]) -> Text:
        spans = [(m.start, m.end, MENTION_STYLES.get(m.label, "bold")) for m in view.found.mentions]
        marks: list[tuple[int, str]] = []
        for figure in view.found.figures:
            spans.append((figure.start, figure.end, FIGURE_STYLES.get(figure.role, "bold")))
            if not self.coloured:
                marks.append((figure.start, "["))
            marks.append((figure.end, f" #{numbers[figure.figure_id]}{'' if self.coloured else ']'}"))
        return marked(view.release.text, spans, marks)

    def _rows(self, rows: Iterable[Row]) -> RenderableType | None:
        """Rows side by side where there is room, and stacked where there is not."""
        kept = list(rows)
        if not kept:
            return None
        if self.console.width < TABLE_WIDTH:
            return Group(*(_stacked(row) for row in kept))
        table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True)
        for number in range(1, len(kept[0])):
            table.add_column(overflow="fold", ratio=2 if number == len(kept[0]) - 1 else 1)
        table.expand = True
        for row in kept:
            table.add_row(*row)
        return table


def _stacked(row: Row) -> Text:
    head, *rest = (cell for cell in row if cell.plain)
    return Text("\n    ").join([Text(" ").join([head, *rest[:1]]), *rest[1:]])


def marked(text: str, spans: Iterable[tuple[int, int, str]], marks: Iterable[tuple[int, str]]) -> Text:
    """A text with spans styled and short marks put in.

    Args:
        text: any text; control characters are made visible.
        spans: start, end and style; later ones lie over earlier ones.
        marks: offset and what to put in there.
    """
    shown = Text()
    plain, at, shifts = visible(text), 0, []
    for offset, mark in sorted(marks, key=lambda m: m[0]):
        shown.append(plain[at:offset])
        shown.append(mark, "dim" if mark.startswith(" ") else "")
        shifts.append((offset, len(mark)))
        at = offset
    shown.append(plain[at:])
    moved = _Moved(shifts)
    for start, end, style in spans:
        shown.stylize(style, moved(start), moved(end))
    return shown


class _Moved:
    """Offsets in a text as offsets in the same text with marks put in."""

    def __init__(self, shifts: list[tuple[int, int]]) -> None:
        self._offsets = [offset for offset, _ in shifts]
        self._sums = [0]
        for _, length in shifts:
            self._sums.append(self._sums[-1] + length)

    def __call__(self, offset: int) -> int:
        from bisect import bisect_left

        return offset + self._sums[bisect_left(self._offsets, offset)]


def _facts(view: View) -> Text:
    release = view.release
    facts = [release.published, release.publisher, release.language, release.path]
    operations = [o.name for o in view.result.operations if o.name]
    line = Text(" · ".join(one_line(fact) for fact in facts if fact), style="dim")
    if operations:
        line.append("\n" + ", ".join(map(one_line, operations)), "bold magenta")
    if release.error:
        line.append(f"\n{release.status}: {one_line(release.error)}", "bold red")
    return line


def _references(ids: Iterable[str], numbers: dict[str, int]) -> str:
    return " ".join(f"#{numbers[i]}" for i in ids if i in numbers)


def _value(item: Figure | Outcome) -> Text:
    return Text(amount(item.low, item.high, item.qualifier, item.unit), style="bold")


def _figure_row(figure: Figure, numbers: dict[str, int]) -> Row:
    notes = [figure.role, *figure.places]
    notes += [one_line(word) for word in (figure.substance or figure.object,) if word]
    if figure.alternatives:
        notes.append(f"or {', '.join(map(measure, figure.alternatives))}")
    if figure.part_of:
        notes.append(f"part of {_references([figure.part_of], numbers)}")
    if figure.repeat_of:
        notes.append(f"repeats {_references([figure.repeat_of], numbers)}")
    if figure.implicit:
        notes.append("implicit")
    return (
        Text(f"#{numbers[figure.figure_id]}", style="dim"),
        Text(measure(figure.measure)),
        _value(figure),
        Text(", ".join(notes)),
        Text(f"“{one_line(figure.text)}”"),
    )


def _outcome_row(outcome: Outcome, numbers: dict[str, int]) -> Row:
    kind = one_line(outcome.substance or outcome.object or "")
    where = " ".join(word for word in (outcome.place, kind) if word)
    basis = _references(outcome.supporting, numbers)
    return (
        Text(measure(outcome.measure)),
        Text(where),
        _value(outcome),
        Text(outcome.status, style=STATUS_STYLES.get(outcome.status, "")),
        Text(f"{one_line(outcome.explanation)} {basis}".strip()),
    )


def _conflict_row(conflict: Conflict, numbers: dict[str, int]) -> Row:
    return (
        Text(conflict.kind.replace("_", " "), style="bold red"),
        Text(measure(conflict.measure)),
        Text(_references(conflict.figures, numbers)),
        Text(one_line(conflict.explanation)),
    )


def _left_out_rows(view: View) -> Iterable[Row]:
    text = view.release.text
    for item in view.left_out:
        around = one_line(text[max(0, item.start - 25) : item.end + 25])
        yield (
            Text(one_line(text[item.start : item.end])),
            Text(item.reason.replace("_", " ")),
            Text(f"… {around} …"),
        )
