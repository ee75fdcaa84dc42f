"""Formats of annotation tools. Each module writes ``Annotated`` releases to a path and reads them back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from types import ModuleType

from opledger.annotation.spans import Annotated
from opledger.errors import UsageError

FORMATS = ("labelstudio", "prodigy", "docbin", "brat")


def exporter(name: str) -> Callable[[Iterable[Annotated], Path], None]:
    """The function of a format that writes."""
    return _module(name).write  # type: ignore[no-any-return]


def importer(name: str) -> Callable[[Path], list[Annotated]]:
    """The function of a format that reads."""
    return _module(name).read  # type: ignore[no-any-return]


def _module(name: str) -> ModuleType:
    if name not in FORMATS:
        raise UsageError("no such format", name, f"formats: {', '.join(FORMATS)}")
    return import_module(f"opledger.annotation.formats.{name}")
