"""Engines by name. Modules are imported when an engine is asked for."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from opledger.engine.base import Engine, EngineOptions
from opledger.errors import UsageError

# The name for: no cluster engine, the processes of one machine.
LOCAL = "local"

Maker = Callable[[EngineOptions], Engine]

_MODULES = {"dask": "opledger.engine.on_dask"}
_MAKERS: dict[str, Maker] = {}


def register(name: str, maker: Maker) -> None:
    """Make an engine known.

    Args:
        name: what users call it.
        maker: makes the engine of its options.

    Example:
        >>> register("mine", MyEngine)  # doctest: +SKIP
    """
    _MAKERS[name] = maker


def engine_names() -> list[str]:
    """The names of all engines, ``local`` first."""
    return [LOCAL, *sorted({*_MODULES, *_MAKERS})]


def open_engine(name: str, options: EngineOptions) -> Engine:
    """An engine by its name.

    Raises:
        UsageError: if there is no such engine, or it is not installed.
    """
    if name in _MAKERS:
        return _MAKERS[name](options)
    if name not in _MODULES:
        raise UsageError("no such engine", name, f"engines: {', '.join(engine_names())}")
    try:
        maker: Maker = import_module(_MODULES[name]).make
    except ModuleNotFoundError as err:
        if (err.name or "").startswith("opledger"):
            raise
        raise UsageError(
            f"the engine is not installed (no module {err.name})",
            f"--engine {name}",
            f"pip install 'opledger[{name}]'",
        ) from err
    return maker(options)
