"""Every rule of the section matches its examples and none of its counterexamples."""

from __future__ import annotations

from opledger.layout.cues import RuleSet
from opledger.patternfiles.schemas.layout import LayoutPatterns, LineRule


def rules_of(section: LayoutPatterns) -> list[LineRule]:
    fields = [getattr(section, name) for name in LayoutPatterns.model_fields]
    return [rule for field in fields for rule in field if isinstance(rule, LineRule)]


def test_examples(section: LayoutPatterns) -> None:
    rules = rules_of(section)
    faults = []
    for rule in rules:
        match = RuleSet([rule])
        faults += [(rule.id, "missed", text) for text in rule.examples if not match(text, text.lower())]
        faults += [(rule.id, "matched", text) for text in rule.counterexamples if match(text, text.lower())]
    assert len(rules) > 20
    assert faults == []


def test_ids_are_unique(section: LayoutPatterns) -> None:
    ids = [rule.id for rule in rules_of(section)]
    assert sorted(ids) == sorted(set(ids))


def test_whole_lines_are_in_lower_case(section: LayoutPatterns) -> None:
    assert [line for line in section.furniture_lines if line != line.lower()] == []
