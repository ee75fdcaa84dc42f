"""Linking and reconciling many made-up releases of which the truth is known: time, memory, and how right they are.

usage: linking.py [N ...]

For each N (25,000, 50,000, 100,000 and 200,000 if none is given) a process of its own links and reconciles about N releases on
N / 5 operations, and prints seconds, peak memory, pairwise precision and recall of linking, and the share of values that are right.

Exit status 1 if a bar is missed, or if time grows faster than GROWTH times as fast as the number of releases.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from made_up import made_up, truths  # (stands beside this file)

SIZES = (25_000, 50_000, 100_000, 200_000)
PRECISION, RECALL, RIGHT, GROWTH = 0.97, 0.8, 0.9, 1.3
MEGABYTES = 2000


def pairs(sizes: Iterable[int]) -> int:
    """How many pairs groups of some sizes hold.

    Example:
        >>> pairs([3, 1])
        3
    """
    return sum(n * (n - 1) // 2 for n in sizes)


def measure(releases: int) -> dict[str, float]:
    """Link and reconcile; what that took and how right it is."""
    from opledger.patternfiles import load_patterns
    from opledger.records import Operation, Outcome
    from opledger.run.collection import Collection
    from opledger.run.spill import Spill

    patterns, spill = load_patterns(), Spill()
    collection = Collection(spill, patterns)
    true: dict[str, int] = {}
    spent = made = 0.0
    start = time.process_time()
    for number, found in made_up(releases):
        made += time.process_time() - start
        true[found.release.release_id] = number
        start = time.process_time()
        collection.add(found)
        spent += time.process_time() - start
        start = time.process_time()
    members: dict[str, tuple[str, ...]] = {}
    values: dict[str, dict[str, tuple[float | None, float | None]]] = defaultdict(dict)
    start = time.process_time()
    for _, record in collection.records({}):
        if isinstance(record, Operation):
            members[record.operation_id] = record.release_ids
        elif isinstance(record, Outcome) and record.release_id is None and record.place is None:
            values[record.operation_id][record.measure] = record.low, record.high
    spent += time.process_time() - start
    spill.close()
    grid = Counter((own, true[rid]) for own, rids in members.items() for rid in rids)
    linked, together = pairs(map(len, members.values())), pairs(Counter(true.values()).values())
    right = pairs(grid.values())
    best: dict[int, str] = {}
    for (own, number), _ in sorted(grid.items(), key=lambda item: (item[1], item[0])):
        best[number] = own
    stated = good = 0
    for truth in truths(releases):
        for name, value in truth.values.items():
            found_values = values[best[truth.number]].get(name) if truth.number in best else None
            if found_values is not None:
                stated += 1
                good += found_values == (value, value)
    return {
        "releases": len(true),
        "operations": len(members),
        "seconds": spent,
        "made in": made,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "precision": right / linked if linked else 1.0,
        "recall": right / together if together else 1.0,
        "values right": good / stated if stated else 0.0,
    }


def main() -> int:
    """Parse the call and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sizes", nargs="*", type=int, metavar="N", default=SIZES)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(measure(args.one)))
        return 0
    missed = 0
    first: dict[str, float] = {}
    for size in args.sizes:
        done = subprocess.run(
            [sys.executable, __file__, "--one", str(size)], capture_output=True, text=True, check=True
        )
        got: dict[str, float] = json.loads(done.stdout)
        first = first or got
        growth = got["seconds"] / first["seconds"] / (got["releases"] / first["releases"])
        bad = [
            name
            for name, holds in (
                ("precision", got["precision"] >= PRECISION),
                ("recall", got["recall"] >= RECALL),
                ("values", got["values right"] >= RIGHT),
                ("time", growth <= GROWTH),
                ("memory", got["megabytes"] <= MEGABYTES),
            )
            if not holds
        ]
        missed += len(bad)
        print(
            f"{got['releases']:>8,.0f} releases {got['operations']:>7,.0f} operations  {got['seconds']:7.1f} s"
            f" ({1e6 * got['seconds'] / got['releases']:.0f} us each)  {got['megabytes']:6.0f} MB"
            f"  precision {got['precision']:.3f}  recall {got['recall']:.3f}  values right {got['values right']:.3f}"
            f"  {'MISSED: ' + ', '.join(bad) if bad else 'ok'}",
            flush=True,
        )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
