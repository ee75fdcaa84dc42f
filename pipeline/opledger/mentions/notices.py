"""Notices and alerts that police organisations circulate: Red Notices, diffusions, arrest warrants."""

from __future__ import annotations

import re
from collections.abc import Iterable

from opledger.mentions.agency_words import Name, Taken
from opledger.patternfiles.gates import opens
from opledger.patternfiles.schemas.agencies import Notice

ENDING = 4


class NoticeRules:
    """Finds notices by the patterns of the section ``notices``.

    Example:
        >>> rules = NoticeRules([Notice(id="red-notice", name="Red Notice", pattern="Red Notices?", gates=["Red"])])
        >>> [n.id for n in rules.find("Two Red Notices were published.")]
        ['red-notice']
    """

    def __init__(self, notices: Iterable[Notice]) -> None:
        self._notices = [(n, re.compile(rf"(?<!\w)(?:{n.pattern})(?!\w)")) for n in notices]
        # Most gates end alike ("Notice"): few texts have such an ending, and few endings are to be looked for.
        endings = {gate[-ENDING:] for n, _ in self._notices for gate in n.gates}
        self._endings = None if any(not n.gates for n, _ in self._notices) else tuple(sorted(endings))

    def find(self, flat: str) -> list[Name]:
        """The notices of a text, by start; where two patterns meet, the first in the file wins."""
        found: list[Name] = []
        if not opens(self._endings, flat):
            return found
        taken = Taken()
        for notice, pattern in self._notices:
            if not opens(tuple(notice.gates), flat):
                continue
            for m in pattern.finditer(flat):
                if taken.take(m.start(), m.end()):
                    rule = f"notice:{notice.id}"
                    found.append(Name(m.start(), m.end(), notice.name, notice.id, "notice", rule=rule))
        return sorted(found, key=lambda n: n.start)
