"""Reads one release: sentence by sentence from quantities to figures, then roles over the whole release."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

from opledger.docdata import Data
from opledger.figures.decide import Decision, classes_of, decide, frame_for
from opledger.figures.governors import Governor, governors, groups
from opledger.figures.inherit import inherit
from opledger.figures.items import EMPTY, Item, Spans, scan, spans_of
from opledger.figures.lexicon import Lexicon
from opledger.figures.phrases import Phrase, read_phrase
from opledger.figures.places import PlaceFinder
from opledger.figures.relations import relate
from opledger.figures.roles import settle_roles
from opledger.figures.scope import Cue, Geography, ScopeRules, governs
from opledger.figures.tables import Cell, TableReader, in_unit, times

COUNTED = frozenset({"count", "mass", "volume", "data", "money"})
SUBSTANCES = ("drug", "wildlife", "goods", "explosive")
CONTEXT_COST = 5.0
CARRYING = frozenset({"before", "label", "carried"})
WEAK = frozenset({"default:suspect", "frame:suspicion-person", "default:defendant", "default:place"})
GENERIC = frozenset({"container", "exhibit", "check_object"})
COUNT_UNITS = frozenset(
    {
        "person",
        "search",
        "item",
        "case",
        "check",
        "location",
        "country",
        "seizure",
        "site",
        "group",
        "account",
    }
)
WORTH = frozenset({"drug", "goods", "wildlife", "vehicle", "dose", "device", "firearm", "container"})


def _plus(number: float | int | None, more: int) -> float | int | None:
    return number + more if number is not None else None


def _local_id(figure: dict[str, Any]) -> str:
    return f"{figure['start']}-{figure['end']}-{figure['measure']}"


class ReleaseReader:
    """Finds the figures of one release.

    Args:
        text: the release's text.
        found: the opledger data of its Doc (layout, quantities, mentions).
        lexicon: word forms and frames.
        scopes: scope cues.
    """

    def __init__(self, text: str, found: Data, lexicon: Lexicon, scopes: ScopeRules) -> None:
        self.text, self.lexicon, self.scopes = text, lexicon, scopes
        self.layout = found.get("layout") or {"blocks": [], "sentences": [], "quotes": []}
        self.quantities = found["quantities"]
        self.mentions = found.get("mentions", [])
        self.spans = spans_of(self.quantities, self.mentions, frozenset({"DATE"}))
        self.span_starts = [s[0] for s in self.spans]
        self.places = PlaceFinder(text, self.layout, Geography.of(found), lexicon.cues)
        self.contexts: dict[int, list[str]] = {}
        self.figures: list[dict[str, Any]] = []
        self.above: dict[int, list[Cue]] = {}
        self.tables = TableReader(text, self.layout["blocks"], lexicon.cues["total_row"])
        self.last_substance: tuple[tuple[str, ...], str] | None = None
        self.barred: frozenset[str] = frozenset()
        self.unnamed = lexicon.unnamed

    def read(self) -> list[dict[str, Any]]:
        """All figures, by start."""
        starts = [q["start"] for q in self.quantities]
        for at, sentence in enumerate(self.layout["sentences"]):
            first, last = bisect_left(starts, sentence["start"]), bisect_left(starts, sentence["end"])
            block = self.layout["blocks"][sentence["block"]]
            if block["skip"]:
                continue
            if first < last and any(q["dimension"] in COUNTED for q in self.quantities[first:last]):
                self._sentence(at, sentence)
        settle_roles(self.figures, self.layout, self.text, self.mentions, self.lexicon)
        relate(self.figures, self.layout, self.text, self.mentions, self.lexicon.cues)
        self.figures.sort(key=lambda f: (f["start"], f["end"], f["measure"]))
        return self.figures

    def items(self, start: int, end: int) -> list[Item]:
        """Items between two offsets."""
        spans: Spans = self.spans[bisect_left(self.span_starts, start) : bisect_left(self.span_starts, end)]
        return scan(self.text, start, end, spans, self.lexicon)

    def items_in_words(self, start: int, end: int) -> list[Item]:
        """Items of the words that a quantity took in before its number ("estimated street value of")."""
        return scan(self.text, start, end, [], self.lexicon) if end - start > 5 else []

    def _sentence(self, at: int, sentence: dict[str, Any]) -> None:
        items = self.items(sentence["start"], sentence["end"])
        phrases = [
            read_phrase(items, i, self.lexicon)
            for i, item in enumerate(items)
            if item.kind == "quantity" and self.quantities[item.at]["dimension"] in COUNTED
        ]
        made: list[dict[str, Any]] = []
        unknown: list[Phrase] = []
        nominal = self._is_nominal(items)
        written = self.text[sentence["start"] : sentence["end"]]
        self.barred = frozenset(n for n, p in self.lexicon.unless.items() if p.search(written))
        for group in groups(items, phrases):
            for phrase in group:
                figure = self._figure(items, group, phrase, sentence, at, made, nominal)
                if figure:
                    made.append(figure)
                elif phrase.classes == ("unknown",):
                    unknown.append(phrase)
            made += self._siblings(items, unknown, made, sentence, at)
            unknown.clear()
        made.sort(key=lambda f: int(f["start"]))
        if made:
            self._scope_all(made, sentence, at)

    def _figure(
        self,
        items: list[Item],
        group: list[Phrase],
        phrase: Phrase,
        sentence: dict[str, Any],
        at: int,
        made: list[dict[str, Any]],
        nominal: bool,
    ) -> dict[str, Any] | None:
        quantity = self.quantities[items[phrase.quantity].at]
        block = self.layout["blocks"][sentence["block"]]
        cell = self.tables.place(sentence["block"], quantity["number_start"])
        unit = (
            self.tables.unit(cell.column, cell.row, self._heading(block))
            if cell and not quantity["unit"]
            else None
        )
        if unit:
            quantity = in_unit(quantity, unit)
        elif cell and cell.column:
            quantity = times(quantity, self.tables.factor(cell.column, cell.row))
        if quantity["dimension"] == "money" and "gap" in quantity["rule"].split("+"):
            quantity = self._unless_money(quantity)
        generic = phrase.head is None or (bool(phrase.own) and set(phrase.own) <= GENERIC)
        label = self._label(items, phrase, sentence) if generic else None
        if cell and cell.column:
            label = self._cell_label(phrase, cell)
        substance = self._substance(items, phrase, quantity)
        if self._is_name(items, phrase, quantity) and not (
            block["kind"] == "headline" and phrase.classes == ("unknown",)
        ):
            return None
        for counted in (phrase, label):
            if counted is not None and "dose" in counted.own:
                self._resolve_dose(items, counted)
        classes = classes_of(label or phrase, quantity, substance[0])
        bare = phrase.head is None and quantity["dimension"] == "count"
        candidates = governors(items, group, phrase, bare, quantity["dimension"] == "count")
        within = self.items_in_words(quantity["start"], quantity["number_start"])
        candidates += [
            Governor(e, 0.0, -1, "active") for i in within if i.plays("takes-source") for e in i.entry.events
        ]
        if quantity["dimension"] == "money" and self._worth(items, phrase):
            candidates.insert(0, Governor("value", 0.0, phrase.end, "worth"))
        context = self._context(block, cell)
        before = self._before(items, phrase, made, sentence)
        decision = None
        if (
            bare
            and label is None
            and before is not None
            and (phrase.partitive or self._of_these(items, phrase))
        ):
            borrowed = ("none", *before["extras"]["classes"])
            decision = decide(phrase, quantity, candidates, borrowed, self.lexicon, True, self.barred)
        decision = decision or decide(
            label or phrase, quantity, candidates + context, classes, self.lexicon, barred=self.barred
        )
        if decision is None and bare and label is None and before is not None:
            decision = decide(
                phrase,
                quantity,
                candidates,
                ("none", *before["extras"]["classes"]),
                self.lexicon,
                True,
                self.barred,
            )
        leans = None
        if decision is None or (phrase.partitive and decision.rule in WEAK):
            leant = inherit(items, phrase, label, quantity, before, self.lexicon, self._like(quantity))
            decision = leant or decision
            leans = before if leant else None
        listed = block["kind"] in {"bullet", "result", "row"}
        alone = nominal and (phrase.first <= 2 or items[phrase.first - 1].text in {":", ";", ","})
        if decision is None and (listed or alone):
            decision = self._listed(classes, quantity, cell is not None and cell.column is not None)
        if decision is None or (decision.rule == "default:place" and not self._in_places(items, phrase)):
            return None
        figure: dict[str, Any] = self._make(
            items, label or phrase, phrase, quantity, decision, substance, sentence, at
        )
        figure["extras"]["leans"] = _local_id(leans) if leans else None
        if cell is not None and cell.column:
            figure["extras"]["cell"] = [*cell.row]
            figure["extras"]["total_row"] = cell.total
            figure["extras"]["earlier_column"] = self.tables.is_earlier(sentence["block"], cell)
        return figure

    def _worth(self, items: list[Item], phrase: Phrase) -> bool:
        """Whether the money is what things are worth: "$250,000 in fentanyl pills", "EUR 3 million of goods"."""
        end = items[phrase.quantity + 1 : phrase.quantity + 2]
        if not end or not (end[0].plays("of") or end[0].plays("in")):
            return False
        inner = read_phrase(items, phrase.quantity + 1, self.lexicon)
        return any(c in WORTH for c in inner.classes) and not inner.noun_event

    def _label(self, items: list[Item], phrase: Phrase, sentence: dict[str, Any]) -> Phrase | None:
        """The words before a bare number that say what it counts: "Firearms: 8,263", "Arrests 14"."""
        block = self.layout["blocks"][sentence["block"]]
        counted = self._counted(items, phrase) or self._asked(phrase, sentence)
        if counted:
            return counted
        colon = next(
            (i for i in range(phrase.first - 1, -1, -1) if items[i].text in {":", "–", "—", "-"}), None
        )
        if block["kind"] not in {"result", "row", "bullet"} and colon is None:
            return None
        if colon is not None and phrase.first - colon > 3:
            return None
        behind = items[phrase.end] if phrase.end < len(items) else None
        if behind is not None and behind.kind == "word" and behind.function is None:
            return None
        stop = colon if colon is not None else phrase.first
        if any(i.kind == "quantity" for i in items[:stop]) or (colon is None and phrase.end < len(items)):
            return None
        before_of = next((i for i in range(stop) if items[i].function == "preposition" and i), stop)
        known = [i for i in range(before_of) if items[i].entry.classes or items[i].entry.noun_event]
        known = known or [i for i in range(stop) if items[i].entry.classes or items[i].entry.noun_event]
        if not known:
            return None
        item = items[known[-1]]
        first = known[-1]
        while first > 0 and items[first - 1].kind == "word" and items[first - 1].function is None:
            first -= 1
        return Phrase(
            phrase.quantity,
            phrase.first,
            phrase.end,
            item,
            item.entry.classes or ("unknown",),
            item.entry.own,
            item.entry.noun_event,
            False,
            False,
            (items[first].start, item.end),
        )

    def _counted(self, items: list[Item], phrase: Phrase) -> Phrase | None:
        """The noun of "the number of phones as 164", "a crew of six"."""
        for at in range(phrase.first - 1, max(-1, phrase.first - 12), -1):
            item = items[at]
            if item.kind == "quantity" or item.text in {";", "."}:
                return None
            if item.plays("number") and at + 1 < phrase.first and items[at + 1].plays("of"):
                known = [i for i in items[at + 2 : phrase.first] if i.entry.classes or i.entry.noun_event]
                head = known[0] if known else None
                return self._as_label(phrase, head) if head else None
        if (
            phrase.first > 1
            and items[phrase.first - 1].plays("of")
            and items[phrase.first - 2].plays("company")
        ):
            return Phrase(phrase.quantity, phrase.first, phrase.end, None, ("person",), ("person",))
        return None

    def _as_label(self, phrase: Phrase, item: Item) -> Phrase:
        return Phrase(
            phrase.quantity,
            phrase.first,
            phrase.end,
            item,
            item.entry.classes or ("unknown",),
            item.entry.own,
            item.entry.noun_event,
            False,
            False,
            (item.start, item.end),
        )

    def _substance(
        self, items: list[Item], phrase: Phrase, quantity: dict[str, Any]
    ) -> tuple[tuple[str, ...], str | None]:
        """Classes and words of the stuff an amount is of; from the phrase, else from the nearest noun before."""
        if phrase.own == ("container",) and self.last_substance:
            return self.last_substance
        if any(c in SUBSTANCES for c in phrase.classes) and phrase.words:
            self.last_substance = (phrase.classes, self._words(phrase))
            return phrase.classes, self._words(phrase)
        if quantity["dimension"] == "count" or quantity["dimension"] == "data":
            return (), None
        of = items[phrase.quantity + 1].plays("of") if phrase.quantity + 1 < len(items) else False
        if (
            of
            and quantity["dimension"] in {"mass", "volume"}
            and phrase.classes == ("unknown",)
            and phrase.words
        ):
            return ("unknown",), self._words(phrase)
        for i in range(phrase.first - 1, -1, -1):
            entry = items[i].entry
            if any(c in SUBSTANCES for c in entry.classes) and not entry.event:
                self.last_substance = (entry.classes, items[i].text)
                return entry.classes, items[i].text
        if quantity["dimension"] in {"mass", "volume"} and phrase.classes == ("unknown",) and phrase.words:
            return ("unknown",), self._words(phrase)
        if self.last_substance:
            return self.last_substance
        return (), None

    def _words(self, phrase: Phrase) -> str:
        assert phrase.words is not None
        return " ".join(self.text[phrase.words[0] : phrase.words[1]].split())

    def _heading(self, block: dict[str, Any]) -> tuple[int, int] | None:
        index = block.get("heading")
        return (
            None
            if index is None
            else (self.layout["blocks"][index]["start"], self.layout["blocks"][index]["end"])
        )

    def _events_in(self, start: int, end: int) -> list[str]:
        """Events named in a heading or cell, in text order, the last thirty words counting."""
        items = self.items(start, end)[-30:]
        names = [
            e for i in items for e in (*i.entry.events, *([i.entry.noun_event] if i.entry.noun_event else []))
        ]
        return list(dict.fromkeys(names))

    def _unless_money(self, quantity: dict[str, Any]) -> dict[str, Any]:
        """A number that took its currency from a sum before it counts what the figure before it counts."""
        last = self.figures[-1] if self.figures else None
        if last is None or last["unit"].isupper():
            return quantity
        return {**quantity, "unit": None, "dimension": "count"}

    def _asked(self, phrase: Phrase, sentence: dict[str, Any]) -> Phrase | None:
        """What a heading asks for, where an answer starts with a number: "How many cars were recovered? 306." """
        block = self.layout["blocks"][sentence["block"]]
        if (
            phrase.first > 1
            or sentence["start"] > block["start"] + 3
            or block.get("heading") != sentence["block"] - 1
        ):
            return None
        above = self._heading(block)
        known = [i for i in self.items(*above) if i.entry.classes or i.entry.noun_event] if above else []
        return self._as_label(phrase, known[0]) if known else None

    def _cell_label(self, phrase: Phrase, cell: Cell) -> Phrase | None:
        """The heading of the column as what a number counts, with the row's label where that is a thing."""
        assert cell.column is not None
        for start, end in (cell.column, cell.row):
            items = self.items(start, end)
            known = [i for i in items if i.entry.classes or i.entry.noun_event]
            if known:
                item = known[-1]
                return self._as_label(phrase, item)
        return None

    def _context(self, block: dict[str, Any], cell: Cell | None) -> list[Governor]:
        """Events of the words that introduce a list, of the heading above it, of a table's column."""
        found: list[Governor] = []
        if cell and cell.column:
            found += [
                Governor(e, 0.5 + 0.01 * n, -1, "context")
                for n, e in enumerate(self._events_in(*cell.column))
            ]
        for key, cost in (("intro", CONTEXT_COST), ("heading", CONTEXT_COST + 0.5)):
            index = block.get(key)
            right_above = index is not None and self.layout["blocks"][index + 1] is block
            listed = block["kind"] in {"bullet", "result", "row"} or right_above
            if index is None or (key == "heading" and not listed):
                continue
            if index not in self.contexts:
                above = self.layout["blocks"][index]
                self.contexts[index] = self._events_in(above["start"], above["end"])
            found += [Governor(e, cost + 0.01 * n, -1, "context") for n, e in enumerate(self.contexts[index])]
        return found

    @staticmethod
    def _in_places(items: list[Item], phrase: Phrase) -> bool:
        """Whether a count of places says where something took place: "in 63 cities", "all nine provinces"."""
        ahead = items[phrase.first - 1] if phrase.first else None
        return (
            ahead is None
            or ahead.kind == "punct"
            or ahead.function in {"preposition", "determiner", "conjunction"}
        )

    @staticmethod
    def _of_these(items: list[Item], phrase: Phrase) -> bool:
        """Whether a sentence opens with "of these," before its number."""
        lead = items[: phrase.first]
        return len(lead) in {2, 3} and lead[0].plays("of") and lead[1].plays("elided")

    def _listed(self, classes: tuple[str, ...], quantity: dict[str, Any], column: bool) -> Decision | None:
        """Things in a list of results were seized, even where no verb says so."""
        vague = {"unknown", "none", "money"} if column else {"unknown", "none", "money", "container"}
        frame = frame_for("seize", tuple(c for c in classes if c not in vague), self.lexicon)
        if frame is None or frame.measure is None:
            return None
        return Decision(frame.measure, (), f"list:{frame.id}", 7.0, "seize")

    def _like(self, quantity: dict[str, Any]) -> dict[str, Any] | None:
        """An earlier figure of the same plain number: "put the total at 288" means the 288 of the headline."""
        if quantity["value"] is None or quantity["value"] < 3 or quantity["unit"]:
            return None
        return next(
            (f for f in self.figures if f["value"] == quantity["value"] and f["unit"] in COUNT_UNITS), None
        )

    def _is_name(self, items: list[Item], phrase: Phrase, quantity: dict[str, Any]) -> bool:
        """Whether the number is no count: part of a name ("568 Flatbush Avenue"), an adjective ("seven-storey"), "one of the"."""
        tail = self.text[quantity["end"] : quantity["end"] + 2]
        if tail[:1] in {"-", "‑"} and tail[1:].isalpha() and quantity["dimension"] == "count":
            return True
        ahead = items[phrase.first - 1] if phrase.first else None
        if (
            ahead is not None
            and ahead.text == "("
            and phrase.first > 1
            and items[phrase.first - 2].kind == "quantity"
        ):
            return bool(
                self.quantities[items[phrase.first - 2].at]["value"] == quantity["value"]
            )  # "36 (thirty-six) warrants"
        behind = items[phrase.end] if phrase.end < len(items) else None
        if (
            phrase.head is None
            and quantity["dimension"] == "count"
            and behind is not None
            and behind.function == "determiner"
        ):
            return True  # "both the makers and the buyers"
        if (
            ahead is not None
            and ahead.plays("number")
            and phrase.first > 1
            and not items[phrase.first - 2].plays("article")
        ):
            return True  # "Court number 3"
        if ahead is not None and (
            ahead.plays("asking")
            or (ahead.plays("in") and self.text[max(0, ahead.start - 4) : ahead.start].lower() == "one ")
        ):
            return True  # "how many people", "one in five victims"
        if quantity["value"] == 1 and quantity["dimension"] == "count" and "words" in quantity["rule"]:
            listed = ahead is not None and (
                ahead.text in {"(", ",", ":"} or ahead.label or ahead.function == "conjunction"
            )
            if phrase.partitive or (phrase.head is None and not listed):
                return True
        if phrase.classes == ("unknown",) and phrase.head and quantity["dimension"] == "count":
            written = self.text[phrase.head.start : phrase.head.end]
            name = written[:1].isupper() and not written.isupper()
            if name and not self.text[phrase.words[0] if phrase.words else phrase.head.start].islower():
                return ahead is None or ahead.function == "preposition" or self.text[ahead.start].isupper()
        return False

    def _resolve_dose(self, items: list[Item], phrase: Phrase) -> None:
        """Pills and tablets are drugs, medicines or (tablets) computers, as the phrase or the sentence says."""
        known = [c for i in items if i is not phrase.head for c in i.entry.own]
        inner = [c for w in phrase.modifiers for c in self._classes(w)] + list(phrase.own)
        for source in (inner, known):
            if "medicine" in source or ("goods" in source and "drug" not in source):
                phrase.classes, phrase.own = ("goods",), ("goods",)
                return
            if "drug" in source:
                phrase.classes, phrase.own = ("drug", "dose"), ("drug", "dose")
                return
        if "device" in phrase.own and "device" in known:
            phrase.classes = phrase.own = ("device",)
        else:
            phrase.classes, phrase.own = ("drug", "dose"), ("drug", "dose")

    def _classes(self, word: str) -> tuple[str, ...]:
        matched = self.lexicon.match(word.split(), 0)
        return matched[1].own if matched else ()

    def _before(
        self, items: list[Item], phrase: Phrase, made: list[dict[str, Any]], sentence: dict[str, Any]
    ) -> dict[str, Any] | None:
        """The figure that a bare number can lean on: earlier in the sentence, the paragraph or the list."""
        ahead = items[phrase.first - 1] if phrase.first else None
        beside = ahead is not None and (ahead.text == "(" or ahead.label in {"COUNTRY", "PLACE"})
        figure: dict[str, Any]
        for figure in reversed(made):  # beside a place stands what was counted there, not how many places
            if not (beside and figure["unit"] in {"country", "location"}):
                return figure
        if not self.figures:
            return None
        last = self.figures[-1]
        distance = int(sentence["block"]) - int(last["extras"]["block"])
        return last if distance <= 1 and not (distance and last["extras"]["headline"]) else None

    def _make(
        self,
        items: list[Item],
        phrase: Phrase,
        own: Phrase,
        quantity: dict[str, Any],
        decision: Decision,
        substance: tuple[tuple[str, ...], str | None],
        sentence: dict[str, Any],
        at: int,
    ) -> dict[str, Any]:
        last = (own.stop or own.end) - 1
        end = max(quantity["end"], items[last].end) if last > own.quantity else quantity["end"]
        measure = self.lexicon.measures.measures[decision.measure]
        words = self._words(phrase) if phrase.words else None
        unit = quantity["unit"] or self._unit(phrase, measure.units, decision)
        block = self.layout["blocks"][sentence["block"]]
        start = quantity["start"]
        more, end = self._and_country(decision, quantity, end)
        return {
            "measure": decision.measure,
            "alternatives": list(decision.alternatives),
            "value": _plus(quantity["value"], more),
            "low": _plus(quantity["low"], more),
            "high": _plus(quantity["high"], more),
            "qualifier": quantity["qualifier"],
            "unit": unit,
            "object": words,
            "substance": self._named_substance(phrase, substance[1] or words) if measure.substance else None,
            "places": [],
            "role": "total",
            "part_of": None,
            "start": start,
            "end": end,
            "text": self.text[start:end],
            "sentence": self.text[sentence["start"] : sentence["end"]],
            "repeat_of": None,
            "implicit": False,
            "rule": "+".join(filter(None, (quantity["rule"], decision.rule))),
            "extras": {
                "block": sentence["block"],
                "sentence": at,
                "headline": block["kind"] in {"headline", "standfirst"},
                "additional": own.additional,
                "partitive": own.partitive,
                "correction": bool(block.get("corrects")),
                "kind": phrase.head.text if phrase.head else None,
                "classes": list(phrase.classes),
                "cost": decision.cost,
                "elided": own.head is None,
                "ahead": bool(own.first) and items[own.first - 1].plays("adding"),
                "number": [quantity["number_start"], quantity["number_end"]],
            },
        }

    def _named_substance(self, phrase: Phrase, words: str | None) -> str | None:
        """The stuff in the text's words, or None where they only say "drugs", "pills" or "packages"."""
        if words is None:
            return None
        plain = words.lower()
        matched = self.lexicon.match(plain.split(), 0)
        if matched and "plain" in matched[1].tags:
            plain = plain.split(" ", 1)[-1]
        return None if plain in self.unnamed else words

    def _and_country(self, decision: Decision, quantity: dict[str, Any], end: int) -> tuple[int, int]:
        """Countries named on top of a count: "eight Latin American countries and Spain" are nine."""
        if decision.measure != "countries_participating":
            return 0, end
        match = self.lexicon.cues["and_country"].match(self.text, end)
        if not match:
            return 0, end
        named = [m for m in self.mentions if m["label"] == "COUNTRY" and m["start"] == match.end()]
        return (1, named[0]["end"]) if named else (0, end)

    def _unit(self, phrase: Phrase, units: list[str], decision: Decision) -> str:
        for name in phrase.own:
            unit = self.lexicon.nouns[name].unit if name in self.lexicon.nouns else None
            if unit == "dose" and unit in units:
                return unit
        return units[0]

    def _siblings(
        self,
        items: list[Item],
        unknown: list[Phrase],
        made: list[dict[str, Any]],
        sentence: dict[str, Any],
        at: int,
    ) -> list[dict[str, Any]]:
        """Things of no known class, listed with things that were seized, were seized, too: "11 statuettes and 6 detectors"."""
        kin = [
            f for f in made if f["measure"].endswith("_seized") and f["unit"] in {"item", "kilogram", "dose"}
        ]
        if (
            not unknown
            or not kin
            or self.layout["blocks"][sentence["block"]]["kind"] not in {"bullet", "result", "row"}
        ):
            return []
        decision = Decision("goods_seized", (), "sibling:" + kin[0]["rule"].split(":")[-1], 7.0, "seize")
        found = []
        for phrase in unknown:
            quantity = self.quantities[items[phrase.quantity].at]
            if (
                quantity["dimension"] == "count"
                and not self._is_name(items, phrase, quantity)
                and phrase.words
            ):
                figure = self._make(items, phrase, phrase, quantity, decision, ((), None), sentence, at)
                figure["extras"]["leans"] = None
                found.append(figure)
        return found

    @staticmethod
    def _is_nominal(items: list[Item]) -> bool:
        """Whether a sentence has no verb, as lines of results have none."""
        return not any(
            i.function in {"auxiliary", "pronoun"}
            or (i.entry.event and not i.entry.classes and not i.entry.noun_event)
            or (i.kind == "word" and i.entry is EMPTY and i.text.endswith(("ed", "ing")))
            for i in items
        )

    def _scope_all(self, made: list[dict[str, Any]], sentence: dict[str, Any], at: int) -> None:
        """Cues are looked for once a sentence, and only where it has figures."""
        cues = self.scopes.find(self.text, sentence["start"], sentence["end"])
        for figure in made:
            self._scope(figure, cues, sentence, at)
        self.figures += made

    def _scope(self, figure: dict[str, Any], cues: list[Cue], sentence: dict[str, Any], at: int) -> None:
        extras = figure["extras"]
        reaching = [c for c in cues if governs(c, figure, self.text)]
        reaching += self.scopes.adjacent(self.text, sentence["start"], figure["start"])
        extras["cues"] = [c.id for c in reaching]
        roles = [c.role for c in reaching]
        extras["additional"] = extras.pop("ahead") or extras["additional"]
        roles += [c.role for c in self._above(sentence["block"])]
        extras["cues"] += [c.id for c in self._above(sentence["block"])]
        extras["roles"] = roles
        for key in ("denied", "correction"):
            extras[key] = bool(extras.get(key)) or key in roles
        if not self.places.geography.single:
            carried = self._carried(sentence, at)
            places, rule = self.places.find(figure, sentence, carried, self.quantities)
            figure["places"] = list(places)
            extras["place_rule"] = rule
        else:
            extras["place_rule"] = ""

    def _above(self, block: int) -> list[Cue]:
        """Cues of the heading or introduction that a block stands under."""
        found: list[Cue] = []
        for key in ("intro", "heading"):
            index = self.layout["blocks"][block].get(key)
            if index is None:
                continue
            if index not in self.above:
                above = self.layout["blocks"][index]
                cues = self.scopes.find(self.text, above["start"], above["end"])
                self.above[index] = [c for c in cues if c.reach == "heading"]
            found += self.above[index]
        return found

    def _carried(self, sentence: dict[str, Any], at: int) -> tuple[str, ...]:
        if self.figures and self.figures[-1]["extras"]["block"] == sentence["block"]:
            last = self.figures[-1]
            if last["extras"]["place_rule"] in CARRYING and at - last["extras"]["sentence"] <= 1:
                return tuple(last["places"])
        return ()
