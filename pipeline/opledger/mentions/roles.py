"""Roles of countries: who took part, who led, where it happened, who is only mentioned.

Each group of countries gets the roles of the first rule that matches it (``patterns/*/roles.yaml``). A release that
lists its participants is believed: a country that the list leaves out takes part only where a strong rule says so.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from opledger.mentions.role_groups import Group, Sentences, groups
from opledger.patternfiles.schemas.countries import RoleRule, Roles

Mention = dict[str, Any]

WINDOW = 110  # characters before and after a group that a rule may look at
CLOSED = 3  # countries that a list of participants must have to be taken as complete
ITEM = re.compile(r"[ \t]*(?:[•·*▶►●○–—-]|\d+[.)])?[ \t]*(?:[Tt]he )?")
FOREIGN_KINDS = frozenset({"international", "regional", "company", "ngo"})
TAKES_PART = frozenset({"participant", "lead"})


@dataclass(frozen=True, slots=True)
class _Rule:
    id: str
    roles: tuple[str, ...]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    sentence: re.Pattern[str] | None
    unless_after: re.Pattern[str] | None
    demonym: bool
    name: bool
    strong: bool


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
    """Gives COUNTRY mentions their roles.

    Args:
        section: the pattern section ``roles``.
    """

    def __init__(self, section: Roles) -> None:
        self._words = {
            name: " ".join(words.split()).replace("| ", "|") for name, words in section.words.items()
        }
        self._adjective_names = frozenset(section.adjective_names)
        self._rules = tuple(self._rule(rule) for rule in section.rules)
        intros = [self._fill(intro) for intro in section.list_intros]
        self._action = re.compile(rf"\b(?:{self._words.get('action', '(?!)')})\b", re.IGNORECASE)
        self._trigger = re.compile("|".join(map(re.escape, section.list_triggers)) or "(?!)", re.IGNORECASE)
        self._intro = re.compile("|".join(f"(?:{i})" for i in intros), re.IGNORECASE) if intros else None

    def _fill(self, pattern: str) -> str:
        for name, words in self._words.items():
            pattern = pattern.replace("{" + name + "}", words)
        return pattern

    def _compile(self, pattern: str) -> re.Pattern[str] | None:
        return re.compile(self._fill(pattern), re.IGNORECASE) if pattern else None

    def _rule(self, rule: RoleRule) -> _Rule:
        return _Rule(
            rule.id,
            rule.roles,
            self._compile(rule.before),
            self._compile(rule.after),
            self._compile(rule.sentence),
            self._compile(rule.unless_after),
            demonym=not rule.forms or "demonym" in rule.forms,
            name=not rule.forms or "name" in rule.forms,
            strong=rule.strong,
        )

    def read(self, text: str, mentions: list[Mention], layout: dict[str, Any] | None) -> None:
        """Set ``roles`` of every COUNTRY mention, in place, and add the rule's id to ``rule``."""
        if not any(m["label"] == "COUNTRY" for m in mentions):
            return
        quotes = [(q["start"], q["end"]) for q in (layout or {}).get("quotes", [])]
        sentences = Sentences(text, layout)
        scene = _Scene(text, mentions, sentences, quotes)
        listed = self._listed(text, mentions)
        bodies = _bodies(mentions)
        fixed = _by_block(mentions, layout)
        strong: set[int] = set()
        for group in groups(text, mentions, sentences, self._adjective_names):
            rule = self._match(text, group)
            for index in group.members:
                if index in fixed:
                    mentions[index]["roles"] = [fixed[index]]
                    continue
                self._give(mentions[index], rule)
                if rule is not None and rule.strong:
                    strong.add(index)
        for index in bodies - fixed.keys():
            if mentions[index]["roles"] == ["mentioned"]:
                mentions[index]["roles"] = ["participant"]
                mentions[index]["rule"] += "+role.in_body"
        self._settle(scene, {i for i in listed if fixed.get(i) != "dateline"}, strong)

    @staticmethod
    def _give(mention: Mention, rule: _Rule | None) -> None:
        mention["roles"] = list(rule.roles) if rule else ["mentioned"]
        if rule:
            mention["rule"] += f"+role.{rule.id}"

    def _match(self, text: str, group: Group) -> _Rule | None:
        before = text[max(group.sentence_start, group.start - WINDOW) : group.start]
        after = text[group.end : group.end + WINDOW]
        sentence = text[group.sentence_start : group.sentence_end]
        for rule in self._rules:
            if not (rule.demonym if group.adjective else rule.name):
                continue
            if rule.after is not None and not rule.after.match(after):
                continue
            if rule.unless_after is not None and rule.unless_after.match(after):
                continue
            if rule.before is not None and not rule.before.search(before):
                continue
            if rule.sentence is None or rule.sentence.search(sentence):
                return rule
        return None

    def _listed(self, text: str, mentions: list[Mention]) -> set[int]:
        """Indexes of the mentions in lists that say who took part."""
        listed: set[int] = set()
        if self._intro is None:
            return listed
        countries = [(m["start"], i) for i, m in enumerate(mentions) if m["label"] == "COUNTRY"]
        starts = dict(countries)
        done = 0
        for trigger in self._trigger.finditer(text):
            if trigger.start() < done:
                continue
            done = text.find("\n", trigger.end()) + 1 or len(text)
            for intro in self._intro.finditer(text, text.rfind("\n", 0, trigger.start()) + 1, done):
                named = _items(text, intro.end(), starts) if _ends_line(text, intro.end()) else []
                listed.update(named or _on_line(text, intro.end(), countries))
        return listed

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
                if self._action.search(scene.text, start, end):
                    acting.add(country)
        for mention in scene.mentions:
            if mention["label"] == "COUNTRY" and mention["id"] in acting and mention["roles"] != ["dateline"]:
                if not TAKES_PART & set(mention["roles"]):
                    mention["rule"] += "+role.body_of"
                _add(mention, "participant")


