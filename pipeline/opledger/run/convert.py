"""What the components left on a Doc, as records with global ids."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from opledger.records import Figure, Mention, Release

Data = Mapping[str, Any]

# Columns of a figure that are made here and not taken from the component's data.
_MADE = frozenset({"figure_id", "release_id", "operation_id", "part_of", "repeat_of", "extras", "text"})
_COPIED = tuple(name for name in Figure.columns() if name not in _MADE)


def _unique(stems: Iterable[str]) -> list[str]:
    """Ids from their stems: the second and later of one stem get a number.

    Example:
        >>> _unique(["a", "b", "a"])
        ['a', 'b', 'a.2']
    """
    seen: Counter[str] = Counter()
    ids = []
    for stem in stems:
        seen[stem] += 1
        ids.append(stem if seen[stem] == 1 else f"{stem}.{seen[stem]}")
    return ids


def to_mentions(release: Release, data: Data) -> list[Mention]:
    """The mentions of a release; ids are made of the release, the label and the offsets."""
    items = data.get("mentions", [])
    ids = _unique(f"{release.release_id}:{m['label'].lower()}:{m['start']}-{m['end']}" for m in items)
    return [
        Mention(
            mention_id=own,
            release_id=release.release_id,
            label=m["label"],
            start=m["start"],
            end=m["end"],
            text=release.text[m["start"] : m["end"]],
            name=m["name"],
            id=m["id"],
            roles=tuple(m.get("roles") or ()),
            repeat_of=None if m.get("repeat_of") is None else ids[m["repeat_of"]],
            extras=m.get("extras") or {},
        )
        for own, m in zip(ids, items, strict=True)
    ]


def to_figures(release: Release, data: Data) -> list[Figure]:
    """The figures of a release; ids are made of the release, the measure and the offsets."""
    items = data.get("figures", [])
    ids = _unique(f"{release.release_id}:{f['measure']}:{f['start']}-{f['end']}" for f in items)
    known: dict[Any, str | None] = {None: None, **dict(enumerate(ids))}
    known |= {f["figure_id"]: own for own, f in zip(ids, items, strict=True) if "figure_id" in f}
    return [_figure(release, own, item, known) for own, item in zip(ids, items, strict=True)]


def _figure(release: Release, own: str, item: Data, known: Mapping[Any, str | None]) -> Figure:
    columns: dict[str, Any] = {name: item.get(name) for name in _COPIED}
    for name in ("alternatives", "places"):
        columns[name] = tuple(item.get(name) or ())
    extras = dict(item.get("extras") or {})
    if "of" in extras:
        extras["of"] = known[extras["of"]]
    return Figure(
        figure_id=own,
        release_id=release.release_id,
        operation_id=None,
        part_of=known[item.get("part_of")],
        repeat_of=known[item.get("repeat_of")],
        text=release.text[item["start"] : item["end"]],
        extras=extras,
        **columns,
    )
