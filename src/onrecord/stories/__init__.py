"""From pages to stories."""

from __future__ import annotations

from onrecord.stories.read import read, stories
from onrecord.stories.story import SECTIONS, Published, Story

__all__ = ["SECTIONS", "Published", "Story", "read", "stories"]
