"""Gold files as records, so that reconciliation is tested on perfect figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from opledger.evaluation.figures import number_spans
from opledger.evaluation.gold import Gold, read_gold
from opledger.records import Figure, Mention, Release

SEEDS = Path(__file__).parents[2] / "seeds"
# What stands in a quote beside the noun phrase that is counted.
BESIDE = re.compile(
    r"\b(?:some|about|around|nearly|almost|close to|over|more than|at least|up to|upwards of|as many as|the|of|were|was"
    r"|have|had|been|at|in|by|on|arrested|seized|detained|searched|checked|raided|held|intercepted|rescued|recovered"
    r"|identified|frozen|found|a total|USD|EUR|AUD|million|billion|thousand|kg|kilograms?|tonnes?|tons?|litres?|pounds?)\b"
    r"|[$€£]|\d[\d ,.]*|[^\w\s’-]",
    re.IGNORECASE,
)


def golds() -> list[Gold]:
    """The gold of the development releases."""
    return read_gold(sorted((SEEDS / "dev").glob("*.gold.json")))


def counted(quote: str, number: str) -> str | None:
    """The noun phrase of a quote."""
    return " ".join(BESIDE.sub(" ", quote.replace(number, " ", 1)).split()) or None


def to_release(gold: Gold) -> Release:
    """The release of a gold file, without its text."""
    extra = gold.model_extra or {}
    return Release(gold.id, gold.id, extra.get("title"), extra.get("published"), None, "en", gold.id, "")


def to_mentions(gold: Gold) -> Iterator[Mention]:
    """Operations, agencies and countries of a gold file."""

    def make(label: str, name: str, at: int, key: str, roles: tuple[str, ...] = ()) -> Mention:
        return Mention(
            f"{gold.id}:{label}:{at}:{name}", gold.id, label, at, at + len(name), name, name, key, roles
        )

    for name in gold.operations:
        core = name.removeprefix("Operation ")
        for match in re.finditer(re.escape(core), gold.text, re.IGNORECASE):
            yield make("OPERATION", name, match.start(), core.casefold())
    for name in gold.agencies:
        yield make("AGENCY", name, max(gold.text.find(name), 0), name.casefold())
    for code, roles in gold.countries.items():
        yield make("COUNTRY", code, 0, code, tuple(roles))


def to_figures(gold: Gold) -> Iterator[Figure]:
    """The figures of a gold file, with block and sentence as far as lines and full stops tell them."""
    headline = gold.text.find("\n")
    for index, (figure, (start, end)) in enumerate(zip(gold.figures, number_spans(gold), strict=True)):
        low, high, number = figure.low, figure.high, str(figure.number)
        value = None if figure.qualifier in ("range", "vague") else (low if low is not None else high)
        before = max(gold.text.rfind("\n", 0, start), gold.text.rfind(". ", 0, start)) + 1
        stops = [at for at in (gold.text.find("\n", start), gold.text.find(". ", start)) if at >= 0]
        yield Figure(
            figure_id=f"{gold.id}:{index:03}",
            release_id=gold.id,
            operation_id=None,
            measure=figure.measure,
            alternatives=tuple(figure.alternatives),
            value=value,
            low=low,
            high=high,
            qualifier=figure.qualifier,
            unit=figure.unit or "item",
            object=counted(figure.quote, number),
            substance=figure.substance,
            places=tuple(figure.places),
            role=figure.role,
            part_of=None,
            start=start,
            end=end,
            text=figure.quote,
            sentence=gold.text[before : min(stops, default=len(gold.text)) + 1].strip(),
            repeat_of=None,
            implicit=figure.optional and not number[0].isdigit(),
            rule="gold",
            extras={"headline": start < headline, "block": gold.text.count("\n", 0, start)},
        )
