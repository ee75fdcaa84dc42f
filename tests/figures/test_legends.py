"""The same results in many layouts: each number counts what the head of its column, its label or its own words say."""

from __future__ import annotations

import re

import pytest
from figure_marks import read
from spacy.language import Language

HEAD = "Crackdown on gun gangs in five counties\n\nPolice published the results of the week on Friday.\n\n"
TAIL = "\n\nThe force thanked the public.\n"
COLUMNS = ("Charged", "Firearms seized", "Victims rescued")
ROWS = (("North", 12, 3, 2), ("South", 19, 5, 4), ("West", 9, 6, 1))
MEASURES = ("charges", "firearms_seized", "victims_safeguarded")
WANTED = {value: measure for row in ROWS for value, measure in zip(row[1:], MEASURES, strict=True)}


def table(mark: str, edge: str = "", header: tuple[str, ...] = ("County", *COLUMNS)) -> str:
    """Header and rows, their cells parted by a mark."""
    return "\n".join(edge + mark.join(map(str, row)) + edge for row in (header, *ROWS))


def lines(form: str, above: str = "") -> str:
    """A line a row, in a form with the fields ``row``, ``a``, ``b`` and ``c``."""
    return above + "\n".join(form.format(row=r, a=a, b=b, c=c) for r, a, b, c in ROWS)


LAYOUTS = {
    "bars": table(" | "),
    "markdown": table(" | ", "|").replace("\n", "\n|---|---|---|---|\n", 1),
    "tabs": table("\t"),
    "stacked": table("\n"),
    "semicolons": table("; "),
    "commas": table(", "),
    "slashes": table(" / "),
    "legend with slashes": lines("{row}: {a} / {b} / {c}", "County: charged / firearms seized / victims rescued\n"),
    "legend in brackets": lines("{row}: {a}, {b}, {c}", "By county (charged, firearms seized, victims rescued)\n"),
    "legend behind a colon": lines("- {row}: {a}, {b}, {c}", "By county: charged, firearms seized, victims rescued\n\n"),
    "legend in words": lines("• {row} – {a}, {b}, {c}", "The columns give persons charged, firearms seized and victims rescued:\n\n"),
    "legend ahead of brackets": "By county (persons charged, firearms seized, victims rescued): North (12, 3, 2), South (19, 5, 4), West (9, 6, 1).",
    "legend ahead of a row": "In order charged, firearms, victims rescued: North 12, 3, 2; South 19, 5, 4; West 9, 6, 1.",
    "first line in words": "North: 12 charged, 3 firearms seized, 2 victims rescued\nSouth: 19, 5, 4\nWest: 9, 6, 1",
    "lines in words": lines("{row}: {a} charged, {b} firearms seized, {c} victims rescued"),
    "bullets under names": lines("{row}\n• {a} people charged\n• {b} firearms seized\n• {c} victims rescued"),
    "labels under names": lines("{row}\nCharged: {a}\nFirearms seized: {b}\nVictims rescued: {c}"),
    "labels in a line": lines("{row}: Charged {a}, Firearms seized {b}, Victims rescued {c}"),
    "labels parted by dots": lines("{row} · charged {a} · firearms {b} · victims rescued {c}"),
    "labels with brackets": lines("{row}: charged ({a}), firearms seized ({b}), victims rescued ({c})"),
    "labels with equals signs": lines("{row}: charged = {a}, firearms = {b}, victims rescued = {c}"),
    "labels over numbers": lines("{row}\nPeople charged\n{a}\nFirearms seized\n{b}\nVictims rescued\n{c}"),
    "numbers over labels": "The week in numbers\n\n12\npeople charged\n3\nfirearms seized\n2\nvictims rescued",
    "dots between": "Persons charged ........ 12\nFirearms seized ........ 3\nVictims rescued ........ 2",
    "by measure": "Charged: North 12, South 19, West 9.\nFirearms seized: North 3, South 5, West 6.\nVictims rescued: North 2, South 4, West 1.",
    "headings of measures": "Persons charged\n\nNorth – 12\nSouth – 19\n\nFirearms seized\n\nNorth – 3\nSouth – 5\n\nVictims rescued\n\nNorth – 2\nSouth – 4",
    "rows of measures": "Measure | North | South | West\nCharged | 12 | 19 | 9\nFirearms seized | 3 | 5 | 6\nVictims rescued | 2 | 4 | 1",
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_a_number_counts_what_its_column_or_label_says(nlp: Language, layout: str) -> None:
    figures = [f for f in read(nlp, HEAD + layout + TAIL) if f["start"] >= len(HEAD)]
    found = {f["value"]: f["measure"] for f in figures}
    numbers = set(re.findall(r"\d+", layout))
    wanted = {value: measure for value, measure in WANTED.items() if str(value) in numbers}
    assert {value: found.get(value) for value in wanted} == wanted


@pytest.mark.parametrize(
    "layout",
    [
        "By county: arrests and charges\n\nNorth: 12, 3, 2",  # two names for three numbers
        "By county, in the week: North 12, 3",  # no names of things
    ],
)
def test_rows_without_a_legend_that_fits_are_left(nlp: Language, layout: str) -> None:
    found = {f["value"]: f["measure"] for f in read(nlp, HEAD + layout + TAIL) if f["start"] >= len(HEAD)}
    assert "firearms_seized" not in found.values() and "victims_safeguarded" not in found.values()


def test_the_unit_of_a_label_over_its_number_holds_for_that_number_alone(nlp: Language) -> None:
    stack = "Results\n\nExplosive (kg)\n4\nCash seized (CZK)\n600,000\nCars seized\n7"
    units = {f["value"]: f["unit"] for f in read(nlp, HEAD + stack + TAIL) if f["start"] >= len(HEAD)}
    assert units == {4: "kilogram", 600_000: "CZK", 7: "item"}


def test_the_unit_of_the_last_column_holds_for_no_other(nlp: Language) -> None:
    text = HEAD + "County\tArrests\tGuns\tCash (EUR)\nNorth\t31\t4\t9,500\nSouth\t18\t7\t12,000" + TAIL
    units = {f["value"]: f["unit"] for f in read(nlp, text) if f["start"] >= len(HEAD)}
    assert units == {31: "person", 4: "item", 9500: "EUR", 18: "person", 7: "item", 12_000: "EUR"}
