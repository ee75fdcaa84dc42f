"""What is told of a time before the event: old dates, years that are over, the year so far."""

from __future__ import annotations

from typing import Any

from opledger.figures.release import LISTED, Figure
from opledger.figures.setting import Setting

BEFORE_RELEASE = 300
BEFORE_STORY = 150  # where a later sentence opens with the date
DATE_REACH = 15
CLAUSE_REACH = 40
MARKS = 3


class Past:
    """Tells figures of the time before from those of the event that a release reports.

    Args:
        setting: what the release is about.
    """

    def __init__(self, setting: Setting) -> None:
        self.setting, self.text, self.cues = setting, setting.text, setting.cues
        self.year_to_date = self.cues["year_to_date"].search(self.text, 0, setting.lead_end) is not None

    def long_ago(self, figure: Figure) -> bool:
        """Whether the figure is tied to a date well before the release; what comes to court always is."""
        if self.setting.issued is None or self.setting.trial:
            return False
        sentence = self.setting.sentence(figure)
        start, end = sentence["start"], sentence["end"]
        edition = self.cues["edition_year"].search(self.text, start, end)
        if edition and edition[1] < self.setting.issued[:4]:
            return True
        if (
            self.setting.blocks[figure["extras"]["block"]]["kind"] not in LISTED
        ):  # the label of an item is over all of it
            start = max(start, self.text.rfind(";", start, figure["start"]) + 1)
            mark = self.text.find(";", figure["end"], end)
            end = mark if mark >= 0 else end
        inside = [m for m in self.setting.dates if start <= m["start"] < end]
        opening = CLAUSE_REACH if not self.setting.leads(figure) else DATE_REACH
        near = (
            (m["start"] - start <= opening and m["start"] < figure["start"])
            or 0 <= m["start"] - figure["end"] <= DATE_REACH
            or 0 <= figure["start"] - m["end"] <= DATE_REACH
            for m in inside
        )
        if not any(near) or (
            figure["measure"] in self.setting.crime and not self._of_others(sentence, start)
        ):
            return False
        opened = any(m["start"] - start <= DATE_REACH and m["start"] < figure["start"] for m in inside)
        before = BEFORE_STORY if opened and not self.setting.leads(figure) else BEFORE_RELEASE
        return all(days(self.setting.issued) - days(str(m["extras"]["end"])) > before for m in inside)

    def is_year_to_date(self, figure: Figure) -> bool:
        """Whether a figure is of the year so far, as the lead of the release is."""
        sentence = self.setting.sentence(figure)
        own = self.cues["year_to_date"].search(self.text, sentence["start"], sentence["end"])
        return self.year_to_date and own is not None

    def past_year(self, figure: Figure) -> bool:
        """Whether a figure behind the lead is what a whole year before brought, and the lead is not on that year.

        "In 2023 the force made 27,400 arrests", "The unit took 2.7 million pills in all of 2024"
        """
        if self.setting.issued is None or self.setting.leads(figure):
            return False
        sentence = self.setting.sentence(figure)
        for date in self.setting.dates:
            if not sentence["start"] <= date["start"] < sentence["end"]:
                continue
            before = self.cues["in_year"].search(self.text, sentence["start"], date["start"])
            if not before or not self._is_past_year(date, before["half"] is not None):
                continue
            told = date["end"] <= figure["start"] and self.cues["when"].match(self.text, date["end"])
            if told or self._in_reach(figure, before.start(), date["end"], sentence["start"]):
                return figure["measure"] not in self.setting.crime or self._of_others(
                    sentence, before.start()
                )
        return False

    def _is_past_year(self, date: dict[str, Any], half: bool) -> bool:
        """Whether a date is a year that is over, or of which a half is, and that the lead does not name."""
        first, last = str(date["extras"].get("start")), str(date["extras"]["end"])
        whole = first.endswith("-01-01") and last.endswith("-12-31")
        latest = str(self.setting.issued)[:4]
        if not whole or last[:4] > latest or (last[:4] == latest and not half):
            return False
        return not any(
            d["start"] < self.setting.lead_end and d["extras"]["end"] == last for d in self.setting.dates
        )

    def _in_reach(self, figure: Figure, start: int, end: int, opening: int) -> bool:
        """Whether words from ``start`` to ``end`` open the sentence before a figure, or stand right behind it."""
        if end <= figure["start"]:
            return start - opening <= CLAUSE_REACH
        between = self.text[figure["end"] : start] if figure["end"] <= start else ";"
        return len(between) <= CLAUSE_REACH and not any(mark in between for mark in ";:,")

    def _of_others(self, sentence: dict[str, Any], year: int) -> bool:
        """Whether a sentence with a year tells nothing of the offenders of the case; one of a case at court opens with it."""
        if self.cues["at_work"].search(self.text, sentence["start"], sentence["end"]):
            return False
        return not self.setting.trial or year - sentence["start"] <= MARKS


def days(iso: str) -> int:
    """A rough day count of an ISO date, for differences of months."""
    year, month, day = (*iso.split("-"), "6", "15")[:3]
    return int(year) * 365 + int(month) * 30 + int(day)
