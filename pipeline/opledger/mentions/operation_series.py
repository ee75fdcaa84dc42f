"""Later and earlier uses of an operation's name: bare, other editions, sister operations."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NUMBERED = r"(?:[IVXL]+|\d{1,2}(?:\.\d)?)"
_YEARLY = r"(?:(?:19|20)\d\d)"
_EDITION = rf"(?:{_NUMBERED}|{_YEARLY})"
_LAST_EDITION = re.compile(rf" {_EDITION}$")
_BY_YEAR = re.compile(rf" {_YEARLY}$")
_YEAR_NEAR = re.compile(r"[^.\n]{0,40}?\b(?:19|20)\d\d\b|,? (?:a|the|last) (?:year|edition)\b")
_MOST_NAMES = 200  # no release names more operations; longer lists are not searched again
_SHARED = 5  # letters that sister names share: "Thunderball", "Thunderbird"
_MOST_SERIES = 20  # each of these names costs a pass over the text
_CAP = re.compile(r"(?<![\w'“‘\"-])[A-Z][a-z]+(?:[A-Z][a-z]+)?(?![\w'-])")


def base(name: str) -> str:
    """The name without its edition.

    Example:
        >>> base("Pangea XIV")
        'Pangea'
    """
    return _LAST_EDITION.sub("", name)


def bare_uses(flat: str, names: Iterable[str]) -> list[tuple[int, int, str]]:
    """Where known names stand again, with or without an edition: start, end, name as found.

    A name that is also an ordinary word of the text in small letters ("stream") counts only where a capital can't come
    from the start of a sentence.
    """
    names = list(names)
    # "Lantern 2022" is an edition only where editions are known by their years.
    edition = _EDITION if any(_BY_YEAR.search(n) for n in names) else _NUMBERED
    bases = sorted({base(n) for n in names if len(base(n)) > 1}, key=lambda n: (-len(n), n))
    if not bases or len(bases) > _MOST_NAMES:
        return []
    pattern = re.compile(
        rf"(?<![\w-])(?:{'|'.join(map(re.escape, bases))})(?: {edition}(?![\w.,]\d|\w))?(?!\w)"
    )
    ordinary: dict[str, bool] = {}
    found = []
    for m in pattern.finditer(flat):
        starts_sentence = m.start() == 0 or (
            flat[m.start() - 2 : m.start()].strip() in (".", "", "•")
            and (flat[m.start() - 1] != " " or flat[m.start() - 2] in ".!?•")
        )
        if starts_sentence and m[0] not in ordinary:
            ordinary[m[0]] = bool(re.search(rf"\b{re.escape(m[0].lower())}\b", flat))
        if starts_sentence and ordinary[m[0]]:
            continue
        found.append((m.start(), m.end(), m[0]))
    return found


def sisters(flat: str, names: Iterable[str]) -> list[tuple[int, int, str]]:
    """Names made like a known one and given with a year ("Thunderbird (2017)", "Dark HunTor in 2021")."""
    found = []
    wanted = sorted({n for n in names if " " not in n and len(n) > _SHARED})
    for name in wanted[:_MOST_SERIES]:
        tail = re.search(r"(?<=[a-z])[A-Z][a-z]+$", name)
        for m in _CAP.finditer(flat):
            word = m[0]
            if word == name or word.startswith(name) or name.startswith(word):
                continue
            alike = word[:_SHARED] == name[:_SHARED] or (
                tail and word.endswith(tail[0]) and len(word) > len(tail[0])
            )
            if alike and _YEAR_NEAR.match(flat, m.end()):
                before = re.search(
                    r"(?:(?<=[a-z,;] )|(?<=of ))((?:[A-Z][a-z]+ ){1,2})$",
                    flat[max(0, m.start() - 30) : m.start()],
                )
                found.append(
                    (
                        m.start() - (len(before[1]) if before else 0),
                        m.end(),
                        flat[m.start() - (len(before[1]) if before else 0) : m.end()],
                    )
                )
    return found
