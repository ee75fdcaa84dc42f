"""Making gold: drafts to correct, checks, agreement of two annotators, and the formats of annotation tools."""

from opledger.annotation.agreement import Agreement, agreement
from opledger.annotation.check import check
from opledger.annotation.draft import draft
from opledger.annotation.schema import ReleaseGold

__all__ = ["Agreement", "ReleaseGold", "agreement", "check", "draft"]
