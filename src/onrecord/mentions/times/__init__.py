"""Time expressions of a story with their values and the days that they cover."""

from __future__ import annotations

from onrecord.mentions.times.anchor import Anchor
from onrecord.mentions.times.find import Time, anchor, find

__all__ = ["Anchor", "Time", "anchor", "find"]
