"""The seeds can be read as they lie there: plain text, web pages, JSON, JSON Lines; gold is no release."""

from __future__ import annotations

from pathlib import Path

import pytest
from seed_gold import SEEDS, gold_files, load_gold, number_spans

from opledger.reading import read
from opledger.records import Release

FILES = [pytest.param(file, id=file.name.removesuffix(".gold.json")) for file in gold_files()]
OTHER_FORMATS = [p for p in FILES if not Path(str(p.values[0]).replace(".gold.json", ".txt")).exists()]


@pytest.fixture(scope="module")
def releases() -> dict[str, Release]:
    """Every release of the seeds, by the name that its file or its JSON object gives it."""
    return {r.release_id.rsplit("-", 1)[0]: r for r in read([str(SEEDS)])}


def test_every_release_is_read_and_no_gold(releases: dict[str, Release]) -> None:
    assert sorted(releases) == sorted(load_gold(f).id for f in gold_files())
    assert {r.status for r in releases.values()} == {"ok"}


def test_a_gold_file_is_skipped_in_a_folder_only(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Six held.", encoding="utf-8")
    (tmp_path / "a.gold.json").write_text('{"id": "a", "text": "Six held."}', encoding="utf-8")
    (tmp_path / "marigold.json").write_text('{"text": "Seven held."}', encoding="utf-8")
    assert [Path(r.path).name for r in read([str(tmp_path)])] == ["a.txt", "marigold.json"]
    assert [r.status for r in read([str(tmp_path / "a.gold.json")])] == ["ok"]


@pytest.mark.parametrize("file", FILES)
def test_plain_text_is_kept_to_the_letter(releases: dict[str, Release], file: Path) -> None:
    gold = load_gold(file)
    if releases[gold.id].path.endswith(".txt"):
        assert releases[gold.id].text == gold.text


@pytest.mark.parametrize("file", OTHER_FORMATS)
def test_pages_and_json_hold_every_figure_in_order(releases: dict[str, Release], file: Path) -> None:
    gold = load_gold(file)
    text = releases[gold.id].text
    for figure, start, end in number_spans(gold, text):
        assert text[start:end].split() == figure.number.split()


@pytest.mark.parametrize("file", OTHER_FORMATS)
def test_pages_and_json_tell_title_date_and_publisher(releases: dict[str, Release], file: Path) -> None:
    gold, release = load_gold(file), releases[load_gold(file).id]
    assert (release.title, release.published) == (gold.title, gold.published)
    assert release.publisher
