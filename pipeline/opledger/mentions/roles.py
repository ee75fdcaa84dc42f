"""Roles of countries and places: who took part, who led, where it happened, who is only mentioned.

Each group of countries gets the roles of the first rule that it meets (``patterns/*/roles.yaml``). A release that
lists its participants is believed: a country that the list leaves out takes part only where a strong rule says so.
Without such a list, the bodies that act and the places named tell more.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import Any

from opledger.mentions.role_cues import RoleCues, Rule
from opledger.mentions.role_groups import Sentences, groups
from opledger.mentions.role_lists import ParticipantLists
from opledger.patternfiles.schemas.countries import Roles

Mention = dict[str, Any]
Layout = dict[str, Any]

CLOSED = 3  # countries that a list of participants must have to be taken as complete
FOREIGN_KINDS = frozenset({"international", "regional", "company", "ngo"})
TAKES_PART = frozenset({"participant", "lead"})
OWNS = ("'s ", "’s ", "' ", "’ ")
PLACE_OF_ACTION = ("place.preposition", "place.joined", "place.item", "place.counted", "place.named")


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the rules that need the whole text look at."""

    text: str
    mentions: list[Mention]
    sentences: Sentences
    quotes: list[tuple[int, int]]

    def is_quoted(self, mention: Mention) -> bool:
        """True inside quoted speech, where a country is as a rule a figure of speech."""
        return any(start <= mention["start"] < end for start, end in self.quotes)


class RoleReader:
    """Gives COUNTRY and PLACE mentions their roles.

    Args:
        section: the pattern section ``roles``.
    """

    def __init__(self, section: Roles) -> None:
        self._cues = RoleCues(section)
        self._lists = ParticipantLists(section, self._cues.fill)
        self._adjective_names = frozenset(section.adjective_names)

    def read(self, text: str, mentions: list[Mention], layout: Layout) -> None:
        """Set ``roles`` of every COUNTRY and PLACE mention, in place, and add the rule's id to ``rule``.

        Args:
            text: the text.
            mentions: all mentions, in text order.
            layout: the layout of the text; may be empty.
        """
        labels = {m["label"] for m in mentions}
        if not labels & {"COUNTRY", "PLACE"}:
            return
        quotes = [(q["start"], q["end"]) for q in layout.get("quotes", [])]
        scene = _Scene(text, mentions, Sentences(text, layout), quotes)
        fixed = _by_block(mentions, layout)
        for index, role in fixed.items():
            mentions[index]["roles"] = [role]
            mentions[index]["rule"] += "+role.block"
        self._read_places(scene, fixed)
        if "COUNTRY" in labels:
            self._read_countries(scene, fixed)

    def _read_places(self, scene: _Scene, fixed: dict[int, str]) -> None:
        for index, mention in enumerate(scene.mentions):
            if mention["label"] == "PLACE" and index not in fixed:
                start, end = scene.sentences.at(mention["start"], scene.text)
                happened = mention["rule"] in PLACE_OF_ACTION and self._cues.action.search(
                    scene.text, start, end
                )
                mention["roles"] = ["location" if happened else "mentioned"]

    def _read_countries(self, scene: _Scene, fixed: dict[int, str]) -> None:
        mentions, strong = scene.mentions, set()
        for group in groups(scene.text, mentions, scene.sentences, self._adjective_names):
            rule = self._cues.match(scene.text, group)
            for index in group.members:
                if index not in fixed:
                    _give(mentions[index], rule)
                    if rule is not None and rule.strong:
                        strong.add(index)
        for index in sorted(_in_bodies(scene) - fixed.keys()):
            if mentions[index]["roles"] == ["mentioned"]:
                mentions[index]["roles"] = ["participant"]
                mentions[index]["rule"] += "+role.in_body"
        listed = self._lists.find(scene.text, mentions)
        self._settle(scene, {i for i in listed if fixed.get(i) != "dateline"}, strong)

    def _settle(self, scene: _Scene, listed: set[int], strong: set[int]) -> None:
        mentions = scene.mentions
        codes = {mentions[i]["id"] for i in listed}
        for index in sorted(listed):
            _add(mentions[index], "participant")
            mentions[index]["rule"] += "+role.listed"
        if len(codes) < CLOSED:
            self._by_bodies(scene)
            _by_places(scene)
        else:
            for index, mention in enumerate(mentions):
                weak = mention["label"] == "COUNTRY" and mention["id"] not in codes and index not in strong
                if weak and TAKES_PART & set(mention["roles"]):
                    mention["roles"] = [r for r in mention["roles"] if r not in TAKES_PART] or ["mentioned"]
        _alone(mentions)

    def _by_bodies(self, scene: _Scene) -> None:
        """A national body that acts makes its country take part, if the release names the country at all."""
        bodies = Counter(m["extras"].get("country") for m in scene.mentions if m["label"] == "AGENCY")
        named = {
            m["id"]
            for m in scene.mentions
            if m["label"] == "COUNTRY"
            and m["roles"] != ["dateline"]
            and (not scene.is_quoted(m) or 2 * bodies[m["id"]] >= bodies.total())
        }
        acting = set()
        for mention in scene.mentions:
            if mention["label"] != "AGENCY" or mention["extras"].get("kind") in FOREIGN_KINDS:
                continue
            country = mention["extras"].get("country")
            if country in named and country not in acting:
                start, end = scene.sentences.at(mention["start"], scene.text)
                if self._cues.action.search(scene.text, start, end):
                    acting.add(country)
        for mention in scene.mentions:
            if mention["label"] == "COUNTRY" and mention["id"] in acting and mention["roles"] != ["dateline"]:
                if not TAKES_PART & set(mention["roles"]):
                    mention["rule"] += "+role.body_of"
                _add(mention, "participant")


