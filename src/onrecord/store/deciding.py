"""The merging of a store: runs it over what waits, does it anew, and takes what people decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from itertools import combinations
from typing import Any

from sqlalchemy import Connection, delete, select, update

from onrecord.errors import OnRecordError
from onrecord.jsonlines import loads
from onrecord.merging.deciding import PREFIXES, group_of, name
from onrecord.merging.derive import Stages, derive
from onrecord.merging.number import merging
from onrecord.merging.shelf import Held
from onrecord.store import derived, judging, overlays, queries
from onrecord.store.ground import SqlGround
from onrecord.store.schema import (
    DECISIONS,
    EDGES,
    ITEMS,
    KEYS,
    OUTCOMES,
    PENDING,
    SETTINGS,
    TAKEN_BACK,
    USES,
)
from onrecord.version import __version__

KINDS = {prefix: kind for kind, prefix in PREFIXES.items()}
BY = f"{__version__}+merging.{merging()}"
"""Who decides where no person does: the program, with the number of its way of merging."""


class Deciding:
    """The part of `Store` that merges, and that keeps what people decide. `at` is the time."""

    _asking: Callable[[], AbstractContextManager[Connection]]
    _writing: Callable[[], AbstractContextManager[Connection]]

    @property
    def stages(self) -> Stages:
        """The modules that merge."""
        raise NotImplementedError

    def settle(self, *, at: str) -> int:
        """Merges the stories that wait, and gives back how many did."""
        with self._writing() as c:
            return settle(c, stages=self.stages, at=at)

    def ready(self) -> None:
        """Raises `OnRecordError` where another version merged the store: see `remerge`."""
        with self._asking() as c:
            same_version(c)

    def waiting(self) -> int:
        """How many stories wait for the merging: an interrupted run may leave some."""
        with self._asking() as c:
            return len(c.execute(select(PENDING.c.story)).all())

    def merged_by(self) -> str | None:
        """The version that merged this store; None if it was never merged."""
        with self._asking() as c:
            return setting(c, "merging")

    def remerge(self, *, at: str) -> int:
        """Merges the whole store anew; decisions of people stand. Gives back how many stories."""
        with self._writing() as c:
            return remerge(c, stages=self.stages, at=at)

    def split(self, target: str, parts: Sequence[str] = (), *, by: str, at: str) -> dict[str, Any]:
        """Takes a merged or linked thing apart: `parts` from the rest, or each from each.

        `parts` are ids of what it is made of: records of an event or agreement, stories of a
        happening or of copies, names of an actor or place; a story stands for its records.
        """
        with self._writing() as c:
            ground = SqlGround(c, at=at, by=BY)
            kind, members = _members(c, ground, target)
            picked = [h for h in members if {h.id, h.story} & set(parts)]
            missing = set(parts) - {x for h in picked for x in (h.id, h.story)}
            if missing or (parts and len(picked) == len(members)):
                told = ", ".join(sorted(missing or parts))
                raise OnRecordError(f"{target} cannot be split from {told}; nothing was changed.")
            rest = [h for h in members if h not in picked]
            pairs = (
                [(a.number, b.number) for a in picked for b in rest]
                if picked
                else [(a.number, b.number) for a, b in combinations(members, 2)]
            )
            ids = (
                [[h.id for h in picked], [h.id for h in rest]] if picked else [[h.id] for h in rest]
            )
            return self._force(
                c, ground, "split", kind, target, pairs=pairs, sides=ids, by=by, at=at
            )

    def join(self, one: str, other: str, *, by: str, at: str) -> dict[str, Any]:
        """Makes two merged or linked things one."""
        with self._writing() as c:
            ground = SqlGround(c, at=at, by=BY)
            kind, members = _members(c, ground, one)
            also, others = _members(c, ground, other)
            if kind != also:
                raise OnRecordError(
                    f"{one} is of kind {kind}, {other} of kind {also}; only things of one kind "
                    "can be joined. Nothing was changed."
                )
            pairs = [(a.number, b.number) for a in members for b in others if a != b]
            ids = [[h.id for h in members], [h.id for h in others]]
            return self._force(c, ground, "join", kind, one, pairs=pairs, sides=ids, by=by, at=at)

    def _force(
        self,
        c: Connection,
        ground: SqlGround,
        verb: str,
        kind: str,
        target: str,
        *,
        pairs: list[tuple[int, int]],
        sides: list[list[str]],
        by: str,
        at: str,
    ) -> dict[str, Any]:
        before = {target}
        seq = derived.decide(c, at=at, by=by, verb=verb, target=target, before=sides, of=kind)
        ground.shelf.force(pairs, decision=seq, apart=verb == "split")
        numbers = {n for p in pairs for n in p}
        derive(ground, (), stages=self.stages, again={kind: numbers})
        after = {name(kind, g) for g in ground.shelf.homes(sorted(numbers))}
        return derived.conclude(c, seq, after=sorted(after or before))

    def accept(self, identity: str, *, by: str, at: str, drawn: bool = False) -> dict[str, Any]:
        """Keeps that somebody found a record, or what was made of records, right; `drawn` says that
        it was chosen by lot."""
        with self._writing() as c:
            return judging.accept(c, identity, by=by, at=at, drawn=drawn)

    def reject(
        self, identity: str, *, by: str, at: str, reason: str = "", drawn: bool = False
    ) -> dict[str, Any]:
        """Takes a record, the records of a merged event or agreement, or a dispute out of what is
        shown and counted: it is wrong."""
        with self._writing() as c:
            same_version(c)
            return judging.reject(
                c,
                identity,
                by=by,
                at=at,
                reason=reason,
                drawn=drawn,
                stages=self.stages,
                program=BY,
            )

    def correct(
        self,
        identity: str,
        field: str,
        value: Any,
        *,
        by: str,
        at: str,
        reason: str = "",
        nth: int | None = None,
        instead: str = "",
        drawn: bool = False,
    ) -> dict[str, Any]:
        """Corrects a field of an extracted record; what was read stays beside it.

        `evidence.ROLE` marks other words of the story: `value` are the words, `nth` says which
        where they stand more than once, `instead` which evidence of that role they replace.
        """
        with self._writing() as c:
            same_version(c)
            return judging.correct(
                c,
                identity,
                field,
                value,
                by=by,
                at=at,
                reason=reason,
                nth=nth,
                instead=instead,
                drawn=drawn,
                stages=self.stages,
                program=BY,
            )

    def undo(self, decision: str, *, by: str, at: str) -> dict[str, Any]:
        """Takes a decision back, a person's or the program's."""
        with self._writing() as c:
            same_version(c)
            digits = decision.removeprefix("c")
            row = None
            if digits.isdigit():
                row = c.execute(select(DECISIONS).where(DECISIONS.c.seq == int(digits))).first()
            if row is None:
                raise OnRecordError(f"There is no decision {decision!r}; nothing was changed.")
            if row.undone is not None:
                raise OnRecordError(f"{decision} was undone already, by c{row.undone}.")
            told = loads(row.line)
            seq = derived.decide(
                c, at=at, by=by, verb="undo", target=told["target"], undoes=decision
            )
            c.execute(update(DECISIONS).where(DECISIONS.c.seq == row.seq).values(undone=seq))
            ground = SqlGround(c, at=at, by=BY)
            if told.get("notice"):
                raise OnRecordError(
                    f"{decision} is what the story {told['notice']} says of another; "
                    "nothing was changed."
                )
            if row.verb in ("reject", "correct"):
                judging.lift(c, row.seq, told, ground=ground, at=at, stages=self.stages)
            elif row.verb == "accept":
                pass  # It changed nothing but this.
            elif row.verb in ("split", "join") and "of" in told:
                numbers = ground.shelf.release(row.seq)
                derive(ground, (), stages=self.stages, again={told["of"]: numbers})
            elif told.get("moved"):
                self._undo_merge(ground, told, seq=seq)
            else:
                raise OnRecordError(
                    f"{decision} ({row.verb}) cannot be undone; nothing was changed."
                )
            return derived.conclude(c, seq)

    def _undo_merge(self, ground: SqlGround, told: dict[str, Any], *, seq: int) -> None:
        """Bars what the program joined from what it was joined to."""
        kind = KINDS[told["target"][0]]
        moved = set(told["moved"])
        homes = ground.shelf.homes(sorted(moved))
        members = [h for g in sorted(homes) for h in ground.members(g)]
        pairs = [
            (a.number, b.number)
            for a in members
            for b in members
            if a.number in moved and b.number not in moved
        ]
        ground.shelf.force(pairs, decision=seq, apart=True)
        derive(ground, (), stages=self.stages, again={kind: {n for p in pairs for n in p}})


def settle(c: Connection, *, stages: Stages, at: str, stories: Iterable[str] | None = None) -> int:
    """Merges the stories that wait, within a transaction, and gives back how many did."""
    waiting = list(c.execute(select(PENDING.c.story)).scalars()) if stories is None else [*stories]
    if waiting:
        same_version(c)
        derive(SqlGround(c, at=at, by=BY), waiting, stages=stages)
        c.execute(delete(PENDING))
        if setting(c, "merging") is None:
            put_setting(c, "merging", BY)
    return len(waiting)


def same_version(of: Connection) -> None:
    """Raises `OnRecordError` where another version merged the store: what it remembers of stories
    is not what this one compares."""
    by = setting(of, "merging")
    if by not in (None, BY):
        raise OnRecordError(
            f"The store was merged by another version ({by}, this is {BY}); nothing was changed. "
            "`onrecord remerge` merges it anew."
        )


def remerge(c: Connection, *, stages: Stages, at: str) -> int:
    """Merges a store anew within a transaction, and gives back how many stories it has."""
    for table in (ITEMS, KEYS, EDGES, USES, TAKEN_BACK, OUTCOMES):
        c.execute(delete(table))
    overlays.show_all(c)
    stories = queries.story_ids(c)
    ground = SqlGround(c, at=at, by=BY, quiet=True)
    derive(ground, stories, stages=stages)
    c.execute(delete(PENDING))
    for identity in ground.left_over():
        ground.withdraw(identity, to=ground.heirs(identity))
    put_setting(c, "merging", BY)
    return len(stories)


def setting(c: Connection, of: str) -> str | None:
    """What was noted under a name."""
    return c.execute(select(SETTINGS.c.value).where(SETTINGS.c.name == of)).scalar()


def put_setting(c: Connection, of: str, value: str) -> None:
    """Notes something under a name."""
    c.execute(delete(SETTINGS).where(SETTINGS.c.name == of))
    c.execute(SETTINGS.insert().values(name=of, value=value))


def _members(c: Connection, ground: SqlGround, identity: str) -> tuple[str, list[Held]]:
    """The kind and the parts of a merged or linked thing, also by an older id."""
    same_version(c)
    for found in (identity, *derived.moved(c, identity)[:1]):
        group = group_of(found)
        members = ground.members(group) if group is not None else []
        if members:
            return KINDS[found[0]], members
    raise OnRecordError(f"There is nothing merged with the id {identity!r}; nothing was changed.")
