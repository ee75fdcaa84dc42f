"""Profiles: named readings of vague words and of "about", brought by packs, one of them chosen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from opledger.errors import PatternError

SECTION, CHOICE, PROFILES = "quantities", "profile", "profiles"


def with_profile(raw: dict[str, Any], name: str | None) -> dict[str, Any]:
    """The merged sections with a profile chosen.

    Args:
        raw: section name to merged content.
        name: the profile; None for the one that the last pack with a choice has.

    Raises:
        PatternError: if no pack has such a profile, or if it gives a floor to a word that no pack lists.

    Example:
        >>> raw = {"quantities": {"profile": "plain", "profiles": {"plain": {}, "bold": {}}}}
        >>> with_profile(raw, "bold")["quantities"]["profile"]
        'bold'
    """
    section: Mapping[str, Any] = raw.get(SECTION) or {}
    chosen = section.get(CHOICE) if name is None else name
    if chosen is None:
        return raw
    known: Mapping[str, Any] = section.get(PROFILES) or {}
    if chosen not in known:
        raise PatternError(
            "no such profile", where=str(chosen), advice=f"profiles: {', '.join(sorted(known))}"
        )
    listed = {entry["id"] for entry in section.get("vague") or ()}
    strange = sorted(set((known[chosen] or {}).get("floors") or ()) - listed)
    if strange:
        advice = f"vague words: {', '.join(sorted(listed))}"
        raise PatternError(f"profile '{chosen}' has a floor for no vague word", ", ".join(strange), advice)
    return {**raw, SECTION: {**section, CHOICE: chosen}}
