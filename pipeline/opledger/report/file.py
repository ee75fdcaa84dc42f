"""Where a page is written to."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from opledger.aside import write_aside
from opledger.errors import UsageError


def page_file(out: Path | None, where: str) -> Path:
    """The file that is meant: a name that ends in .html, else index.html in a folder; report.html in the folder of tables.

    Raises:
        UsageError: if nothing is named and the tables are in no folder.

    Example:
        >>> page_file(Path("site"), "tables").as_posix(), page_file(None, ".").as_posix()
        ('site/index.html', 'report.html')
    """
    if out is not None:
        return out if out.suffix.lower() in (".html", ".htm") else out / "index.html"
    folder = Path(where)
    if not folder.is_dir():
        raise UsageError("--out is needed", where, "say where the page is to go: --out report.html")
    return folder / "report.html"


def write_page(file: Path, pieces: Iterable[str]) -> None:
    """Write a page, whole or not at all, and the folder it goes into.

    Raises:
        UsageError: if that can't be.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_aside(file, pieces)
    except OSError as err:
        raise UsageError(
            f"cannot be written: {err.strerror}", str(file), "name a file that ends in .html, or a folder"
        ) from err
