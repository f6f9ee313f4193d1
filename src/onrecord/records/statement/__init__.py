"""Statements: who said what, in whose words, through which channel."""

from onrecord.records.statement.kind import Channel, Speaker, Statement

__all__ = ["Channel", "Speaker", "Statement"]
