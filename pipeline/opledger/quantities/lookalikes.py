"""Numbers that state no quantity: dates, times, ages, ordinals, statutes, addresses, document numbers, names."""

from __future__ import annotations

import re

from opledger.quantities.context import Left
from opledger.quantities.lexicon import Lexicon
from opledger.quantities.numerals import Numeral

SHAPES = re.compile(
    r"""
    (?P<time>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s?(?:[ap]\.?m\b\.?|hrs?\b|hours\b|gmt\b|utc\b))?(?![0-9])
        |[0-9]{1,2}(?:[.:h][0-9]{2})?\s?(?:[ap]\.m\b\.?|[ap]m\b|o[’']clock\b|noon\b)
        |[0-2][0-9][0-5][0-9]\s?(?:hrs|hours|h)\b
        |[0-2]?[0-9][.h][0-5][0-9]\s?(?:hrs|hours|h)\b)
    |(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}[t0-9:.z+]*|[0-9]{1,2}(?P<sep>[./-])[0-9]{1,2}(?P=sep)(?:[0-9]{4}|[0-9]{2})(?![\w])
        |[0-9]{4}[/.][0-9]{1,2}[/.][0-9]{1,2}(?![0-9])|(?:19|20)[0-9]{2}[-–/](?:(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9,]))
    |(?P<age>[0-9]{1,3}(?:[ \-](?:or|to|and)[ \-]?[0-9]{1,3}|-?[ ]?to-?[ ]?[0-9]{1,3}|[-–][0-9]{1,3})?
        [ \-]?(?:years?|yrs?|months?|weeks?|days?)[ \-](?:olds?\b|of[ ]age\b))
    |(?P<phone>\(?[0-9]{3}\)?[-.\s][0-9]{3}[-.][0-9]{4}(?![0-9])|1-8[0-9]{2}-[0-9a-z-]+|[0-9]{3}-[0-9]{4}(?![0-9])
        |0[0-9]{1,4}(?:[ \-/][0-9]{2,}){1,5}+)
    |(?P<ordinal>[0-9]+(?:st|nd|rd|th)\b)
    |(?P<decade>(?:[0-9]{2})?[0-9]0[’']?s\b)
    |(?P<date2>24/7\b|9/11\b|7/7\b)
    |(?P<identifier>[0-9]++(?:-[0-9]++){2,}+(?:-?[a-z0-9]+)*|[0-9]+[.:][0-9]+[.:][0-9]+[\w.:-]*
        |[0-9]+(?:x|v)[0-9]+\b|[0-9]+-[a-z]{1,4}-[\w-]+|[0-9]+:[0-9]{2}-[\w-]+)
    """,
    re.VERBOSE,
)
CALIBRE = re.compile(r"[ \-]?(?:mm|millimet(?:er|re))\b(?!\s+(?:long|wide|thick|of\b|rain))|[ \-]?(?:cal\b|caliber|calibre|gauge|bore)")
CALIBRE_TEXT = re.compile(r"[ \-]?(?:ammunition|pistol|handgun|gun|calib|round|semi|automatic|firearm|submachine|cartridge|rifle|bullet|luger|weapon|revolver|shell)")
AGE_AFTER = re.compile(r"[ \-](?:years?|months?)[ \-](?:olds?\b|of[ ]age\b)")
ATTACHED = re.compile(r"[\w./:@&+-]*[\w]")
STREET = re.compile(r"(?:[ ,]+(?:[NSEW]\.?|[A-Z0-9][\w’'.]*)){0,4}?[ ]([A-Za-z]+\.?)(?![\w])")
PERSON_AGE_END = re.compile(r"[,;)]|\.(?:\s|$)|\s(?:of|from|and|was|who|is)\b|\n|$")
PERSON_NAME = re.compile(r"[A-Z][\w’'.-]*[ ](?:[A-Z][\w’'.-]*|de|van|al|bin|da|dos|la|el)[ ]?(?:[\w’'.-]+)?,?[ ]\Z")
YEAR_LOW, YEAR_HIGH = 1900, 2100


