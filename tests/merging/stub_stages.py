"""Stages that compare by plain words: the driver's tests need no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

from onrecord.grouping import Reason, Scored
from onrecord.merging.derive import Stages


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    id: str
    words: tuple[str, ...]
    length: int = 0


def share(a: Words, b: Words) -> Scored:
    both = set(a.words) & set(b.words)
    score = len(both) / max(1, len(set(a.words) | set(b.words)))
    return Scored(
        score=score, reasons=(Reason(name="words", words=" ".join(sorted(both)), weight=score),)
    )


def word_keys(item: Words) -> tuple[str, ...]:
    return item.words


def story_words(story: dict[str, Any], **_: Any) -> Words:
    words = tuple(sorted({w.strip(".,") for w in story["text"].split()}))
    return Words(id=story["id"], words=words, length=len(story["text"]))


def original(items: Sequence[Words]) -> Words:
    return min(items, key=lambda i: (-i.length, i.id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    id: str
    name: str
    names: tuple[str, ...] = ()
    first: tuple[str, ...] | None = field(default=None, compare=False)
    last: tuple[str, ...] | None = field(default=None, compare=False)


def name_items(story: dict[str, Any], records: Sequence[dict[str, Any]]) -> dict[str, Name]:
    out = {}
    for record in records:
        for who in (*record.get("actors", ()), *record.get("recipients", ())):
            at = (story["id"],)
            out[who["id"]] = Name(
                id=f"n-{who['name']}",
                name=who["name"],
                names=(who.get("quote", ""),),
                first=at,
                last=at,
            )
    return out


def absorb(a: Name, b: Name) -> Name:
    places = [p for p in (a.first, b.first, a.last, b.last) if p]
    return replace(
        a, names=tuple(sorted({*a.names, *b.names})), first=min(places), last=max(places)
    )


def name_keys(item: Name) -> tuple[str, ...]:
    return (item.name[-4:],)


def same_name(a: Name, b: Name) -> Scored:
    return Scored(score=0.9 if a.name.endswith(b.name) or b.name.endswith(a.name) else 0.0)


def name_entry(items: Sequence[Name], version: str) -> dict[str, Any]:
    names = sorted({i.name for i in items})
    return {"id": names[0], "name": names[0], "names": sorted({n for i in items for n in i.names})}


def record_item(record: dict[str, Any], story: dict[str, Any], links: dict[str, str]) -> Words:
    who = [links.get(a["id"], a["id"]) for a in (*record["actors"], *record["recipients"])]
    day = (record["when"] or {}).get("start") or "?"
    return Words(id=record["id"], words=tuple(sorted({record["type"], day, *who})))


def record_keys(item: Words) -> tuple[str, ...]:
    return (" ".join(w for w in item.words if w[:1] in "?0123456789"),)


def merge(reports: Sequence[dict[str, Any]], **_: Any) -> dict[str, Any]:
    best = min(reports, key=lambda r: (-r["record"]["confidence"], r["record"]["id"]))
    said = [
        {
            "story": r["story"]["id"],
            "record": r["record"]["id"],
            "independent": r["copy_of"] is None,
            "copy_of": r["copy_of"],
        }
        for r in reports
    ]
    counts = {
        "reports": len(said),
        "independent": sum(s["independent"] for s in said),
        "outlets": len({r["story"]["outlet"] for r in reports}),
    }
    return best["record"] | {"reports": said, "counts": counts}


def follow(
    agreements: Sequence[dict[str, Any]], *, stories: Any, records: Any, version: str
) -> Any:
    return agreements[0] | {"names": [a["name"] for a in agreements], "told": sorted(stories)}


def happening(items: Sequence[Words], events: Sequence[str]) -> dict[str, Any]:
    return {"stories": [i.id for i in items], "events": sorted(events), "outlets": []}


def agreement_item(story: Any, record: dict[str, Any], **_: Any) -> Words:
    return Words(id=record["id"], words=tuple(sorted(record["name"].split())))


STAGES = Stages(
    copies=SimpleNamespace(
        Item=Words,
        item=story_words,
        keys=word_keys,
        compare=share,
        THRESHOLD=0.9,
        original=original,
    ),
    happenings=SimpleNamespace(
        Item=Words,
        item=story_words,
        keys=word_keys,
        compare=share,
        THRESHOLD=0.5,
        line=happening,
    ),
    actors=SimpleNamespace(
        Item=Name,
        items=name_items,
        keys=name_keys,
        compare=same_name,
        THRESHOLD=0.5,
        absorb=absorb,
        entry=name_entry,
    ),
    agreements=SimpleNamespace(
        Item=Words, item=agreement_item, keys=word_keys, compare=share, THRESHOLD=0.5
    ),
    events=SimpleNamespace(
        Item=Words,
        item=record_item,
        keys=record_keys,
        compare=share,
        THRESHOLD=0.6,
        merge=merge,
    ),
    followed=SimpleNamespace(follow=follow),
)
