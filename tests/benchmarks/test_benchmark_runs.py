"""The benchmark prints what it promises, and its inputs are what they should be."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("speed.py")
sys.path.insert(0, str(SCRIPT.parent))

import linking  # noqa: E402  (the scripts stand beside this file and are no package)
import made_up  # noqa: E402
import speed  # noqa: E402


def test_without_a_corpus_the_seeds_are_repeated_and_told_apart() -> None:
    texts = list(islice(speed.texts_of(None), 200))
    assert len(set(texts)) == 200


def test_a_corpus_is_written_as_json_lines(tmp_path: Path) -> None:
    file = tmp_path / "corpus.jsonl"
    assert speed.write_corpus(["one\ntwo", "three"], file) == 2
    assert [json.loads(line)["text"] for line in file.open(encoding="utf-8")] == ["one\ntwo", "three"]


def test_a_missed_bar_is_counted(capsys: pytest.CaptureFixture[str]) -> None:
    bars = speed.Bars()
    bars.hold("good", 1.0, lambda v: v > 0, "over 0")
    bars.hold("bad", -1.0, lambda v: v > 0, "over 0")
    assert bars.missed == 1
    assert [line.split()[-1] for line in capsys.readouterr().out.splitlines()] == ["ok", "MISSED"]


def test_made_up_releases_are_always_the_same_and_mixed() -> None:
    one, again = (list(made_up.made_up(100)) for _ in range(2))
    assert one == again
    numbers = [number for number, _ in one]
    assert len(set(numbers)) == made_up.operations_of(100)
    assert numbers != sorted(numbers)
    assert len({found.release.release_id for _, found in one}) == len(one)


def test_linking_is_measured_against_the_truth() -> None:
    got = linking.measure(300)
    assert got["releases"] > 250
    assert got["precision"] > 0.97
    assert got["recall"] > 0.7
    assert got["values right"] > 0.9


@pytest.mark.slow
def test_the_benchmark_measures_everything(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    speed.write_corpus(islice(speed.texts_of(None), 40), corpus)
    call = [sys.executable, str(SCRIPT), str(corpus)]
    done = subprocess.run(
        call, capture_output=True, text=True, check=False, env={**os.environ, "COLUMNS": "80"}
    )
    assert done.returncode in (0, 1), done.stderr
    for measured in ("share of spaCy's speed", "growth of memory", "opledger --help", "opledger show"):
        assert measured in done.stdout
