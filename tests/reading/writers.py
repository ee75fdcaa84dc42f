"""Files of the formats that come in, made by libraries that people use to write them."""

from __future__ import annotations

import io
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

from opledger.reading import ReadOptions, read
from opledger.records import Release

STORY = (
    "LISBON, Portugal: police arrested 16 people in nine towns during Operation Quiet Harbour, after an "
    "investigation that took 25 months. In all, 212 phones and more than EUR 40,000 were seized."
)


def read_bytes(
    folder: Path, name: str, data: bytes | str, options: ReadOptions | None = None
) -> list[Release]:
    """The releases of a file with this name and content."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read([str(path)], options))


def pdf(draw: Callable[..., None], *, title: str = "", author: str = "", password: str = "") -> bytes:
    """A PDF drawn by a function that gets the document of fpdf2, one page begun."""
    from fpdf import FPDF

    document = FPDF()
    document.set_auto_page_break(False)
    if title:
        document.set_title(title)
    if author:
        document.set_author(author)
    if password:
        document.set_encryption(owner_password="owner", user_password=password)
    document.add_page()
    document.set_font("Helvetica", size=11)
    draw(document)
    return bytes(document.output())


def docx(write: Callable[..., None]) -> bytes:
    """A document written by a function that gets the document of python-docx."""
    from docx import Document

    document = Document()
    write(document)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def mail(subject: str, text: str | None = None, **headers: str) -> EmailMessage:
    """A message; further headers by their names, ``_`` for ``-``."""
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = "Port Police <press@port.example>"
    message["Date"] = "Mon, 04 Mar 2024 23:30:00 -0500"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    if text is not None:
        message.set_content(text)
    return message
