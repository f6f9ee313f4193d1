"""Where bytes come from: files, folders, standard input, JSON Lines."""

from __future__ import annotations

from onrecord.sources.document import Document, Given
from onrecord.sources.read import read

__all__ = ["Document", "Given", "read"]