def _add(mention: Mention, role: str) -> None:
    if role not in mention["roles"]:
        mention["roles"] = [*(r for r in mention["roles"] if r != "mentioned"), role]


def _ends_line(text: str, at: int) -> bool:
    """True where nothing but a colon stands between an offset and the end of its line."""
    return text[at - 1] == "\n" or not text[at : text.find("\n", at)].strip(" :\t")


def _on_line(text: str, start: int, countries: Iterable[tuple[int, int]]) -> list[int]:
    """The countries named on the line (to the first full stop) that an intro opens."""
    line = text.find("\n", start)
    line = len(text) if line < 0 else line
    stop = re.compile(r"\.(?:\s|$)").search(text, start, line)
    end = stop.start() if stop else line
    return [index for at, index in countries if start <= at < end]


def _items(text: str, start: int, countries: dict[int, int]) -> list[int]:
    """The countries that begin the lines after an intro, up to the first line that begins otherwise."""
    found: list[int] = []
    at = text.find("\n", start - 1)
    while at >= 0:
        line = at + 1
        end = text.find("\n", line)
        end = len(text) if end < 0 else end
        if text[line:end].strip():
            begin = ITEM.match(text, line)
            index = countries.get(begin.end()) if begin else None
            if index is None:
                break
            found.append(index)
        if end == len(text):
            break
        at = end
    return found


def _by_block(mentions: list[Mention], layout: dict[str, Any] | None) -> dict[int, str]:
    """Mentions whose role the kind of their block tells: date lines, menus and links to other stories."""
    kinds = {"dateline": "dateline", "furniture": "mentioned"}
    blocks = [b for b in (layout or {}).get("blocks", []) if b["kind"] in kinds]
    starts = [b["start"] for b in blocks]
    found: dict[int, str] = {}
    for index, mention in enumerate(mentions):
        at = bisect_right(starts, mention["start"]) - 1
        if at >= 0 and mention["start"] < blocks[at]["end"]:
            found[index] = kinds[blocks[at]["kind"]]
    return found


def _bodies(mentions: list[Mention]) -> set[int]:
    """Countries that stand inside the name of a body of theirs."""
    found: set[int] = set()
    bodies = [m for m in mentions if m["label"] == "AGENCY" and m["extras"].get("kind") != "company"]
    starts = [m["start"] for m in bodies]
    for index, mention in enumerate(mentions):
        if mention["label"] == "COUNTRY":
            at = bisect_right(starts, mention["start"]) - 1
            if at >= 0 and mention["end"] <= bodies[at]["end"]:
                found.add(index)
    return found


def _by_places(scene: _Scene) -> None:
    """Where nothing else tells who took part, the country of most of the bodies and places named does."""
    countries = [m for m in scene.mentions if m["label"] == "COUNTRY"]
    if any(TAKES_PART & set(m["roles"]) for m in countries):
        return
    bodies = Counter(m["extras"].get("country") for m in scene.mentions if m["label"] == "AGENCY")
    places = Counter(m["extras"].get("country") for m in scene.mentions if m["label"] == "PLACE")
    said = [m for m in countries if not scene.is_quoted(m)]
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
