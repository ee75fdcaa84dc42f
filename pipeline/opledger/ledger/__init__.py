"""A ledger: a database of releases and what they came to, that grows by what is new.

``add`` reads what it has not seen, ``refresh`` redoes what older patterns made, ``status`` tells what is there, and
``rows`` gives the tables.
"""

from opledger.ledger.adding import AddOptions, Report, add
from opledger.ledger.rows import rows, snapshot
from opledger.ledger.store import Store

__all__ = ["AddOptions", "Report", "Store", "add", "rows", "snapshot"]
