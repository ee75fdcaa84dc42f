"""What a job makes ready once is undone at its end, and the limits hold as they do without it."""

from __future__ import annotations

import gc
import signal
import sys

import pytest

from opledger.collector import COLLECT_AFTER, seldom_collected
from opledger.run.limits import Limits, OutOfTime, watched, within


@pytest.mark.skipif(not hasattr(signal, "SIGPROF"), reason="no such signal here")
def test_the_signal_and_the_hook_come_back() -> None:
    before = signal.getsignal(signal.SIGPROF), sys.unraisablehook
    with watched(), watched():
        assert signal.getsignal(signal.SIGPROF) is not before[0]
        with within(Limits(1.0, 100)):
            pass
        with pytest.raises(OutOfTime), within(Limits(0.05, None)):
            while True:
                pass
    assert (signal.getsignal(signal.SIGPROF), sys.unraisablehook) == before


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is bounded on Linux alone")
def test_memory_is_bounded_while_watched() -> None:
    with watched(), pytest.raises(MemoryError), within(Limits(None, 10)):
        bytearray(100_000_000)
    assert len(bytearray(100_000_000)) == 100_000_000


def test_the_thresholds_of_the_collector_come_back() -> None:
    before = gc.get_threshold()
    with seldom_collected():
        assert gc.get_threshold() >= COLLECT_AFTER
    assert gc.get_threshold() == before
