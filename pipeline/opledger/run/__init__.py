"""The whole job: read, extract, reconcile, write.

``run_job`` streams: releases go through the pipeline one by one (or through worker processes), and what was found
goes to a spill file at once. Reconciliation sees the records without their texts. Tables are written in the order
of ``path`` and ``release_id``, whatever the order of the inputs and the number of workers.
"""

from opledger.run.frames import extract
from opledger.run.job import Options, Summary, run_job

__all__ = ["Options", "Summary", "extract", "run_job"]
