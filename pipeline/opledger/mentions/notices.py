"""Notices and alerts that police organisations circulate: Red Notices, diffusions, arrest warrants."""

from __future__ import annotations

import re
from collections.abc import Iterable

from opledger.mentions.agency_words import Name, Taken
from opledger.patternfiles.gates import last_words, opens
from opledger.patternfiles.schemas.agencies import Notice
from opledger.wordindex import FirstWords, Words, words_of


class NoticeRules:
    """Finds notices by the patterns of the section ``notices``.

    Example:
        >>> rules = NoticeRules([Notice(id="red-notice", name="Red Notice", pattern="Red Notices?", gates=["Red"])])
        >>> [n.id for n in rules.find("Two Red Notices were published.")]
        ['red-notice']
    """

    def __init__(self, notices: Iterable[Notice]) -> None:
        self._notices = [
            (n, re.compile(rf"(?<!\w)(?:{n.pattern})(?!\w)"), last_words(n.pattern)) for n in notices
        ]
        # Nearly all end in one of a few words ("notice"), of which most texts have none.
        self._last = FirstWords({word for _, _, last in self._notices for word in last or ()})

    def find(self, flat: str, words: Words | None = None) -> list[Name]:
        """The notices of a text, by start; where two patterns meet, the first in the file wins.

        Args:
            flat: the even text.
            words: its words, if they are known.
        """
        found: list[Name] = []
        taken = Taken()
        spans = self._last.among(words_of(flat) if words is None else words)
        present = {flat[start:end].lower() for start, end in spans}
        for notice, pattern, last in self._notices:
            if (last is not None and last.isdisjoint(present)) or not opens(notice.gates, flat):
                continue
            for m in pattern.finditer(flat):
                if taken.take(m.start(), m.end()):
                    rule = f"notice:{notice.id}"
                    found.append(Name(m.start(), m.end(), notice.name, notice.id, "notice", rule=rule))
        return sorted(found, key=lambda n: n.start)
