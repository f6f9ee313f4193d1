"""Which event records of different stories tell one event.

A stage like the others: see `grouping.Stage`. The words are judged by the pair model (`judge`);
who, when, where, how many and whether it happened at all are weighed on top of them.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from typing import Any

from onrecord.grouping import Pair, Reason, Scored
from onrecord.languages.acts import verbs
from onrecord.languages.phrases import Phrases, lists
from onrecord.mentions import sentences
from onrecord.merging import taking_part
from onrecord.merging.attached import attached
from onrecord.merging.chained import chained
from onrecord.merging.dating import borrowed, dated, general, known, opening, ordinal
from onrecord.merging.evidence import called_off, weigh
from onrecord.merging.judge import weighed
from onrecord.merging.kindred import alike, nearness
from onrecord.merging.merged import merge
from onrecord.merging.spell import OPEN, day, spell
from onrecord.merging.telling import RARE, TELLING, Telling, Word, fields, words
from onrecord.ontology import plover
from onrecord.spans import Span
from onrecord.stories.words import stems, weight

__all__ = ["FLOOR", "THRESHOLD", "Item", "compare", "item", "keys", "merge"]

THRESHOLD = 0.5
"""Where to join; see docs/merging.md for what it gives (2026-11-27)."""
FLOOR = 0.1
"""Scores under it count as none."""
AROUND = 2
"""Sentences on either side of the trigger that count as its context, beside the first."""
ANCHORS = 4
"""The words of a story by which its events are found: those that say most of it."""
NAMES = 3
"""Names of a sentence that go into a record's keys."""
TILE = 10
"""Days of a window of the blocking keys."""
BACK = 9
"""Days that a report without a date of its own may look back and still be found by its window."""


MENTIONS = 3
"""Places of a story at which an act is told that are compared."""
APART = ("place", "trigger", "before", "after", "sentence", "names", "numbers", "days")
"""What one place of a story tells, beside what the whole story does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Telling):
    """What is remembered of an event record. `actors` and `recipients` are linked ids.

    `days` of `Telling` are words; `start`, `end`, `basis` and `precision` are the record's date,
    `published` the story's day; `dated` says that the date stands by the trigger, `off` that
    the words call off what was planned, `general` that they name no particular act. `anchors` are
    the words that say most of the story, `beside` the names of the sentence that do, `parties` the
    named actors: by them the record is found. `undergo` are the last names of the persons to whom
    it is done, `called` the words of the names of all who take part, `people` the last names of the
    persons, `whole` whether one has more than that. `others` are the further places in which the
    story tells it, each as the values of `APART`.
    """

    type: str
    mode: str | None = None
    status: str = "occurred"
    published: str | None = None
    start: str | None = None
    end: str | None = None
    basis: str | None = None
    candidates: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    where: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    close: bool = False
    killed: int | None = None
    injured: int | None = None
    agreement: str | None = None
    off: bool = False
    parties: tuple[str, ...] = ()
    undergo: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    venue: str | None = None
    anchors: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    dated: bool = True
    known: bool = False
    general: bool = False
    ordinal: str | None = None
    called: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    whole: bool = False
    others: tuple[tuple[Any, ...], ...] = ()

    @property
    def when(self) -> dict[str, Any] | None:
        """The date as the record has it."""
        if not (self.start and self.end and self.basis):
            return None
        return {
            "start": self.start,
            "end": self.end,
            "basis": self.basis,
            "candidates": self.candidates,
        }


def item(
    record: Mapping[str, Any], story: Mapping[str, Any], links: Mapping[str, str] | None = None
) -> Item:
    """The item of an event line and its story's line; `links` gives linked ids for story ids."""
    linked = links or {}
    text = story["text"]
    split = sentences.split(text)
    line = opening(text)
    told = [[w for w in s if w.span.start >= line] for s in words(text, split)]
    title = words(story["title"], sentences.split(story["title"])) if story.get("title") else []
    head = [w for s in title for w in s]
    first = record["mentions"][0] if record["mentions"] else record["evidence"][0]
    at = max((i for i, s in enumerate(split) if s.start <= first["start"]), default=0)
    near = {0, *range(max(0, at - AROUND), min(len(split), at + AROUND + 1))} if split else set()
    telling = fields(told, at=at, trigger=_span(first), context=sorted(near), title=head)
    others = []
    for mention in record["mentions"][1:MENTIONS]:
        at_other = max((i for i, s in enumerate(split) if s.start <= mention["start"]), default=0)
        apart = fields(told, at=at_other, trigger=_span(mention), context=())
        if apart["trigger"]:
            others.append(tuple(apart[name] for name in APART))
    ranked = _ranked([*told, head], (k for k, _, _ in stems(story.get("outlet") or "")))
    sides = [taking_part.ids(record[side], linked) for side in ("actors", "recipients")]
    where, when = record.get("where") or {}, record.get("when") or {}
    lands = taking_part.lands(record, text)
    people, whole = taking_part.people(record, lands)
    if where.get("name") and where.get("lat") is None and taking_part.land(where["name"], text):
        where = {}
    if record["status"] not in OPEN and borrowed(record, first, text=text):
        when = {}
    return Item(
        id=record["id"],
        story=record["story"],
        **telling,
        type=record["type"],
        mode=record.get("mode"),
        status=record["status"],
        published=day(story.get("published")),
        start=when.get("start"),
        end=when.get("end"),
        basis=when.get("basis"),
        candidates=tuple(when.get("candidates") or ()),
        actors=sides[0],
        recipients=sides[1],
        states=tuple(
            sorted(
                {a["country"] for s in ("actors", "recipients") for a in record[s] if a["country"]}
            )
        ),
        where=where.get("name"),
        country=where.get("country"),
        lat=where.get("lat"),
        lon=where.get("lon"),
        close=where.get("precision") in CLOSE,
        killed=record.get("killed"),
        injured=record.get("injured"),
        agreement=linked.get(record.get("agreement") or "", record.get("agreement")),
        off=any(_off(text, split, _span(m)) for m in (first, *record["mentions"][1:MENTIONS])),
        parties=taking_part.parties(record, linked),
        undergo=taking_part.undergo(record),
        speakers=taking_part.persons(record, linked, lands),
        venue=record.get("venue"),
        anchors=tuple(ranked[:ANCHORS]),
        beside=tuple([n for n in ranked if n in set(telling["names"])][:NAMES]),
        dated=dated(record, first),
        known=known(first, text=text),
        general=general(first, text=text),
        ordinal=ordinal(first, text=text),
        called=taking_part.called(record),
        people=people,
        whole=whole,
        others=tuple(others),
    )


