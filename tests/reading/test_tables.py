"""CSV and Parquet: a row, a release; columns by their names or by those that the user gives."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from writers import read_bytes

from opledger.errors import UsageError
from opledger.reading import ReadOptions, parse_column

HEADER = ["id", "Title", "published", "publisher", "url", "language", "text", "desk"]
ROW = [
    "r7",
    "Nine held",
    "2024-03-04",
    "Port Police",
    "https://port.example/7",
    "en",
    'Nine "men"\nheld; 4, guns',
    "crime",
]


def table(*rows: list[str], delimiter: str = ",") -> str:
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=delimiter).writerows(rows)
    return target.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_full_row(tmp_path: Path, delimiter: str, encoding: str) -> None:
    data = table(HEADER, [*ROW[:6], "Málaga – " + ROW[6], "crime"], ["r8"], [], delimiter=delimiter).encode(
        encoding
    )
    first, second = read_bytes(tmp_path, "rows.csv", data)
    assert first.text == 'Málaga – Nine "men"\nheld; 4, guns'
    assert (first.title, first.published, first.publisher, first.language) == (
        "Nine held",
        "2024-03-04",
        "Port Police",
        "en",
    )
    assert {key: first.metadata[key] for key in ("url", "desk")} == {
        "url": "https://port.example/7",
        "desk": "crime",
    }
    assert first.release_id.startswith("r7-")
    assert [release.path.rpartition(":")[2] for release in (first, second)] == ["2", "4"]
    assert second.status == "empty"


def test_named_columns(tmp_path: Path) -> None:
    data = table(["no", "body", "day", "text"], ["1", "Nine held.", "4 March 2024", "teaser"])
    options = ReadOptions(columns=(("text", "body"), ("published", "day"), ("id", "no")))
    for name, content in {
        "rows.csv": data.encode(),
        "rows.parquet": parquet(
            {"no": ["1"], "body": ["Nine held."], "day": ["4 March 2024"], "text": ["teaser"]}
        ),
        "rows.json": b'{"no": "1", "body": "Nine held.", "day": "4 March 2024", "text": "teaser"}',
    }.items():
        (release,) = read_bytes(tmp_path, name, content, options)
        assert (release.text, release.published) == ("Nine held.", "2024-03-04")
        assert release.metadata["given_text"] == "teaser"
        assert release.release_id.startswith("1-")


@pytest.mark.parametrize(
    ("data", "options", "error"),
    [
        ("id,body\n1,x\n", (), "no column `text`; columns: id, body; name it with --column text=COLUMN"),
        ("id,body\n1,x\n", (("text", "story"),), "no column 'story'; columns: id, body"),
        ("text,id\n1,x\n", (("title", "head"),), "no column 'head'; columns: text, id"),
        ("\n\n", (), "no header: the first line names the columns, and it is empty"),
        ("text" + ",a" * 6000, (), "6,001 columns, which is no table of releases"),
    ],
)
def test_tables_without_a_text(
    tmp_path: Path, data: str, options: tuple[tuple[str, str], ...], error: str
) -> None:
    (release,) = read_bytes(tmp_path, "rows.csv", data, ReadOptions(columns=options))
    assert (release.status, release.error) == ("rejected", error)


def test_a_bad_row_is_rejected_alone(tmp_path: Path) -> None:
    data = table(
        ["text", "id"], ["One held.", "1"], ["Two", " held.", "2"], ["x" * 300, "3"], ["Four held.", "4"]
    )
    releases = read_bytes(tmp_path, "rows.csv", data, ReadOptions(max_bytes=250))
    assert [release.status for release in releases] == ["ok", "rejected", "rejected", "ok"]
    assert releases[1].error == "3 cells, but the header names 2 columns; put cells with commas in quotes"


def test_a_file_without_line_ends_does_not_fill_the_memory(tmp_path: Path) -> None:
    releases = read_bytes(tmp_path, "rows.csv", "text\nOne held.\n" + "x" * 5000, ReadOptions(max_bytes=100))
    assert [release.status for release in releases] == ["ok", "rejected"]
    assert "the rest of the file is not read" in str(releases[1].error)


def test_columns_of_one_name(tmp_path: Path) -> None:
    (release,) = read_bytes(tmp_path, "rows.csv", "text,date,date,,date\nNine held.,a,b,c,d\n")
    assert {key: value for key, value in release.metadata.items() if key != "encoding"} == {
        "date": "a",
        "date_2": "b",
        "column_4": "c",
        "date_3": "d",
    }


def test_a_table_on_standard_input_is_known_by_its_header(tmp_path: Path) -> None:
    assert read_bytes(tmp_path, "unnamed", "id,text\n1,Nine held.\n")[0].text == "Nine held."
    assert read_bytes(tmp_path, "prose", "Text, in full:\nNine held.\n")[0].text.startswith("Text, in full")


CELLS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40
)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(CELLS.filter(str.strip), min_size=1, max_size=5), st.sampled_from(",;\t|"))
def test_any_text_survives_a_table(tmp_path: Path, texts: list[str], delimiter: str) -> None:
    data = table(["id", "text"], *[[str(n), text] for n, text in enumerate(texts)], delimiter=delimiter)
    assert [release.text for release in read_bytes(tmp_path, "any.csv", data)] == texts


def parquet(columns: dict[str, list[object]], **options: object) -> bytes:
    target = io.BytesIO()
    pq.write_table(pa.table(columns), target, **options)
    return target.getvalue()


def test_parquet(tmp_path: Path) -> None:
    data = parquet(
        {
            "text": ["Nine held.", "", None],
            "published": [datetime.date(2024, 3, 4)] * 3,
            "n": [1.5, float("nan"), 2.0],
            "tags": [["a"], [], None],
            "at": [datetime.datetime(2024, 3, 4, 8)] * 3,
        }
    )
    for name, content in {
        "rows.parquet": data,
        "rows.parquet.gz": gzip.compress(data),
        "unnamed": data,
    }.items():
        first, second, third = read_bytes(tmp_path, name, content)
        assert (first.text, first.published) == ("Nine held.", "2024-03-04")
        assert first.metadata == {"n": 1.5, "tags": ["a"], "at": "2024-03-04T08:00:00"}
        assert second.status == third.status == "empty"
        assert [release.path.rpartition("#")[2] for release in (first, second, third)] == ["1", "2", "3"]


def test_broken_parquet(tmp_path: Path) -> None:
    data = parquet({"text": ["Nine held."] * 1000})
    assert "broken Parquet file" in str(read_bytes(tmp_path, "cut.parquet", data[:-30])[0].error)
    assert (
        read_bytes(tmp_path, "none.parquet", parquet({"body": ["x"]}))[0].error
        == "no column `text`; columns: body; name it with --column text=COLUMN"
    )
    assert (
        read_bytes(tmp_path, "no.parquet", parquet({"text": pa.array([], pa.string())}))[0].status == "empty"
    )  # type: ignore[dict-item]


@pytest.mark.parametrize("given", ["body", "body=text", "text=", ""])
def test_a_column_option_that_is_none(given: str) -> None:
    with pytest.raises(UsageError, match="write NAME=COLUMN"):
        parse_column(given)
