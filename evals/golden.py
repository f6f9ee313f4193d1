"""Golden files of the example pages: reading them, and finding their words in a text."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Line = Mapping[str, Any]


@dataclass
class Verdict:
    """Counts, ("event", "gold"|"said"|"hit") or ("event.when", "hit"|"of"), and what is wrong."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def check(self, name: str, *, right: bool, told: str) -> None:
        """Counts one field and keeps what is wrong with it."""
        self.counts[name, "of"] += 1
        self.counts[name, "hit"] += right
        if not right:
            self.wrong.append(f"{name}: {told}")


def quote(span: Line | None) -> str | None:
    """The words of a span, or None."""
    return span["quote"] if span else None


def load(path: Path) -> dict[str, Any]:
    """The golden file as a dict whose lists are all there, "never" for its `not` entries."""
    case = tomllib.loads(path.read_text("utf8"))
    kinds = ("story", "event", "statement", "agreement", "attribution")
    return {
        "page": case["page"],
        "case": path.stem,
        "never": case.get("not", []),
        **{kind: case.get(kind, []) for kind in kinds},
    }


def has(said: str | None, wanted: str) -> bool:
    """Whether one of the alternatives ("one|other") stands in the words, case ignored."""
    return said is not None and any(w.casefold() in said.casefold() for w in wanted.split("|"))


def named(actors: Iterable[Line], wanted: str) -> bool:
    """Whether one of the actor references is called so, by name or by the words at the place."""
    return any(has(f"{a['name']} / {a.get('quote')}", wanted) for a in actors)


def places(text: str, words: str) -> list[tuple[int, int]]:
    """Where the words stand; "first words ... last words" is the stretch between them."""
    first, _, last = words.partition(" ... ")
    found = []
    for match in re.finditer(re.escape(first), text):
        end = text.find(last, match.end()) + len(last) if last else match.end()
        if end >= match.end():
            found.append((match.start(), end))
    return found


def share(spans: Iterable[tuple[int, int]], others: Iterable[tuple[int, int]]) -> float:
    """The share of the characters of `spans` that `others` cover."""
    mine = {i for s, e in spans for i in range(s, e)}
    return len(mine & {i for s, e in others for i in range(s, e)}) / max(1, len(mine))


def sentences(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    """The sentences, roughly, that the spans touch."""
    ends = [m.end() for m in re.finditer(r"[.!?][\"”’]?(?=\s+[\"“A-Z])|\n\n", text)]
    return {sum(e <= at for e in ends) for s, e in spans for at in (s, e - 1)}


def same_days(when: Line | None, wanted: str) -> bool:
    """Whether the record's days are the golden ones ("2023-11", "2022-11-21/2022-11-27")."""
    if not when:
        return False
    for one in wanted.split("|"):
        start, _, end = one.partition("/")
        first, last = str(when["start"]), str(when["end"] or when["start"])
        if first[: len(start)] == start and last[: len(end or start)] == (end or start):
            return True
    return False


def told_at(event: Line) -> list[tuple[int, int]]:
    """Where the record tells the event: its mentions and its trigger evidence."""
    trigger = [e for e in event["evidence"] if e["role"] == "trigger"]
    return [(m["start"], m["end"]) for m in (*event["mentions"], *trigger)]


def said_at(statement: Line) -> list[tuple[int, int]]:
    """Where a statement's content stands."""
    return [(s["start"], s["end"]) for s in statement["content"]]


def pair(gold: list[Line], said: list[Line], likeness: Any) -> Iterator[tuple[Line, Line]]:
    """One-to-one pairs, most alike first; 0 is not alike. Optional entries come last."""
    ranked = sorted(
        (
            (likeness(g, r) - (0.5 if g.get("optional") else 0), -i, -j)
            for i, g in enumerate(gold)
            for j, r in enumerate(said)
            if likeness(g, r) > 0
        ),
        reverse=True,
    )
    left: set[int] = set()
    right: set[int] = set()
    for _, i, j in ranked:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            yield gold[-i], said[-j]


def tally(
    verdict: Verdict,
    kind: str,
    *,
    gold: list[Line],
    said: list[Line],
    pairs: list[tuple[Line, Line]],
) -> list[tuple[Line, Line]]:
    """Counts gold, said and hits of a kind; the pairs that count, without the optional ones."""
    taken = [id(r) for g, r in pairs if g.get("optional")]
    counted = [(g, r) for g, r in pairs if not g.get("optional")]
    verdict.counts[kind, "gold"] += sum(not g.get("optional") for g in gold)
    verdict.counts[kind, "said"] += sum(id(r) not in taken for r in said)
    verdict.counts[kind, "hit"] += len(counted)
    found = [id(g) for g, _ in pairs]
    used = [id(r) for _, r in pairs]
    for g in gold:
        if id(g) not in found and not g.get("optional"):
            what = g.get("trigger") or g.get("content") or g.get("name") or g.get("act")
            verdict.wrong.append(f"{kind} missing: {g.get('type', '')} {what}".replace("  ", " "))
    for r in said:
        if id(r) not in used:
            verdict.wrong.append(f"{kind} invented: {brief(r)}")
    return counted


def brief(record: Line) -> str:
    """A record in a few words, for the list of what is wrong."""
    first = [e["quote"][:60] for e in record["evidence"]][:3]
    what = [record.get(k) for k in ("type", "mode", "status", "name") if record.get(k)]
    return " ".join([*what, repr(first)])
