"""Made-up releases on operations of which all is known, as records: as many as one likes, always the same ones.

Nothing here is text: mentions and figures are made as the pipeline would find them. Operations differ in what makes linking hard:
half of them have names (some with editions, some used again years later by others), releases leave the name or figures out, round
numbers, err, correct one another, and copy one another nearly word for word.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from opledger.records import Figure, Mention, Release
from opledger.run.work import Found

# How many releases an operation has on average.
EACH = 5
FIRST_DAY, DAYS = date(2014, 1, 1), 3650

ADJECTIVES = "amber bitter calm distant early fallen golden hollow iron jagged keen lonely muted narrow olive pale quiet rapid silent tall"
NOUNS = "anchor bridge canyon dune ember falcon garden harbour island jackal kettle lantern meadow needle orchard pepper quarry ridge sparrow thicket"
MORE = "one two north south east west blue red white grey green winter summer spring autumn dawn dusk noon tide storm"
WORDS = [f"{a} {n} {m}".title() for a, n, m in product(ADJECTIVES.split(), NOUNS.split(), MORE.split())]
CODES = "AUT BEL BGR BRA CAN CHE CHL COL CZE DEU DNK EGY ESP FIN FRA GBR GHA GRC HUN IDN IND IRL ITA JPN KEN MAR MEX MYS NGA NLD NOR PER PHL POL PRT ROU SEN SRB SVK SWE THA TUN TUR UGA UKR USA VNM ZAF"
COUNTRIES = CODES.split(" ")
EDITIONS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
MEASURES = {
    "arrests": ("person", 1.2),
    "searches": ("search", 1.2),
    "vehicles_seized": ("item", 0.8),
    "firearms_seized": ("item", 0.9),
    "devices_seized": ("item", 1.4),
    "documents_seized": ("item", 1.5),
    "drugs_seized": ("kilogram", 1.6),
    "money_seized": ("EUR", 2.2),
    "charges": ("person", 0.9),
    "victims_safeguarded": ("person", 1.1),
    "checks": ("check", 2.4),
    "accounts_frozen": ("account", 1.3),
}
SAYINGS = (
    "officers reported",
    "the force counted",
    "it was said that the result was",
    "in all there were",
    "the raids brought",
)


@dataclass(frozen=True, slots=True)
class Truth:
    """What is so: the operation's number, and the true value of each measure that a release on it can state."""

    number: int
    values: dict[str, int]


def operations_of(releases: int) -> int:
    """How many operations so many releases are on."""
    return releases // EACH


def truths(releases: int) -> Iterator[Truth]:
    """The truth of every operation."""
    for number in range(operations_of(releases)):
        yield Operation(number, operations_of(releases)).truth


def made_up(releases: int) -> Iterator[tuple[int, Found]]:
    """About so many releases, each with the number of its operation, mixed: those of one operation do not stand together."""
    count = operations_of(releases)
    rng = random.Random(7)
    order = [(rng.random(), number, at) for number in range(count) for at in range(Operation.size(number))]
    for _, number, at in sorted(order):
        yield number, Operation(number, count).release(at)


