"""Gold files: one JSON object a release, as a careful reader would fill it in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from opledger.errors import UsageError

Number = int | float | None


class _Item(BaseModel):
    # Gold carries notes for people ("note", "why", "style"): unknown keys are let through.
    model_config = ConfigDict(frozen=True, extra="allow")


class GoldFigure(_Item):
    """A figure: ``quote`` stands in the text, ``number`` inside the quote."""

    quote: str
    number: str | int | float
    measure: str
    alternatives: list[str] = []
    low: Number = None
    high: Number = None
    qualifier: str
    unit: str | None = None
    substance: str | None = None
    places: list[str] = []
    role: str
    optional: bool = False


class GoldOutcome(_Item):
    """A row that an analyst would put in the table."""

    measure: str
    place: str | None = None
    substance: str | None = None
    low: Number = None
    high: Number = None
    status: str | None = None
    status_also: list[str] = []
    arguable: bool = False


class GoldConflict(_Item):
    """Something that cannot all be true."""

    kind: str
    measure: str


class Gold(_Item):
    """What is to be found in one release."""

    id: str
    text: str
    style: str | None = None
    publisher: str | None = None
    event: str | None = None
    operations: list[str] = []
    operations_optional: list[str] = []
    agencies: list[str] = []
    agencies_optional: list[str] = []
    countries: dict[str, list[str]] = {}
    countries_optional: list[str] | dict[str, Any] = []
    figures: list[GoldFigure] = []
    outcomes: list[GoldOutcome] = []
    outcomes_optional: list[GoldOutcome] = []
    conflicts: list[GoldConflict] = []
    conflicts_optional: list[GoldConflict] = []


class GoldEvent(_Item):
    """What an analyst would put in one table after reading several releases on one operation."""

    event: str
    releases: list[str]
    outcomes: list[GoldOutcome] = Field(default_factory=list)


def _load(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except OSError as err:
        raise UsageError(
            f"can't be read ({err.strerror})", str(file), "name a gold file or a folder of them"
        ) from err
    except ValueError as err:
        raise UsageError(f"is not JSON ({err})", str(file), "gold files are one JSON object each") from err


def _complaint(file: Path, err: ValidationError) -> UsageError:
    faults = "; ".join(f"{'.'.join(map(str, f['loc']))}: {f['msg']}" for f in err.errors()[:5])
    return UsageError(f"is no gold file: {faults}", str(file))


def gold_files(paths: Iterable[str | Path]) -> Iterator[Path]:
    """The gold files of paths, folders in order of name: ``*.gold.json`` however deep, else ``*.json``.

    Raises:
        UsageError: if a folder holds none.
    """
    for path in map(Path, paths):
        files = (
            (sorted(path.rglob("*.gold.json")) or sorted(path.glob("*.json"))) if path.is_dir() else [path]
        )
        if not files:
            raise UsageError("holds no gold files", str(path), "gold files end in .json")
        yield from files


def _checked(file: Path) -> tuple[Gold, Any]:
    """A gold file, and its content as it stands there."""
    content = _load(file)
    try:
        return Gold.model_validate(content), content
    except ValidationError as err:
        raise _complaint(file, err) from err


def read_gold(paths: Iterable[str | Path]) -> list[Gold]:
    """Gold files, or folders of them, in the order of ``gold_files``.

    Raises:
        UsageError: if a path does not exist, is no gold file, or a folder holds none.
    """
    return [_checked(file)[0] for file in gold_files(paths)]


def read_contents(paths: Iterable[str | Path]) -> list[dict[str, Any]]:
    """As ``read_gold``, but every key as it stands in the file."""
    return [_checked(file)[1] for file in gold_files(paths)]


def read_events(path: str | Path) -> list[GoldEvent]:
    """The events that several gold releases report.

    Raises:
        UsageError: if the file can't be read or is no list of events.
    """
    try:
        return TypeAdapter(list[GoldEvent]).validate_python(_load(Path(path)))
    except ValidationError as err:
        raise _complaint(Path(path), err) from err
