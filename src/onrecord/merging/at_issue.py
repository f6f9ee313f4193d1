"""Ties disputes to the agreements that they are about, and writes those over provisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from onrecord.merging.disagreed import CARRYING_OUT, disagreed
from onrecord.merging.ground import Ground, Line
from onrecord.merging.written import Lines


class AtIssue:
    """The last step over disputes: it runs when the agreements' lines are written."""

    def __init__(self, ground: Ground, *, lines: Lines) -> None:
        self.ground = ground
        self.lines = lines

    def write(self, found: Iterable[Line], *, gone: Iterable[Line] = ()) -> None:
        """Writes the disputes that were found anew, each with its agreement; those that rest on
        what agreements say now or said before; and those over provisions. `gone` are disputes that
        are no more."""
        todo = {line["id"]: line for line in found}
        spoken = {r for pair in self.lines.followed.values() for a in pair for r in records_of(a)}
        for identity in sorted(self.ground.resting(spoken, "dispute") - todo.keys()):
            line = self.ground.line(identity)
            if line is not None and line["rule"] != CARRYING_OUT:
                todo[identity] = line
        for line in todo.values():
            about = line["about"] | {"agreement": self._agreement(line)}
            self._write(line | {"about": about})
        rests = {r for line in (*todo.values(), *gone) for r in rests_of(line)}
        self._provisions({*self.lines.followed, *self.ground.speaking(rests)})

    def _agreement(self, dispute: Mapping[str, Any]) -> str | None:
        """The agreement that most records of a dispute speak of, of equals the first by id."""
        found = self.ground.speaking(rests_of(dispute))
        return min(found, key=lambda a: (-len(found[a]), a), default=None)

    def _provisions(self, agreements: Iterable[str]) -> None:
        some = sorted(set(agreements))
        stand = self.ground.resting(some, "dispute")
        lines = ((i, self.ground.line(i)) for i in stand)
        old = {i for i, line in lines if line is not None and line["rule"] == CARRYING_OUT}
        for identity in some:
            agreement = self.ground.line(identity)
            for line in disagreed(agreement, version=self.ground.by) if agreement else ():
                if not self.ground.rejected(line["id"]) and not self._told(line):
                    self._write(line)
                    old.discard(line["id"])
        for identity in sorted(old):
            self.ground.withdraw(identity)

    def _told(self, line: Mapping[str, Any]) -> bool:
        """Whether another dispute has these claims already, one of each side."""
        claim, denial = (
            rests_of({"sides": [s for s in line["sides"] if s["stance"] == stance]})
            for stance in ("claims", "denies")
        )
        for identity in self.ground.resting(claim, "dispute") - {line["id"]}:
            other = self.ground.line(identity)
            if other is not None and other["rule"] != CARRYING_OUT and denial & rests_of(other):
                return True
        return False

    def _write(self, line: Line) -> None:
        stories = [s for i in line["stories"] if (s := self.lines.story(i)) is not None]
        self.ground.write(
            line,
            rests=rests_of(line) | set(line["stories"]),
            outlets={s["outlet"] for s in stories if s["outlet"]},
            words=[str(line["about"]["text"] or ""), *(str(s["position"]) for s in line["sides"])],
        )


def rests_of(dispute: Mapping[str, Any]) -> set[str]:
    """The records that the sides of a dispute rest on."""
    sides: Sequence[Mapping[str, Any]] = dispute["sides"]
    kinds = ("statements", "events", "attributions")
    return {r for side in sides for k in kinds for r in side.get(k) or ()}


def records_of(agreement: Mapping[str, Any] | None) -> set[str]:
    """The records that speak of an agreement: what was made of it, and where it is named.

    >>> sorted(records_of({"timeline": [{"record": "r1"}], "named_in": ["r2"]}))
    ['r1', 'r2']
    """
    if agreement is None:
        return set()
    told = agreement.get("timeline") or ()
    return {e["record"] for e in told} | set(agreement.get("named_in") or ())
