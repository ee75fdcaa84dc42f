"""Libraries that only some formats need, named when they are missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from opledger.errors import RejectedError


def needed(module: str, extra: str, what: str) -> Any:
    """A module of an optional library.

    Args:
        module: what to import.
        extra: the extra of opledger that brings it.
        what: what is read with it, as the subject of a sentence (``"a PDF"``).

    Raises:
        RejectedError: if it is not installed; it names the extra.

    Example:
        >>> needed("no_such_module", "pdf", "a PDF")
        Traceback (most recent call last):
        opledger.errors.RejectedError: a PDF can't be read without no_such_module; pip install 'opledger[pdf]'
    """
    try:
        return import_module(module)
    except ImportError:
        library = module.partition(".")[0]
        raise RejectedError(
            f"{what} can't be read without {library}", advice=f"pip install 'opledger[{extra}]'"
        ) from None
