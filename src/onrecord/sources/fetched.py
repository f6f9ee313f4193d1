"""What is remembered of an address between two runs, and who remembers it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What an address answered with last time, by which its server can tell whether it changed;
    `final` is where it led to."""

    final: str
    etag: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What is remembered of an address: how it answered, what a list said of it, what came of it.

    `reason`: why it gave no page, where trying again will not help.
    """

    address: str
    validators: Validators
    stamp: str | None = None
    is_list: bool = False
    reason: str | None = None


class Memory(Protocol):
    """Where it is remembered; a store does."""

    def fetched(self, address: str) -> Fetched | None:
        """What is remembered of an address."""
        ...

    def remember(self, fetched: Fetched) -> None:
        """Remembers it in place of what was."""
        ...

    def taken_out(self, address: str) -> bool:
        """Whether a story of the page at that address was taken out."""
        ...
