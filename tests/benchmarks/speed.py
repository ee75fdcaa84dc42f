"""Speed and memory of the whole job.

usage: speed.py [CORPUS] [--releases N]

CORPUS is anything that ``opledger extract`` reads; without it ``$OPLEDGER_CORPUS``, then ``../shared/corpora``, then the
seeds over and over. Prints:

- tokens a second of the whole job in one process, against ``spacy.blank("en")`` on the same texts in the same run;
- peak memory over all releases against that over the first 500, each in a process of its own;
- how long ``opledger --help`` takes, and ``opledger show`` to its first line, with the time of the processor for all of it.

Exit status 1 if one of them misses its bar.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# What the project promises: share of spaCy's tokens a second, growth of memory, seconds.
SHARE, GROWTH, HELP_SECONDS, SHOW_SECONDS = 0.2, 1.3, 0.5, 2.0
FIRST = 500
REPEATED = 8_600


def texts_of(corpus: Path | None) -> Iterator[str]:
    """The texts of a corpus, or of the seeds, repeated and told apart by a number."""
    from opledger.reading import read

    if corpus is not None:
        yield from (release.text for release in read([str(corpus)]) if release.status == "ok")
        return
    seeds = [release.text for release in read([str(ROOT / "seeds")]) if release.status == "ok"]
    for number in range(REPEATED):
        yield f"{seeds[number % len(seeds)]}\nPress office, notice no. {number}.\n"


def write_corpus(texts: Iterable[str], file: Path) -> int:
    """One JSON line a text; how many there are."""
    number = 0
    with file.open("w", encoding="utf-8") as lines:
        for number, text in enumerate(texts, 1):
            lines.write(json.dumps({"id": f"r{number}", "text": text}) + "\n")
    return number


def find_corpus(given: str | None) -> Path | None:
    """The corpus to use, or None for the seeds."""
    candidates = [given, os.environ.get("OPLEDGER_CORPUS")]
    shared = sorted((ROOT.parent / "shared" / "corpora").glob("*.jsonl.gz"))
    return next((Path(c) for c in [*candidates, *map(str, shared)] if c), None)


def peak(corpus: Path) -> None:
    """Run the whole job over a corpus and print seconds and peak memory; called in a process of its own."""
    from opledger.run import Options, run_job
    from opledger.tables import TableWriter

    with tempfile.TemporaryDirectory() as scratch:
        start = time.perf_counter()
        with TableWriter(Path(scratch, "out")) as tables:
            run_job([str(corpus)], tables, Options(spill=tables.aside))
        seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "megabytes": peak_kilobytes() / 1024}))


def peak_kilobytes() -> int:
    """The most memory that this process has had. Linux hands ``ru_maxrss`` down from the process that started this one."""
    status = Path("/proc/self/status")
    if status.is_file():
        return int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1])  # type: ignore[index]
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def in_process_of_its_own(corpus: Path) -> dict[str, float]:
    """What ``peak`` measures, in a fresh process."""
    call = [sys.executable, __file__, "--peak", str(corpus)]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    measured: dict[str, float] = json.loads(done.stdout)
    return measured


def tokens_and_seconds(corpus: Path) -> tuple[int, float]:
    """How many tokens ``spacy.blank("en")`` makes of a corpus, and how long it takes, warmed up."""
    import spacy

    nlp = spacy.blank("en")
    nlp.max_length = 100_000_000
    texts = [json.loads(line)["text"] for line in corpus.open(encoding="utf-8")]
    for doc in nlp.pipe(texts[:100]):
        len(doc)
    start = time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(texts))
    return tokens, time.process_time() - start


def whole_job_seconds(corpus: Path) -> float:
    """How long the whole job takes in this process, the components loaded and warmed up before."""
    from opledger.reading import read
    from opledger.run import Options, run_job
    from opledger.run.work import analyse_all
    from opledger.steps import load_steps
    from opledger.tables import TableWriter

    steps = load_steps()
    list(analyse_all(islice(read([str(corpus)]), 50), steps))
    with tempfile.TemporaryDirectory() as scratch:
        start = time.process_time()
        with TableWriter(Path(scratch, "out")) as tables:
            run_job([str(corpus)], tables, Options(spill=tables.aside, nlp=steps))
        return time.process_time() - start


def fastest(call: list[str], times: int = 3) -> float:
    """The shortest of several runs of a command, in seconds."""

    def once() -> float:
        start = time.perf_counter()
        subprocess.run(call, capture_output=True, check=True)
        return time.perf_counter() - start

    return min(once() for _ in range(times))


def first_output(call: list[str], times: int = 3) -> tuple[float, float]:
    """Seconds until a command prints its first line, and seconds of the processor (user and system) that all of it takes,
    each the least of several runs: the second is hardly touched by what else the machine does. The compiled modules of an
    installed package are kept, whatever the environment says."""
    installed = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def once() -> tuple[float, float]:
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        with subprocess.Popen(call, stdout=subprocess.PIPE, env=installed) as running:
            assert running.stdout is not None
            running.stdout.readline()
            seconds = time.perf_counter() - start
            running.stdout.read()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    walls, processor = zip(*(once() for _ in range(times)), strict=True)
    return min(walls), min(processor)


class Bars:
    """Prints measurements, and keeps count of those that miss their bar."""

    def __init__(self) -> None:
        self.missed = 0

    def hold(self, name: str, value: float, holds: Callable[[float], bool], bar: str) -> None:
        """Print one measurement and whether it holds."""
        good = holds(value)
        self.missed += not good
        print(f"{name:52} {value:8.2f}  {bar:16} {'ok' if good else 'MISSED'}", flush=True)


def measure(corpus: Path | None, releases: int) -> int:
    """Print everything; how many bars were missed."""
    bars = Bars()
    with tempfile.TemporaryDirectory() as scratch:
        everything, first = Path(scratch, "all.jsonl"), Path(scratch, "first.jsonl")
        number = write_corpus(islice(texts_of(corpus), releases or None), everything)
        with everything.open(encoding="utf-8") as lines:
            first.write_text("".join(islice(lines, FIRST)), encoding="utf-8")
        # Seconds of the processor, and spaCy before and after: a machine that others use changes its pace.
        tokens, before = tokens_and_seconds(everything)
        job = whole_job_seconds(everything)
        blank = (before + tokens_and_seconds(everything)[1]) / 2
        print(f"{number:,} releases, {tokens:,} tokens")
        print(
            f"spacy.blank('en') {tokens / blank:,.0f} tokens/s; whole job {tokens / job:,.0f} tokens/s ({job:.1f} s)"
        )
        bars.hold("share of spaCy's speed", blank / job, lambda v: v >= SHARE, f"at least {SHARE}")
        small, large = in_process_of_its_own(first), in_process_of_its_own(everything)
        print(f"peak memory: first {FIRST} {small['megabytes']:.0f} MB, all {large['megabytes']:.0f} MB")
        bars.hold(
            "growth of memory",
            large["megabytes"] / small["megabytes"],
            lambda v: v <= GROWTH,
            f"at most {GROWTH}",
        )
    command = [sys.executable, "-m", "opledger"]
    release = str(sorted((ROOT / "seeds" / "own").glob("*.txt"))[0])
    bars.hold(
        "seconds of opledger --help",
        fastest([*command, "--help"]),
        lambda v: v < HELP_SECONDS,
        f"under {HELP_SECONDS}",
    )
    first, processor = first_output([*command, "show", release])
    bars.hold(
        "seconds to the first line of opledger show",
        first,
        lambda v: v < SHOW_SECONDS,
        f"under {SHOW_SECONDS}",
    )
    bars.hold(
        "seconds of the processor in opledger show",
        processor,
        lambda v: v < SHOW_SECONDS,
        f"under {SHOW_SECONDS}",
    )
    return bars.missed


def main() -> int:
    """Parse the call and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", nargs="?")
    parser.add_argument("--releases", type=int, default=0, metavar="N", help="only the first N")
    parser.add_argument("--peak", metavar="FILE", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.peak:
        peak(Path(args.peak))
        return 0
    return 1 if measure(find_corpus(args.corpus), args.releases) else 0


if __name__ == "__main__":
    sys.exit(main())
