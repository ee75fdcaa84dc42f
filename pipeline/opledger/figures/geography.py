"""The countries that a release is about."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

TAKES_PART = frozenset({"participant", "lead", "location"})
MOSTLY = 0.5


@dataclass(slots=True)
class Geography:
    """Which countries act in a release, and which is at home there.

    ``acting`` are the countries that take part or where something happened. A release about one country alone narrows
    nothing; ``home`` is the country that leads, or whose body is named first; ``mostly`` says that most names belong to it.
    """

    acting: frozenset[str]
    home: str | None
    mostly: bool
    mentions: list[dict[str, Any]]

    @classmethod
    def of(cls, mentions: list[dict[str, Any]]) -> Geography:
        """Read the mentions of a Doc."""
        acting = {m["id"] for m in mentions if m["label"] == "COUNTRY" and TAKES_PART & set(m["roles"])}
        leads = {m["id"] for m in mentions if m["label"] == "COUNTRY" and "lead" in m["roles"]}
        bodies = [m for m in mentions if m["label"] == "AGENCY" and country_of(m)]
        alone = len({country_of(m) for m in bodies}) == 1
        counts = Counter(
            c for m in mentions if m["label"] in {"COUNTRY", "AGENCY", "PLACE"} and (c := country_of(m))
        )
        often = counts.most_common(1)
        home = country_of(bodies[0]) if alone else None
        if len(leads) == 1:
            home = next(iter(leads))
        mostly = bool(often) and often[0][1] > MOSTLY * sum(counts.values())
        if mostly:
            home = often[0][0]
        return cls(frozenset(acting), home, mostly, mentions)

    @property
    def single(self) -> bool:
        """Whether one country at most acts in the release."""
        return len(self.acting) <= 1

    def is_home(self, mention: dict[str, Any]) -> bool:
        """Whether a mention belongs to the country that leads."""
        return country_of(mention) == self.home


def country_of(mention: dict[str, Any]) -> str | None:
    """Alpha-3 of a COUNTRY, or of the country that a PLACE or AGENCY belongs to."""
    if mention["label"] == "COUNTRY":
        return str(mention["id"])
    found = mention.get("extras", {}).get("country")
    return str(found) if found else None
