"""Releases read here, cut into shards, and analysed by workers.

A shard whose workers die is cut in halves, and those again, one at a time and nothing beside them, until the release
that kills a worker stands alone; it is rejected, and the rest goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from opledger.engine.analysing import Setting, analyser, keep
from opledger.engine.base import Died, Engine
from opledger.records import Release
from opledger.run.work import Found

# A shard holds so many releases, or a SHARE of what was read before it, where that is more, up to a limit: few releases
# make many shards, so that all workers have some, and many releases do not make too many. It is some seconds of work,
# which is what a dead worker costs.
LEAST, SHARE, MOST = 50, 50, 2_000
CHARACTERS = 16_000_000


def shards_of(releases: Iterable[Release]) -> Iterator[list[Release]]:
    """Releases in bunches that are bounded in number and in length; the first ones are small."""
    bunch: list[Release] = []
    size = before = 0
    for release in releases:
        bunch.append(release)
        size += len(release.text)
        if len(bunch) >= min(max(LEAST, before // SHARE), MOST) or size >= CHARACTERS:
            yield bunch
            before += len(bunch)
            bunch, size = [], 0
    if bunch:
        yield bunch


def analyse_on(
    engine: Engine,
    releases: Iterable[Release],
    setting: Setting,
    on_release: Callable[[Release], None] | None = None,
) -> list[int]:
    """Analyse all releases on an engine.

    Args:
        engine: where to work.
        releases: what to analyse; read as far as needed.
        setting: what workers know.
        on_release: called for each release of a shard that is done.

    Returns:
        How many releases each shard has.
    """
    sizes: list[int] = []
    under_way: dict[int, list[Release]] = {}
    dead: dict[int, Died] = {}

    def written() -> Iterator[int]:
        for shard, bunch in enumerate(shards_of(releases)):
            setting.store.write("releases", shard, bunch)
            sizes.append(len(bunch))
            under_way[shard] = bunch
            yield shard

    for shard, result in engine.each(analyser(setting), written()):
        bunch = under_way.pop(shard)
        if isinstance(result, Died):
            dead[shard] = result
        else:
            setting.store.path("releases", shard).unlink(missing_ok=True)
        for release in bunch:
            if on_release:
                on_release(release)
    for shard in sorted(dead):
        bunch = setting.store.read("releases", shard)
        keep(shard, _in_halves(engine, bunch, setting), setting)
    return sizes


def _in_halves(engine: Engine, bunch: list[Release], setting: Setting) -> list[Found]:
    """What was found in releases that killed workers together; the one that does so alone is rejected."""
    # Decisions are obeyed when what was found is kept.
    trial = replace(setting, folder=f"{setting.folder}/trial", decided=False)
    trial.store.write("releases", 0, bunch)
    ((_, result),) = engine.each(analyser(trial), [0], alone=True)
    if not isinstance(result, Died):
        return [found for found, _ in trial.store.read_many("found", 0)]
    if len(bunch) == 1:
        reason = f"the pipeline failed: {result.reason}"
        return [Found(replace(bunch[0], status="rejected", error=reason), [], [])]
    half = len(bunch) // 2
    return [*_in_halves(engine, bunch[:half], setting), *_in_halves(engine, bunch[half:], setting)]
