"""The cues of roles: which rule of ``patterns/*/roles.yaml`` a group of countries meets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from opledger.mentions.role_groups import Group
from opledger.patternfiles.schemas.countries import RoleRule, Roles

FOOTNOTE = re.compile(r"(?:\s?(?:[*†‡]+|\[\d\]))?")  # "Kosovo* (3)"
WINDOW = 110  # characters before and after a group that a rule may look at


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled rule; see ``RoleRule`` for what the fields mean."""

    id: str
    roles: tuple[str, ...]
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    sentence: re.Pattern[str] | None
    unless_after: re.Pattern[str] | None
    adjectives: bool
    names: bool
    strong: bool

    def meets(self, before: str, after: str, sentence: str) -> bool:
        """True where all that the rule asks of the surroundings holds."""
        if self.after is not None and not self.after.match(after):
            return False
        if self.unless_after is not None and self.unless_after.match(after):
            return False
        if self.before is not None and not self.before.search(before):
            return False
        return self.sentence is None or self.sentence.search(sentence) is not None


class RoleCues:
    """The rules, with their word lists filled in.

    Args:
        section: the pattern section ``roles``.
    """

    def __init__(self, section: Roles) -> None:
        self._words = {name: "".join(_pieces(words)) for name, words in section.words.items()}
        self._rules = tuple(self._rule(rule) for rule in section.rules)
        self.action = re.compile(rf"\b(?:{self._words.get('action', '(?!)')})\b", re.IGNORECASE)

    def fill(self, pattern: str) -> str:
        """A pattern with the word lists in the place of their names in braces."""
        for name, words in self._words.items():
            pattern = pattern.replace("{" + name + "}", words)
        return pattern

    def _compile(self, pattern: str) -> re.Pattern[str] | None:
        return re.compile(self.fill(pattern), re.IGNORECASE) if pattern else None

    def _rule(self, rule: RoleRule) -> Rule:
        return Rule(
            rule.id,
            rule.roles,
            self._compile(rule.before),
            self._compile(rule.after),
            self._compile(rule.sentence),
            self._compile(rule.unless_after),
            adjectives=not rule.forms or "demonym" in rule.forms,
            names=not rule.forms or "name" in rule.forms,
            strong=rule.strong,
        )

    def match(self, text: str, group: Group) -> Rule | None:
        """The first rule that a group meets."""
        before = text[max(group.sentence_start, group.start - WINDOW) : group.start]
        after = text[FOOTNOTE.match(text, group.end).end() : group.end + WINDOW]  # type: ignore[union-attr]
        sentence = text[group.sentence_start : group.sentence_end]
        for rule in self._rules:
            fits = group.abbreviation or (rule.adjectives if group.adjective else rule.names)
            if fits and rule.meets(before, after, sentence):
                return rule
        return None


def _pieces(words: str) -> list[str]:
    """A folded word list without the spaces that the folding put after its bars."""
    return re.split(r"(?<=\|)\s+", " ".join(words.split()))
