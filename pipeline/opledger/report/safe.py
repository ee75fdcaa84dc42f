"""Text from outside, made harmless to look at."""

from __future__ import annotations

import re
from html import escape
from typing import Any

# Escape sequences start with a control character (C0, DEL, C1); the bidirectional controls can make a line read
# as something else. Tab and newline stay.
_HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code == 0x0D:
        return " "
    if code == 0x7F:
        return "\u2421"
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def visible(text: str) -> str:
    """``text`` with every control character replaced by a picture of it, one for one, so that offsets hold.

    Example:
        >>> visible("\\x1b[31mred")
        '␛[31mred'
    """
    return _HARMFUL.sub(_picture, text)


def one_line(text: str) -> str:
    """``text`` made harmless, white space of any length as one space."""
    return " ".join(visible(text).split())


def esc(value: Any) -> str:
    """Anything as harmless HTML text.

    Example:
        >>> esc('<b class="x">')
        '&lt;b class=&quot;x&quot;&gt;'
    """
    return escape(visible("" if value is None else str(value)))