class Operation:
    """One operation, made from its number alone.

    Args:
        number: which one.
        count: how many there are; one in fifty has the name of another one.
    """

    def __init__(self, number: int, count: int) -> None:
        self.number = number
        rng = random.Random(f"operation {number}")
        self.day = FIRST_DAY + timedelta(days=rng.randrange(DAYS))
        self.countries = rng.sample(COUNTRIES, rng.choice((1, 1, 1, 2, 2, 3, 5)))
        self.agencies = [f"{code.lower()}-force-{rng.randrange(8)}" for code in self.countries]
        self.agencies += ["europol"] if rng.random() < 0.3 else []
        self.name = self._name(rng, count) if rng.random() < 0.5 else None
        chosen = rng.sample(sorted(MEASURES), rng.randint(3, 7))
        values = {m: max(2, round(10 ** rng.gauss(MEASURES[m][1], 0.5))) for m in chosen}
        self.truth = Truth(number, values)

    def _name(self, rng: random.Random, count: int) -> str:
        own = rng.randrange(count) if rng.random() < 0.02 else self.number
        base, edition = own % len(WORDS), own // len(WORDS)
        return WORDS[base] + (f" {EDITIONS[edition % len(EDITIONS)]}" if edition else "")

    @staticmethod
    def size(number: int) -> int:
        """How many releases are on it: one to thirteen, five on average."""
        return (
            1 + sum(random.Random(f"size {number}").random() < 1 / 3 for _ in range(12))
            if number % 2
            else EACH
        )

    def release(self, at: int) -> Found:
        """One of its releases."""
        rng = random.Random(f"release {self.number} {at}")
        copied = at > 0 and rng.random() < 0.15
        source = random.Random(f"release {self.number} 0") if copied else rng
        if copied:
            source.random()
        rid = f"r{self.number}-{at}"
        day = self.day + timedelta(days=rng.choice((0, 0, 1, 1, 2, 3, 5, 8, 13, 20, 90)))
        release = Release(
            rid, f"{rid}.txt", None, day.isoformat(), f"publisher {rng.randrange(2000)}", "en", rid, ""
        )
        figures = self._figures(rid, source, later=day > self.day + timedelta(days=4) and not copied)
        return Found(release, self._mentions(rid, source), figures)

    def _mentions(self, rid: str, rng: random.Random) -> list[Mention]:
        def make(label: str, name: str, key: str, at: int, roles: tuple[str, ...] = ()) -> Mention:
            return Mention(f"{rid}:{label}:{at}", rid, label, at, at + len(name), name, name, key, roles)

        found = []
        if self.name and rng.random() < 0.85:
            full = f"Operation {self.name}"
            found.append(make("OPERATION", full, full.lower().replace(" ", "-"), 5))
        found += [
            make("AGENCY", key, key, 40 + 30 * n)
            for n, key in enumerate(self.agencies)
            if n == 0 or rng.random() < 0.7
        ]
        found += [
            make("COUNTRY", code, code, 300 + 10 * n, ("participant",))
            for n, code in enumerate(self.countries)
            if n == 0 or rng.random() < 0.8
        ]
        return found

    def _figures(self, rid: str, rng: random.Random, later: bool) -> list[Figure]:
        stated = [m for n, m in enumerate(self.truth.values) if n < 2 or rng.random() < 0.6]
        figures = []
        for at, measure in enumerate(stated):
            value, qualifier = self._stated(self.truth.values[measure], rng)
            words = f"{rng.choice(SAYINGS)} {value} {measure} at place {rng.randrange(400)} of case {rng.randrange(9000)}"
            figures.append(_figure(rid, measure, value, qualifier, 500 + 100 * at, words))
            if later and value != self.truth.values[measure] and qualifier == "exact":
                # The later release takes the wrong number back.
                right = self.truth.values[measure]
                figures[-1].extras["denied"] = True  # type: ignore[index]
                figures.append(
                    _figure(rid, measure, right, "exact", 550 + 100 * at, f"not {words} but {right}")
                )
        return figures

    def _stated(self, value: int, rng: random.Random) -> tuple[int, str]:
        """How a release puts a value: mostly as it is, rounded, as a floor, or wrongly."""
        chance = rng.random()
        digits = 10 ** max(0, len(str(value)) - 2)
        if chance < 0.12 and value > 20:
            return round(value / digits) * digits, "about"
        if chance < 0.2 and value > 20:
            return max(value // digits * digits - (value % digits == 0) * digits, 1), "more_than"
        if chance < 0.22:
            return max(1, round(value * rng.uniform(0.6, 1.4))), "exact"
        return value, "exact"


def _figure(rid: str, measure: str, value: int, qualifier: str, start: int, sentence: str) -> Figure:
    return Figure(
        figure_id=f"{rid}:{start}",
        release_id=rid,
        operation_id=None,
        measure=measure,
        alternatives=(),
        value=value,
        low=value,
        high=None if qualifier == "more_than" else value,
        qualifier=qualifier,
        unit=MEASURES[measure][0],
        object=None,
        substance="cocaine" if measure == "drugs_seized" else None,
        places=(),
        role="total",
        part_of=None,
        start=start,
        end=start + 10,
        text=str(value),
        sentence=sentence,
        repeat_of=None,
        implicit=False,
        rule="made up",
        extras={},
    )
