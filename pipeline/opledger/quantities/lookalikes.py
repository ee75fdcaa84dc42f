"""Numbers that state no quantity: dates, times, ages, ordinals, statutes, addresses, document numbers, names."""

from __future__ import annotations

import re

from opledger.quantities.context import LINE_ENDS, Left
from opledger.quantities.lexicon import Lexicon
from opledger.quantities.numerals import GROUPED_DOTS, Numeral

SHAPES = re.compile(
    r"""
    (?P<time>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:\s?(?:[ap]\.?m\b\.?|hrs?\b|hours\b|gmt\b|utc\b))?(?![0-9])
        |[0-9]{1,2}(?:[.:h][0-9]{2})?\s?(?:[ap]\.m\b\.?|[ap]m\b|o[’']clock\b|noon\b)
        |[0-2][0-9][0-5][0-9]\s?(?:hrs|hours|h)\b
        |[0-2]?[0-9][.h][0-5][0-9]\s?(?:hrs|hours|h)\b)
    |(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2}[t0-9:.z+]*|[0-9]{1,2}(?P<sep>[./-])[0-9]{1,2}(?P=sep)(?:[0-9]{4}|[0-9]{2})(?!\w)
        |[0-9]{4}[/.][0-9]{1,2}[/.][0-9]{1,2}(?![0-9])
        |(?:19|20)[0-9]{2}[-–/](?:(?:19|20)[0-9]{2}|[0-9]{2})(?![0-9,])
        |24/7\b|9/11\b|7/7\b|(?:19|20)?[0-9]{2}(?:(?<=0)[’']?s|(?<=[0-9]{4})[’']?s)\b)
    |(?P<age>[0-9]{1,3}(?:(?:-[ ]|[ -])(?:or|to|and)[ -]?[0-9]{1,3}|[-–][0-9]{1,3})?
        [ -]?(?:years?|yrs?|months?|weeks?|days?)[ -](?:olds?\b|of[ ]age\b))
    |(?P<phone>\(?[0-9]{3}\)?[-. ][0-9]{3}[-.][0-9]{4}(?![0-9])|1-8[0-9]{2}-[0-9a-z-]+|[0-9]{3}-[0-9]{4}(?![0-9])
        |[0-9]{2,5}\)[ \u00a0]?[0-9]{3,4}[-. ]?[0-9]{3,4}(?![0-9])|1[38]00[ ][0-9]{3}[ ][0-9]{3}(?![0-9])
        |0[0-9]{1,4}(?:[ \-/][0-9]{2,}){1,5}+)
    |(?P<ordinal>[0-9]+\n?(?:st|nd|rd|th)\b)
    |(?P<height>[0-9]['’][ ]?[0-9]{1,2}(?![0-9])["”’']?)
    |(?P<ratio>[0-9]{1,2}:[0-9](?![0-9:]))
    |(?P<sum>[0-9]+[ ][+×][ ][0-9]+[ ]=)
    |(?P<identifier>[0-9]{5,}-[0-9](?![0-9,.])|[0-9]++(?:-[0-9]++){2,}+(?:-?[a-z0-9]+)*|[0-9]+[.:][0-9]+[.:][0-9]+[\w.:-]*
        |[0-9]+[xv][0-9]+\b|[0-9]{1,4}/[0-9]{3,4}-[0-9]{3,4}|[0-9]+-[a-z]{1,4}-[0-9][\w-]*|[0-9]+:[0-9]{2}-[\w-]+)
    """,
    re.VERBOSE,
)
SHAPE_GATE = re.compile(
    r"[0-9]++(?:[ \u00a0]([a-z]+)|([ \u00a0]|,[ ])[0-9–&+×-]|([^\s,;])|(\n)(?:st|nd|rd|th)\b)?"
)
MONTH_DAY = re.compile(
    r"(?:[0-2]?[0-9]|3[01])(?:st|nd|rd|th)?(?:[ ]?(?:-|–|to|through|until|and|&)[ ]?(?:[0-2]?[0-9]|3[01])(?:st|nd|rd|th)?)?(?:(?:,?[ ]|,)(?:19|20)[0-9]{2})?"
    r"(?![\w–-]|[.,:][0-9])|(?:19|20)[0-9]{2}(?![\w–-]|[.,:][0-9])"
)
DE = re.compile(r"\bde\b")
AGE_AFTER = re.compile(r"[ \-](?:years?|months?|weeks?)[ \-](?:olds?\b|of[ ]age\b)")
OLD = re.compile(r"[ \-]olds?\b|[ \-]of[ ]age\b")
ATTACHED = re.compile(r"[\w./:@&+-]*\w")
BRACKETS = re.compile(r"(?:[ ]?\([a-z0-9]{1,4}\))+|-?[a-z]\b|/[0-9]+\b")
PERSON_AGE_END = re.compile(r"[,;)]|\.(?:\s|$)|\n|$|[ ](?:of|from)[ ][0-9A-Z]")
DIALLED = re.compile(r"[0-9]{1,3}(?:[ ().-]{1,2}[0-9]{1,5}){2,}+")
AGES_AFTER = re.compile(r"(?: (?:and|or) [0-9]{2})?(?:[,;)]|\.?(?:\n|\Z)|\.[ ])")
HOME = re.compile(r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]*){1,3}, (?:[A-Z][\w.’'-]+ ){0,2}[A-Z][\w’'-]+, \Z")
FINITE = re.compile(r",? (?:was|is|has|had|who|were|pleaded|pled|plead|faces|faced|received|admitted)\b")
AGES_THEN = re.compile(
    r"(?:(?:, [0-9]{1,2})*,? (?:and|or) [0-9]{1,2})?,? (?:at the time|at that time|when (?:he|she|they|the|her|his|their))\b"
)
ZIP = re.compile(r",? [A-Z]{2} \Z")
CHAIN = re.compile(r"(?:\([a-z0-9]{1,4}\))*(?:,? (?:and|or|to|through) |, |[-–]|/)(?:section )?\Z")
LABELLED = frozenset({"age", "phone", "identifier"})
CHAINED = frozenset({"age", "statute", "identifier", "phone"})
BLOCK = re.compile(r"[ ]block[ ](?:of|on)\b")
BRACKETED = re.compile(r"[0-9]{1,2}\)[ \u00a0][\w“\"‘(]")
OPENS_ITEM = re.compile(r"(?:[,;:.\n]|\A|\b(?:and|or|are|is))\s*\(\Z")
ITEM_REACH, ROW_REACH = 12, 1500
ENUMERATOR = re.compile(r"[0-9]{1,2}[.)][ \t\u00a0]")
RATIO = re.compile(
    r"[ ](?:in[ ](?:every[ ])?|(?:out[ ])?of[ ]every[ ])(?:[0-9]{1,3}(?![\w,.]?[0-9])|three|four|five|six|seven|eight|nine|ten|twenty|hundred)\b"
)
AT_TIME = re.compile(
    r"(?:1?[0-9]|2[0-3])\.[0-5][0-9](?:[,;)]|\.?(?:\s|\Z)(?=\Z|\n|on\b|local|yesterday|today|[A-Z]))"
)
NAME = r"[A-Z][\w'’.-]*\w"
SURNAME = re.compile(rf"(?:\A|(?P<word>[\w'’.-]+)[\s,]+){NAME}(?:\s(?:Jr|Sr|I{{2,3}}|IV)\.?)?\s?,\s?\Z")
NOW = re.compile(rf"{NAME},\s(?:now|then)\s\Z")
AGED_BEHIND = re.compile(
    rf",\s(?:of|who|was|is|has|had|were|are|pleaded|pled|faces?|both|a|an)\b"
    rf"|,\s(?:of\s)?{NAME}(?:,?\s{NAME}){{0,4}}[\s,]+(?:is|was|has|had|were|are|will|who|pleaded|pled|faces?|each|both|and)\b"
    rf"|,\sand\s(?:{NAME}\s?){{1,4}},\s[0-9]{{2}},"
)
LAST_AGED = re.compile(r"[ ](?:were|are|was|is|have|each)\b")  # "Lee, 20; and Hall, 19 were charged"
NAME_REACH, PLACED_BY = 60, frozenset({"in", "from", "at", "to", "near", "for", "of", "and"})
CLOSED = re.compile(r"[,;).]|\Z|\n| and\b")
YEAR_LOW, YEAR_HIGH = 1900, 2100
OLDEST = 120
PLURALS = ("s", "people", "men", "women", "children")


class LookalikeJudge:
    """Says of a number at a place of a text what it is if it states no quantity.

    Args:
        lexicon: the words.
        text: the text; ``low``: the same in small letters.
    """

    def __init__(self, lexicon: Lexicon, text: str, low: str) -> None:
        self.lex, self.text, self.low = lexicon, text, low
        self._last: tuple[str, int] = ("", -1)

    def remember(self, kind: str, end: int) -> None:
        """Keep the look-alike just found, for "Sections 12, 14 and 17"."""
        self._last = kind, end

    def shape(self, pos: int) -> tuple[str, int] | None:
        """Look-alikes told by their own characters: kind and end."""
        gate = SHAPE_GATE.match(self.low, pos)
        if gate is None or gate.lastindex is None or (gate[1] and gate[1] not in self.lex.shape_starts):
            return None
        month = self.lex.day_month.match(self.low, pos)
        if month and (self.text[month.start(1)].isupper() or DE.search(month[0])):
            return "date", month.end()
        match = SHAPES.match(self.low, pos)
        if match is None or match.lastgroup is None:
            return self._enumerator(pos)
        if match.lastgroup == "identifier" and GROUPED_DOTS.match(self.low, pos):
            return None
        return match.lastgroup, match.end()

    def month_day(self, pos: int, left: Left) -> tuple[str, int] | None:
        """The day, and the year if there is one, after the name of a month or weekday: "June" 26, 2017."""
        if not left.words or left.char not in " \u00a0":
            return None
        last = left.words[-1].rstrip(".")
        weekday = last in self.lex.weekdays
        if not (weekday or last in self.lex.months) or not left.written[:1].isupper():
            return None
        match = MONTH_DAY.match(self.low, pos)
        if match is None or (
            weekday and (match.end() - pos > 2 or self.lex.counts_noun(self.low, match.end()))
        ):
            return None
        return "date", match.end()

    def _enumerator(self, pos: int) -> tuple[str, int] | None:
        """ "1. " or "2) " at the start of a line, "(2) " before an item."""
        if pos and self.text[pos - 1] == "(" and BRACKETED.match(self.low, pos):
            return ("enumerator", self.text.index(")", pos) + 1) if self._is_item(pos) else None
        if pos and self.text[pos - 1] not in LINE_ENDS:
            return None
        match = ENUMERATOR.match(self.low, pos)
        return ("enumerator", match.end()) if match else None

    def _is_item(self, pos: int) -> bool:
        """Whether a number in brackets opens an item of a row: another has the one before, or the first the one after."""
        if not OPENS_ITEM.search(self.text[max(0, pos - ITEM_REACH) : pos]):
            return False
        number = int(self.text[pos : self.text.index(")", pos)])
        if number > 1:
            return self.text.rfind(f"({number - 1})", max(0, pos - ROW_REACH), pos) >= 0
        return self.text.find("(2)", pos, pos + ROW_REACH) >= 0

    def attached(self, pos: int) -> tuple[str, int] | None:
        """A digit that touches letters on its left: MS-13, COVID-19, G20, a web address."""
        before = self.text[pos - 1] if pos else ""
        if not before or before.isspace() or before == "(":
            return None
        if before == "+":
            dialled = DIALLED.match(self.low, pos)
            if dialled:
                return "phone", dialled.end()
        touching = before.isalnum() or before in "_@\\#§"
        if before in "-‑/.:+&=?'’" and pos > 1 and self.text[pos - 2].isalnum():
            touching = not self.low.endswith("minus", 0, pos - 1)
        if not touching:
            return None
        match = ATTACHED.match(self.text, pos, pos + 200)
        return "statute" if before == "§" else "identifier", match.end() if match else pos + 1

    def after(self, numeral: Numeral, left: Left) -> tuple[str, int] | None:
        """Look-alikes told by the words beside the number."""
        end = numeral.end
        char = self.text[end : end + 1]
        if char == " " or char == "-":
            age = AGE_AFTER.match(self.low, end)
            if age and numeral.value <= OLDEST:
                return "age", age.end()
        elif char.isalpha() and numeral.shape != "words":
            match = ATTACHED.match(self.text, end)
            return "identifier", match.end() if match else end
        return (
            self._head(numeral, left)
            or self._chain(numeral)
            or (self.ratio(end) if numeral.value == 1 else None)
            or (self._digits(numeral, left) if numeral.shape != "words" else None)
        )

    def _digits(self, numeral: Numeral, left: Left) -> tuple[str, int] | None:
        calibre = self.lex.calibre.match(self.low, numeral.end)
        if calibre:
            return "name", calibre.end()
        if numeral.shape == "point":
            return "name", numeral.end  # a .38 revolver
        if numeral.shape == "decimal" and left.last == "at" and AT_TIME.match(self.low, numeral.start):
            return "time", numeral.end
        if numeral.shape not in ("plain", "comma"):
            return None
        if numeral.end - numeral.start == 5 and ZIP.search(
            self.text[max(0, numeral.start - 5) : numeral.start]
        ):
            return "address", numeral.end
        return (
            self._year(numeral, left)
            or self._street(numeral)
            or self._person(numeral, left)
            or self._surname(numeral)
        )

    def restated(self, numeral: Numeral, earlier: Numeral | None) -> bool:
        """Three (3) men: the number in brackets says again what the word before it said."""
        if earlier is None or earlier.value != numeral.value or not 1 <= numeral.start - earlier.end <= 2:
            return False
        return (
            self.low[earlier.end : numeral.start].strip() == "("
            and self.low[numeral.end : numeral.end + 1] == ")"
        )

    def calibre(self, numeral: Numeral) -> tuple[str, int] | None:
        """9mm pistols, .22 calibre: how wide, not how many."""
        match = self.lex.calibre.match(self.low, numeral.end)
        return ("name", match.end()) if match else None

    def age(self, numeral: Numeral, left: Left, end: int) -> tuple[str, int] | None:
        """ "30 years old": the number's unit ends at ``end``."""
        old = OLD.match(self.low, end)
        if old and numeral.value <= OLDEST:
            return "age", old.end()
        head = self._head(numeral, left)
        return ("age", end) if head and head[0] == "age" else None

    def _head(self, numeral: Numeral, left: Left) -> tuple[str, int] | None:
        words = left.words
        if not words or left.char in LINE_ENDS:
            return None
        if words[-1] in ("between", "from", "over", "under") and words[-2:-1] in (["aged"], ["ages"]):
            return "age", numeral.end
        if words[-1] == "as" and words[-2:-1] in (["young"], ["old"]):
            return "age", numeral.end
        if words[-2:] == ["age", "of"] or words[-2:] == ["ages", "of"]:
            return "age", numeral.end
        last = words[-1].rstrip(":")
        heads = self.lex.heads.get(last) or self.lex.heads.get(words[-1])
        if heads is None and last in self.lex.head_ends:
            heads = self.lex.heads.get(" ".join(words[-2:]))
        for head in heads or ():
            if head.capital and left.written[:1].isalpha() and left.written == left.written.lower():
                continue
            if numeral.shape == "words" and head.kind not in ("age", "statute"):
                named = head.kind == "name" and head.capital and left.written[:1].isupper()
                counted = not head.sure and self.lex.counts_noun(self.low, numeral.end)
                if not named or counted or not self.text[numeral.start].isupper():
                    continue
            if words[-1].endswith(":") and head.kind not in LABELLED:
                continue
            if head.kind == "phone" and self.lex.counts_noun(self.low, numeral.end):
                continue
            if head.rows and self._in_column(numeral):
                continue
            if head.limit is None or numeral.value <= head.limit:
                return head.kind, self._bracketed(numeral.end)
        return self._numbered_name(numeral, left)

    def _in_column(self, numeral: Numeral) -> bool:
        """Whether a line is a name and a number: "Eastern Region 14" in a list, unlike "Room 14"."""
        behind = self.low[numeral.end : numeral.end + 1]
        if behind and behind not in LINE_ENDS:
            return False
        start = self.text.rfind("\n", 0, numeral.start) + 1
        return self.text.count(" ", start, numeral.start) > 1 and self.text[start : start + 1].isupper()

    def _numbered_name(self, numeral: Numeral, left: Left) -> tuple[str, int] | None:
        """ "Operation Iron Gate 2": capitals from the head to the number; "Pureza 2.0"."""
        if numeral.shape == "words" or numeral.shape == "space":
            return None
        if not left.words[-1][:1].isalpha():
            return None
        if self.text[left.start_of(1)].isupper():
            if numeral.shape == "decimal" and self.low.endswith(".0", numeral.start, numeral.end):
                return "name", numeral.end
            for count in (2, 3):
                if len(left.words) >= count and left.words[-count] in self.lex.naming:
                    tail = self.text[left.start_of(count) : left.at].split()
                    if all(w[0].isupper() and w[-1].isalnum() for w in tail) and not self._counts_many(
                        numeral.end
                    ):
                        return "name", numeral.end
        return None

    def _counts_many(self, end: int) -> bool:
        """Whether a plural, or a word with a capital, follows: "Operation Locates 200 Victims"."""
        following = self.text[end : end + 30].split(maxsplit=1)[:1]
        word = following[0].strip(".,;:") if following else ""
        return word[:1].isupper() or (self.lex.counts_noun(self.low, end) and word.endswith(PLURALS))

    def _bracketed(self, end: int) -> int:
        match = BRACKETS.match(self.low, end)
        return match.end() if match else end

    def _chain(self, numeral: Numeral) -> tuple[str, int] | None:
        kind, end = self._last
        if kind not in CHAINED or not 0 < numeral.start - end <= 16:
            return None
        if not CHAIN.match(self.low, end, numeral.start):
            return None
        if self.lex.counts_noun(self.low, numeral.end) or self.low.startswith(" of ", numeral.end):
            return None
        return kind, self._bracketed(numeral.end)

    def ratio(self, end: int) -> tuple[str, int] | None:
        """One in five, one of every three; ``end`` is the end of the one."""
        match = RATIO.match(self.low, end)
        return ("ratio", match.end()) if match else None

    def _year(self, numeral: Numeral, left: Left) -> tuple[str, int] | None:
        if numeral.shape != "plain" or numeral.factor > 1 or not YEAR_LOW <= numeral.value <= YEAR_HIGH:
            return None
        end = numeral.end
        rest = self.low[end : end + 30]
        word = rest[1:].split(maxsplit=1)[:1] if rest[:1] in " \u00a0" else []
        noun = word[0].rstrip(".,;:") if word else ""
        counted = noun.isalpha() and noun not in self.lex.function_words and noun.endswith(PLURALS)
        if counted and self.text[end + 1].islower() and left.last not in self.lex.year_cues:
            return None
        return "year", end

    def _street(self, numeral: Numeral) -> tuple[str, int] | None:
        if not numeral.value % 100 and BLOCK.match(self.low, numeral.end):
            return "address", numeral.end
        if not self.text[numeral.end + 1 : numeral.end + 2].isupper():
            return None
        match = self.lex.tail.match(self.text, numeral.end, numeral.end + 80)
        return (self.lex.tails[match[1].lower()], match.end()) if match else None

    def _person(self, numeral: Numeral, left: Left) -> tuple[str, int] | None:
        if left.last in ("was", "were", "is", "are") and AGES_THEN.match(self.low, numeral.end):
            return ("age", numeral.end) if numeral.value <= OLDEST else None
        if not 10 <= numeral.value <= 99:
            return None
        if left.char == "(" and self.text[numeral.end : numeral.end + 1] == ")":
            word = left.low[max(0, left.at - 24) : left.at - 1].split()[-1:]
            one = word and word[0] in self.lex.persons and not word[0].endswith(PLURALS)
            return ("age", numeral.end) if one else None
        if left.words and left.words[-1].endswith((",", "”", '"')):
            if left.words[-1][:-1] in self.lex.persons and AGES_AFTER.match(self.low, numeral.end):
                return "age", numeral.end
            if not PERSON_AGE_END.match(self.text, numeral.end):
                return None
            name = self.lex.person_name.search(self.text[max(0, left.at - 40) : left.at])
            if name and not (name[1] and name[1].lower() in self.lex.no_names):
                return "age", numeral.end
            if FINITE.match(self.low, numeral.end) and HOME.search(
                self.text, max(0, left.at - 60), numeral.start
            ):
                return "age", numeral.end  # "Ann Reed, Lakewood, 39, was found guilty"
        elif left.last == "both" and AGES_AFTER.match(self.low, numeral.end):
            return "age", numeral.end
        elif left.last == "of" and left.words[-2:-1] and left.words[-2] in self.lex.persons:
            one = not left.words[-2].endswith(PLURALS)  # "a man of 71 died"
            counted = not one and self.lex.counts_noun(self.low, numeral.end)
            return None if counted else ("age", numeral.end)
        elif left.last in ("was", "is") and AGES_AFTER.match(self.low, numeral.end) and left.words[-2:-1]:
            return ("age", numeral.end) if left.words[-2] in self.lex.persons else None
        return None

    def _surname(self, numeral: Numeral) -> tuple[str, int] | None:
        """ "Hendrick, 49, Mission Viejo, is charged", "Lee, now 55, was": an age behind a single name."""
        if not 10 <= numeral.value <= 99:
            return None
        before = self.text[max(0, numeral.start - NAME_REACH) : numeral.start]
        chained = self._last[0] == "age" and numeral.start - self._last[1] <= NAME_REACH
        if self.text[numeral.end : numeral.end + 1] != ",":
            last = chained and before.rstrip()[-1:] == "," and LAST_AGED.match(self.text, numeral.end)
            return ("age", numeral.end) if last else None
        if NOW.search(before):
            return "age", numeral.end
        if before.rstrip()[-1:] != "," or not AGED_BEHIND.match(self.text, numeral.end):
            return None
        name = SURNAME.search(before)
        if name is None:
            return None
        word = (name["word"] or "").lower()
        return ("age", numeral.end) if word not in PLACED_BY or (word == "and" and chained) else None

    def person_range(self, left: Left, end: int) -> bool:
        """Boys between 14 and 17, customers under 25: ages, where nothing is counted after them."""
        if not left.words or self.lex.counts_noun(self.low, end):
            return False
        last = left.words[-1]
        return last in self.lex.persons or (
            last in self.lex.persons_meant and bool(CLOSED.match(self.low, end))
        )
