"""The golden files of the example crisis: reading them, and finding their words in stories."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from evals.golden import Line, places, sentences, share

LISTS = (
    *("story", "event", "apart", "actor", "actor_apart", "dispute", "agreement"),
    *("outcome", "response", "notice"),
)


def load(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """All golden files of a folder as one dict whose lists are all there."""
    case: dict[str, list[dict[str, Any]]] = {name: [] for name in LISTS}
    for path in sorted(folder.glob("*.toml")):
        for name, entries in tomllib.loads(path.read_text("utf8")).items():
            case[name].extend(entries)
    return case


@dataclass(frozen=True)
class World:
    """What the program makes of the corpus.

    `read`: the lines of `onrecord extract`; `stories`: those of `onrecord stories`; the others are
    the derived lines of their kinds.
    """

    case: Mapping[str, list[dict[str, Any]]]
    read: Sequence[Line]
    stories: Sequence[Line] = ()
    events: Sequence[Line] = ()
    disputes: Sequence[Line] = ()
    agreements: Sequence[Line] = ()
    actors: Sequence[Line] = ()

    @cached_property
    def bound(self) -> dict[str, Line]:
        """The extracted story of each golden name that one was found for."""
        held = [x for x in self.read if x["kind"] == "story"]
        out = {}
        for g in self.case["story"]:
            there = [
                x
                for x in held
                if f"/{g['file']}" in f"/{x['page']}" and 0 <= x["text"].find(g["starts"]) < 200
            ]
            there.sort(key=lambda x: (x["duplicate_of"] is not None, x["section"] == "teaser"))
            if there:
                out[g["name"]] = there[0]
        return out

    @cached_property
    def names(self) -> dict[str, str]:
        """The golden name of a story by its id."""
        return {x["id"]: name for name, x in self.bound.items()}

    @cached_property
    def records(self) -> dict[str, Line]:
        """The extracted records by id."""
        return {x["id"]: x for x in self.read if x["kind"] not in ("story", "mention")}

    @cached_property
    def replaced(self) -> set[str]:
        """Golden names of stories that were replaced at their address."""
        return {g["version_of"] for g in self.case["story"] if "version_of" in g}

    @cached_property
    def families(self) -> dict[str, str]:
        """The golden original of each story, itself if it is no copy."""
        return {g["name"]: g.get("copy_of", g["name"]) for g in self.case["story"]}

    @cached_property
    def labels(self) -> dict[str, str]:
        """The key of the golden event that each event record tells, where it tells one.

        A record that only stands in the same sentence is meant where none stands on the words.
        """
        out = {}
        firm: set[tuple[str, str]] = set()
        loose: dict[str, tuple[str, str]] = {}
        for record in self.records.values():
            if record["kind"] != "event" or record["story"] not in self.names:
                continue
            name = self.names[record["story"]]
            text = self.bound[name]["text"]
            ranked = [
                (likeness(g, record, words=g["reports"][name], text=text), -i)
                for i, g in enumerate(self.case["event"])
                if name in g["reports"]
            ]
            if ranked and max(ranked)[0] > 0:
                key = self.case["event"][-max(ranked)[1]]["key"]
                if max(ranked)[0] > 1:
                    firm.add((key, name))
                    out[record["id"]] = key
                else:
                    loose[record["id"]] = key, name
        return out | {i: key for i, (key, name) in loose.items() if (key, name) not in firm}

    @cached_property
    def homes(self) -> dict[str, set[str]]:
        """The ids of the merged events that each record is a report of."""
        out: dict[str, set[str]] = {}
        for line in self.events:
            for report in line["reports"]:
                out.setdefault(report["record"], set()).add(line["id"])
        return out

    def told(self, line: Line) -> Counter[str]:
        """How many stories of a merged event tell each golden event, replaced stories aside."""
        pairs = {
            (self.labels[r["record"]], r["story"])
            for r in line["reports"]
            if r["record"] in self.labels and self.names.get(r["story"]) not in self.replaced
        }
        return Counter(key for key, _ in pairs)

    @cached_property
    def meant(self) -> dict[str, str]:
        """The golden event that a merged event tells more than any other, by the merged id."""
        out = {}
        for line in self.events:
            if told := self.told(line):
                out[line["id"]] = min(told, key=lambda key: (-told[key], key))
        return out


def touches(record: Line, words: Iterable[str], *, text: str) -> bool:
    """Whether a record's evidence overlaps with one of the stretches of words."""
    spans = [p for w in words for p in places(text, w)]
    return share(spans, [(e["start"], e["end"]) for e in record["evidence"]]) > 0


def likeness(gold: Line, record: Line, *, words: Iterable[str], text: str) -> int:
    """How alike a golden report and an event record are, 0 if it tells something else.

    The type must fit. A record whose trigger or mentions lie within the words is meant; one that
    only stands in the same sentence must have a fitting status as well.
    """
    if record["type"] not in gold["type"].split("|"):
        return 0
    spans = [p for w in words for p in places(text, w)]
    at = [(m["start"], m["end"]) for m in record["mentions"]]
    at += [(e["start"], e["end"]) for e in record["evidence"] if e["role"] == "trigger"]
    status = record["status"] in gold["status"].split("|")
    if share(at, spans) > 0:
        return 3 + status
    return int(status and bool(sentences(text, spans) & sentences(text, at)))