def _off(text: str, split: Sequence[Span], trigger: Span) -> bool:
    """Whether a sentence says beside its trigger that what was planned is not to be.

    "Sarkand called off Monday's meeting with Velmora's defence minister".
    """
    own = next((s for s in reversed(split) if s.start <= trigger.start), trigger)
    hits = _called_off().find(text, start=own.start, end=own.end)
    return any(
        h.span.start - trigger.end <= OFF and trigger.start - h.span.end <= OFF for h in hits
    )


@lru_cache(maxsize=1)
def _called_off() -> Phrases:
    return Phrases({"off": lists("outcomes")["called_off"]})


OFF = 110
"""Code points between a trigger and "will not take place"."""


CLOSE = frozenset({"city", "town", "village", "point", "district"})
"""Precisions of a place that tell one town from another."""


def _span(line: Mapping[str, Any]) -> Span:
    return Span(line["start"], line["end"])


def _ranked(told: Sequence[Sequence[Word]], aside: Iterable[str]) -> list[str]:
    """The words of a story from that which says most of it: often there, rarely elsewhere.

    Names count double; those of the outlet, which all its stories hold, not at all.
    """
    found: Counter[str] = Counter()
    weights: dict[str, float] = {}
    left = frozenset(aside)
    for w in (w for s in told for w in s):
        if w.weight > TELLING and not w.stem[0].isdigit() and w.stem not in left:
            found[w.stem] += 2 if w.name else 1
            weights[w.stem] = w.weight
    return sorted(found, key=lambda s: (-weights[s] * (1 + math.log(found[s])), s))


def keys(item: Item) -> tuple[str, ...]:
    """Blocking keys: sort of act, window of days, and a rare word, two words, or two parties.

    The words are the few that say most of the story and the names of the sentence that do; of
    those that are not rare two are needed, or one and the verb. Two rare words make keys without
    a window as well, by which what has no date is found.
    """
    sort = "c" if plover.quad(item.type) < 3 else f"x{plover.quad(item.type)}"
    root = f"={min(verbs(item.trigger[0]), default=item.trigger[0])}" if item.trigger else "="
    told = sorted({*item.anchors, *item.beside})
    rare = [n for n in told if weight(n) >= RARE]
    common = [n for n in told if weight(n) < RARE]
    tiles = _tiles(item)
    apart = {*combinations(rare, 2), *((root, n) for n in rare)}
    within = {(n,) for n in rare} | {*combinations(common, 2), *combinations(item.parties, 2)}
    within |= {(root, n) for n in common}
    sorts = (sort, f"x{plover.quad('REJECT')}") if item.off else (sort,)
    found = {f"{s}|{tile}|{'|'.join(some)}" for s in sorts for tile in tiles for some in within}
    found |= {f"{s}|{a}|{b}" for s in sorts for a, b in apart}
    return tuple(sorted(found))


