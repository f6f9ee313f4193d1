"""Keeps pages, stories and records in one file: the only code that knows SQL."""

from onrecord.store.columns import KINDS, day
from onrecord.store.deciding import BY
from onrecord.store.derived import DERIVED_KINDS
from onrecord.store.store import (
    Fault,
    Filter,
    Hit,
    Listed,
    One,
    Removed,
    Report,
    Standing,
    Store,
    TakenError,
)

__all__ = [
    "BY",
    "DERIVED_KINDS",
    "KINDS",
    "Fault",
    "Filter",
    "Hit",
    "Listed",
    "One",
    "Removed",
    "Report",
    "Standing",
    "Store",
    "TakenError",
    "day",
]
