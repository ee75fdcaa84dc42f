"""Regular expressions that are compiled when a text first needs them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property


class Lazy:
    """An expression that is put together and compiled on first use.

    For those of which there are hundreds, each for a word that few texts have: compiling them all takes longer than
    reading a text.

    Args:
        source: the expression, or what gives it.
        flags: as for ``re.compile``.

    Example:
        >>> Lazy(lambda: "co+l").compiled.match("cool").end()
        4
    """

    def __init__(self, source: str | Callable[[], str], flags: int = 0) -> None:
        self._source, self._flags = source, flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression."""
        source = self._source
        return re.compile(source if isinstance(source, str) else source(), self._flags)


class LazyByName(dict[str, re.Pattern[str]]):
    """Expressions by name, each compiled when it is first looked up.

    Args:
        sources: name to expression.
        flags: as for ``re.compile``.

    Example:
        >>> LazyByName({"cool": "co+l"})["cool"].match("cool").end()
        4
    """

    def __init__(self, sources: Mapping[str, str], flags: int = 0) -> None:
        super().__init__()
        self._sources, self._flags = sources, flags

    def __missing__(self, name: str) -> re.Pattern[str]:
        compiled = self[name] = re.compile(self._sources[name], self._flags)
        return compiled
