"""Score the reference gold beside the project, and fail where F1 is below the bars.

usage: check_bars.py FOLDER

FOLDER holds ``score.py`` and the gold folders that ``bars.json`` names. Every score is printed; exit status 1 if one
is below its bar.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

BARS = Path(__file__).with_name("bars.json")


def measure(shared: Path, gold: str) -> Mapping[str, Mapping[str, float]]:
    """The scores of one gold folder, as the reference scorer prints them."""
    command = f"{Path(sys.executable).parent / 'opledger'}"
    call = [sys.executable, str(shared / "score.py"), "--json", "--command", command, str(shared / gold)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{gold}: {done.stderr.strip() or done.stdout.strip()}")
    scores: Mapping[str, Mapping[str, float]] = json.loads(done.stdout)
    return scores


def below(scores: Mapping[str, Mapping[str, float]], bars: Mapping[str, float]) -> list[str]:
    """The levels whose F1 is under the bar."""
    return [
        f"{level} {scores[level]['f1']} < {bar}" for level, bar in bars.items() if scores[level]["f1"] < bar
    ]


def main(shared: Path) -> int:
    """Print all scores; 1 if any is too low."""
    failed = []
    for gold, bars in json.loads(BARS.read_text(encoding="utf-8")).items():
        scores = measure(shared, gold)
        print(
            f"{gold:12}", "  ".join(f"{level} {scores[level]['f1']} ({bar})" for level, bar in bars.items())
        )
        failed += [f"{gold}: {fault}" for fault in below(scores, bars)]
    for fault in failed:
        print(f"below the bar: {fault}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: check_bars.py FOLDER")
    sys.exit(main(Path(sys.argv[1])))
