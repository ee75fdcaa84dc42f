"""Profiles: how vague words and "about" are read; the number and the words as written stay."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import spacy

import opledger
from opledger.errors import PatternError
from opledger.patternfiles import load_patterns
from opledger.patternfiles.schemas.quantities import Quantities
from opledger.quantities.component import QuantityFinder
from opledger.run.job import Options, run_job

TEXT = "Guards arrested dozens of people and about 150 drivers."
BOLD = "profile: {chosen}\nprofiles:\n  bold: {{about: 0.1, floors: {{dozens: 36}}}}\n"


def pack(folder: Path, chosen: str = "bold") -> str:
    (folder / "quantities.yaml").write_text(BOLD.format(chosen=chosen), encoding="utf-8")
    return str(folder)


def lows(text: str, packs: list[str], profile: str | None) -> list[int]:
    finder = QuantityFinder(spacy.blank("en").vocab, "q", packs, profile)
    return [q["low"] for q in finder.find_in(text)["quantities"]]


@pytest.mark.parametrize(
    ("words", "ours", "isaf", "acled"),
    [
        ("a couple of men", 2, 2, 2),
        ("several men", 3, 3, 3),
        ("a few men", 3, 3, 3),
        ("multiple men", 3, 3, 3),
        ("a group of men", 3, 3, 3),
        ("numerous men", 4, 4, 3),
        ("a handful of men", 4, 4, 3),
        ("a large number of men", 5, 5, 3),
        ("tens of men", 20, 20, 10),
        ("dozens of men", 24, 24, 12),
        ("scores of men", 40, 40, 20),
        ("hundreds of men", 200, 200, 100),
        ("thousands of men", 2000, 2000, 1000),
        ("tens of thousands of men", 20000, 20000, 10000),
        ("several hundred men", 300, 300, 300),
        ("about 50 men", 50, 50, 50),
        ("at least 7 men", 7, 7, 7),
    ],
)
def test_floors(words: str, ours: int, isaf: int, acled: int) -> None:
    assert [lows(words, [], profile) for profile in ("ours", "isaf", "acled")] == [[ours], [isaf], [acled]]
    assert lows(words, [], None) == [ours]


@pytest.mark.parametrize("profile", [None, "ours", "isaf", "acled", "bold"])
def test_value_and_words_are_kept(profile: str | None, tmp_path: Path) -> None:
    nlp = opledger.load([pack(tmp_path, "ours")], profile)
    vague, about = nlp(TEXT)._.opledger["figures"]
    assert (vague["text"], vague["value"], vague["high"], vague["qualifier"]) == (
        "dozens of people",
        None,
        None,
        "vague",
    )
    assert (about["text"], about["value"], about["qualifier"]) == ("about 150 drivers", 150, "about")


def test_a_pack_brings_and_chooses_a_profile(tmp_path: Path) -> None:
    finder = QuantityFinder(spacy.blank("en").vocab, "q", [pack(tmp_path)])
    dozens, about = finder.find_in(TEXT)["quantities"]
    assert (dozens["low"], about["low"], about["high"], about["value"]) == (36, 135, 165, 150)
    assert lows(TEXT, [str(tmp_path)], "acled") == [12, 150]  # the call decides


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("about 15 people", 13, 17),
        ("nearly 1.5 tonnes of rice", 1350, 1650),
        ("some EUR 200,000", 180_000, 220_000),
        ("up to 15 people", None, 15),
        ("15 people", 15, 15),
        ("14 to 17 people", 14, 17),
    ],
)
def test_about_is_as_wide_as_the_profile_says(text: str, low: Any, high: Any, tmp_path: Path) -> None:
    finder = QuantityFinder(spacy.blank("en").vocab, "q", [pack(tmp_path)])
    (found,) = finder.find_in(text)["quantities"]
    assert (found["low"], found["high"]) == (low, high)


def test_the_choice_is_saved_with_the_patterns() -> None:
    finder = QuantityFinder(spacy.blank("en").vocab, "q", [], "acled")
    other = QuantityFinder(finder.vocab, "other").from_bytes(finder.to_bytes())
    assert [q["low"] for q in other.find_in(TEXT)["quantities"]] == [12, 150]
    assert load_patterns(()).hash != load_patterns((), "acled").hash


def test_floors_of_every_profile_are_those_of_known_words() -> None:
    section = load_patterns(()).get(Quantities)
    listed = {word.id for word in section.vague}
    assert section.profile == "ours" and set(section.profiles) == {"ours", "isaf", "acled"}
    assert all(set(profile.floors) <= listed for profile in section.profiles.values())
    assert set(section.profiles["acled"].floors) == listed


def test_an_unknown_name_is_one_line_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(PatternError) as caught:
        opledger.load(profile="acleed")
    assert str(caught.value) == "acleed: no such profile; profiles: acled, isaf, ours"
    with pytest.raises(PatternError, match="profiles: acled, bold, isaf, ours"):
        opledger.load([pack(tmp_path, "brave")])


def test_a_floor_of_no_word_is_refused(tmp_path: Path) -> None:
    (tmp_path / "quantities.yaml").write_text("profiles: {odd: {floors: {umpteen: 9}}}", encoding="utf-8")
    with pytest.raises(PatternError, match="umpteen: profile 'odd' has a floor for no vague word"):
        load_patterns([str(tmp_path)], "odd")


class _Lows:
    def __init__(self) -> None:
        self.lows: list[Any] = []

    def add(self, table: str, record: Any) -> None:
        if table == "figures":
            self.lows.append(record.low)


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_job_takes_a_profile(jobs: int, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    found = _Lows()
    run_job([str(tmp_path)], found, Options(jobs=jobs, profile="acled"))
    assert found.lows == [12, 150]
    assert list(opledger.extract(str(tmp_path), profile="acled")["figures"]["low"]) == [12, 150]
