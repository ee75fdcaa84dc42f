"""From figures to outcomes, operations and conflicts: one value, its evidence, and what clashes."""

from opledger.reconciliation.model import Reconciled
from opledger.reconciliation.reconcile import reconcile

__all__ = ["Reconciled", "reconcile"]
