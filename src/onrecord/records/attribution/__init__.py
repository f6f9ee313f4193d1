"""Attributions: who blames whom for what, step by step, in which words."""

from onrecord.records.attribution.kind import Act, Attribution, Step

__all__ = ["Act", "Attribution", "Step"]
