"""The countries that a release is about."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

TAKES_PART = frozenset({"participant", "lead", "location"})
ACTS = frozenset({"participant", "lead"})
ABROAD = frozenset({"international", "regional", "company", "ngo"})
PASSING = frozenset({"mentioned"})
LEAD_KINDS = frozenset({"headline", "standfirst", "paragraph"})
LISTED = frozenset({"subhead", "bullet", "result", "row"})
LEAD_BLOCKS = 3
LOCATED = frozenset({"COUNTRY", "AGENCY", "PLACE"})
MOSTLY = 0.5


@dataclass(slots=True)
class Geography:
    """Which countries act in a release, and which are at home there.

    ``acting`` are the countries that take part or where something happened. A release about one country alone narrows
    nothing; ``home`` is the one that most names of the release belong to, or whose bodies alone the lead names; ``led`` says
    that the lead names it. ``openers`` are the countries whose forces the lead tells of: what it says of them is the whole,
    up to ``lead_end``.
    """

    acting: frozenset[str]
    home: str | None
    led: bool
    openers: frozenset[str]
    lead_end: int
    mentions: list[dict[str, Any]]

    @classmethod
    def of(cls, mentions: list[dict[str, Any]], blocks: list[dict[str, Any]]) -> Geography:
        """Read the mentions of a Doc and the blocks of its layout."""
        acting = frozenset(
            m["id"] for m in mentions if m["label"] == "COUNTRY" and TAKES_PART & set(m["roles"])
        )
        told = [b for b in blocks if not b["skip"] and (b["kind"] in LEAD_KINDS or b["kind"] in LISTED)]
        lead = list(takewhile(lambda b: b["kind"] in LEAD_KINDS, told[:LEAD_BLOCKS]))
        lead_end = max((b["end"] for b in lead), default=0)
        cut = len(lead) < min(LEAD_BLOCKS, len(told))
        if cut and not any(m["start"] < lead_end and m["label"] in LOCATED for m in mentions):
            # Points of what is known may stand between the headline and the first paragraph.
            prose = (b["end"] for b in told if b["kind"] == "paragraph" and b["end"] > lead_end)
            lead_end = next(prose, lead_end)
        home, led = _home(mentions, [m for m in mentions if m["start"] < lead_end])
        return cls(acting, home, led, openers(mentions, 0, lead_end), lead_end, mentions)

    @property
    def single(self) -> bool:
        """Whether one country at most acts in the release."""
        about = self.acting | {self.home} if self.home else self.acting
        return len(about) <= 1 and (self.home is not None or self.acting <= self.openers)


def _home(mentions: list[dict[str, Any]], early: list[dict[str, Any]]) -> tuple[str | None, bool]:
    """The country at home, if there is one, and whether the lead names it.

    It is the one of most names, else that of the only bodies in the lead, else that of the only towns there. The place line
    of an international body tells nothing.
    """
    joint = any(m["label"] == "AGENCY" and m["extras"].get("kind") in ABROAD for m in early)
    placed = [m for m in mentions if m["label"] in LOCATED and not (joint and "dateline" in m["roles"])]
    counts = Counter(c for m in placed if (c := country_of(m)))
    named = [m for m in placed if m["start"] <= early[-1]["start"]] if early else []
    told = (m for m in named if m["label"] != "COUNTRY" or set(m["roles"]) - PASSING)
    there = {c for m in told if (c := country_of(m))}
    for code, times in counts.most_common(1):
        if times > MOSTLY * sum(counts.values()) and (not there or code in there):
            return code, code in there
    bodies = [m for m in named if m["label"] == "AGENCY" and m["extras"].get("kind") not in ABROAD]
    towns = [m for m in named if m["label"] == "PLACE"] if not joint else []
    for group in (bodies, towns):
        codes = sorted({c for m in group if (c := country_of(m))})
        if codes:
            return (codes[0], True) if len(codes) == 1 else (None, False)
    return None, False


def openers(mentions: list[dict[str, Any]], start: int, end: int) -> frozenset[str]:
    """Countries that act, by name or by a body of theirs, between two offsets."""
    return frozenset(
        code
        for m in mentions
        if start <= m["start"] < end
        and (
            (m["label"] == "COUNTRY" and ACTS & set(m["roles"]))
            or (m["label"] == "AGENCY" and m["extras"].get("kind") not in ABROAD)
        )
        and (code := country_of(m))
    )


def country_of(mention: dict[str, Any]) -> str | None:
    """Alpha-3 of a COUNTRY, or of the country that a PLACE or AGENCY belongs to."""
    if mention["label"] == "COUNTRY":
        return str(mention["id"])
    found = mention.get("extras", {}).get("country")
    return str(found) if found else None


def is_joint(mention: dict[str, Any]) -> bool:
    """Whether a mention is a body of several countries."""
    return bool(mention["label"] == "AGENCY" and mention["extras"].get("kind") == "international")


def located(mentions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Mentions that have a country; one inside a body's name speaks as that body does."""
    found: list[dict[str, Any]] = []
    body = 0
    for mention in mentions:
        if mention["label"] not in {"COUNTRY", "PLACE", "AGENCY"}:
            continue
        if mention["label"] == "AGENCY":
            body = max(body, mention["end"])
        elif mention["end"] <= body:
            continue
        if country_of(mention):
            found.append(mention)
    return found
