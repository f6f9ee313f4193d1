"""The modules that compare, as shipped."""

from __future__ import annotations

from onrecord.linking import actors
from onrecord.merging import disputes, followed, single
from onrecord.merging.derive import Stages
from onrecord.stories import copies


def load() -> Stages:
    """All stages that are there."""
    return Stages(copies=copies, actors=actors, events=single, disputes=disputes, followed=followed)
