"""Keeps pages, stories and records in one file: the only code that knows SQL."""

from onrecord.store.columns import KINDS, day
from onrecord.store.store import Fault, Filter, Hit, Removed, Standing, Store, TakenError

__all__ = ["KINDS", "Fault", "Filter", "Hit", "Removed", "Standing", "Store", "TakenError", "day"]
