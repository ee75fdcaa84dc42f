"""Companies and organisations named as partners: "private-sector partners such as A, B and C"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from opledger.mentions.agency_words import Name, any_of, slug
from opledger.patternfiles.gates import opens
from opledger.patternfiles.schemas.agencies import Agencies

# A name in such a list: up to four capitalised words, also "S2W", "Group-IB", "abuse.ch" not.
_NAME = re.compile(r"(?:the |The )?((?:[A-Z0-9][\w.+-]*\w|[A-Z])(?: (?:&|of|for|[A-Z][\w+-]*)){0,4})(?:'s?)?")
_REACH = 40  # characters of a cue on either side of its noun
_NEXT = re.compile(r"(?:, and |, as well as |, | and | & )")
_LAST = re.compile(r"(?: (?:of|for|&))+$")


class Partners:
    """Finds lists of partners behind the cues of the section ``agencies``."""

    def __init__(self, section: Agencies) -> None:
        cues = "|".join(section.partner_cues) or "(?!)"
        links = any_of(section.partner_links)
        nouns = section.partner_nouns
        self._roots = tuple(n for n in nouns if not any(other != n and other in n for other in nouns))
        self._noun = re.compile(rf"(?:{any_of(section.partner_nouns)})(?=[ ,:])")
        self._cue = re.compile(
            rf"(?<![\w-])(?i:{cues})(?:,? (?:{links}):?|,|:| \(| [–-])? (?=(?:the |The )?[A-Z0-9])"
        )

    def find(self, flat: str, countries: Sequence[dict[str, Any]]) -> Iterator[Name]:
        """The names, by start; names of countries and numbers are none.

        Args:
            flat: the even text.
            countries: the mentions of countries.
        """
        if not opens(self._roots, flat):
            return
        places = {c["start"] for c in countries}
        for noun in self._noun.finditer(flat):
            cue = self._cue.search(flat, max(0, noun.start() - _REACH), noun.end() + _REACH)
            if cue is None or cue.start() > noun.start():
                continue
            at = cue.end()
            while m := _NAME.match(flat, at):
                text = _LAST.sub("", m[1])
                if m.start(1) in places or not any(c.isalpha() for c in text) or text[0].isdigit():
                    break
                yield Name(
                    m.start(1), m.start(1) + len(text), text, slug(text), "company", None, None, "partners"
                )
                gap = _NEXT.match(flat, m.start(1) + len(text))
                if gap is None:
                    break
                at = gap.end()
