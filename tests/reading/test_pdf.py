"""PDF: paragraphs, columns and tables as a reader of the page sees them; what can't be read says why."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from writers import STORY, docx, pdf, read_bytes

from opledger.errors import RejectedError
from opledger.reading import ReadOptions
from opledger.reading.pdf.hyphens import Hyphens

NEXT = {"new_x": "LMARGIN", "new_y": "NEXT"}


def page_text(folder: Path, draw: Any, **about: str) -> str:
    (release,) = read_bytes(folder, "raid.pdf", pdf(draw, **about))
    assert release.status == "ok", release.error
    return release.text


def test_lines_are_joined_to_paragraphs(tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        page.multi_cell(0, 5, STORY, **NEXT)
        page.ln(3)
        page.multi_cell(0, 5, STORY, align="L", **NEXT)
        page.multi_cell(0, 5, "Two men were let go.\nENDS", align="L", **NEXT)

    assert page_text(tmp_path, draw) == f"{STORY}\n{STORY}\nTwo men were let go.\nENDS"


def test_the_title_is_what_stands_in_the_largest_letters(tmp_path: Path) -> None:
    headline = "Operation Quiet Harbour: police of nine countries arrest sixteen people over stolen phones"

    def draw(page: Any) -> None:
        page.set_font("Helvetica", "B", 18)
        page.multi_cell(0, 9, headline, align="C", **NEXT)
        page.set_font("Helvetica", size=11)
        page.multi_cell(0, 5, STORY, **NEXT)

    data = pdf(draw, title="Microsoft Word - PR_14.docx", author="Port Police")
    (release,) = read_bytes(tmp_path, "raid.pdf", data)
    assert release.title == headline
    assert release.publisher == "Port Police"
    assert release.text == f"{headline}\n{STORY}"
    assert release.metadata["pages"] == 1
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", release.metadata["created"])


def test_the_day_of_the_file_counts_only_where_the_text_has_no_year(tmp_path: Path) -> None:
    (undated,) = read_bytes(tmp_path, "a.pdf", pdf(lambda page: page.multi_cell(0, 5, STORY)))
    (dated,) = read_bytes(
        tmp_path, "b.pdf", pdf(lambda page: page.multi_cell(0, 5, f"4 March 2024. {STORY}"))
    )
    assert undated.published == undated.metadata["created"]
    assert "no year in the text" in undated.metadata["warnings"][0]
    assert dated.published is None


def test_rows_of_a_table_stay_together(tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        with page.table() as table:
            for cells in (("Country", "Arrests", "Phones"), ("Spain", "12", "200"), ("Portugal", "4", "12")):
                row = table.row()
                for cell in cells:
                    row.cell(cell)

    assert page_text(tmp_path, draw) == "Country | Arrests | Phones\nSpain | 12 | 200\nPortugal | 4 | 12"


LEFT = [
    "Police in the north searched 14 homes",
    "and took away eleven computers and",
    "30 phones from cellars and garages",
    "before noon on the first day.",
]
RIGHT = [
    "In the south, officers stopped 77",
    "lorries at the border and found nine",
    "people hidden among crates of fruit",
    "and old engine parts there.",
]


@pytest.mark.parametrize("across", [True, False])
def test_columns_are_read_one_after_the_other(tmp_path: Path, across: bool) -> None:
    def draw(page: Any) -> None:
        cells = [(x, at, line) for x, lines in ((10, LEFT), (110, RIGHT)) for at, line in enumerate(lines)]
        for x, at, line in sorted(cells, key=lambda cell: (cell[1], cell[0])) if across else cells:
            page.set_xy(x, 20 + 5 * at)
            page.cell(80, 5, line)

    assert page_text(tmp_path, draw) == f"{' '.join(LEFT)}\n{' '.join(RIGHT)}"


def test_items_of_a_list(tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        for item in (
            "212 phones, which the main suspects had kept in boxes under their beds and in a garage in the next street",
            "4 guns",
            "EUR 40 000 in cash",
        ):
            page.cell(6, 5, "\x95")
            page.multi_cell(150, 5, item, align="L", **NEXT)

    lines = page_text(tmp_path, draw).split("\n")
    assert [line[:8] for line in lines] == ["• 212 ph", "• 4 guns", "• EUR 40"]


def test_running_heads_and_page_numbers_are_left_out_and_told(tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        for number in range(1, 4):
            if number > 1:
                page.add_page()
            page.set_y(8)
            page.cell(0, 5, "Port Police | Press release 14/2024", **NEXT)
            page.set_y(30)
            page.multi_cell(0, 5, f"Part {number}. {STORY}", **NEXT)
            page.set_y(-15)
            page.cell(0, 5, f"Page {number} of 3", align="C")

    (release,) = read_bytes(tmp_path, "raid.pdf", pdf(draw))
    assert release.text.split("\n") == [f"Part {number}. {STORY}" for number in (1, 2, 3)]
    dropped = Counter(item["digits"] for item in release.metadata["dropped_digits"])
    assert dropped == Counter({"14": 3, "2024": 3, "3": 4, "1": 1, "2": 1})
    assert "6 running head(s) and page number(s) are left out" in release.metadata["warnings"]


def test_a_paragraph_goes_on_on_the_next_page(tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        page.set_y(200)
        page.cell(0, 5, "Police held nine men and took away")
        page.add_page()
        page.cell(0, 5, "212 phones.")
        page.ln(20)
        page.cell(0, 5, "the")

    assert page_text(tmp_path, draw).startswith("Police held nine men and took away\n212 phones.")

    def words(page: Any) -> None:
        page.set_y(200)
        page.cell(0, 5, "Police held nine men and took away")
        page.add_page()
        page.set_y(60)
        page.cell(0, 5, "phones and cash.")

    assert page_text(tmp_path, words) == "Police held nine men and took away phones and cash."


def test_the_mark_of_a_footnote_is_no_digit_of_the_number(tmp_path: Path) -> None:
    def draw(page: Any) -> None:
        for text, place in (
            ("They held 41", "LINE"),
            ("1", "SUP"),
            (" men on the 4", "LINE"),
            ("th", "SUP"),
            (" of March.", "LINE"),
        ):
            page.char_vpos = place
            page.write(5, text)

    (release,) = read_bytes(tmp_path, "raid.pdf", pdf(draw))
    assert release.text == "They held 41 men on the 4th of March."
    assert release.metadata["dropped_digits"] == [{"digits": "1", "near": "They held 41"}]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (("the investi-", "gation"), "the investigation"),
        (("twenty-", "five men"), "twenty-five men"),
        (("a 15-", "year-old"), "a 15-year-old"),
        (("drug-", "trafficking"), "drug-trafficking"),
        (("known-", "word"), "known-word"),
        (("the Anglo-", "French team"), "the Anglo-French team"),
        (("2019 -", "2020"), "2019 - 2020"),
        (("held nine", "men"), "held nine men"),
        (("inves\u00ad", "tigation"), "investigation"),
    ],
)
def test_hyphens_at_line_ends(lines: tuple[str, str], joined: str) -> None:
    assert Hyphens(["a known-word"]).join(*lines) == joined


BROKEN = pdf(lambda page: page.cell(0, 5, "Nine held."))


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    from PIL import Image

    locked = pdf(lambda page: page.cell(0, 5, "Nine held."), password="secret")
    scan = pdf(lambda page: page.image(Image.new("RGB", (40, 40), "white")))
    cases = {
        "locked.pdf": (locked, "the PDF is encrypted and opens with a password only; save it without one"),
        "scan.pdf": (
            scan,
            "holds no text, only pictures on 1 page(s), as scans do; let an OCR program add the text, such as ocrmypdf",
        ),
        "cut.pdf": (BROKEN[:150], "broken PDF: it can't be opened; open and save it anew"),
        "page.pdf": (
            b"<html>not found</html>",
            "not a PDF, whatever its name says: it does not begin as one",
        ),
        "word.pdf": (
            docx(lambda document: None),
            "not a PDF, whatever its name says: it does not begin as one",
        ),
    }
    for name, (data, error) in cases.items():
        (release,) = read_bytes(tmp_path, name, data)
        assert (release.status, release.error) == ("rejected", error), name
    (blank,) = read_bytes(tmp_path, "blank.pdf", pdf(lambda page: None))
    assert blank.status == "empty"


def test_an_owner_password_alone_does_not_hinder(tmp_path: Path) -> None:
    from fpdf import FPDF

    document = FPDF()
    document.set_encryption(owner_password="owner")
    document.add_page()
    document.set_font("Helvetica", size=11)
    document.cell(0, 5, "Nine held.")
    (release,) = read_bytes(tmp_path, "a.pdf", bytes(document.output()))
    assert release.text == "Nine held."


def test_streams_that_unpack_to_too_much_are_refused(tmp_path: Path) -> None:
    data = pdf(lambda page: page.cell(0, 5, "Nine held."))
    start = data.index(b"stream\n") + 7
    bomb = data[:start] + zlib.compress(b" " * 60_000_000) + data[data.index(b"\nendstream") :]
    (release,) = read_bytes(tmp_path, "bomb.pdf", bomb)
    assert release.status == "rejected"
    assert "unpacks to more than 4,000,000 bytes" in str(release.error)
    twice = bomb.replace(b"/Filter /FlateDecode", b"/Filter [/FlateDecode /FlateDecode]", 1)
    assert "packed twice" in str(read_bytes(tmp_path, "twice.pdf", twice)[0].error)


@pytest.mark.parametrize("method", ["RC4", "AES_128", "AES_256"])
def test_streams_that_are_encrypted_are_looked_into_too(tmp_path: Path, method: str) -> None:
    from fpdf import FPDF
    from fpdf.enums import EncryptionMethod

    def document(spaces: int) -> bytes:
        made = FPDF()
        made.set_encryption(owner_password="owner", encryption_method=getattr(EncryptionMethod, method))
        made.add_page()
        made.set_font("Helvetica", size=11)
        made.cell(0, 5, "Nine held.")
        made._out(" " * spaces)
        return bytes(made.output())

    (release,) = read_bytes(tmp_path, "fair.pdf", document(100_000))
    assert release.text == "Nine held."
    (release,) = read_bytes(tmp_path, "bomb.pdf", document(60_000_000))
    assert (release.status, release.text) == ("rejected", "")
    assert "unpacks to more than 4,000,000 bytes" in str(release.error)


@pytest.mark.parametrize(("bytes_long", "refused"), [(100_000, False), (300_000, True)])
def test_an_index_that_nobody_can_look_into_is_bounded_by_its_length(bytes_long: int, refused: bool) -> None:
    from opledger.reading.pdf.bombs import refuse_bombs

    sealed = b"%PDF-1.7\n5 0 obj\n<</Type /ObjStm /Filter /FlateDecode>>\nstream\n" + b"?" * bytes_long
    with pytest.raises(RejectedError, match="unpacks to more than") if refused else nullcontext():
        refuse_bombs(sealed + b"\nendstream\nendobj\n", 10_000_000)


def test_limits(tmp_path: Path) -> None:
    long = pdf(lambda page: page.multi_cell(0, 5, STORY * 4))
    (release,) = read_bytes(tmp_path, "a.pdf", long, ReadOptions(max_bytes=600))
    assert (release.status, release.error) == (
        "rejected",
        "longer than the limit of 600 bytes; raise the limit with --max-bytes",
    )
    (file,) = read_bytes(tmp_path, "a.pdf", long, ReadOptions(max_bytes=50))
    assert file.error == "longer than 500 bytes; raise the limit with --max-bytes"


PARAGRAPHS = st.lists(st.text("ab c1234567890,.-", min_size=1, max_size=200), min_size=1, max_size=6)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PARAGRAPHS)
def test_every_digit_of_the_pages_is_in_the_text_or_told(tmp_path: Path, paragraphs: list[str]) -> None:
    import pypdfium2

    def draw(page: Any) -> None:
        for paragraph in paragraphs:
            page.multi_cell(60, 5, paragraph, align="L", **NEXT)

    data = pdf(draw)
    (release,) = read_bytes(tmp_path, "any.pdf", data)
    shown = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    told = "".join(item["digits"] for item in release.metadata.get("dropped_digits", []))
    assert Counter(filter(str.isdigit, shown)) == Counter(filter(str.isdigit, release.text + told))
