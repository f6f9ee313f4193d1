"""What can go wrong, and failures as data.

    OnRecordError            shown to the user as one sentence, exit status 1
    ├── UsageError           the call itself is wrong, exit status 2
    └── StoreError           a store that cannot be used: locked, foreign, newer, damaged, disk full

A page that cannot be read is no exception: it is a `Failed`, listed at the end of the run.
"""

from __future__ import annotations

from dataclasses import dataclass


class OnRecordError(Exception):
    """A fault that ends the run; its text says what, what is unchanged and what to do."""


class UsageError(OnRecordError):
    """The call asks for something that does not exist or does not go together."""


class StoreError(OnRecordError):
    """The store cannot be used as asked; what it held is unchanged."""


@dataclass(frozen=True, slots=True)
class Failed:
    """An input that could not be read: at which stage, which page, and why in one sentence.

    >>> print(Failed("decode", "a.html.gz", "the gzip data ends too early"))
    a.html.gz: the gzip data ends too early (decode)
    """

    stage: str
    page: str
    reason: str

    def __str__(self) -> str:
        return f"{self.page}: {self.reason} ({self.stage})"