def _give(mention: Mention, rule: Rule | None) -> None:
    mention["roles"] = list(rule.roles) if rule else ["mentioned"]
    if rule:
        mention["rule"] += f"+role.{rule.id}"


def _add(mention: Mention, role: str) -> None:
    if role not in mention["roles"]:
        mention["roles"] = [*(r for r in mention["roles"] if r != "mentioned"), role]


def _by_block(mentions: list[Mention], layout: Layout) -> dict[int, str]:
    """Mentions whose role the kind of their block tells: date lines, menus and links to other stories."""
    kinds = {"dateline": "dateline", "furniture": "mentioned"}
    blocks = [b for b in layout.get("blocks", []) if b["kind"] in kinds]
    starts = [b["start"] for b in blocks]
    found: dict[int, str] = {}
    for index, mention in enumerate(mentions):
        at = bisect_right(starts, mention["start"]) - 1
        if at >= 0 and mention["start"] < blocks[at]["end"]:
            found[index] = kinds[blocks[at]["kind"]]
    return found


def _in_bodies(scene: _Scene) -> set[int]:
    """Countries that stand inside the name of a body, or own the body named next ("Spain's Policía Nacional")."""
    found: set[int] = set()
    bodies = [m for m in scene.mentions if m["label"] == "AGENCY" and m["extras"].get("kind") != "company"]
    starts = [m["start"] for m in bodies]
    for index, mention in enumerate(scene.mentions):
        if mention["label"] == "COUNTRY":
            at = bisect_right(starts, mention["start"]) - 1
            inside = at >= 0 and mention["end"] <= bodies[at]["end"]
            owns = at + 1 < len(bodies) and scene.text[mention["end"] : starts[at + 1]] in OWNS
            if inside or owns:
                found.add(index)
    return found


def _by_places(scene: _Scene) -> None:
    """Where nothing else tells who took part, the country of most of the bodies and places named does."""
    countries = [m for m in scene.mentions if m["label"] == "COUNTRY"]
    if any(TAKES_PART & set(m["roles"]) for m in countries):
        return
    bodies = Counter(m["extras"].get("country") for m in scene.mentions if m["label"] == "AGENCY")
    places = Counter(m["extras"].get("country") for m in scene.mentions if m["label"] == "PLACE")
    said = [
        m
        for m in countries
        if not scene.is_quoted(m) and ("+role." not in m["rule"] or m["roles"] == ["dateline"])
    ]
    ranked = sorted({m["id"] for m in said}, key=lambda code: (-bodies[code], -places[code], code))
    if ranked and bodies[ranked[0]] + places[ranked[0]]:
        for mention in countries:
            if mention["id"] == ranked[0]:
                mention["rule"] += "+role.home"
                _add(mention, "participant")


def _alone(mentions: list[Mention]) -> None:
    """A country that takes part alone leads, and what happened happened there."""
    taking = [m for m in mentions if m["label"] == "COUNTRY" and TAKES_PART & set(m["roles"])]
    if len({m["id"] for m in taking}) == 1:
        for mention in taking:
            _add(mention, "lead")
            _add(mention, "location")
