"""Sentences with the expected figures marked inside them, and the comparison with what the program finds.

A mark is ``[NUMBER|MEASURE WORD...]`` and stands where the number stands::

    Police arrested [12|arrests total] people and seized [7|vehicles_seized] cars.

MEASURE is an id of the vocabulary; alternatives follow after ``+`` (``arrests+charges``); a ``?`` behind it makes the figure
optional. The words, in any order and each at most once: a role (``total``, ``part``, ``background``); ``@ITA`` or
``@ITA,FRA`` for the places, ``@`` alone for none; ``KEY=VALUE`` for ``value``, ``low``, ``high``, ``unit``, ``qualifier``,
``substance`` (with ``_`` for a space) and ``of`` (the digits of the figure that it is a part of); ``denied``. What is not
named is not compared. A text without marks must give no figure, and one with marks no other than those.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from spacy.language import Language

CASES = Path(__file__).with_name("cases")
KNOWN = Path(__file__).with_name("known_failures.json")
ROLES = ("total", "part", "background")
KEYS = ("value", "low", "high", "unit", "qualifier", "substance", "of")
BRACKET = re.compile(r"[\[\]]")
MEASURE = re.compile(r"[a-z_]+(?:\+[a-z_]+)*\??")
PLACES = re.compile(r"@(?:[A-Z]{3}(?:,[A-Z]{3})*)?")
DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
AMOUNTS = frozenset({"kilogram", "litre", "byte"})


class MarkError(ValueError):
    """A mark is malformed."""


@dataclass(frozen=True)
class Mark:
    """One expected figure: where its number stands and what is known of it."""

    start: int
    end: int
    number: str
    measure: str
    alternatives: tuple[str, ...] = ()
    optional: bool = False
    role: str | None = None
    places: tuple[str, ...] | None = None
    denied: bool = False
    values: dict[str, str] = field(default_factory=dict)


def parse_marks(marked: str, measures: frozenset[str]) -> tuple[str, list[Mark]]:
    """The plain text and the marks of a marked one.

    Raises:
        MarkError: for brackets out of balance or nested, a mark without number or measure, an unknown measure or word, a
            role or key given twice.

    Example:
        >>> parse_marks("Held: [3|arrests part].", frozenset({"arrests"}))[0]
        'Held: 3.'
    """
    plain, marks, at, size = [], [], 0, 0
    opened: int | None = None
    for bracket in BRACKET.finditer(marked):
        if bracket.group() == "[":
            if opened is not None:
                raise MarkError(f"a mark inside a mark: {marked[opened:]!r}")
            plain.append(marked[at : bracket.start()])
            size += bracket.start() - at
            opened = bracket.end()
            continue
        if opened is None:
            raise MarkError(f"a mark that never began: {marked[: bracket.end()]!r}")
        mark = _parse_mark(marked[opened : bracket.start()], size, measures)
        plain.append(mark.number)
        marks.append(mark)
        size, at, opened = mark.end, bracket.end(), None
    if opened is not None:
        raise MarkError(f"a mark that never ends: {marked[opened:]!r}")
    return "".join(plain) + marked[at:], marks


def _parse_mark(inner: str, start: int, measures: frozenset[str]) -> Mark:
    number, bar, rest = inner.partition("|")
    words = rest.split()
    if not bar or not number.strip() or not words or "|" in rest:
        raise MarkError(f"not NUMBER|MEASURE ...: {inner!r}")
    if number != number.strip():
        raise MarkError(f"space around the number: {inner!r}")
    if not MEASURE.fullmatch(words[0]):
        raise MarkError(f"no measure: {words[0]!r}")
    measure, *alternatives = words[0].rstrip("?").split("+")
    unknown = [m for m in (measure, *alternatives) if m not in measures]
    if unknown:
        raise MarkError(f"unknown measure: {', '.join(unknown)}")
    found: dict[str, Any] = {"values": {}}
    for word in words[1:]:
        key, value = _parse_word(word)
        into = found["values"] if key in KEYS else found
        if key in into:
            raise MarkError(f"{key} given twice: {inner!r}")
        into[key] = value
    return Mark(
        start, start + len(number), number, measure, tuple(alternatives), words[0].endswith("?"), **found
    )


def _parse_word(word: str) -> tuple[str, Any]:
    if word in ROLES:
        return "role", word
    if word == "denied":
        return "denied", True
    if PLACES.fullmatch(word):
        return "places", tuple(word[1:].split(",")) if len(word) > 1 else ()
    key, equals, value = word.partition("=")
    if equals and key in KEYS and value:
        return key, value
    raise MarkError(f"unknown word: {word!r}")


def differences(text: str, marks: list[Mark], figures: list[dict[str, Any]]) -> list[str]:
    """What a reading of ``text`` has too little, too much or wrong; empty if it is as marked."""
    wrong: list[str] = []
    left = list(figures)
    for mark in marks:
        found = next((f for f in left if _stands_at(f, mark)), None)
        if found is None:
            wrong += [] if mark.optional else [f"missed: {mark.number} {mark.measure}"]
            continue
        left.remove(found)
        wrong += [f"{mark.number}: {w}" for w in _compare(mark, found, figures)]
    wrong += [f"too much: {f['text']!r} {f['measure']} ({f['rule']})" for f in left]
    return wrong


def _stands_at(figure: dict[str, Any], mark: Mark) -> bool:
    start, end = figure["extras"]["number"]
    return bool(start < mark.end and mark.start < end)


def _compare(mark: Mark, figure: dict[str, Any], figures: list[dict[str, Any]]) -> list[str]:
    wrong = []
    if figure["measure"] != mark.measure:
        wrong.append(f"{figure['measure']} for {mark.measure} ({figure['rule']})")
    if tuple(figure["alternatives"]) != mark.alternatives:
        wrong.append(f"alternatives {figure['alternatives']} for {list(mark.alternatives)}")
    if mark.role and figure["role"] != mark.role:
        wrong.append(f"{figure['role']} for {mark.role} (cues {figure['extras']['cues']})")
    if mark.places is not None and sorted(figure["places"]) != sorted(mark.places):
        wrong.append(f"places {figure['places']} for {list(mark.places)}")
    if mark.denied and not figure["extras"]["denied"]:
        wrong.append("not denied")
    wrong += [w for key, value in mark.values.items() if (w := _compare_value(key, value, figure, figures))]
    plain = DIGITS.fullmatch(mark.number) and figure["unit"] not in AMOUNTS and "value" not in mark.values
    if plain and figure["value"] != int(mark.number.replace(",", "")):
        wrong.append(f"value {figure['value']}")
    return wrong


def _compare_value(key: str, value: str, figure: dict[str, Any], figures: list[dict[str, Any]]) -> str | None:
    found = figure.get(key)
    if key == "of":
        whole = next((f for f in figures if f["figure_id"] == figure["part_of"]), None)
        found = whole["value"] if whole else None
    if key in {"value", "low", "high", "of"}:
        wanted = None if value == "null" else float(value)
        same = (
            found is None
            if wanted is None
            else found is not None and abs(found - wanted) <= 1e-3 * abs(wanted)
        )
    elif key == "substance":  # free words of the text: others may stand beside the stuff
        same = set(value.lower().split("_")) <= set(str(found).lower().split())
    else:
        same = found == value
    return None if same else f"{key} {found!r} for {value}"


def read(nlp: Language, text: str) -> list[dict[str, Any]]:
    """The figures of a text by the whole pipeline, without those that no number states."""
    figures: list[dict[str, Any]] = nlp(text)._.opledger["figures"]
    return [f for f in figures if not f["implicit"]]


class UniqueKeys(yaml.SafeLoader):
    """Refuses a key that stands twice, of which plain YAML would keep the second alone."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names = [str(self.construct_object(key)) for key, _ in node.value]
        twice = sorted({n for n in names if names.count(n) > 1})
        if twice:
            raise MarkError(f"case named twice: {', '.join(twice)}")
        return super().construct_mapping(node, deep)


def cases() -> list[tuple[str, str]]:
    """All cases: ``group/id`` and marked text."""
    return [
        (f"{file.stem}/{name}", text)
        for file in sorted(CASES.glob("*.yaml"))
        for name, text in yaml.load(file.read_text(encoding="utf-8"), UniqueKeys).items()
    ]


def known_failures() -> dict[str, str]:
    """Ids of tests known to fail, with their causes; the file is sorted by cause."""
    causes: dict[str, list[str]] = json.loads(KNOWN.read_text(encoding="utf-8"))
    return {name: cause for cause, names in causes.items() for name in names}


def as_params(named: list[tuple[str, Any]]) -> list[Any]:
    """Test parameters; the known failures among them as strict xfail, so that one that passes has to be struck out."""
    known = known_failures()
    return [
        pytest.param(
            *(value if isinstance(value, tuple) else (value,)),
            id=name,
            marks=[pytest.mark.xfail(reason=known[name], strict=True)] if name in known else [],
        )
        for name, value in named
    ]
