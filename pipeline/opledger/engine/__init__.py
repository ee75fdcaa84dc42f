"""Beyond one machine: the whole job on a cluster engine, with the tables of one process, byte for byte.

    shards (read here)  ->  analysing (workers)  ->  comparing (workers, grouped by key)  ->  links (here)
      ->  reconciling (workers, grouped by operation)  ->  tables (here)

Engines are known by name; ``registry.register`` adds one. What an engine has to offer is in ``opledger.engine.base``,
the job in ``opledger.engine.job``, which is imported where an engine is to work and not before.
"""

from opledger.engine.base import Engine, EngineOptions, Step
from opledger.engine.registry import LOCAL, engine_names, open_engine, register

__all__ = [
    "LOCAL",
    "Engine",
    "EngineOptions",
    "Step",
    "engine_names",
    "open_engine",
    "register",
]
