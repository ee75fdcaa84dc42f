"""Schemas of the sections; importing this package registers all of them."""

from opledger.patternfiles.schemas import (
    agencies,
    countries,
    dates,
    figures,
    layout,
    linking,
    operations,
    quantities,
    reconciliation,
)

__all__ = [
    "agencies",
    "countries",
    "dates",
    "figures",
    "layout",
    "linking",
    "operations",
    "quantities",
    "reconciliation",
]
