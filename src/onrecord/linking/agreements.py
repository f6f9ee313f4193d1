"""Which agreements of many stories are one: by name, date, parties and time.

The stage of `grouping.Stage` for agreement records; the rules for names and dates are those of one
story (`records.agreement.same`). "The ceasefire" alone is the one of the same parties that is
nearest before the story.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from onrecord.grouping import Pair, Reason, Scored
from onrecord.languages.phrases import WORD, lists
from onrecord.linking import actors
from onrecord.linking.references import references
from onrecord.linking.settle import largest
from onrecord.linking.settle import settle as _settle
from onrecord.linking.weigh import never, weigh
from onrecord.mentions.actors.lexicon import plain
from onrecord.mentions.actors.polities import root
from onrecord.ontology import countries, demonyms
from onrecord.records.agreement.same import GENERAL, NIGHT, core, fits

__all__ = ["THRESHOLD", "Item", "compare", "item", "keys", "settle", "weak"]

THRESHOLD = 0.7
LONG = 400
"""Days after its making in which "the ceasefire" still means one that is told no more by date."""
NEAR = 45
MOST = 4
"""Actors of a story, beside the parties, by which an agreement without a name is found."""
SAME_NAME = 2.4
SAME_WORDS = 1.8
PART_OF_NAME = 1.4
ONE_WORD = 0.8
SAME_DAY = 2.2
NEXT_DAY = 1.6
OTHER_DAY = -3.5
OTHER_HEAD = -3.0
NO_NAME = 0.5
SAME_PARTIES = 1.2
SAME_ACTORS = 0.6
OTHER_PARTIES = -2.5
SAME_HAPPENING = 1.0
SAME_TIME = 0.3
OTHER_TIME = -1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An agreement as one story's record tells it.

    `days` are its own dates (ISO days), `marks` the month and day of dates whose year the words
    leave open ("14 May Protocol"), `parties` and `actors` ids that are the same in all stories,
    `day` the story's.
    """

    id: str
    story: str
    day: str
    names: tuple[str, ...]
    head: str
    days: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    happening: str | None = None


def item(
    story: Mapping[str, Any],
    record: Mapping[str, Any],
    *,
    records: Iterable[Mapping[str, Any]] = (),
    ids: Mapping[str, str] | None = None,
    happening: str | None = None,
) -> Item:
    """The item of an agreement record of a story.

    `records` are the story's, from which the other actors come; `ids` gives the id across stories
    of an actor of this one, by default one made of name and country.
    """
    lines = [record, *records]
    made = actors.items(story, lines)
    known = {key: _identity(one) for key, one in made.items()} | dict(ids or {})
    parties = {known[p["id"]] for p in record["parties"] if p["id"] in known}
    counts = Counter(
        known[ref["id"]]
        for line in lines
        for ref in references(line)
        if ref["id"] in made and made[ref["id"]].kind in ("state", "bare", "group")
    )
    most = sorted(counts, key=lambda k: (-counts[k], k))[:MOST]
    names = tuple(dict.fromkeys(n for n in (record["name"], *record["aliases"]) if n))
    when = record["date"] or {}
    exact = when.get("precision") == "day" and when.get("start")
    open_year = bool(when.get("candidates"))
    found = {m for n in names for m in marks(n)} | ({when["start"][5:10]} if exact else set())
    return Item(
        id=record["id"],
        story=str(story["id"]),
        day=((story.get("published") or {}).get("date") or "")[:10],
        names=names,
        head=_head(names[0]) if names else "",
        days=(when["start"][:10],) if exact and not open_year else (),
        marks=tuple(sorted(found)),
        parties=tuple(sorted(parties)),
        actors=tuple(sorted({*most, *parties})),
        happening=happening,
    )


def _identity(one: actors.Item) -> str:
    if one.entity:
        return one.entity
    if one.kind in ("bare", "state"):
        return f"land:{root(one.land or one.name)}"
    return f"{one.kind}:{plain(one.name)}"


def _head(name: str) -> str:
    """The head noun of a name: the last word that names a kind of agreement.

    >>> _head("trilateral statement of November 9"), _head("Geneva Memorandum")
    ('statement', 'memorandum')
    """
    table = lists("agreements")
    heads = {w.lower() for k in ("strong", "weak", "capital", "ceasefire") for w in table[k]}
    words = [w.lower() for w in WORD.findall(name.split(" of ", maxsplit=1)[0])]
    return next((w for w in reversed(words) if w in heads), words[-1] if words else "")


