"""Scores, errors and changes as text, JSON and HTML."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from opledger.evaluation import LEVELS, Count, Error, Gold, Tally
from opledger.evaluation.bootstrap import interval
from opledger.evaluation.context import around
from opledger.evaluation.runs import Change
from opledger.evaluation.tally import Cell
from opledger.report.errors import Row, error_page
from opledger.report.safe import one_line

NOT_STATED = "(not stated)"


def _levels(tally: Tally) -> list[str]:
    known = tally.levels
    return [level for level in LEVELS if level in known or not level.startswith("event_")]


def _rates(count: Count) -> dict[str, float | int]:
    rates = {"p": count.precision, "r": count.recall, "f1": count.f1}
    return {**{name: round(100 * rate, 1) for name, rate in rates.items()}, "gold": count.gold}


def _facet(golds: Sequence[Gold], by: str) -> Callable[[Cell], str]:
    """What a cell is grouped by, under its level."""
    known = {gold.id: gold for gold in golds}
    if by == "style":
        return lambda cell: (known[cell[3]].style if cell[3] in known else None) or NOT_STATED
    if by == "publisher":
        return lambda cell: (known[cell[3]].publisher if cell[3] in known else None) or NOT_STATED
    at = {"measure": 1, "role": 2, "release": 3}[by]
    return lambda cell: cell[at] or NOT_STATED


def _spread(
    tally: Tally, group: Callable[[Cell], Any], releases: Sequence[str]
) -> dict[Any, tuple[float, float]]:
    """The interval of the F1 of every group, in per cent."""
    counts: defaultdict[Any, dict[str, Count]] = defaultdict(dict)
    for (name, release), count in tally.by(lambda cell: (group(cell), cell[3])).items():
        counts[name][release] = count
    spread = {}
    for name, own in counts.items():
        drawn = releases if own.keys() <= set(releases) else sorted(own)
        found = interval(own, drawn)
        spread[name] = (round(100 * found.low, 1), round(100 * found.high, 1))
    return spread


def as_json(tally: Tally, golds: Sequence[Gold]) -> str:
    """All scores; ``parts`` per label and measure, ``roles``, ``styles`` and ``publishers``, ``intervals``, ``rules``."""
    found: dict[str, Any] = {"releases": len(golds)}
    levels = tally.levels
    found |= {level: _rates(levels[level]) for level in _levels(tally)}
    for name, by in (
        ("parts", "measure"),
        ("roles", "role"),
        ("styles", "style"),
        ("publishers", "publisher"),
    ):
        facet, parts = _facet(golds, by), defaultdict(dict)  # type: ignore[var-annotated]
        for (level, key), count in sorted(tally.by(lambda cell, f=facet: (cell[0], f(cell))).items()):  # type: ignore[misc]
            parts[level][key] = _rates(count)
        found[name] = dict(parts)
    found["intervals"] = _spread(tally, lambda cell: cell[0], [g.id for g in golds])
    found["rules"] = {
        rule: {"made": m.made, "found": m.found, "full": m.full} for rule, m in sorted(tally.rules.items())
    }
    return json.dumps(found, indent=1)


def _line(name: str, count: Count, spread: tuple[float, float], indent: str = "") -> str:
    row = _rates(count)
    span = f"{spread[0]:.1f}–{spread[1]:.1f}"
    return f"{(indent + one_line(name))[:26]:26}{row['p']:8.1f}{row['r']:8.1f}{row['f1']:8.1f}{span:>14}{row['gold']:8}"


def as_text(tally: Tally, golds: Sequence[Gold], by: str) -> str:
    """A table: each level, and under it what ``by`` says."""
    ids, facet = [g.id for g in golds], _facet(golds, by)
    lines = [f"{len(golds)} releases", f"{'':26}{'P':>8}{'R':>8}{'F1':>8}{'95 %':>14}{'gold':>8}"]
    levels, whole = tally.levels, _spread(tally, lambda cell: cell[0], ids)
    groups = tally.by(lambda cell: (cell[0], facet(cell)))
    spread = _spread(tally, lambda cell: (cell[0], facet(cell)), ids)
    for level in _levels(tally):
        lines.append(_line(level, levels[level], whole.get(level, (0.0, 0.0))))
        parts = sorted(key for name, key in groups if name == level)
        if len(parts) > 1:
            lines += [_line(key, groups[level, key], spread[level, key], "  ") for key in parts]
    return "\n".join(lines)


def rules(tally: Tally) -> str:
    """How often the figures of each rule are right, the rule with the most wrong ones first."""
    lines = ["", f"{'rule':40}{'figures':>8}{'found':>8}{'full':>8}"]
    for rule, m in sorted(tally.rules.items(), key=lambda item: (item[1].full - item[1].made, item[0])):
        lines.append(f"{rule[:40]:40}{m.made:8}{100 * m.found / m.made:7.1f}%{100 * m.full / m.made:7.1f}%")
    return "\n".join(lines)


def faults(tally: Tally, most: int, level: str) -> str:
    """The first faults of a level, a line each, with tabs between the columns."""
    chosen = [fault for fault in tally.faults if fault.level == level]
    return "\n".join(
        one_line(f"{f.level} {f.release} {f.what} {f.key}").replace(" ", "\t") + "\t" + one_line(f.item)
        for f in chosen[:most]
    )


def _sentence(error: Error, texts: dict[str, str]) -> tuple[str, str, str]:
    if error.start is None or error.end is None or error.release not in texts:
        return "", "", ""
    return around(texts[error.release], error.start, error.end)


def _told(error: Error, texts: dict[str, str]) -> list[str]:
    before, marked, after = _sentence(error, texts)
    lines = [f"  {error.release}  {error.key}" + (f"  ({error.rule})" if error.rule else "")]
    lines += (
        [f"    {one_line(before)} »{one_line(marked)}« {one_line(after)}".replace("  »", " »")]
        if marked
        else []
    )
    lines += [f"    expected  {one_line(error.expected)}"] if error.expected else []
    lines += [f"    got       {one_line(error.got)}"] if error.got else []
    return lines


def _grouped(errors_: Iterable[Error]) -> list[tuple[str, list[Error]]]:
    groups: defaultdict[str, list[Error]] = defaultdict(list)
    for error in errors_:
        groups[error.kind].append(error)
    return sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))


def errors(tally: Tally, golds: Sequence[Gold], most: int) -> str:
    """Errors by kind, the most frequent first, each with its sentence, what was expected, and the rules that fired."""
    texts = {gold.id: gold.text for gold in golds}
    lines = []
    for kind, own in _grouped(tally.errors):
        lines += ["", f"{kind}: {len(own)}"]
        for error in own[:most]:
            lines += _told(error, texts)
    return "\n".join(lines)


def page(tally: Tally, golds: Sequence[Gold], name: str) -> str:
    """All errors as a web page."""
    texts = {gold.id: gold.text for gold in golds}
    rows = [
        Row(e.kind, e.release, e.key, e.expected, e.got, *_sentence(e, texts), rule=e.rule)
        for _, own in _grouped(tally.errors)
        for e in own
    ]
    levels, spread = tally.levels, _spread(tally, lambda cell: cell[0], [g.id for g in golds])
    scores = [["", "P", "R", "F1", "95 %", "gold"]]
    for level in _levels(tally):
        row, (low, high) = _rates(levels[level]), spread.get(level, (0.0, 0.0))
        scores.append([level, *(str(row[k]) for k in ("p", "r", "f1")), f"{low}–{high}", str(row["gold"])])
    return "".join(error_page(rows, name, scores))


def change(found: Change, golds: Sequence[Gold], most: int) -> str:
    """What got better and what worse, per level and item by item."""
    lines = ["", f"compared over {found.releases} releases"]
    if found.left_out:
        lines.append(f"left out, as only one of the two has them: {', '.join(found.left_out)}")
    lines.append(f"{'':16}{'before':>8}{'now':>8}{'change':>8}{'95 %':>16}{'p':>8}")
    for level, (old, new, d) in found.levels.items():
        span = f"{100 * d.low:+.1f} to {100 * d.high:+.1f}"
        lines.append(f"{level:16}{100 * old:8.1f}{100 * new:8.1f}{100 * d.rise:+8.1f}{span:>16}{d.p:8.3f}")
    texts = {gold.id: gold.text for gold in golds}
    for title, own in (("errors gone", found.better), ("errors new", found.worse)):
        kinds = ", ".join(f"{kind} {n}" for kind, n in Counter(e.kind for e in own).most_common())
        lines += ["", f"{title}: {len(own)}" + (f" ({kinds})" if kinds else "")]
        for error in own[: most or len(own)]:
            lines += [f"  {error.kind}", *_told(error, texts)]
    return "\n".join(lines)
