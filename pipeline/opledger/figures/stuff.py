"""What amounts are of: the substance of a weight or a container, what pills are, whether money is a thing's worth."""

from __future__ import annotations

from opledger.figures.case import NO_SUBSTANCE, Case, Substance
from opledger.figures.lexicon import Lexicon
from opledger.figures.phrases import Phrase, read_phrase
from opledger.figures.release import Release

BY_WEIGHT = frozenset({"mass", "volume"})
DOSE = "dose"
PLANT, DRUG_PLANT = "plant", ("drug_plant", "drug")
ITEM, RECORDED = "item", frozenset({"file", "device", "data"})
DRUG, SENTENCES = "drug", 3
APOSTROPHES = frozenset({"'", "’"})
VALUE, CASH, WORTH_REACH = "value", "cash", 3
UNWEIGHED = frozenset({"count", "data"})


class Stuff:
    """Finds the substance of amounts, reading a release from its start: what was named last serves those that name none.

    Args:
        release: the release that is read.
    """

    def __init__(self, release: Release) -> None:
        self.release, self.kinds = release, release.lexicon.stuff
        self.last: Substance | None = None
        self.measured: dict[str, Substance] = {}  # what was named last with a weight, and with a volume

    def of(self, case: Case) -> Substance:
        """Classes and words of the stuff an amount is of: from its phrase, else from the nearest noun before it."""
        phrase = case.phrase
        if phrase.own == ("container",):
            labelled = self._labelled(case)
            if labelled or self.last:
                return labelled or self.last or NO_SUBSTANCE
        unnamed = phrase.head is not None and phrase.head.plays("load") and DRUG not in phrase.classes
        if phrase.words and not self.kinds.isdisjoint(phrase.classes) and not unnamed:
            self.last = phrase.classes, self.release.written(phrase)
            if case.quantity["dimension"] in BY_WEIGHT:
                self.measured[case.quantity["dimension"]] = self.last
            return self.last
        if case.quantity["dimension"] in UNWEIGHED:
            return NO_SUBSTANCE
        shared = self._shared(case)
        if shared:
            self.last = shared
            return shared
        within = self._within(case)
        if within:
            return within
        unlisted = self._unlisted(case)
        load = unlisted is None or (phrase.head is not None and phrase.head.plays("load"))
        if unlisted and not load and _is_followed_by(case, "of"):
            return unlisted
        load = load and case.quantity["dimension"] in BY_WEIGHT
        told = (self._told(case) or self._found_out(case)) if load else None
        again = (self.measured.get(case.quantity["dimension"]) if phrase.head is None else None) or self.last
        return self._labelled(case) or self._named_before(case) or told or unlisted or again or NO_SUBSTANCE

    def _found_out(self, case: Case) -> Substance | None:
        """The drug that its sentence goes on to name: "40 kilos, most of it heroin", "3 kg of a substance that proved to be ketamine"."""
        items = case.items
        for at in range(case.phrase.end, len(items)):
            item = items[at]
            if item.kind == "quantity" and at + 1 < len(items):
                behind = items[at + 1]
                if behind.plays("of") or behind.entry.classes:
                    return None
            if not item.entry.event and DRUG in item.entry.classes and not item.plays("load"):
                return item.entry.classes, item.text
        return None

    def _within(self, case: Case) -> Substance | None:
        """Stuff that stands before a head that is none: "a tonne of nitrous oxide canisters"."""
        phrase = case.phrase
        if case.quantity["dimension"] not in BY_WEIGHT or phrase.words is None:
            return None
        for item in case.items[phrase.end - 1 : phrase.quantity : -1]:
            stuff = not item.entry.event and not self.kinds.isdisjoint(item.entry.own)
            if stuff and not item.plays("load"):
                self.last = item.entry.classes, self.release.written(phrase)
                return self.last
        return None

    def _told(self, case: Case) -> Substance | None:
        """The drug that the sentences before tell of, where an amount names only a load: "the shipment, 310 kilos in all"."""
        sentences, at = self.release.sentences, case.passage.at
        for before in range(at - 1, max(-1, at - 1 - SENTENCES), -1):
            sentence = sentences[before]
            if case.passage.sentence["block"] - sentence["block"] > 1:
                return None
            for item in reversed(self.release.items(sentence["start"], sentence["end"])):
                if not item.entry.event and not self.kinds.isdisjoint(item.entry.classes):
                    named = DRUG in item.entry.classes and not item.plays("load")
                    return (item.entry.classes, item.text) if named else None
        return None

    def _shared(self, case: Case) -> Substance | None:
        """The stuff of the amount joined to one that names none: "1,200 kg and 46 litres of liquid amphetamine"."""
        joint = case.phrase.quantity + 1
        if (
            case.phrase.head is not None
            or joint + 1 >= len(case.items)
            or not case.items[joint].plays("also")
        ):
            return None
        other = next((phrase for phrase in case.group if phrase.quantity == joint + 1), None)
        if other is None or not other.words or self.kinds.isdisjoint(other.classes):
            return None
        weighed = case.items[other.quantity].label in BY_WEIGHT
        return (other.classes, self.release.written(other)) if weighed or DOSE in other.own else None

    def _labelled(self, case: Case) -> Substance | None:
        """The stuff that the label of its line names: "cannabis: 40 plants, plus 9 kg dried"."""
        colon = next((i for i, item in enumerate(case.items[: case.phrase.first]) if item.text == ":"), 0)
        for item in reversed(case.items[:colon]):
            if not item.entry.event and not self.kinds.isdisjoint(item.entry.classes):
                return None if item.text in self.release.lexicon.unnamed else (item.entry.classes, item.text)
        return None

    def _unlisted(self, case: Case) -> Substance | None:
        """Stuff that no class lists: "40 litres of acid"."""
        phrase = case.phrase
        if phrase.classes != ("unknown",) or not phrase.words or case.quantity["dimension"] not in BY_WEIGHT:
            return None
        named = phrase.head is not None and self.release.lexicon.cues["drug_ending"].search(phrase.head.text)
        return (DRUG if named else "unknown",), self.release.written(phrase)

    def _named_before(self, case: Case) -> Substance | None:
        """The nearest stuff named before the amount in its sentence: "cocaine (12 kg)"."""
        for i in range(case.phrase.first - 1, -1, -1):
            item = case.items[i]
            if not item.entry.event and not self.kinds.isdisjoint(item.entry.classes):
                self.last = item.entry.classes, item.text
                return self.last
        return None

    def resolve_doses(self, case: Case) -> None:
        """Pills and tablets are drugs, medicines or (tablets) computers, as the phrase or the sentence says; so are plants."""
        if PLANT in case.phrase.own:
            self._resolve_plant(case)
        if ITEM in case.phrase.own and any(not RECORDED.isdisjoint(i.entry.classes) for i in case.items):
            case.phrase.classes = case.phrase.own = ("device",)  # "6,000 items with images"
        for phrase in (case.phrase, case.label):
            if phrase is not None and "dose" in phrase.own:
                told = self.last is not None and DRUG in self.last[0]
                _resolve_dose(case, phrase, self.release.lexicon, told)

    def _resolve_plant(self, case: Case) -> None:
        """Plants are drugs where their sentence has named one: "a cannabis plantation with 2,000 plants"."""
        named = (i for i in case.items[: case.phrase.first] if "drug" in i.entry.own and not i.entry.event)
        drug = next(named, None)
        if drug is not None and not case.phrase.modifiers:
            case.phrase.classes, case.phrase.own = DRUG_PLANT, DRUG_PLANT[:1]
            case.substance = drug.entry.classes, drug.text

    def is_worth(self, case: Case) -> bool:
        """Whether money is what things are worth: "$250,000 in fentanyl pills", "EUR 3 million of goods"."""
        if case.quantity["dimension"] != "money":
            return False
        if _is_worth_of(case):
            return True
        if not _is_followed_by(case, "of", "in"):
            return False
        lexicon = self.release.lexicon
        inner = read_phrase(case.items, case.phrase.quantity + 1, lexicon)
        if inner.noun_event or inner.words is None:
            return False
        first = case.items[case.phrase.quantity + 2 : case.phrase.quantity + 3]
        return not lexicon.worth.isdisjoint(inner.classes) or any(i.plays("illicit") for i in first)


