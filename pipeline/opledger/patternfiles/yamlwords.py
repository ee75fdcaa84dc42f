"""YAML in which words are words, read quickly: half of the time that PyYAML takes goes into tags that no pattern file has."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import yaml

_STRING, _LIST, _DICT = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))
_BOOL = "tag:yaml.org,2002:bool"


def load_yaml(text: str) -> Any:
    """The content of a YAML text; plain words stay words.

    Under YAML 1.1 on, off, yes, no, true and false are booleans, which would swallow prepositions and
    adjectives of the word lists. Where a schema wants a boolean it reads the word itself.

    Raises:
        yaml.YAMLError: if it is not YAML, or a key stands twice beside itself.

    Example:
        >>> load_yaml("[on, off, 3]")
        ['on', 'off', 3]
    """
    loader = _loader()(text)
    try:
        node = loader.get_single_node()
        return None if node is None else _Plain(loader).of(node)
    finally:
        loader.dispose()


class _Plain:
    """Makes lists, dicts and strings of nodes, and leaves all else to the loader.

    Args:
        loader: the loader that made the nodes.
    """

    def __init__(self, loader: Any) -> None:
        self._loader = loader
        self._made: dict[int, Any] = {}

    def of(self, node: Any) -> Any:
        """What a node stands for; the same object where an alias leads to it again."""
        if node.tag == _STRING:
            return node.value
        key = id(node)
        if key not in self._made:
            self._made[key] = None  # a list inside itself has nothing there, and breaks its schema
            self._made[key] = self._make(node)
        return self._made[key]

    def _make(self, node: Any) -> Any:
        if node.tag == _LIST and isinstance(node, yaml.SequenceNode):
            return [self.of(item) for item in node.value]
        if (
            node.tag == _DICT
            and isinstance(node, yaml.MappingNode)
            and all(name.tag == _STRING for name, _ in node.value)
        ):
            made = {name.value: self.of(value) for name, value in node.value}
            if len(made) < len(node.value):
                raise _twice(node)
            return made
        return self._loader.construct_document(node)


def _twice(node: yaml.MappingNode) -> yaml.YAMLError:
    """What is wrong where a key stands twice: YAML would silently keep the second alone."""
    seen: set[str] = set()
    for name, _ in node.value:
        if name.value in seen:
            return yaml.constructor.ConstructorError(
                None, None, f"{name.value!r} stands twice", name.start_mark
            )
        seen.add(name.value)
    raise AssertionError("no key stands twice")


@lru_cache(maxsize=1)
def _loader() -> Any:
    class WordLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        """Loads plain words as words."""

        def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
            """The tag of a node: of most words it is told by their first letter alone."""
            if kind is yaml.ScalarNode and implicit[0] and value[:1] not in self.yaml_implicit_resolvers:
                return _STRING
            return super().resolve(kind, value, implicit)

    WordLoader.yaml_implicit_resolvers = {
        first: kept
        for first, found in WordLoader.yaml_implicit_resolvers.items()
        if (kept := [(tag, regexp) for tag, regexp in found if tag != _BOOL])
    }
    return WordLoader
