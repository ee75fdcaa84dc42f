"""Adding to a ledger that is large already: seconds and memory.

usage: ledger.py RELEASES.jsonl[.gz] [--first N] [--more N] [--ledger LEDGER]

The first N releases (5,000) go into a new ledger, each as it stands in the file; then N more (100) are added, in a process of its own,
and added again. Prints what each step took. Exit status 1 if the hundred cost more than SHARE of what the first add cost for each.
"""

from __future__ import annotations

import argparse
import gzip
import json
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

# A release added later may cost so many times what one of the first add cost.
SHARE = 3.0


def lines(file: Path, first: int, last: int) -> list[str]:
    """Some lines of a file, packed or not."""
    opening = gzip.open if file.suffix == ".gz" else open
    with opening(file, "rt", encoding="utf-8") as stream:
        return list(islice(stream, first, last))


def measure(inputs: str, ledger: str) -> dict[str, float]:
    """One add: what it took, and what it came to."""
    import opledger
    from opledger.ledger import AddOptions, add

    nlp = opledger.load()
    start = time.perf_counter()
    report = add(ledger, [inputs], AddOptions(nlp=nlp))
    return {
        "seconds": time.perf_counter() - start,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        **report.counts(),
    }


def main() -> int:
    """Parse the call and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("releases", type=Path)
    parser.add_argument("--first", type=int, default=5000)
    parser.add_argument("--more", type=int, default=100)
    parser.add_argument("--ledger", default=None)
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(measure(*args.one)))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        ledger = args.ledger or str(Path(folder) / "ops.db")
        parts = {"first": (0, args.first), "more": (args.first, args.first + args.more)}
        seconds = {}
        for step in ("first", "more", "again"):
            inputs = Path(folder) / f"{'more' if step == 'again' else step}.jsonl"
            if step in parts:
                inputs.write_text("".join(lines(args.releases, *parts[step])), encoding="utf-8")
            call = [sys.executable, __file__, str(args.releases), "--one", str(inputs), ledger]
            done = subprocess.run(call, capture_output=True, text=True, check=True)
            got = json.loads(done.stdout)
            seconds[step] = got["seconds"]
            print(
                f"{step:>6}: {got['releases_new']:>6,} new {got['releases_known']:>5,} known  {got['seconds']:7.1f} s"
                f"  {got['megabytes']:6.0f} MB  operations {got['operations_new']:,} new"
                f" {got['operations_merged']:,} merged {got['operations_updated']:,} updated",
                flush=True,
            )
    each = seconds["more"] / args.more / (seconds["first"] / args.first)
    print(f"a release added later costs {each:.2f} times one of the first add")
    return 1 if each > SHARE else 0


if __name__ == "__main__":
    sys.exit(main())
