"""The wheel does the whole job in an empty environment, from an empty folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

TEXT = """Raids on a counterfeit ring

ATHENS, Greece – Police arrested 14 people in Greece and seized 2,300 fake watches during Operation Blue Dial.
"""

PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Raids on a counterfeit ring</title></head><body><nav>Menu 7</nav>
<main><article>{"".join(f"<p>{line}</p>" for line in TEXT.splitlines() if line)}</article></main></body></html>
"""

pytestmark = pytest.mark.slow


def run(*call: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    # Nothing of the checkout or of the caller's environment may help.
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV", "OPLEDGER"))}
    done = subprocess.run([*map(str, call)], cwd=cwd, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(map(str, call))}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", out, ROOT, cwd=out)
    (built,) = out.glob("opledger-*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment that holds the wheel and what it needs, nothing else."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    interpreter = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(interpreter, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel, cwd=folder)
    return interpreter


def test_the_wheel_holds_code_patterns_and_styles(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    patterns = {p.relative_to(ROOT).as_posix() for p in (ROOT / "patterns").rglob("*.yaml")}
    assert patterns
    assert {f"opledger/{name}" for name in patterns} <= names
    assert {"opledger/py.typed", "opledger/cli/__init__.py"} <= names
    assets = ROOT / "pipeline" / "opledger" / "report" / "assets"
    inlined = {f"opledger/report/assets/{p.relative_to(assets).as_posix()}" for p in assets.rglob("*.*")}
    assert len(inlined) > 20
    assert inlined <= names
    assert not [name for name in names if name.startswith(("tests/", "seeds/", "opledger/tests/"))]


def test_the_whole_job_from_an_empty_folder(python: Path, tmp_path: Path) -> None:
    (tmp_path / "release.txt").write_text(TEXT, encoding="utf-8")
    command = python.with_name("opledger")
    assert run(command, "--version", cwd=tmp_path).stdout.startswith("opledger, version ")
    for name in ("jsonl", "csv", "parquet", "sqlite"):
        done = run(command, "extract", "release.txt", "--out", "out", "--format", name, cwd=tmp_path)
        assert done.stderr == ""
    figures = [json.loads(line) for line in (tmp_path / "out" / "figures.jsonl").read_text().splitlines()]
    assert {(f["measure"], f["low"]) for f in figures} >= {("arrests", 14), ("goods_seized", 2300)}
    operations = [
        json.loads(line) for line in (tmp_path / "out" / "operations.jsonl").read_text().splitlines()
    ]
    assert [o["name"] for o in operations] == ["Operation Blue Dial"]
    assert "14" in run(command, "show", "release.txt", cwd=tmp_path).stdout
    assert "report.html" in run(command, "report", "out", cwd=tmp_path).stdout


def test_a_web_page_is_read(python: Path, tmp_path: Path) -> None:
    (tmp_path / "release.html").write_text(PAGE, encoding="utf-8")
    run(python.with_name("opledger"), "extract", "release.html", "--out", "out", cwd=tmp_path)
    figures = [json.loads(line) for line in (tmp_path / "out" / "figures.jsonl").read_text().splitlines()]
    assert ("arrests", 14) in {(f["measure"], f["low"]) for f in figures}


def test_python_and_spacy_find_it(python: Path, tmp_path: Path) -> None:
    code = (
        "import opledger, spacy\n"
        "nlp = spacy.blank('en')\n"
        "nlp.add_pipe('opledger_quantities')\n"
        "assert nlp('Nearly 300 flats')._.opledger['quantities'][0]['low'] == 300\n"
        "frames = opledger.extract('release.txt')\n"
        "assert list(frames['releases']['status']) == ['ok']\n"
    )
    (tmp_path / "release.txt").write_text(TEXT, encoding="utf-8")
    run(python, "-W", "error::SyntaxWarning", "-c", code, cwd=tmp_path)
