"""Find packs, read their files, check them, merge them into one frozen set with a hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from opledger.errors import PatternError
from opledger.patternfiles.profiles import with_profile
from opledger.patternfiles.registry import SECTIONS, Section
from opledger.patternfiles.yamlwords import load_yaml

CORE = "core"

T = TypeVar("T", bound=Section)


class Patterns:
    """The merged, checked pattern files of some packs. Treat as frozen.

    Args:
        raw: section name to its merged content, as plain data.

    Example:
        >>> load_patterns().packs
        ('core',)
    """

    def __init__(self, raw: Mapping[str, Any], packs: tuple[str, ...]) -> None:
        self.raw = raw
        self.packs = packs
        self._models: dict[str, Section] = {}

    def get(self, model: type[T]) -> T:
        """The section of a schema, validated; empty if no pack has it."""
        name = next(name for name, known in SECTIONS.items() if known is model)
        if name not in self._models:
            self._models[name] = model.model_validate(self.raw.get(name, {}))
        found = self._models[name]
        assert isinstance(found, model)
        return found

    @property
    def hash(self) -> str:
        """SHA-256 (hex) of the content, the same on every machine."""
        dumped = json.dumps(self.raw, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(dumped.encode()).hexdigest()

    def __getstate__(self) -> dict[str, Any]:
        return {"raw": self.raw, "packs": self.packs, "_models": {}}


def patterns_root() -> Path:
    """The folder of the packs: inside the installed package, or beside the source in a checkout.

    Raises:
        PatternError: if neither exists.
    """
    package = Path(str(files("opledger")))
    if (package / "patterns").is_dir():
        return package / "patterns"
    for parent in package.parents:
        if (parent / "pyproject.toml").is_file() and (parent / "patterns").is_dir():
            return parent / "patterns"
    raise PatternError("the pattern files are missing", where=str(package), advice="reinstall opledger")


def find_pack(pack: str) -> Path:
    """The folder of a pack, by path or by its name under the patterns root.

    Raises:
        PatternError: if there is no such folder, with the names of those that exist.
    """
    for folder in (Path(pack), patterns_root() / pack):
        if folder.is_dir():
            return folder
    known = ", ".join(sorted(p.name for p in patterns_root().iterdir() if p.is_dir()))
    raise PatternError("no such pattern pack", where=pack, advice=f"give a folder, or one of: {known}")


def load_patterns(packs: Iterable[str] = (), profile: str | None = None) -> Patterns:
    """Load ``core`` and then the packs given, each checked against its schema.

    Args:
        packs: names or paths of packs beside ``core``.
        profile: how vague words are read; None for what the packs choose.

    Raises:
        PatternError: naming every fault found in every file, or the profiles there are.
    """
    names = (CORE, *(p for p in packs if p != CORE))
    folders = tuple(str(find_pack(name).resolve()) for name in names)
    stamp = tuple(
        (str(p), p.stat().st_mtime_ns) for folder in folders for p in sorted(Path(folder).glob("*.yaml"))
    )
    return _load(names, folders, profile, stamp)


@lru_cache(maxsize=8)
def _load(
    names: tuple[str, ...], folders: tuple[str, ...], profile: str | None, stamp: tuple[tuple[str, int], ...]
) -> Patterns:
    import opledger.patternfiles.schemas  # noqa: F401  (registers the sections)

    faults: list[str] = []
    raw: dict[str, Any] = {}
    for folder in folders:
        for path in sorted(Path(folder).glob("*.yaml")):
            name = path.stem.split("-")[0]
            content = _read(path, name, faults)
            raw[name] = merge(raw[name], content) if name in raw else content
    if faults:
        raise PatternError("\n  ".join(["pattern files are not valid:", *faults]))
    return Patterns(with_profile(raw, profile), names)


def _read(path: Path, name: str, faults: list[str]) -> Any:
    if name not in SECTIONS:
        faults.append(f"{path}: unknown section '{name}'; known: {', '.join(sorted(SECTIONS))}")
        return {}
    try:
        content = load_yaml(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as err:
        faults.append(f"{path}: not YAML: {' '.join(str(err).split())}")
        return {}
    content = content or {}
    try:
        SECTIONS[name].model_validate(content)
    except ValidationError as err:
        for fault in err.errors():
            where = ".".join(map(str, fault["loc"]))
            faults.append(f"{path}: {where}: {fault['msg']} (got {str(fault['input'])[:60]!r})")
    return content


def merge(old: Any, new: Any) -> Any:
    """Merge two contents of a section: dicts by key, lists by concatenation, where an entry with an ``id``
    replaces the earlier entry of that id; anything else is replaced."""
    if isinstance(old, dict) and isinstance(new, dict):
        return {**old, **{k: merge(old[k], v) if k in old else v for k, v in new.items()}}
    if isinstance(old, list) and isinstance(new, list):
        ids = {e["id"] for e in new if isinstance(e, dict) and "id" in e}
        return [e for e in old if not (isinstance(e, dict) and e.get("id") in ids)] + new
    return new
