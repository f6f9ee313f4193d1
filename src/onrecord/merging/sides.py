"""Who speaks and who did it, in one story's records: the parties behind its actor references."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from onrecord.merging.party import NOBODY, Party, party
from onrecord.merging.sentences import bounds
from onrecord.merging.unread import everyone
from onrecord.merging.wording import names

OFFICE = 70
"""Characters before a name in which its office is told."""
_CUT = re.compile(r"[,;:.()\"“”\n]|\b(?:and|that|to|with|against|met|told|said)\b")
_BESIDE = re.compile(r",\s+((?:a|an|the|its|of|who)\b[^,;.\"“”\n]*)[,;.]")


class Sides:
    """The parties of one story. `known` gives the party that a stem of a name stands for."""

    def __init__(
        self, text: str, records: Sequence[Mapping[str, Any]], linked: Mapping[str, str]
    ) -> None:
        self.text = text
        self.records = records
        self.linked = linked
        self.events = {r["id"]: r for r in records if r["kind"] == "event"}
        self.statements = [r for r in records if r["kind"] == "statement"]
        self.offices: dict[str, tuple[str, ...]] = {}
        self.known: dict[str, Party] = {}
        for side in (self.side(a) for a in everyone(records)):
            for one in side.names:
                before = self.known.get(one)
                if before is None or (side.official, -len(side.names)) > (
                    before.official,
                    -len(before.names),
                ):
                    self.known[one] = side

    def side(self, actor: Mapping[str, Any] | None) -> Party:
        """Whose side an actor is on; a person without a country is on that of his office."""
        side = party(actor, linked=self.linked)
        if actor is None or actor["kind"] != "person" or side.key.startswith("state:"):
            return side
        state = self.states & set(self._office(str(actor["name"])))
        if len(state) != 1 or side.other:
            return side
        return replace(side, names=tuple(sorted({*side.names, *state})), official=True)

    @cached_property
    def states(self) -> set[str]:
        """The stems of the states that the story's records name."""
        found: set[str] = set()
        for actor in everyone(self.records):
            side = party(actor)
            if actor["kind"] == "state" or (side.official and actor["kind"] != "person"):
                found |= set(side.names)
        return found

    def _office(self, name: str) -> tuple[str, ...]:
        """The names beside a person's: "Velkan spokesman Ivo Harn", "Harn, of Velka's army"."""
        if name not in self.offices:
            at = self.text.find(name)
            start, end = bounds(self.text, at=at) if at >= 0 else (0, 0)
            before = _CUT.split(self.text[max(start, at - OFFICE) : max(at, 0)])[-1]
            after = self.text[at + len(name) : min(end, at + len(name) + OFFICE)]
            beside = _BESIDE.match(after)
            words = f"{before} {beside[1] if beside else ''}"
            self.offices[name] = names(f". {words}", known=self.states)
        return self.offices[name]

    def doers(self, words: str, *, inner: Sequence[Mapping[str, Any]]) -> list[Party]:
        """Who did it by some words: the actors of the events in them that they name, else whom
        they name first: "the shells had been fired from Velkan positions"."""
        told = [
            self.side(a)
            for e in inner
            for a in e["actors"]
            if names_actor(a, words, known=self.known)
        ]
        if any(side.names for side in told):
            return told
        for one in names(words, known=self.known):
            if one in self.known and self.known[one].known:
                return [self.known[one]]
        return told

    def speaker(self, record: Mapping[str, Any], *, at: int) -> Party:
        """Whose statement it is; of a blame without a speaker, the actor of the blaming's event."""
        if record["speaker"] or not record["cue"]:
            return self.side(record["speaker"])
        cue = record["cue"]
        for event in self.events.values():
            if (
                event["type"] in ("ACCUSE", "REJECT")
                and event["actors"]
                and any(
                    m["start"] < cue["end"] and cue["start"] < m["end"] for m in event["mentions"]
                )
            ):
                return self.side(event["actors"][0])
        return NOBODY

    def named(self, words: str) -> Party:
        """The party of a name: that of an actor in the story's records, else the words alone."""
        low = words.lower()
        for record in [*self.events.values(), *self.statements]:
            refs = [*record.get("actors", ()), *record.get("recipients", ())]
            refs += [record[k] for k in ("speaker", "target") if record.get(k)]
            for ref in refs:
                if low in (str(ref["name"]).lower(), str(ref["quote"]).lower()):
                    return self.side(ref)
        return party({"id": None, "name": words, "kind": "unknown", "quote": words})

    def beside(self, at: int) -> Party:
        """Who speaks in the sentence of a place: "met secretly, the ministry said"."""
        start, end = bounds(self.text, at=at)
        for statement in self.statements:
            cue, speaker = statement["cue"], statement["speaker"]
            if cue and speaker and start <= cue["start"] < end and statement["act"] != "denial":
                return self.side(speaker)
        return NOBODY


def names_actor(actor: Mapping[str, Any], words: str, *, known: Mapping[str, Party]) -> bool:
    """Whether some words name an actor: who an event's other tellings name is not said in these."""
    return actor["quote"] in words or bool(set(party(actor).names) & set(names(words, known=known)))
