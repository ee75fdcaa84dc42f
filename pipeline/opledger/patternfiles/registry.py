"""Which sections a pack can have, and the schema of each.

Schemas are pydantic models in ``opledger.patternfiles.schemas``, one module a consumer; each model is registered
with ``@section("name")``. Unknown keys are refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from pydantic import BaseModel, ConfigDict


class Section(BaseModel):
    """Base of all sections: frozen, unknown keys refused, every field with a default (a pack may add little)."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Entry(BaseModel):
    """Base of the entries inside a section: frozen, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


SECTIONS: dict[str, type[Section]] = {}

S = TypeVar("S", bound=type[Section])


def section(name: str) -> Callable[[S], S]:
    """Class decorator: register a section's schema under the stem of its files."""

    def register(model: S) -> S:
        SECTIONS[name] = model
        return model

    return register
