"""Base of the spaCy components: holds patterns, compiles them, round-trips to disk, bytes and pickle."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from opledger.docdata import data, register_extensions
from opledger.patternfiles import Patterns, load_patterns

if TYPE_CHECKING:
    from spacy.vocab import Vocab

    from opledger.docdata import AnyDoc

D = TypeVar("D", bound="AnyDoc")


class PatternComponent(ABC):
    """A component whose behaviour comes from pattern packs.

    A subclass implements ``compile`` (patterns to matchers, once) and ``find`` (a Doc to plain data, pure)
    and ``set_annotations`` (write that data to the Doc).

    Args:
        vocab: the vocabulary of the pipeline; None outside of spaCy, which is not loaded then.
        name: the component's name in the pipeline.
        packs: names or paths of pattern packs beside ``core``.
    """

    def __init__(self, vocab: Vocab | None, name: str, packs: Iterable[str] = ()) -> None:
        self.vocab, self.name = vocab, name
        self._setup(load_patterns(packs))

    def _setup(self, patterns: Patterns) -> None:
        self.patterns = patterns
        if self.vocab is not None:
            register_extensions()
        self.compile(patterns)

    @abstractmethod
    def compile(self, patterns: Patterns) -> None:
        """Build matchers and tables from the patterns."""

    @abstractmethod
    def find(self, doc: AnyDoc) -> Any:
        """What the component finds in a Doc; does not change the Doc."""

    @abstractmethod
    def set_annotations(self, doc: AnyDoc, found: Any) -> None:
        """Write what was found to the Doc."""

    def __call__(self, doc: D) -> D:
        self.set_annotations(doc, self.find(doc))
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The patterns as MessagePack."""
        import srsly

        dumped: bytes = srsly.msgpack_dumps({"raw": self.patterns.raw, "packs": list(self.patterns.packs)})
        return dumped

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> PatternComponent:
        """Take the patterns from ``to_bytes`` of another and compile them."""
        import srsly

        state = srsly.msgpack_loads(data)
        self._setup(Patterns(state["raw"], tuple(state["packs"])))
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the patterns to ``path``, one JSON file."""
        import srsly

        srsly.write_json(path, {"raw": self.patterns.raw, "packs": list(self.patterns.packs)})

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> PatternComponent:
        """Take the patterns written by ``to_disk`` and compile them."""
        import srsly

        state = srsly.read_json(path)
        self._setup(Patterns(state["raw"], tuple(state["packs"])))
        return self

    def __getstate__(self) -> dict[str, Any]:
        return {"vocab": self.vocab, "name": self.name, "patterns": self.patterns}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.vocab, self.name = state["vocab"], state["name"]
        self._setup(state["patterns"])


class MentionComponent(PatternComponent):
    """A component that finds mentions: what it finds is added to the Doc's."""

    def set_annotations(self, doc: AnyDoc, found: list[dict[str, Any]]) -> None:
        """Append the mentions to the Doc's."""
        data(doc).setdefault("mentions", []).extend(found)
