"""The drug that a release is on serves its amounts that name none: "5,200 kilos of the drug", "two loads of 900 kg"."""

from __future__ import annotations

from opledger.figures.release import LISTED, Figure, Release

DRUGS = "drugs_seized"
DRUG, DOSE = "drug", "dose"
AMOUNTS = frozenset({"kilogram", "litre"})
LEAD_SENTENCES = 4
HEADLINE = "headline"
SHOWN = frozenset({HEADLINE, "standfirst", "paragraph"})


def name_the_drug(figures: list[Figure], release: Release) -> None:
    """Fill the substance of amounts of drugs that name none, where the release is on one drug.

    Args:
        figures: figures of a release in text order; ``substance`` is changed in place.
        release: the release.
    """
    unnamed = [f for f in figures if f["measure"] == DRUGS and _is_unnamed(f["substance"])]
    if not unnamed:
        return
    named = {DOSE: _named_in_lead(release, 1), "": _named_in_lead(release, LEAD_SENTENCES)}
    for figure in unnamed:
        extras = figure["extras"]
        told = named[DOSE if figure["unit"] == DOSE else ""]
        if len(told) != 1 or release.blocks[extras["block"]]["kind"] in LISTED:
            continue
        of_others = extras["partitive"] and extras["kind"] is None  # "66 of them"
        plain = figure["unit"] in AMOUNTS and (extras["kind"] in {None, DRUG} or figure["substance"])
        if (plain or figure["unit"] == DOSE) and not of_others:
            figure["substance"] = told[0]
            if extras["kind"] == DRUG:
                extras["kind"] = told[0].lower()


def _is_unnamed(substance: str | None) -> bool:
    """Whether the words of a substance name none: "the deadly drug"."""
    return substance is None or substance.lower().split()[-1] == DRUG


def _named_in_lead(release: Release, sentences: int) -> list[str]:
    """The drugs that the headline names, or else some first sentences, as they are first written."""
    found: dict[str, str] = {}
    seen = 0
    for sentence in release.sentences:
        kind = release.blocks[sentence["block"]]["kind"]
        if kind not in SHOWN:
            continue
        if kind != HEADLINE and len(found) == 1 and seen == 0:
            break
        for item in release.items(sentence["start"], sentence["end"]):
            named = DRUG in item.entry.classes and not item.entry.event and not item.plays("load")
            if named and item.text not in release.lexicon.unnamed:
                found.setdefault(item.text, release.text[item.start : item.end])
        seen += kind != HEADLINE
        if seen == sentences:
            break
    return list(found.values())
