"""Memory over a long batch: of the parent and of each worker, when a third, two thirds and all of the releases are analysed, and at the end.

usage: memory.py CORPUS [--times N] [--jobs N]

The corpus is taken N times over, each release told apart by a line at its end. What the parent grows by is what linking keeps of each
release. Exit status 1 if a worker grows by more than GROWTH from the first third to the last, or the parent by more than KEPT bytes a release.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import tempfile
import time
from pathlib import Path

from opledger.reading import read
from opledger.records import Release
from opledger.run import Options, run_job
from opledger.tables import TableWriter

GROWTH, KEPT = 1.1, 8_000


def resident(pid: int | str) -> float:
    """Megabytes of a process in memory; 0 if it has gone."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * 4096 / 1e6


def write_corpus(corpus: Path, times: int, file: Path) -> int:
    """The corpus some times over; how many releases that are."""
    number = 0
    with file.open("w", encoding="utf-8") as lines:
        for edition in range(times):
            for release in read([str(corpus)]):
                number += 1
                text = f"{release.text}\nPress office, notice no. {number}, edition {edition}.\n"
                lines.write(json.dumps({"id": f"r{number}", "text": text}) + "\n")
    return number


def main() -> int:
    """Parse the call and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    seen: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch, "long.jsonl")
        total = write_corpus(args.corpus, args.times, file)
        done = 0
        start = time.perf_counter()

        def watch(release: Release) -> None:
            nonlocal done
            done += 1
            if done * 3 // total > (done - 1) * 3 // total:
                workers = [resident(child.pid or 0) for child in multiprocessing.active_children()]
                seen.append((resident("self"), max(workers, default=0.0)))
                print(
                    f"{done:>8,} of {total:,} releases  {time.perf_counter() - start:6.0f} s"
                    f"  parent {seen[-1][0]:6.0f} MB  largest worker {seen[-1][1]:6.0f} MB",
                    flush=True,
                )

        with TableWriter(Path(scratch, "out")) as tables:
            run_job([str(file)], tables, Options(jobs=args.jobs, spill=tables.aside), on_release=watch)
        print(
            f"linked, reconciled, written  {time.perf_counter() - start:6.0f} s  {resident('self'):6.0f} MB"
        )
    kept = (seen[-1][0] - seen[0][0]) * 1e6 / (total * 2 / 3)
    grown = seen[-1][1] / seen[0][1] if seen[0][1] else 1.0
    print(f"the parent grew by {kept:,.0f} bytes a release, the largest worker {grown:.2f} times")
    return int(grown > GROWTH or kept > KEPT)


if __name__ == "__main__":
    sys.exit(main())
