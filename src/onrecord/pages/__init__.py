"""From bytes to text that is never changed again, and the parts of a page that hold news."""

from __future__ import annotations

from onrecord.pages.page import Page, Part
from onrecord.pages.published import Published
from onrecord.pages.read import read

__all__ = ["Page", "Part", "Published", "read"]
