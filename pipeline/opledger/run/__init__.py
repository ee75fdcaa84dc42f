"""The whole job: read, extract, reconcile, write.

``run_job`` streams: releases go through the pipeline one by one (or through worker processes), and what was found
goes to a spill file at once. Rows stand in the order of
reading, which is the order of path, whatever the order of the inputs and the number of workers; inside a release,
in the order of the text.
"""

from opledger.run.frames import extract
from opledger.run.job import Options, run_job
from opledger.run.rows import Summary

__all__ = ["Options", "Summary", "extract", "run_job"]
