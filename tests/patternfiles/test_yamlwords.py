"""The quick reader of YAML gives what PyYAML gives, but for words that YAML takes for booleans."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from opledger.patternfiles.yamlwords import load_yaml

PATTERNS = sorted((Path(__file__).resolve().parents[2] / "patterns").glob("*/*.yaml"))
BOOL = "tag:yaml.org,2002:bool"


class Words(yaml.SafeLoader):
    """PyYAML's own loader without booleans."""


Words.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in found if tag != BOOL]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def by_pyyaml(text: str) -> Any:
    return yaml.load(text, Loader=Words)


@pytest.mark.parametrize("path", [p for p in PATTERNS if p.stat().st_size < 12_000], ids=lambda p: p.name)
def test_pattern_files_are_read_as_pyyaml_reads_them(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert load_yaml(text) == by_pyyaml(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing",
        "~",
        "[on, off, yes, No, true, False]",
        "{one: 1, pi: 3.14, hex: 0x10, none: ~, empty: , quoted: '1', day: 2024-03-09}",
        "{1: one, 2.5: two, null: none}",
        "base: &b {x: 1, y: [a]}\nagain: *b\nmore: {<<: *b, y: 2}",
        "folded: >\n  one\n  two\nkept: |\n  one\n  two\n",
        "- - a\n- !!str 3\n- !!set {x, y}",
    ],
)
def test_what_files_may_hold_is_read_as_pyyaml_reads_it(text: str) -> None:
    assert repr(load_yaml(text)) == repr(by_pyyaml(text))


def test_an_alias_leads_to_the_same_object() -> None:
    content = load_yaml("a: &x [1]\nb: *x")
    assert content["a"] is content["b"]


@pytest.mark.parametrize(
    "text", ["a: [", "a: b: c", "? [a]\n: b", "!!python/object/apply:os.getcwd []", "*unknown", "a\n---\nb"]
)
def test_what_is_no_plain_yaml_is_refused(text: str) -> None:
    with pytest.raises(yaml.YAMLError):
        load_yaml(text)


def test_a_list_inside_itself_ends() -> None:
    assert load_yaml("a: &x [*x, 1]") == {"a": [None, 1]}


def test_a_key_that_stands_twice_is_refused_with_its_line() -> None:
    with pytest.raises(yaml.YAMLError, match="'b' stands twice") as told:
        load_yaml("a:\n  b: [x]\n  c: [y]\n  b: [z]\n")
    assert "line 4" in str(told.value)
