"""The whole job: read, extract, reconcile, write.

``run_job`` streams: releases go through the pipeline one by one (or through worker processes), and what was found
goes to a spill file at once. Rows stand in the order of
reading, which is the order of path, whatever the order of the inputs and the number of workers; inside a release,
in the order of the text.

What is not asked for is not imported: one release shown needs neither workers nor writers.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from opledger.run.frames import extract
    from opledger.run.job import Options, run_job
    from opledger.run.rows import Summary

__all__ = ["Options", "Summary", "extract", "run_job"]

_MODULES = {"Options": "job", "Summary": "rows", "extract": "frames", "run_job": "job"}


def __getattr__(name: str) -> Any:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