def _is_followed_by(case: Case, *words: str) -> bool:
    """Whether one of some words stands right behind the number."""
    after = case.phrase.quantity + 1
    return after < len(case.items) and any(case.items[after].plays(word) for word in words)


def _is_worth_of(case: Case) -> bool:
    """Whether "worth of" and things stand right behind a sum: "EUR 3 million worth of perfume"; bitcoins are money themselves."""
    at = case.phrase.quantity + 1
    at += at < len(case.items) and case.items[at].text in APOSTROPHES  # "two million euros' worth of"
    if at + 1 >= len(case.items) or VALUE not in case.items[at].entry.events:
        return False
    return not any(
        i.plays("asset") or CASH in i.entry.events for i in case.items[at + 1 : at + 1 + WORTH_REACH]
    )


def _resolve_dose(case: Case, phrase: Phrase, lexicon: Lexicon, told: bool) -> None:
    """What pills are, by their phrase, else by their sentence; where the text has ``told`` of drugs, only medicines are none."""
    in_sentence = [c for i in case.items if i is not phrase.head for c in i.entry.own]
    in_phrase = [c for word in phrase.modifiers for c in _classes(word, lexicon)] + list(phrase.own)
    for said in (in_phrase, in_sentence):
        other = "goods" in said and "drug" not in said and not (told and said is in_sentence)
        if "medicine" in said or other:
            phrase.classes = phrase.own = ("goods",)
            return
        if "drug" in said:
            phrase.classes = phrase.own = ("drug", "dose")
            return
    computers = "device" in phrase.own and "device" in in_sentence
    phrase.classes = phrase.own = ("device",) if computers else ("drug", "dose")


def _classes(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    matched = lexicon.match(word.split(), 0)
    return matched[1].own if matched else ()
