"""Reads one release: sentence by sentence from quantities to figures, then roles over the whole release."""

from __future__ import annotations

from opledger.docdata import Data
from opledger.figures.antecedents import whole_in_lead
from opledger.figures.case import Case, Passage
from opledger.figures.choosing import Choice, Chooser
from opledger.figures.contrast import said_again, settle_doubts, sum_up
from opledger.figures.earlier import Earlier
from opledger.figures.groups import groups
from opledger.figures.implicit import Implicit
from opledger.figures.labels import Labels, label_ahead
from opledger.figures.legends import Legends
from opledger.figures.lexicon import Lexicon
from opledger.figures.making import Maker
from opledger.figures.names import is_name, is_nominal
from opledger.figures.narrowing import Narrowing
from opledger.figures.phrases import Phrase, drop_noun, drop_verb
from opledger.figures.relations import relate
from opledger.figures.release import Figure, Release
from opledger.figures.roles import settle_roles
from opledger.figures.scope import ScopeRules
from opledger.figures.stuff import Stuff
from opledger.figures.superseded import Superseded
from opledger.figures.tables import TableReader, in_unit, times
from opledger.figures.unreal import is_unreal


class ReleaseReader:
    """Finds the figures of one release.

    Args:
        text: the release's text.
        found: the opledger data of its Doc (layout, quantities, mentions).
        lexicon: word forms and frames.
        scopes: scope cues.
    """

    def __init__(self, text: str, found: Data, lexicon: Lexicon, scopes: ScopeRules) -> None:
        self.lexicon = lexicon
        self.release = Release(text, found, lexicon)
        self.tables = TableReader(text, self.release.blocks, lexicon.cues["total_row"])
        self.legends = Legends(self.release)
        self.earlier = Earlier()
        self.labels = Labels(self.release)
        self.stuff = Stuff(self.release)
        self.chooser = Chooser(self.release, self.labels, self.stuff, self.earlier)
        self.maker = Maker(self.release, self.tables)
        self.implicit = Implicit(self.release, lexicon, self.maker)
        self.narrowing = Narrowing(self.release, scopes, self.earlier)

    def read(self) -> list[Figure]:
        """All figures, by start."""
        for at in self.release.telling():
            for start, end in self.release.stretches(at):
                self._sentence(self._passage(at, start, end))
        release, figures = self.release, self.earlier.figures
        Superseded(release).settle(figures)
        settle_doubts(figures, release.blocks)
        said_again(figures)
        sum_up(figures)
        settle_roles(figures, release.layout, release.text, release.mentions, self.lexicon)
        relate(figures, release.layout, release.text, release.mentions, self.lexicon.cues)
        figures += self._implied(figures)
        figures.sort(key=lambda f: (f["start"], f["end"], f["measure"]))
        return figures

    def _implied(self, stated: list[Figure]) -> list[Figure]:
        """Figures that no number states; they are settled apart, so that those that one states stay as they are."""
        release, made = self.release, []
        for passage, figure in self.implicit.figures():
            passage.made.append(figure)
            self.narrowing.narrow(passage)
            made.append(figure)
        if made:
            made.sort(key=lambda f: (f["start"], f["measure"]))
            settle_roles(made, release.layout, release.text, release.mentions, self.lexicon)
            relate(made, release.layout, release.text, release.mentions, self.lexicon.cues)
        told = {f["measure"] for f in stated if f["role"] != "background"}
        for figure in made:
            if figure["measure"] in told and figure["role"] == "total":
                figure["role"] = "part"
        return made

    def _passage(self, at: int, start: int, end: int) -> Passage:
        sentence = {**self.release.sentences[at], "start": start, "end": end}
        items = self.release.items(start, end)
        barred = self.lexicon.barred(self.release.text[start:end])
        return Passage(at, sentence, self.release.blocks[sentence["block"]], items, is_nominal(items), barred)

    def _sentence(self, passage: Passage) -> None:
        made = passage.made
        for group in groups(passage.items, self.release.phrases(passage.items)):
            rest: list[Phrase] = []
            first = len(made)
            for phrase in group:
                figure = self._figure(self._case(passage, group, phrase))
                if figure:
                    made.append(figure)
                else:
                    rest.append(phrase)
            made += [
                self.maker.make(c, Choice(d)) for c, d in self.chooser.siblings(passage, rest, made[first:])
            ]
        if made:
            made.sort(key=lambda f: int(f["start"]))
            self.narrowing.narrow(passage)
            self.earlier.add(made)

    def _case(self, passage: Passage, group: list[Phrase], phrase: Phrase) -> Case:
        """A number with its quantity read as the headings of its table say."""
        quantity = self.release.quantities[passage.items[phrase.quantity].at]
        drop_verb(passage.items, phrase, quantity["value"])
        if phrase.head is not None and label_ahead(passage.items, phrase) is not None:
            drop_noun(phrase)
        if phrase.head is None and whole_in_lead(passage.items, phrase.first) is not None:
            phrase.partitive = True  # "Of the vapes, 210,000 went to ..."
        cell = self.tables.place(passage.sentence["block"], quantity["number_start"])
        if cell is None or cell.column is None:
            cell = self.legends.place(passage, phrase) or cell
        if cell is not None:
            heading = self.release.heading(passage.block)
            unit = None if quantity["unit"] else self.tables.unit(cell.column, cell.row, heading)
            if unit:
                quantity = in_unit(quantity, unit)
            elif cell.column:
                quantity = times(quantity, self.tables.factor(cell.column, cell.row))
        return Case(passage, group, phrase, self.earlier.without_currency(quantity), cell)

    def _figure(self, case: Case) -> Figure | None:
        """The steps from a number to a figure; None where it counts nothing that is wanted."""
        case.label = self.labels.find(case)
        case.substance = self.stuff.of(case)
        # Headlines write any noun with a capital: an unknown one is no sign of a name there.
        unsure = case.passage.block["kind"] == "headline" and case.phrase.classes == ("unknown",)
        if not unsure and is_name(case, self.release):
            return None
        self.stuff.resolve_doses(case)
        case.before = self.earlier.before(case, self.lexicon)
        choice = self.chooser.choose(case)
        if choice is None or is_unreal(case, choice.decision, self.release.text, self.lexicon.cues):
            return None
        return self.maker.make(case, choice)
