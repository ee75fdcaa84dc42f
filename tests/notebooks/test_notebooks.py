"""The notebooks are kept without outputs, and run from top to bottom without a network."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SECONDS = 40.0  # for each; all together stay under two minutes

# Runs before the first cell: whatever reaches for another machine fails at once.
NO_NETWORK = """
import socket as _socket

_connect = _socket.socket.connect


def _local_only(self, address):
    if self.family in (_socket.AF_INET, _socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1"):
        raise OSError(f"no network in notebooks: {address}")
    return _connect(self, address)


_socket.socket.connect = _local_only
"""


def test_all_notebooks_are_here() -> None:
    assert [file.name for file in NOTEBOOKS] == [
        "01-one-release.ipynb",
        "02-evaluation.ipynb",
        "03-from-tables-to-a-finding.ipynb",
    ]


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda f: f.stem)
def test_kept_without_outputs(file: Path) -> None:
    notebook = nbformat.read(file, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


@pytest.mark.parametrize("file", NOTEBOOKS, ids=lambda f: f.stem)
def test_runs(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    notebook = nbformat.read(file, as_version=4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(NO_NETWORK))
    start = time.monotonic()
    NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(file.parent)}}
    ).execute()
    took = time.monotonic() - start
    outputs = [output for cell in notebook.cells[1:] if cell.cell_type == "code" for output in cell.outputs]
    assert outputs, "a notebook shows something"
    complaints = [o for o in outputs if o.output_type == "stream" and o.name == "stderr"]
    assert complaints == []
    limit = SECONDS * float(os.environ.get("OPLEDGER_PATIENCE", "1"))
    assert took < limit, f"{took:.0f} seconds"


def test_the_guard_stops_a_connection() -> None:
    scope: dict[str, object] = {}
    kept = socket.socket.connect
    try:
        exec(NO_NETWORK, scope)
        with socket.socket() as one, pytest.raises(OSError, match="no network in notebooks"):
            one.connect(("192.0.2.1", 80))
    finally:
        socket.socket.connect = kept  # type: ignore[method-assign]