def _months() -> dict[str, int]:
    found: dict[str, int] = lists("dates")["months"]
    return found


@lru_cache(maxsize=4096)
def marks(name: str) -> tuple[str, ...]:
    """Month and day that a name holds, as "05-14".

    >>> marks("14 May Protocol"), marks("trilateral statement of November 9")
    (('05-14',), ('11-09',))
    >>> marks("Memorandum of 13/14 May")
    ('05-13', '05-14')
    """
    found = []
    month = "|".join(_months())
    for match in re.finditer(
        rf"(?i)\b(?:(\d\d?)/)?(\d\d?)(?:st|nd|rd|th)? ({month})\b|\b({month}) (\d\d?)\b(?!\d)", name
    ):
        number = _months()[(match[3] or match[4]).lower()]
        days = [d for d in (match[1], match[2], match[5]) if d]
        found += [f"{number:02}-{int(d):02}" for d in days if 1 <= int(d) <= 31]
    return tuple(found)


def _proper(names: Iterable[str]) -> frozenset[str]:
    """The words of names that are names themselves, nations by their code.

    >>> sorted(_proper(["Geneva Memorandum of 13 May", "Iranian nuclear deal", "National Accord"]))
    ['IRN', 'geneva']
    """
    words = (w for n in names for w in WORD.findall(n) if w[0].isupper())
    nations = {w: demonyms.country_of(w) or countries.by_name(w) for w in words}
    found = {code or plain(w) for w, code in nations.items()}
    return frozenset(found - _plain_words())


@lru_cache(maxsize=1)
def _plain_words() -> frozenset[str]:
    table = lists("agreements")
    kinds = ("strong", "weak", "capital", "joint", "subjects")
    found = {w.lower() for k in kinds for w in table[k]} | set(_months()) | GENERAL
    return frozenset(found | {"the", "peace"} | set(lists("bodies")["kinds"]["words"]))


def keys(item: Item, /) -> tuple[str, ...]:
    """Blocking keys: the date, the whole name, a word of it or the parties in a month."""
    out = [f"d:{d}" for own in item.days for d in (own, _next(own))]
    proper = _proper(item.names)
    months = _around(item.day)
    out += ["n:" + " ".join(sorted(core(name))) for name in item.names if _proper([name])]
    out += [f"w:{word}|{month}" for word in sorted(proper) for month in months]
    year = item.day[:4]
    near = [mark for own in item.marks for mark in (own, _next_mark(own))]
    out += [f"m:{mark}|{at}" for mark in near for at in (year, *item.actors[:MOST]) if at]
    between = item.parties if len(item.parties) > 1 else ()
    if _nameless(item):
        between = between or item.actors
    pairs = [(a, b) for i, a in enumerate(between[:MOST]) for b in between[i + 1 : MOST]]
    out += [f"p:{a}|{b}|{month}" for a, b in pairs for month in months]
    if item.happening:
        out.append(f"h:{item.happening}")
    return tuple(dict.fromkeys(out))


def _around(day: str) -> tuple[str, ...]:
    """The month of a day and the next: two days of neighbouring months share one of them."""
    if not day:
        return ()
    year, month = int(day[:4]), int(day[5:7] or 1)
    return (f"{year}-{month:02}", f"{year + month // 12}-{month % 12 + 1:02}")


