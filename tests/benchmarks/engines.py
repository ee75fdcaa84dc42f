"""The same small job on Dask, Ray Data and Spark: start-up, releases a second, memory, and what kill -9 of a worker does.

usage: engines.py ENGINE FILE [--releases N] [--kill]

ENGINE is dask, ray or spark, which has to be installed. The job: shards of 25 releases as Parquet files are read by two
worker processes, each of which loads the pipeline once; what was found is written as Parquet; then the figures are
grouped by measure, as linking groups by key. With ``--kill`` the first worker is killed when half of the shards are done.

One line of JSON is printed: seconds to start, seconds of work, releases a second, pipelines loaded, processor seconds
and peak memory (MB) of all processes, and a checksum of the groups, the same whatever happened.
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import os
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import pandas as pd

SHARD, WORKERS = 25, 2
_nlp: Any = None


def work(shard: str, marks: str) -> pd.DataFrame:
    """One shard through the pipeline: measure and number of each figure; who did it is noted under ``marks``."""
    from opledger.pipeline import load
    from opledger.reading.identity import digest
    from opledger.records import Release
    from opledger.run.work import analyse_batch

    global _nlp
    if _nlp is None:
        _nlp = load()
        (Path(marks) / f"loaded-{os.getpid()}").touch()
    table = pd.read_parquet(shard)
    releases = [
        Release(str(own), str(own), None, None, None, None, digest(text), text, "ok", None)
        for own, text in zip(table["id"], table["text"], strict=True)
    ]
    found = [(f.measure, float(f.value or 0)) for item in analyse_batch(_nlp, releases) for f in item.figures]
    frame = pd.DataFrame(found, columns=["measure", "value"])
    frame.to_parquet(Path(marks) / f"{Path(shard).stem}.parquet.part")
    (Path(marks) / f"{Path(shard).stem}.parquet.part").replace(Path(marks) / f"{Path(shard).stem}.parquet")
    (Path(marks) / f"done-{Path(shard).stem}-{os.getpid()}").touch()
    return frame


def on_dask(shards: list[str], marks: str) -> Any:
    """Dask: futures on a local cluster with nannies, the group-by by its data frames."""
    import dask.dataframe as dd
    from distributed import Client, LocalCluster

    cluster = LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address=None)
    client = Client(cluster)
    yield
    client.gather(client.map(work, shards, marks=marks))
    yield
    frame = dd.read_parquet(f"{marks}/*.parquet")
    yield frame.groupby("measure")["value"].agg(["count", "sum"]).compute()
    client.close()
    cluster.close()


def on_ray(shards: list[str], marks: str) -> Any:
    """Ray Data: a pool of actors, the group-by by its datasets."""
    import ray

    ray.init(num_cpus=WORKERS, include_dashboard=False, log_to_driver=False, configure_logging=False)

    class Actor:
        def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
            for shard in batch["item"]:
                work(str(shard), marks)
            return {"done": batch["item"]}

    yield
    data = ray.data.from_items([{"item": s} for s in shards], override_num_blocks=len(shards))
    data.map_batches(
        Actor, batch_size=1, concurrency=WORKERS, max_restarts=3, max_task_retries=3
    ).materialize()
    yield
    grouped = ray.data.read_parquet(marks, file_extensions=["parquet"]).groupby("measure")
    frame = grouped.aggregate(ray.data.aggregate.Count(), ray.data.aggregate.Sum("value")).to_pandas()
    yield frame.set_axis(["measure", "count", "sum"], axis=1).set_index("measure")
    ray.shutdown()


def on_spark(shards: list[str], marks: str) -> Any:
    """Spark: Python workers of one executor, the group-by by its data frames."""
    from pyspark.sql import SparkSession
    from pyspark.sql import functions as sql

    # A task may fail in local mode too: the second number.
    maker = SparkSession.builder.master(f"local[{WORKERS},4]").config("spark.ui.enabled", "false")
    spark = maker.config("spark.python.worker.reuse", "true").getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    yield

    def each(items: Any) -> Any:
        for shard in items:
            work(shard, marks)
            yield shard

    spark.sparkContext.parallelize(shards, len(shards)).mapPartitions(each).collect()
    yield
    frame = spark.read.parquet(f"{marks}/*.parquet").groupBy("measure")
    table = frame.agg(sql.count("value"), sql.sum("value")).toPandas()
    yield table.set_axis(["measure", "count", "sum"], axis=1).set_index("measure")
    spark.stop()


def kill_half_way(marks: Path, shards: int) -> None:
    """Wait for half of the shards, then kill a worker that did one."""
    while len(done := sorted(marks.glob("done-*"))) < shards // 2:
        time.sleep(0.02)
    os.kill(int(done[-1].name.rpartition("-")[2]), signal.SIGKILL)


def watch(stop: threading.Event, most: list[float], spent: dict[int, float]) -> None:
    """Watch the memory and the processor time of this process and all below it."""
    import psutil

    me = psutil.Process()
    while not stop.wait(1.0):
        total = 0
        for one in (me, *me.children(recursive=True)):
            try:
                total += one.memory_full_info().pss
                times = one.cpu_times()
                spent[one.pid] = times.user + times.system
            except (psutil.Error, AttributeError):
                continue
        most[0] = max(most[0], total / 1e6)


def main() -> int:
    """Parse the call and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("engine", choices=("dask", "ray", "spark"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--releases", type=int, default=500)
    parser.add_argument("--kill", action="store_true")
    args = parser.parse_args()
    table = next(pd.read_json(args.file, lines=True, chunksize=args.releases, nrows=args.releases))
    with tempfile.TemporaryDirectory() as folder:
        marks = Path(folder) / "marks"
        marks.mkdir()
        shards = []
        for number, start in enumerate(range(0, len(table), SHARD)):
            shards.append(f"{folder}/{number:04}.parquet")
            table.iloc[start : start + SHARD].to_parquet(shards[-1])
        most, stop, spent = [0.0], threading.Event(), dict[int, float]()
        threading.Thread(target=watch, args=(stop, most, spent), daemon=True).start()
        times = [time.perf_counter()]
        steps = {"dask": on_dask, "ray": on_ray, "spark": on_spark}[args.engine](shards, str(marks))
        next(steps)
        times.append(time.perf_counter())
        if args.kill:
            threading.Thread(target=kill_half_way, args=(marks, len(shards)), daemon=True).start()
        next(steps)
        times.append(time.perf_counter())
        groups = next(steps)
        times.append(time.perf_counter())
        loaded = len(list(marks.glob("loaded-*")))
        for _ in steps:
            pass
        stop.set()
    start, worked, grouped = (b - a for a, b in itertools.pairwise(times))
    told = groups.sort_index().astype(float).round(3).to_csv()
    print(
        json.dumps(
            {
                "engine": args.engine,
                "killed": args.kill,
                "start": round(start, 1),
                "work": round(worked, 1),
                "a second": round(len(table) / worked, 1),
                "group-by": round(grouped, 1),
                "pipelines": loaded,
                "processor seconds": round(sum(spent.values()), 1),
                "megabytes": round(most[0]),
                "groups": hashlib.sha256(told.encode()).hexdigest()[:8],
            }
        )
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
