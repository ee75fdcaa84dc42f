"""Rows as the page takes them: an overview that is read at once, details of operations and of releases that are read when asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

from opledger.report.marks import marked_sentence, units
from opledger.report.reviewing import for_decision, for_marking
from opledger.report.safe import visible
from opledger.report.shown import Shown, issued, name_of, title_of
from opledger.report.source import Source
from opledger.report.words import amount
from opledger.run.reread import Reread
from opledger.tables.rows import Row

Look = Callable[[str, Iterable[Row]], Reread]


@cache
def country_name(code: str) -> str:
    """The short English name of a country.

    Example:
        >>> country_name("BOL"), country_name("XKX")
        ('Bolivia', 'Kosovo')
    """
    import pycountry

    if code == "XKX":
        return "Kosovo"
    found = pycountry.countries.get(alpha_3=code)
    return code if found is None else str(getattr(found, "common_name", found.name)).split(",")[0]


class PageData:
    """All that a page shows, made of tables.

    Args:
        shown: operations and what belongs to them.
        source: where figures and mentions are.
        look: reads a text again for what the tables do not keep; None for doing without.
        texts: whether the releases' texts go along; sentences of figures do in any case.
    """

    def __init__(self, shown: Shown, source: Source, look: Look | None = None, texts: bool = True) -> None:
        self.shown, self.look, self.texts = shown, look, texts
        self.figures = _by_release(source("figures"))
        self.mentions = _by_release(source("mentions"))
        self.agencies = self._names_of_agencies()
        self.outcomes = self._outcomes_of_figures()

    def overview(self) -> dict[str, Any]:
        """What the page reads when it opens."""
        codes = {code for o in self.shown.operations for code in o["countries"]}
        codes |= {o["place"] for rows in self.shown.outcomes.values() for o in rows if o["place"]}
        return {
            "counts": self.shown.counts,
            "hidden": self.shown.hidden,
            "countries": {code: country_name(code) for code in sorted(codes)},
            "operations": [self._operation_in_short(o) for o in self.shown.operations],
            "releases": {i: _release_in_short(r) for i, r in self.shown.releases.items()},
        }

    def operations(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each operation's outcomes, conflicts, statements and links, by id."""
        for operation in self.shown.operations:
            key = operation["operation_id"]
            yield key, self._operation(key, operation["release_ids"])

    def releases(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each release's text, with all that is marked in it, by id."""
        for key, release in self.shown.releases.items():
            yield key, self._release(release)

    def _names_of_agencies(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for rows in self.mentions.values():
            for mention in rows:
                if mention["label"] == "AGENCY":
                    names.setdefault(mention["id"], visible(mention["name"]))
        return names

    def _outcomes_of_figures(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for rows in self.shown.outcomes.values():
            for outcome in rows:
                for figure in (*outcome["supporting"], *outcome["conflicting"]):
                    found[figure].append(outcome["outcome_id"])
        return found

    def _operation_in_short(self, operation: Row) -> dict[str, Any]:
        key = operation["operation_id"]
        releases = [self.shown.releases[i] for i in operation["release_ids"] if i in self.shown.releases]
        days = sorted(day for r in releases if (day := issued(r)))
        return {
            "id": key,
            "name": visible(name_of(operation, self.shown.releases)),
            "named": bool(operation["name"]),
            "aliases": [visible(alias) for alias in operation["aliases"]],
            "start": operation["start"],
            "end": operation["end"],
            "day": operation["end"] or operation["start"] or (days[0] if days else None),
            "countries": operation["countries"],
            "agencies": [self.agencies.get(i, visible(i.replace("-", " "))) for i in operation["agencies"]],
            "releases": operation["release_ids"],
            "outcomes": [_outcome_in_short(o) for o in self.shown.outcomes.get(key, [])],
            "conflicts": len(self.shown.conflicts.get(key, [])),
        }

    def _operation(self, key: str, release_ids: list[str]) -> dict[str, Any]:
        outcomes = self.shown.outcomes.get(key, [])
        conflicts = self.shown.conflicts.get(key, [])
        wanted = {i for o in outcomes for i in (*o["supporting"], *o["conflicting"])}
        wanted |= {i for c in conflicts for i in c["figures"]}
        rows = [f for i in release_ids for f in self.figures.get(i, [])]
        mine = [f for f in rows if f["operation_id"] == key or f["figure_id"] in wanted]
        return {
            "outcomes": [_outcome(o) for o in outcomes],
            "conflicts": [_conflict(c) for c in conflicts],
            "figures": {f["figure_id"]: self._statement(f) for f in mine},
            "links": [_link(link) for link in self.shown.links.get(key, [])],
        }

    def _statement(self, figure: Row) -> dict[str, Any]:
        release = self.shown.releases[figure["release_id"]]
        sentence = marked_sentence(figure, release["text"])
        return {**_figure(figure), "sentence": sentence, "decide": for_decision(figure, release)}

    def _release(self, release: Row) -> dict[str, Any]:
        key, text = release["release_id"], release["text"]
        at = units(text)
        figures = self.figures.get(key, [])
        again = self.look(text, figures) if self.look and text and release["status"] == "ok" else None
        return {
            "text": visible(text) if self.texts else "",
            "path": visible(release["path"]),
            **for_marking(release, self.texts),
            "figures": [
                {
                    **_figure(f),
                    **_span(f, at),
                    "outcomes": self.outcomes.get(f["figure_id"], []),
                    "decide": for_decision(f, release),
                }
                for f in figures
            ],
            "mentions": [_mention(m, at) for m in self.mentions.get(key, [])],
            "left_out": again
            and [
                {"start": at(i.start), "end": at(i.end), "reason": visible(i.reason)} for i in again.left_out
            ],
            "repeats": again and [[at(start), at(end)] for start, end in again.repeats],
        }


def _by_release(rows: Iterable[Row]) -> dict[str, list[Row]]:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["release_id"]].append(row)
    return {key: sorted(own, key=lambda row: (row["start"], row["end"])) for key, own in groups.items()}


def _kind(row: Row) -> str | None:
    kind = row["substance"] or row["object"]
    return None if kind is None else visible(" ".join(kind.split()))


def _said(row: Row) -> str:
    return amount(row["low"], row["high"], row["qualifier"], row["unit"])


def _outcome_in_short(outcome: Row) -> list[Any]:
    """In the order that the page's ``readOutcome`` names."""
    return [
        outcome["measure"], outcome["unit"], outcome["low"], outcome["high"], _said(outcome), outcome["status"],
        outcome["place"], _kind(outcome),
    ]  # fmt: skip


def _outcome(outcome: Row) -> dict[str, Any]:
    return {
        "id": outcome["outcome_id"],
        "release": outcome["release_id"],
        **{name: outcome[name] for name in ("measure", "place", "unit", "low", "high", "qualifier", "status", "implicit")},
        "kind": _kind(outcome),
        "said": _said(outcome),
        "why": visible(outcome["explanation"]),
        "supporting": outcome["supporting"],
        "conflicting": outcome["conflicting"],
    }  # fmt: skip


def _conflict(conflict: Row) -> dict[str, Any]:
    return {
        "id": conflict["conflict_id"],
        **{name: conflict[name] for name in ("kind", "measure", "figures", "difference")},
        "why": visible(conflict["explanation"]),
    }


def _link(link: Row) -> dict[str, Any]:
    kept = {name: link[name] for name in ("linked", "basis", "confidence")}
    reasons = [visible(reason) for reason in link["reasons"]]
    return {**kept, "release": link["release_id"], "through": link["through"], "reasons": reasons}


def _figure(figure: Row) -> dict[str, Any]:
    copied = ("measure", "alternatives", "low", "high", "qualifier", "unit", "role", "places", "part_of", "repeat_of",
              "implicit", "rule")  # fmt: skip
    return {
        "id": figure["figure_id"],
        "release": figure["release_id"],
        "operation": figure["operation_id"],
        **{name: figure[name] for name in copied},
        "kind": _kind(figure),
        "said": _said(figure),
    }


def _span(row: Row, at: Callable[[int], int]) -> dict[str, int]:
    return {"start": at(row["start"]), "end": at(row["end"])}


def _mention(mention: Row, at: Callable[[int], int]) -> dict[str, Any]:
    return {
        "id": mention["mention_id"],
        "label": mention["label"],
        **_span(mention, at),
        "name": visible(mention["name"]),
        "code": visible(mention["id"]),
        "roles": mention["roles"],
        "repeat_of": mention["repeat_of"],
    }


def _release_in_short(release: Row) -> dict[str, Any]:
    return {
        "title": visible(title_of(release)),
        "day": issued(release),
        "publisher": release["publisher"] and visible(release["publisher"]),
        "path": visible(release["path"]),
        "status": release["status"],
        "error": release["error"] and visible(release["error"]),
        "duplicate_of": release["duplicate_of"],
    }