def _next(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _next_mark(mark: str) -> str:
    try:
        return _next(f"2000-{mark}")[5:]
    except ValueError:
        return mark


def compare(a: Item, b: Item, /) -> Scored:
    """How likely two records tell one agreement; the same both ways round."""
    a, b = (a, b) if a.id <= b.id else (b, a)
    named, dated = _names(a, b), _dates(a, b)
    if not named and not dated and not (_nameless(a) or _nameless(b)):
        return never("name", f"'{a.names[0]}' and '{b.names[0]}' share neither name nor date")
    reasons = [*named, *dated]
    if not reasons:
        words = "one of them is told without a name or date of its own"
        reasons.append(Reason(name="name", words=words, weight=NO_NAME))
    if not fits([a.head], b.head, dated=bool(dated)) and not fits([b.head], a.head):
        words = f"'{a.head}' and '{b.head}' are two kinds of agreement"
        reasons.append(Reason(name="head", words=words, weight=OTHER_HEAD))
    reasons += _parties(a, b)
    reasons += _time(a, b, dated=bool(dated))
    return weigh(-0.4, reasons)


def _nameless(one: Item) -> bool:
    return not _proper(one.names) and not one.days and not one.marks


def _names(a: Item, b: Item) -> list[Reason]:
    own, other = _proper(a.names), _proper(b.names)
    shared = sorted(own & other)
    if not shared:
        return []
    both = f"'{a.names[0]}' and '{b.names[0]}'"
    if a.names[0] == b.names[0]:
        return [Reason(name="name", words=f"both are called '{a.names[0]}'", weight=SAME_NAME)]
    if any(core(x) == core(y) for x in a.names for y in b.names if _proper([x])):
        return [Reason(name="name", words=f"{both}: one name", weight=SAME_NAME)]
    if own == other:
        words = f"{both} have the same names in them"
        return [Reason(name="name", words=words, weight=SAME_WORDS)]
    if own <= other or other <= own:
        words = f"{both}: a shorter and a longer form"
        return [Reason(name="name", words=words, weight=PART_OF_NAME)]
    words = f"{both} share '{shared[0]}'"
    return [Reason(name="name", words=words, weight=ONE_WORD)]


def _dates(a: Item, b: Item) -> list[Reason]:
    sure = bool(a.days and b.days)
    if sure:
        apart = min(_apart(x, y) for x in a.days for y in b.days)
    elif a.marks and b.marks:
        apart = min(_apart(f"2000-{x}", f"2000-{y}") for x in a.marks for y in b.marks)
    else:
        return []
    said = f"{_days(a)} and {_days(b)}" if _days(a) != _days(b) else _days(a)
    if apart == 0:
        weight = SAME_DAY if sure else NEXT_DAY
        return [Reason(name="date", words=f"both of {said}", weight=weight)]
    if apart <= NIGHT:
        words = f"dated one day apart, {said}: what is signed at night is dated both ways"
        return [Reason(name="date", words=words, weight=NEXT_DAY)]
    return [Reason(name="date", words=f"of {said}", weight=OTHER_DAY)]


def _apart(x: str, y: str) -> int:
    try:
        return abs((date.fromisoformat(x) - date.fromisoformat(y)).days)
    except ValueError:
        return 366


def _days(one: Item) -> str:
    return ", ".join(one.days or one.marks)


def _parties(a: Item, b: Item) -> list[Reason]:
    shared = set(a.parties) & set(b.parties)
    if len(shared) > 1:
        words = f"the same parties: {', '.join(sorted(shared))}"
        return [Reason(name="parties", words=words, weight=SAME_PARTIES)]
    if min(len(a.parties), len(b.parties)) > 1:
        words = "other parties" if not shared else f"only {min(shared)} is party to both"
        weight = OTHER_PARTIES if not shared else OTHER_PARTIES / 2
        return [Reason(name="parties", words=words, weight=weight)]
    told = set(a.actors) & set(b.actors)
    if len(told) > 1:
        words = f"told with the same actors: {', '.join(sorted(told)[:3])}"
        return [Reason(name="actors", words=words, weight=SAME_ACTORS)]
    return []


def _time(a: Item, b: Item, *, dated: bool) -> list[Reason]:
    found = []
    if a.happening and a.happening == b.happening:
        words = "in stories of one happening"
        found.append(Reason(name="happening", words=words, weight=SAME_HAPPENING))
    if a.day and b.day:
        apart = _apart(a.day, b.day)
        if apart <= NEAR:
            words = f"told {apart} days apart"
            found.append(Reason(name="time", words=words, weight=SAME_TIME))
        elif apart > LONG and not dated:
            words = f"told {apart} days apart"
            found.append(Reason(name="time", words=words, weight=OTHER_TIME))
    return found


def weak(one: Item) -> bool:
    """Whether a record has no date of its own: it joins the dated one that it fits."""
    return not one.days


def settle(items: Mapping[str, Item], scores: Mapping[Pair, Scored]) -> dict[Pair, Scored]:
    """The scores of a neighbourhood: one without a date goes to the nearest before its story."""

    def nearest(key: str, cores: Sequence[tuple[str, ...]]) -> int | None:
        day = items[key].day
        if len(cores) < 2 or not day:
            return largest(key, cores)
        made = [max(d for i in core_ for d in items[i].days) for core_ in cores]
        before = [(d, i) for i, d in enumerate(made) if d <= _next(day) and _apart(d, day) <= LONG]
        ranked = sorted(before, reverse=True)
        if not ranked or (len(ranked) > 1 and ranked[0][0] == ranked[1][0]):
            return largest(key, cores)
        return ranked[0][1]

    return _settle(items, scores, weak=weak, threshold=THRESHOLD, choose=nearest)
