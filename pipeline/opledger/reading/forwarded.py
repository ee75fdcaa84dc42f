"""A message that was forwarded inside another one: who wrote it, when, and under which subject."""

from __future__ import annotations

import re

_MARK = re.compile(
    r"^[> \t]*(?:-{2,} ?(?:forwarded message|original message|forwarded by .*?) ?-{2,}|begin forwarded message:)[ \t\r]*$",
    re.I | re.M,
)
_HEADER = re.compile(r"[>\s]*\**(From|Sent|Date|Subject|To|Cc|Reply-To)\**:\**\s*(.*)", re.I)
MOST_LINES = 20
MOST_TIMES = 5


def split_forwarded(text: str) -> tuple[str, dict[str, str]]:
    """The text without the lines that tell of the forwarding, and what the last of these say.

    Returns:
        The text, and ``from``, ``date`` and ``subject`` as far as they are told; what was written above stays.

    Example:
        >>> split_forwarded("FYI\\n-- Forwarded message --\\nFrom: Port Police\\nSubject: Nine held\\n\\nNine were held.")
        ('FYI\\n\\nNine were held.', {'from': 'Port Police', 'subject': 'Nine held'})
    """
    found: dict[str, str] = {}
    for _ in range(MOST_TIMES):
        mark = _MARK.search(text)
        if mark is None:
            break
        lines = text[mark.end() :].split("\n")
        at, told = 0, {}
        while at < min(len(lines), MOST_LINES):
            header = _HEADER.match(lines[at])
            if header:
                told[header.group(1).lower()] = header.group(2).strip("* ")
            elif lines[at].strip(" >\t\r") or (told and not _more(lines, at)):
                break
            at += 1
        found = {**found, **told}
        text = text[: mark.start()] + "\n".join(lines[at:]).lstrip("\n")
    found.setdefault("date", found.pop("sent", ""))
    return text, {key: found[key] for key in ("from", "date", "subject") if found.get(key)}


def _more(lines: list[str], at: int) -> bool:
    """Whether a further header follows an empty line."""
    return at + 1 < len(lines) and _HEADER.match(lines[at + 1]) is not None
