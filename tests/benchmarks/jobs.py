"""How much faster more processes are: the whole command, start-up and all, with one process and with N.

usage: jobs.py CORPUS [--releases N] [--jobs N] [--times N]

Prints for each the seconds by the clock (the shortest of several runs) and those of the processor, and two speed-ups: that by the clock,
which counts on a machine that does nothing else, and the one that the seconds of the processor allow, which holds on a busy machine too:
loading is done by one process while others wait, all else is shared. Exit status 1 if the tables differ, or if the larger of the two
is under SPEEDUP for each of N cores.
"""

from __future__ import annotations

import argparse
import filecmp
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from speed import texts_of, write_corpus  # (stands beside this file)

# Promised at two processes on two cores; so much of each further core.
SPEEDUP = 0.9
LOOK = 0.05
TICKS = 100


@dataclass(frozen=True, slots=True)
class Run:
    """Seconds by the clock, and of the processor: of the process that loads for all, and of all together."""

    clock: float
    loading: float
    processor: float


def processor(session: int) -> dict[int, tuple[float, str]]:
    """Seconds of the processor and name of the call, of each process of a session."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[3]) == session:
                call = stat.with_name("cmdline").read_text()
                found[int(stat.parent.name)] = (int(fields[11]) + int(fields[12])) / TICKS, call
        except OSError:
            continue
    return found


def run(corpus: Path, out: Path, jobs: int) -> Run:
    """The command once."""
    call = [
        sys.executable,
        "-m",
        "opledger",
        "extract",
        str(corpus),
        "--out",
        str(out),
        "--jobs",
        str(jobs),
        "-q",
    ]
    seen: dict[int, tuple[float, str]] = {}
    start = time.perf_counter()
    with subprocess.Popen(call, start_new_session=True) as running:
        while running.poll() is None:
            seen |= processor(running.pid)
            time.sleep(LOOK)
        clock = time.perf_counter() - start
    servers = [pid for pid, (_, call) in seen.items() if "forkserver" in call]
    # Workers are forked from the process that loads, and have its call; that process is the oldest.
    loading = seen[min(servers)][0] if servers else 0.0
    return Run(clock, loading, sum(seconds for seconds, _ in seen.values()))


def main() -> int:
    """Parse the call and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--releases", type=int, default=0, metavar="N", help="only the first N")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--times", type=int, default=3)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        file, alone, shared = (Path(scratch, name) for name in ("all.jsonl", "alone", "shared"))
        number = write_corpus(islice(texts_of(args.corpus), args.releases or None), file)
        ones, many = [], []
        for _ in range(
            args.times
        ):  # in turns, for others may use the machine more at one time than at another
            ones.append(run(file, alone, 1))
            many.append(run(file, shared, args.jobs))
            print(
                f"{number:,} releases: 1 process {ones[-1].clock:.1f} s, {ones[-1].processor:.1f} s of the processor; "
                f"{args.jobs} processes {many[-1].clock:.1f} s, {many[-1].processor:.1f} s of the processor, "
                f"{many[-1].loading:.1f} s of them loading",
                flush=True,
            )
        names = [file.name for file in alone.iterdir()]
        same = not any(filecmp.cmpfiles(alone, shared, names, shallow=False)[1:])
    clock = min(r.clock for r in ones) / min(r.clock for r in many)
    allowed = min(r.processor for r in ones) / min(
        r.loading + (r.processor - r.loading) / args.jobs for r in many
    )
    held = same and max(clock, allowed) >= SPEEDUP * args.jobs
    print(
        f"speed-up by the clock {clock:.2f}, allowed by the processor {allowed:.2f}, wanted {SPEEDUP * args.jobs:.2f}; "
        f"tables {'the same' if same else 'DIFFER'}  {'ok' if held else 'MISSED'}"
    )
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
