"""How a command is run in tests, and how it ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Ended:
    """How a command ended: exit status, standard output, standard error."""

    status: int
    out: str
    err: str


Run = Callable[..., Ended]
