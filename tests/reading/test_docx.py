"""DOCX: what a reader of the document sees, and nothing that was struck out."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from writers import docx, read_bytes

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def element(markup: str) -> Any:
    from docx.oxml import parse_xml

    return parse_xml(re.sub(r"^<([\w:]+)", rf'<\1 xmlns:w="{W}"', markup))


def full(document: Any) -> None:
    document.core_properties.title = "Template for releases"
    document.core_properties.author = "Port Police Press Office"
    document.core_properties.keywords = "port, phones"
    document.add_heading("Nine held in harbour raids", 1)
    paragraph = document.add_paragraph("Police held nine men ")
    paragraph._p.append(element("<w:ins><w:r><w:t>and 12 women</w:t></w:r></w:ins>"))
    paragraph._p.append(element("<w:del><w:r><w:delText>and 99 women</w:delText></w:r></w:del>"))
    paragraph._p.append(element("<w:r><w:rPr><w:vanish/></w:rPr><w:t>88</w:t></w:r>"))
    paragraph.add_run(" in Ghent.")
    paragraph.runs[0]._r.append(element("<w:footnoteReference w:id='2'/>"))
    document.add_paragraph("212 phones", style="List Bullet")
    table = document.add_table(rows=3, cols=2)
    for row, cells in enumerate((("Country", "Arrests"), ("Spain", "12"))):
        for column, cell in enumerate(cells):
            table.cell(row, column).text = cell
    table.cell(2, 0).merge(table.cell(2, 1)).text = "Total 16"
    control = (
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>In a control: 7 boats</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document.element.body.insert(-1, element(control))
    box = "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box: 5 cars</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    document.element.body.insert(-1, element(box))


def test_a_full_document(tmp_path: Path) -> None:
    (release,) = read_bytes(tmp_path, "raid.docx", docx(full))
    assert release.text.split("\n") == [
        "Nine held in harbour raids",
        "Police held nine men and 12 women in Ghent.",
        "- 212 phones",
        "Country | Arrests",
        "Spain | 12",
        "Total 16",
        "In a control: 7 boats",
        "In a box: 5 cars",
    ]
    assert (release.title, release.publisher) == ("Nine held in harbour raids", "Port Police Press Office")
    assert release.metadata["keywords"] == "port, phones"
    assert release.metadata["warnings"] == ["1 tracked deletion(s) are left out"]
    assert release.published is None  # the day a template was made is not that of publication


def changed(data: bytes, change: dict[str, tuple[str, str]], add: dict[str, str] | None = None) -> bytes:
    """A package with words of its parts replaced, and parts added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename in change:
                before, after = change[part.filename]
                assert before.encode() in content
                content = content.replace(before.encode(), after.encode())
            new.writestr(part.filename, content)
        for name, text in (add or {}).items():
            new.writestr(name, text)
    return target.getvalue()


def test_footnotes_follow_the_text(tmp_path: Path) -> None:
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2"><w:p><w:r><w:t>Of these 41, two were let go.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    data = changed(
        docx(lambda document: document.add_paragraph("They held 41 men.")),
        {
            "[Content_Types].xml": (
                "</Types>",
                f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>',
            ),
            "word/_rels/document.xml.rels": (
                "</Relationships>",
                f'<Relationship Id="rId99" Type="{relation}" Target="footnotes.xml"/></Relationships>',
            ),
        },
        {"word/footnotes.xml": notes},
    )
    (release,) = read_bytes(tmp_path, "raid.docx", data)
    assert release.text == "They held 41 men.\nOf these 41, two were let go."


@pytest.mark.parametrize("name", ["raid.docm", "raid.bin"])
def test_documents_with_macros_and_without_a_name_that_tells(tmp_path: Path, name: str) -> None:
    data = changed(
        docx(lambda document: document.add_paragraph("Nine held.")),
        {
            "[Content_Types].xml": (
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                "application/vnd.ms-word.document.macroEnabled.main+xml",
            )
        },
    )
    (release,) = read_bytes(tmp_path, name, data)
    assert release.text == "Nine held."


def archive(*names: str, size: int = 5) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in names:
            new.writestr(name, b" " * size)
    return target.getvalue()


def opendocument() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as new:
        new.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        (
            "news.zip",
            archive("a.txt"),
            "a ZIP archive and no document; unpack it first, or pack single files as .gz",
        ),
        (
            "empty.zip",
            b"PK\x05\x06" + b"\0" * 18,
            "a ZIP archive and no document; unpack it first, or pack single files as .gz",
        ),
        (
            "text.odt",
            opendocument(),
            "looks like an OpenDocument file; save it as .docx, or its text as .txt",
        ),
        (
            "sheet.xlsx",
            archive("[Content_Types].xml", "xl/workbook.xml"),
            "looks like an Excel workbook; save it as .csv",
        ),
        (
            "old.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "looks like an old office document, not text; save it as .docx, or its text as .txt",
        ),
        (
            "locked.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "an old office document, or one that is encrypted; save it as .docx without a password",
        ),
        (
            "half.docx",
            archive("[Content_Types].xml", "word/document.xml"),
            "broken DOCX document; open and save it anew",
        ),
        ("cut.docx", docx(full)[:5000], "not a DOCX document, or a broken one; open and save it anew"),
        (
            "bomb.docx",
            archive("[Content_Types].xml", "word/document.xml", size=50_000_000),
            "unpacks to 100,000,000 bytes; raise the limit with --max-bytes",
        ),
    ],
)
def test_what_is_no_document_says_what_it_is(tmp_path: Path, name: str, data: bytes, error: str) -> None:
    (release,) = read_bytes(tmp_path, name, data)
    assert (release.status, release.error) == ("rejected", error)
