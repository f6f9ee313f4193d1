"""Events: who did what to whom, when and where, and whether it happened."""

from onrecord.records.event.kind import STATUSES, Event, When, Where

__all__ = ["STATUSES", "Event", "When", "Where"]
