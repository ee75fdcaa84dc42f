"""Releases made to hurt: seconds and memory of each at a size and at twice that size, to show what grows faster than its input.

usage: poison.py [--size SHARE] [NAME ...]

Each is read, analysed, reconciled and written in a process of its own. Exit status 1 if one takes more than BAR seconds at its full size, or
more than GROWTH times as long for twice the size where it takes SLOW seconds at all.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from opledger.pipeline import load

FORK = get_context("fork")
_nlp: Any = None  # loaded once; each measurement is made in a fork of this process

BAR, GROWTH, SLOW = 60.0, 3.0, 2.0
GIVES_UP = 600  # seconds after which a process is ended, whoever else uses the machine

HARBOUR = (
    "Police arrested 16 people in Lisbon, Portugal during Operation Quiet Harbour and seized 3 kg of heroin."
)


def _words(count: int) -> str:
    rng = random.Random(5)
    known = [
        "police",
        "officers",
        "seized",
        "arrested",
        "the",
        "a",
        "of",
        "in",
        "and",
        "near",
        "harbour",
        "three",
        "phones",
        "kilograms",
        "Spain",
        "with",
        "after",
    ]
    return " ".join(rng.choice(known) for _ in range(count))


def _numbers(count: int) -> str:
    return " ".join(str(n * 37 % 99_991) for n in range(count))


def _deep(levels: int) -> str:
    return "<div>" * levels + HARBOUR + "</div>" * levels


def _cells(count: int) -> str:
    rows = (f"“{n} arrests”\t{n * 7 % 1000}\t{n % 90} kg" for n in range(count))
    return "Results by country\nCountry\tArrests\tDrugs\n" + "\n".join(rows)


def _html_table(count: int) -> str:
    rows = (f"<tr><td>Spain {n}</td><td>{n % 97}</td><td>{n % 31} kg</td></tr>" for n in range(count))
    return f"<html><body><p>{HARBOUR}</p><table>{''.join(rows)}</table></body></html>"


# Name: what makes the text of a size, the full size, and the suffix of its file.
POISONS: dict[str, tuple[Callable[[int], str], int, str]] = {
    "no space": (lambda n: "a" * n, 1_000_000, ".txt"),
    "digits without a space": (lambda n: "1" * n, 1_000_000, ".txt"),
    "hyphens": (lambda n: "-" * n, 1_000_000, ".txt"),
    "spaces": (lambda n: HARBOUR + " " * n + "16", 1_000_000, ".txt"),
    "line ends": (lambda n: HARBOUR + "\n" * n + "16 arrests", 1_000_000, ".txt"),
    "quotation marks": (lambda n: '"' * n, 1_000_000, ".txt"),
    "brackets": (lambda n: "(" * n, 1_000_000, ".txt"),
    "full stops": (lambda n: "." * n, 1_000_000, ".txt"),
    "one letter words": (lambda n: "a " * n, 500_000, ".txt"),
    "capitals": (lambda n: "Aa " * n, 300_000, ".txt"),
    "commas": (lambda n: "1," * n, 500_000, ".txt"),
    "ones": (lambda n: "1 " * n, 500_000, ".txt"),
    "numbers": (_numbers, 100_000, ".txt"),
    "arrests": (lambda n: "16 arrests. " * n, 20_000, ".txt"),
    "arrests, all different": (lambda n: " ".join(f"{i} arrests." for i in range(n)), 20_000, ".txt"),
    "one sentence": (_words, 200_000, ".txt"),
    "number words": (lambda n: "twenty " * n, 100_000, ".txt"),
    "number words joined": (lambda n: "two hundred and " * n, 50_000, ".txt"),
    "ranges": (lambda n: "between 3 and " * n, 50_000, ".txt"),
    "countries": (lambda n: "Spain, France and " * (n // 2), 50_000, ".txt"),
    "countries in lines": (lambda n: "Spain: 16\n" * n, 50_000, ".txt"),
    "quoted figures": (lambda n: "“16 people were arrested”, he said. " * n, 20_000, ".txt"),
    "quoted figures in a table": (_cells, 20_000, ".txt"),
    "operations": (
        lambda n: " ".join(f"Operation Amber{chr(97 + i % 26)}{i} led to arrests." for i in range(n)),
        10_000,
        ".txt",
    ),
    "agencies": (lambda n: "Europol and the Guardia Civil, " * n, 20_000, ".txt"),
    "dates": (lambda n: "On 4 March 2024 and 5 May, " * n, 20_000, ".txt"),
    "kinds of drugs": (lambda n: "3 kg of heroin, cocaine, " * n, 20_000, ".txt"),
    "money": (lambda n: "EUR 40,000 in cash and " * n, 20_000, ".txt"),
    "paragraphs repeated": (lambda n: (HARBOUR + "\n\n") * n, 10_000, ".txt"),
    "paragraphs nearly repeated": (
        lambda n: "\n\n".join(HARBOUR.replace("16", str(i)) for i in range(n)),
        10_000,
        ".txt",
    ),
    "bullets": (lambda n: "The operation led to:\n" + "- 16 arrests\n" * n, 20_000, ".txt"),
    "headlines": (lambda n: "RAIDS IN SPAIN\n\n" * n, 50_000, ".txt"),
    "right to left, zero width": (lambda n: "\u202e16\u200b arrests\u200f \u202d" * n, 20_000, ".txt"),
    "combining marks": (lambda n: "1" + "\u0301" * n, 500_000, ".txt"),
    "lone surrogates": (lambda n: json.dumps({"text": "\ud83d 16 arrests. " * n}), 20_000, ".json"),
    "deep html": (_deep, 100_000, ".html"),
    "wide html table": (_html_table, 20_000, ".html"),
    "deep json": (lambda n: '{"text": ' * n, 100_000, ".json"),
    "prose": (lambda n: " ".join([HARBOUR.replace("16", "sixteen")] * n), 10_000, ".txt"),
}


def measure(name: str, share: float) -> dict[str, Any]:
    """Run the whole job over one poison; what it took."""
    from opledger.run import Options, run_job
    from opledger.run.limits import UNLIMITED
    from opledger.tables import TableWriter

    make, full, suffix = POISONS[name]
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch, f"poison{suffix}")
        file.write_text(make(int(full * share)), encoding="utf-8")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        start = time.process_time()
        with TableWriter(Path(scratch, "out")) as tables:
            done = run_job([str(file)], tables, Options(nlp=_nlp, limits=UNLIMITED))
        seconds = time.process_time() - start
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "seconds": seconds,
        "megabytes": (after - before) / 1024,
        "status": next(iter(done.statuses)),
        "why": done.rejected[0][1][:60] if done.rejected else "",
        "figures": done.rows["figures"],
    }


def measured(name: str, share: float) -> dict[str, Any]:
    """What ``measure`` gives in a process of its own; a time beyond all bars if it does not come to an end."""
    answers, given = FORK.Pipe(duplex=False)
    process = FORK.Process(target=lambda: given.send(measure(name, share)))
    process.start()
    given.close()
    got: dict[str, Any] = {"seconds": float(GIVES_UP), "megabytes": 0.0, "why": "", "figures": 0}
    try:
        got |= answers.recv() if answers.poll(GIVES_UP) else {"status": "not done"}
    except EOFError:
        got |= {"status": "died"}
    process.kill()
    process.join()
    return got


def main() -> int:
    """Parse the call and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(POISONS))
    parser.add_argument("--size", type=float, default=1.0, metavar="SHARE", help="of the full size")
    args = parser.parse_args()
    global _nlp
    _nlp = load()
    missed = 0
    for name in args.names or POISONS:
        half, full = measured(name, args.size / 2), measured(name, args.size)
        growth = full["seconds"] / max(0.01, half["seconds"])
        bad = full["seconds"] > BAR or (full["seconds"] > SLOW and growth > GROWTH)
        missed += bad
        print(
            f"{name:28} {half['seconds']:7.2f} s {full['seconds']:7.2f} s  x{growth:4.1f}"
            f"  {full['megabytes']:6.0f} MB  {full['figures']:>6} figures  {full['status']} {full['why']}"
            f"  {'MISSED' if bad else 'ok'}",
            flush=True,
        )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
