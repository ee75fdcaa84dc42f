"""Roles over a whole release: what is a total, what a part of it, what mere background; parts and repeats linked."""

from __future__ import annotations

from typing import Any

from opledger.figures.lexicon import Lexicon
from opledger.figures.past import Past
from opledger.figures.release import Figure, local_id
from opledger.figures.setting import Setting
from opledger.figures.totals import Totals

# Running totals: what the release itself reports, where its lead states them.
SO_FAR = frozenset({"since-it", "in-its-history"})
BY_ACTOR = frozenset({"actor", "carried"})
# What a year has brought so far, which is what a release on that tells of.
YEARLY = frozenset({"long-period", "in-its-history", "since-year"})
# The first of the places that a number is broken down by: "Arrests were made in Berlin (six)".
BY_PLACE = "places:"
# How long a crime lasted.
LONG = frozenset({"since-year", "in-its-history"})
# Cues of a part that hold in a headline, too.
OWN_WORDS = frozenset({"among-number"})


def settle_roles(
    figures: list[Figure], layout: dict[str, Any], text: str, mentions: list[dict[str, Any]], lexicon: Lexicon
) -> None:
    """Give every figure its role, ``part_of`` and ``repeat_of``.

    Args:
        figures: figures of a release in text order; changed in place.
        layout: its layout.
        text: its text.
        mentions: its mentions.
        lexicon: for the generic words of noun classes.
    """
    for figure in figures:
        figure["figure_id"] = local_id(figure)
    setting = Setting(figures, layout, text, mentions, lexicon.cues, lexicon.crimes)
    past = Past(setting)
    for figure in figures:
        figure["extras"]["operation"] = setting.operation_of(figure)
        figure["role"], cue = own_role(figure, setting, past)
        if figure["role"] == "background" and figure["extras"]["place_rule"] in BY_ACTOR:
            figure["places"] = []  # who acted does not narrow what is only told as background
        if cue:
            figure["extras"]["cues"].append(cue)
    Totals(figures, setting, lexicon).settle()
    _repeats(figures, layout)


def own_role(figure: Figure, setting: Setting, past: Past) -> tuple[str, str]:
    """The role by the figure's own words and place, and the cue that decided beyond those already noted."""
    extras = figure["extras"]
    if extras.get("earlier_column"):
        return "background", "earlier-column"
    if extras.get("total_row"):
        return "total", "total-row"
    if not extras["headline"] and not setting.said_above(figure):
        before = _of_before(figure, setting, past)
        if before is not None:
            return before
    return _of_event(figure, setting)


def _of_before(figure: Figure, setting: Setting, past: Past) -> tuple[str, str] | None:
    """Background by the figure's own words and dates; what an investigation began with is a part. None for what is of the event."""
    extras, leads = figure["extras"], setting.leads(figure)
    roles, cues = extras["roles"], set(extras["cues"])
    if "origin" in roles and not {"background", "past"} & set(roles) and not leads:
        return "part", ""
    if cues & YEARLY and past.is_year_to_date(figure):
        told = list(zip(extras["cues"], roles, strict=False))
        roles = [r for c, r in told if c not in YEARLY] + roles[len(told) :]
    running = cues & SO_FAR and leads
    since = roles.count("background") == 1 and (running or (cues & LONG and setting.of_crime(figure)))
    if "background" in roles and not since:
        return "background", ""
    if "past" in roles and not setting.trial and not leads:
        return "background", ""
    if setting.other_operation(figure):
        return "background", "other-operation"
    if past.long_ago(figure):
        return "background", "long-ago"
    if past.past_year(figure):
        return "background", "past-year"
    return None


def _of_event(figure: Figure, setting: Setting) -> tuple[str, str]:
    """Whether a figure of the event is the whole or a part of it, by its own words and place."""
    extras = figure["extras"]
    roles, cues = extras["roles"], set(extras["cues"])
    if "total" in roles and not figure["places"]:
        return "total", ""
    if figure["places"] and not extras["headline"]:
        return "part", "place"
    narrowed = any(r == "part" and c != "subset" for c, r in zip(extras["cues"], roles, strict=False))
    if narrowed and setting.said_as_total(figure) and not extras["partitive"]:
        return "total", "said-as-total"  # under "Highlights" the chief says again what the lead has said
    if narrowed and (not extras["headline"] or cues & OWN_WORDS):
        return "part", ""
    if "aside" in roles and not (
        setting.leads(figure) or setting.said_above(figure) or setting.said_as_total(figure)
    ):
        return "part", ""
    if BY_PLACE in figure["rule"]:
        return "part", "by-place"
    if setting.opens_with_place(figure):
        return "part", "opens-with-place"
    told = extras["headline"] or setting.said_above(figure) or figure["measure"] in setting.crime
    if not told and setting.stays_there(figure):
        return "part", "stays-there"
    return "total", ""


def _repeats(figures: list[Figure], layout: dict[str, Any]) -> None:
    """A figure in a sentence that stands twice, or in a paragraph that does, repeats its twin."""
    by_sentence: dict[int, list[Figure]] = {}
    by_block: dict[int, list[Figure]] = {}
    for figure in figures:
        by_sentence.setdefault(figure["extras"]["sentence"], []).append(figure)
        by_block.setdefault(figure["extras"]["block"], []).append(figure)
    for figure in figures:
        earlier = layout["sentences"][figure["extras"]["sentence"]].get("repeat_of")
        above = layout["blocks"][figure["extras"]["block"]].get("repeat_of")
        twins = by_sentence.get(earlier, []) if earlier is not None else by_block.get(above, [])
        for twin in twins:
            if (twin["measure"], twin["low"], twin["high"]) == (
                figure["measure"],
                figure["low"],
                figure["high"],
            ):
                figure["repeat_of"] = twin["figure_id"]
                figure["role"], figure["places"] = twin["role"], twin["places"]
                figure["part_of"] = twin["part_of"]
                break