class LookalikeJudge:
    """Says of a number at a place of a text what it is if it states no quantity.

    Args:
        lexicon: the words.
        text: the text; ``low``: the same in small letters.
    """

    def __init__(self, lexicon: Lexicon, text: str, low: str) -> None:
        self.lex, self.text, self.low = lexicon, text, low

    def shape(self, pos: int) -> tuple[str, int] | None:
        """Look-alikes told by their own characters: kind and end."""
        month = self.lex.day_month.match(self.low, pos)
        if month and self.text[month.start(1)].isupper():
            return "date", month.end()
        match = SHAPES.match(self.low, pos)
        if match is None or match.lastgroup is None:
            return None
        kind = {"date2": "date", "decade": "date"}.get(match.lastgroup, match.lastgroup)
        return kind, match.end()

    def attached(self, pos: int) -> tuple[str, int] | None:
        """A digit that touches letters on its left: MS-13, COVID-19, G20, a web address."""
        before = self.text[pos - 1] if pos else ""
        if not before or before.isspace():
            return None
        touching = before.isalnum() or before in "_@\\" or (before in "-‑/.:+&=?'" and pos > 1 and self.text[pos - 2].isalnum())
        if before == "#":
            touching = True
        if not touching:
            return None
        match = ATTACHED.match(self.text, pos)
        return "identifier", match.end() if match else pos + 1

    def after(self, numeral: Numeral, left: Left) -> tuple[str, int] | None:
        """Look-alikes told by the words beside the number."""
        age = AGE_AFTER.match(self.low, numeral.end)
        if age:
            return "age", age.end()
        end = numeral.end
        follows = self.text[end : end + 1]
        if follows.isalpha() and numeral.shape != "words":
            match = ATTACHED.match(self.text, end)
            return "identifier", match.end() if match else end
        return (
            self._head(numeral, left)
            or self._year(numeral, left)
            or self._month_before(numeral, left)
            or self._street(numeral)
            or self._person(numeral, left)
        )

    def _head(self, numeral: Numeral, left: Left) -> tuple[str, int] | None:
        word = left.last
        for form in (word, word.rstrip(":"), " ".join(left.words[-2:])):
            for head in self.lex.heads.get(form, ()):
                if head.capital and not left.written[:1].isupper() and left.written[:1].isalpha():
                    continue
                if numeral.shape == "words" and head.kind not in ("age", "statute"):
                    continue
                if head.limit is None or numeral.value <= head.limit:
                    return head.kind, numeral.end
        return None

    def _year(self, numeral: Numeral, left: Left) -> tuple[str, int] | None:
        if numeral.shape != "plain" or numeral.end - numeral.start != 4:
            return None
        if not YEAR_LOW <= numeral.value <= YEAR_HIGH:
            return None
        rest = self.low[numeral.end : numeral.end + 30]
        word = rest[1:].split(maxsplit=1)[:1] if rest[:1] == " " else []
        counted = bool(word) and word[0].isalpha() and word[0] not in self.lex.function_words
        counted = counted and word[0].endswith(("s", "people", "men", "women", "children"))
        counted = counted and self.text[numeral.end + 1].islower()
        if counted and left.last not in self.lex.year_cues and left.last not in self.lex.months:
            return None
        return "year", numeral.end

    def _month_before(self, numeral: Numeral, left: Left) -> tuple[str, int] | None:
        if left.last.rstrip(".") in self.lex.months and numeral.shape == "plain" and numeral.value <= 31:
            if left.written[:1].isupper():
                return "date", numeral.end
        return None

    def _street(self, numeral: Numeral) -> tuple[str, int] | None:
        if numeral.shape not in ("plain", "comma"):
            return None
        if not self.text[numeral.end + 1 : numeral.end + 2].isupper():
            return None
        match = STREET.match(self.text, numeral.end)
        for _ in range(1):
            if match and match[1].lower() in self.lex.tails and match[1][0].isupper():
                return self.lex.tails[match[1].lower()], match.end()
        return None

    def _person(self, numeral: Numeral, left: Left) -> tuple[str, int] | None:
        if numeral.shape != "plain" or not 10 <= numeral.value <= 99:
            return None
        if left.char == "(":
            word = left.window[:-1].split()[-1:]
            if word and word[0] in self.lex.persons and self.text[numeral.end : numeral.end + 1] == ")":
                return "age", numeral.end
            return None
        if left.window.endswith(", ") and PERSON_AGE_END.match(self.text, numeral.end):
            if PERSON_NAME.search(self.text[max(0, left.at - 40) : left.at]):
                return "age", numeral.end
        return None
