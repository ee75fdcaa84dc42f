"""Schema of the ``linking`` section: words that help to see that two releases tell of the same operation."""

from __future__ import annotations

from pydantic import Field

from opledger.patternfiles.registry import Section, section


@section("linking")
class LinkingSection(Section):
    """Words for linking; the thresholds stand under ``linking`` of the section ``reconciliation``."""

    crimes: dict[str, list[str]] = Field(
        default={}, description="kind of crime to words of it, in small letters, singular and plural"
    )
    common: list[str] = Field(default=[], description="capitalised words that name nobody and no place")
    particles: list[str] = Field(default=[], description="small words inside the names of people and places")
    programmes: list[str] = Field(
        default=[], description="names of standing programmes, under which many operations run"
    )
    aliases: list[str] = Field(
        default=[], description="regular expressions for what stands between two names of one operation"
    )
    calling: list[str] = Field(
        default=[], description="regular expressions for words before the name of the operation told of"
    )
