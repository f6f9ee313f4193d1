"""What the merging stands on: stories, records, names and derived lines, wherever they are kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from onrecord.merging.shelf import Held, Shelf

Line = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A name in a story: the item under which it is compared, and its line as the story alone
    makes it."""

    item: int
    line: Mapping[str, Any]


class Ground(Protocol):
    """A store as the merging sees it; `store.ground` is one in SQL."""

    @property
    def by(self) -> str:
        """The version of the program that decides."""
        ...

    @property
    def shelf(self) -> Shelf:
        """Where items are remembered."""
        ...

    def story(self, identity: str) -> Line | None:
        """The story line of that id, or None where it is not there (any more)."""
        ...

    def records(self, story: str) -> list[Line]:
        """The records of a story as they were extracted, corrected by those who corrected them and
        without those that somebody rejected."""
        ...

    def extracted(self, story: str) -> list[Line]:
        """The records of a story as they were extracted, all of them."""
        ...

    def take_back(self, notice: str, taken: Mapping[str, Mapping[str, Any]]) -> set[str]:
        """Writes which records a notice takes back, by their ids, in place of what it took back
        before; gives back the stories of which that changes something."""
        ...

    def took_back(self, story: str) -> set[str]:
        """The stories whose notices take back records of this one."""
        ...

    def merged(self, record: str) -> str | None:
        """The id of the merged event that a record is in."""
        ...

    def outcome(self, plan: str) -> Line | None:
        """What came of a planned event, as its line has it."""
        ...

    def come(self, plan: str, outcome: Mapping[str, Any] | None) -> None:
        """Writes what came of a planned event."""
        ...

    def plans(self, event: str) -> list[str]:
        """The planned events that an event is the outcome of."""
        ...

    def rejected(self, identity: str) -> bool:
        """Whether somebody rejected a derived line."""
        ...

    def items(self, stage: str, story: str) -> list[Held]:
        """The items of a stage that come from a story."""
        ...

    def homes(self, stage: str, stories: Iterable[str]) -> set[int]:
        """The groups that the items of these stories belong to."""
        ...

    def members(self, group: int) -> list[Held]:
        """The items of a group, the earliest first."""
        ...

    def uses(self, stage: str, story: str) -> dict[str, Use]:
        """The names of a story by the id of the actor or place in it."""
        ...

    def use(self, stage: str, story: str, uses: Mapping[str, Use]) -> None:
        """Writes the names of a story in place of older ones."""
        ...

    def used(self, item: int) -> list[Mapping[str, Any]]:
        """The lines that the stories using a name make of it."""
        ...

    def users(self, items: Iterable[int]) -> set[str]:
        """The stories that use one of these names."""
        ...

    def tie(self, story: str, field: str, value: str | None) -> bool:
        """Writes whose copy a story is (`copy_of`) or which happening it is of; whether that is
        something new."""
        ...

    def ties(self, story: str) -> tuple[str | None, str | None]:
        """Whose copy a story is, and which happening it is of."""
        ...

    def line(self, identity: str) -> Line | None:
        """The derived line of that id, or None."""
        ...

    def resting(self, records: Iterable[str], kind: str) -> set[str]:
        """The ids of derived lines of a kind that rest on one of those records or stories."""
        ...

    def speaking(self, records: Iterable[str]) -> dict[str, set[str]]:
        """The agreements that some of these records speak of, each with which of them do."""
        ...

    def write(
        self,
        line: Line,
        *,
        rests: Collection[str],
        outlets: Collection[str] = (),
        words: Iterable[str] = (),
    ) -> None:
        """Writes a derived line, and into the feed of changes what became of it."""
        ...

    def withdraw(self, identity: str, *, to: Collection[str] = ()) -> None:
        """Deletes a derived line; its id answers with where it went."""
        ...

    def decide(self, verb: str, target: str, **more: Any) -> None:
        """Keeps a decision of the program."""
        ...
