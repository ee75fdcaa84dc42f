"""Fenced blocks of a Markdown page, and running them."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"# (\S+\.yaml)\n")


@dataclass(frozen=True)
class Block:
    """A fenced block: language, content, and the characters of the content in the page."""

    language: str
    content: str
    start: int
    end: int


def blocks(page: str) -> Iterator[Block]:
    """The fenced blocks of a page, in order."""
    for match in _FENCE.finditer(page):
        yield Block(match[1], match[2], match.start(2), match.end(2))


def write_files(page: str, folder: Path) -> list[str]:
    """Write the YAML blocks that start with a comment naming a file; their names."""
    names = []
    for block in blocks(page):
        named = _FILE.match(block.content)
        if block.language == "yaml" and named:
            target = folder / named[1]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.content, encoding="utf-8")
            names.append(named[1])
    return names


def replay(page: str, folder: Path) -> str:
    """The page with every output as it is now.

    The block ``text`` after a block ``python`` is what the latter prints; Python blocks share their names. In a block
    ``console``, the lines after ``$ opledger ...`` are what the command prints, and those after ``$ cat FILE`` are
    written to that file. All of it runs in ``folder``.
    """
    scope: dict[str, Any] = {}
    made: list[tuple[Block, str]] = []
    waiting: Callable[[], str] | None = None
    for block in blocks(page):
        if block.language == "console":
            made.append((block, _console(block.content, folder)))
        elif block.language == "python":
            if waiting is not None:
                waiting()
            waiting = _runner(block.content, scope)
        elif block.language == "text" and waiting is not None:
            made.append((block, waiting()))
            waiting = None
    if waiting is not None:
        waiting()
    for block, content in reversed(made):
        page = page[: block.start] + content + page[block.end :]
    return page


def _runner(code: str, scope: dict[str, Any]) -> Callable[[], str]:
    def run() -> str:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, "README.md", "exec"), scope)
        return printed.getvalue()

    return run


def _console(content: str, folder: Path) -> str:
    made = ""
    for part in re.split(r"^(?=\$ )", content, flags=re.MULTILINE):
        command, _, shown = part.partition("\n")
        words = shlex.split(command.removeprefix("$ "))
        if words[:1] == ["cat"]:  # the page is where the file comes from
            (folder / words[1]).write_text(shown, encoding="utf-8")
            made += part
        elif words:
            made += f"{command}\n{_output(words, folder)}"
    return made


def _output(words: list[str], folder: Path) -> str:
    if words[0] != "opledger":
        raise ValueError(f"only opledger is run from the page: {words}")
    call = [sys.executable, "-m", *words]
    done = subprocess.run(call, cwd=folder, capture_output=True, text=True, check=True, encoding="utf-8")
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def standing(file: Path, now: str) -> str:
    """A page as it stands; with ``OPLEDGER_REWRITE=1`` it is written first as it is to be now."""
    if os.environ.get("OPLEDGER_REWRITE"):
        file.write_text(now, encoding="utf-8")
    return file.read_text(encoding="utf-8")
