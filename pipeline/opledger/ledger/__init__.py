"""A ledger: a database of releases and what they came to, that grows by what is new.

``add`` reads what it has not seen, ``refresh`` redoes what older patterns made, ``status`` tells what is there, and
``rows`` gives the tables.
"""

from opledger.ledger.adding import AddOptions, Report, add
from opledger.ledger.refreshing import refresh
from opledger.ledger.rows import rows, snapshot
from opledger.ledger.status import Status, changes_of, check, status
from opledger.ledger.store import Store
from opledger.ledger.watching import watch

__all__ = [
    "AddOptions",
    "Report",
    "Status",
    "Store",
    "add",
    "changes_of",
    "check",
    "refresh",
    "rows",
    "snapshot",
    "status",
    "watch",
]
