"""Agreements: what was agreed between whom, under which names, with which provisions."""

from onrecord.records.agreement.kind import Agreement, Implementation, Provision

__all__ = ["Agreement", "Implementation", "Provision"]
