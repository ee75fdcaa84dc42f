"""What made a set of tables: the program and the patterns. It goes into ``datapackage.json``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

from opledger.version import __version__

if TYPE_CHECKING:
    from opledger.patternfiles import Patterns

PACKAGE_FILE = "datapackage.json"

CURRENCY = "currency"


@dataclass(frozen=True, slots=True)
class MeasureAbout:
    """A measure: what it counts, and its units (``currency`` stands for any code of ISO 4217)."""

    counts: str
    units: list[str]


@dataclass(frozen=True, slots=True)
class About:
    """The program and the patterns behind tables; empty where it is not known.

    ``formats`` are those of the tables, the preferred one first.
    """

    version: str = __version__
    patterns_sha256: str | None = None
    packs: tuple[str, ...] = ()
    profile: str | None = None
    measures: Mapping[str, MeasureAbout] = field(default_factory=dict)
    formats: tuple[str, ...] = ()

    @classmethod
    def of(cls, patterns: Patterns, profile: str | None = None) -> Self:
        """What is to be said of a run with these patterns."""
        from opledger.patternfiles.schemas.figures import Measures

        # A pack outside of the project is told by its own name: where it lies is nobody's business.
        packs = tuple(Path(pack).name for pack in patterns.packs)
        measures = {
            name: MeasureAbout(measure.counts, measure.units)
            for name, measure in patterns.get(Measures).measures.items()
        }
        return cls(patterns_sha256=patterns.hash, packs=packs, profile=profile, measures=measures)

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """What the ``datapackage.json`` of a folder says; None if there is none of opledger's."""
        try:
            told = json.loads((folder / PACKAGE_FILE).read_text(encoding="utf-8"))["opledger"]
            measures = {name: MeasureAbout(**measure) for name, measure in told.pop("measures").items()}
            packs, formats = tuple(told.pop("packs")), tuple(told.pop("formats"))
            return cls(**told, packs=packs, formats=formats, measures=measures)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def as_json(self) -> dict[str, object]:
        """The values, ready for ``json``."""
        return asdict(self)
