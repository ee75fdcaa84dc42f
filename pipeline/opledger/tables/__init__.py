"""Tables: records become rows, and rows are written as JSON Lines, CSV, Parquet, SQLite or DuckDB.

Rows stream: a writer takes one row at a time and keeps at most one small chunk in memory. Everything is written
into a folder aside and moved into place when the whole job is done, so that a run that fails leaves the tables
of the run before it untouched.
"""

from opledger.tables.about import About
from opledger.tables.formats import FORMATS, file_names
from opledger.tables.rows import SCHEMA, Kind, to_row
from opledger.tables.write import Sink, TableWriter

__all__ = ["FORMATS", "SCHEMA", "About", "Kind", "Sink", "TableWriter", "file_names", "to_row"]