def _tiles(item: Item) -> tuple[int, ...]:
    days = spell(item.when, published=item.published, status=item.status)
    if days is None:
        return ()
    start = days.start - 1 if days.sure else days.start - BACK
    end = days.end + 1 if days.sure else days.end
    if end - start > 3 * TILE:
        middle = (start + end) // 2
        start, end = middle - TILE, middle + TILE
    return tuple(range(start // TILE, end // TILE + 1))


def compare(a: Item, b: Item) -> Scored:
    """How likely two records tell one event; the same both ways round."""
    if a.id > b.id:
        a, b = b, a
    first = a, b
    a, b = _nearest(a, b)
    found = weigh(a, b)
    if found is None or found.total + SHARE * MOST < LOWEST:
        return Scored(score=0.0)
    words_odds, parts = weighed(a, b)
    for one, told in zip(first, (a, b), strict=True):
        if one is not told and not alike(one, told):
            found.add("told", f"{' '.join(one.trigger)} / {' '.join(told.trigger)}", MIXED)
    back = (a.known or b.known) and a.status not in OPEN and alike(a, b)
    back = back or called_off(a, b)
    alike_ = nearness(a.trigger, b.trigger)
    least = -LOOKS_BACK[alike_ >= 2] if back else -KIN if alike_ >= 1 else -MOST
    total = found.total + SHARE * max(least, min(MOST, words_odds))
    reasons = [*found.reasons, *_told(a, b, parts)]
    return Scored(
        score=round(1 / (1 + math.exp(-total)), 4),
        reasons=tuple(sorted(reasons, key=lambda r: (-abs(r.weight), r.name))),
    )


def _nearest(a: Item, b: Item) -> tuple[Item, Item]:
    """The two items as told where their words are most alike: "shook hands" in one story is in the
    other "held four hours of talks, shook hands"."""
    if not a.others and not b.others:
        return a, b
    triggers = [(i.trigger, *(o[1] for o in i.others)) for i in (a, b)]
    ranked = [
        (-nearness(x, y), i + j, i, j)
        for i, x in enumerate(triggers[0])
        for j, y in enumerate(triggers[1])
    ]
    _, _, i, j = min(ranked)
    return _told_at(a, i), _told_at(b, j)


def _told_at(item: Item, place: int) -> Item:
    """The item by another of the places at which its story tells the act."""
    if place == 0:
        return item
    return replace(item, **dict(zip(APART, item.others[place - 1], strict=True)))


def chain(items: Mapping[str, Item], scores: Mapping[Pair, float]) -> dict[Pair, float]:
    """The scores of all that hangs together, with those of reports tied by a third."""
    return chained(items, scores, threshold=THRESHOLD)


def attach(
    items: Mapping[str, Item],
    scores: Mapping[Pair, float],
    groups: Sequence[tuple[str, ...]],
    apart: Collection[Pair] = (),
) -> list[tuple[str, ...]]:
    """The groups, with those joined that a few strong scores tie."""
    return attached(items, scores, groups, compare=compare, apart=apart)


SHARE = 0.7
"""Of the words' log-odds: they were fitted on short undated texts, where they are all there is."""
MOST = 5.0
LOOKS_BACK = (2.0, 1.0)
"""Against a story that names an alike act as known ("the shelling") in telling another: by kindred
words, and by the same."""
KIN = 2.5
"""Against two acts whose words are kin in the news: the model knows only those it was fitted on."""
MIXED = -2.4
"""Where the words by which a story is joined are not those by which it tells the act first: a
record may hold two acts."""
LOWEST = math.log(FLOOR / (1 - FLOOR))


def _told(a: Item, b: Item, parts: Mapping[str, float]) -> list[Reason]:
    """The reasons that the words give."""
    seen = {
        "trigger": f"{' '.join(a.trigger)} / {' '.join(b.trigger)}",
        "words": _shared(a.sentence, b.sentence),
        "names": _shared(a.named, b.named),
        "numbers": _shared(a.numbers, b.numbers),
        "days": _shared(a.days, b.days),
        "story": _shared(a.context, b.context),
    }
    return [
        Reason(name=name, words=seen[name], weight=round(SHARE * odds, 2))
        for name, odds in parts.items()
        if abs(SHARE * odds) >= TOLD and (odds > 0) == (seen[name] != NOTHING)
    ]


def _shared(a: Sequence[str], b: Sequence[str]) -> str:
    both = sorted(set(a) & set(b))
    return ", ".join(both[:12]) if both else NOTHING


TOLD, NOTHING = 0.1, "nothing in common"
"""Log-odds from which on a reason is told; what is told where two reports share no word."""
