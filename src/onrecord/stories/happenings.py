"""Stories about one thing that happens: grouped by words, names, places, numbers and time.

A stage (see `grouping.Stage`). What two stories have in common is weighed by a small logistic model
(`happenings.json`, made by `training/happenings.py`). A happening is bounded in time: the same
meeting a year later, or a story on the anniversary, is another. A story without a date is judged by
the rest.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from itertools import combinations
from typing import Any

from onrecord.grouping import Reason, Scored
from onrecord.languages.phrases import lists
from onrecord.stories.dates import day, moment, published, window
from onrecord.stories.likeness import NAMES, Telling, features
from onrecord.stories.words import stem, stems, weight

THRESHOLD = 0.25
"""Where stories are of one happening; chosen with the model, see `training/happenings.py`."""

LEAD = 80
"""Words of a text that are compared. A story tells what happened in its title and first words; what
follows is background that other happenings share."""

KEPT = 60
"""Words kept of a story, the weightiest."""

SAYS = 0.5
"""A word that weighs less is no sign of anything ("the", "said")."""

WINDOW = 21
"""Days of a window in which two words in common bring stories together; see `dates.window`."""

PAIRED = 10
"""Words of a story whose pairs are keys within a window."""

TRIPLED, UNDATED = 5, 8
"""Words whose threes are keys at any time, by which stories with and without a date meet. The few
without one have more of them. Of the pairs of ECB+'s train part of which one story is given a date
36 % meet so, 34 % with the threes of 6 words for all (2026-11-27)."""

LONGEST = 21
"""Days between two stories from which on they are not of one happening, whatever they tell."""

DAY = 1.0
"""What each day between two stories takes from the log odds; the same day adds as much. Set by
hand: of PolNeAR's train part the model without dates takes 6.5 of 100 pairs a day or less apart for
one happening, 3.8 of those three to seven days apart, 2.7 of those over a month. The example crisis
gives B-cubed F1 66 at 0.35, 67 at 0.5 and 0.7, 74 at 1 (2026-11-27)."""

TOLD = 0.05
"""A lower score is given no reasons: nobody asks, and most pairs that meet are such."""

_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What is kept of a story to find the others of its happening.

    `words` are stems with their `weights` and the `forms` in which they were written; `names`
    those stems that are part of a name, `called` the names as written. People are kept by their
    last word.
    """

    id: str
    published: str | None
    outlet: str | None
    title: str | None
    words: tuple[str, ...]
    weights: tuple[float, ...]
    forms: tuple[str, ...]
    names: tuple[str, ...]
    called: tuple[str, ...]
    people: tuple[str, ...]
    places: tuple[str, ...]
    bodies: tuple[str, ...]
    numbers: tuple[str, ...]
    years: tuple[str, ...]
    dates: tuple[str, ...]


def item(
    story: Mapping[str, Any],
    *,
    people: Iterable[str] = (),
    places: Iterable[str] = (),
    bodies: Iterable[str] = (),
) -> Item:
    """The item of a story line; names are those that the story has, as it writes them.

    >>> story = {"id": "s1", "title": "Talks in Velda", "text": "Ana Karsk met 3 envoys on Sunday."}
    >>> one = item(story, people=["Ana Karsk"], places=["Velda"])
    >>> one.people, one.places, one.numbers, one.dates
    (('karsk',), ('velda',), ('3',), ('sunday',))
    """
    title = story.get("title") or ""
    text = _lead(story["text"])
    if title and not text.startswith(title):
        text = f"{title}\n{text}"
    found = list(stems(text))
    counts = Counter(s for s, _, _ in found)
    forms: dict[str, str] = {}
    for s, start, end in found:
        forms.setdefault(s, text[start:end])
    weighed = {
        s: (1 + math.log(n)) * weight(s)
        for s, n in counts.items()
        if weight(s) > SAYS and not s.isdigit()
    }
    kept = sorted(weighed, key=lambda s: (-weighed[s], s))[:KEPT]
    people, places, bodies = (sorted(set(names)) for names in (people, places, bodies))
    lasts, spots, groups = ({_plain(n) for n in names} for names in (people, places, bodies))
    named = {s for name in (*lasts, *spots, *groups) for s in name.split()}
    numbers = set(_NUMBER.findall(text))
    years = {n for n in numbers if _YEAR.fullmatch(n)}
    return Item(
        id=story["id"],
        published=published(story),
        outlet=story.get("outlet"),
        title=story.get("title"),
        words=tuple(kept),
        weights=tuple(round(weighed[s], 3) for s in kept),
        forms=tuple(forms[s] for s in kept),
        names=tuple(s for s in kept if s in named),
        called=tuple(sorted({*people, *places, *bodies})),
        people=tuple(sorted({name.split()[-1] for name in lasts if name})),
        places=tuple(sorted(spots - {""})),
        bodies=tuple(sorted(groups - {""})),
        numbers=tuple(sorted(numbers - years)),
        years=tuple(sorted(years)),
        dates=tuple(sorted({w.lower() for w in re.findall(r"\w+", text)} & _calendar())),
    )


def keys(item: Item) -> tuple[str, ...]:
    """Blocking keys: pairs of a story's weightiest words within a window of days.

    Stories without a date meet those with one by three words in common.
    """
    best = [w for w in item.words if w not in _times()]
    number = day(item.published)
    tripled = best[: UNDATED if number is None else TRIPLED]
    pairs = [" ".join(sorted(two)) for two in combinations(best[:PAIRED], 2)]
    threes = [" ".join(sorted(three)) for three in combinations(tripled, 3)]
    if number is None:
        near = [f"happening:-:{two}" for two in pairs]
    else:
        near = [f"happening:{window(number, two, days=WINDOW)}:{two}" for two in pairs]
    return (*near, *(f"happening::{three}" for three in threes))


def compare(a: Item, b: Item) -> Scored:
    """How likely two stories tell one happening."""
    days = _apart(a, b)
    if days is not None and days > LONGEST:
        return Scored(score=0.0)
    numbers, base = _model()
    one, other = telling(a), telling(b)
    weighed = [x * w for x, w in zip(features(one, other), numbers, strict=True)]
    near = 0.0 if days is None else DAY * (1 - days)
    score = 1 / (1 + math.exp(-max(-30.0, min(30.0, base + sum(weighed) + near))))
    reasons = _reasons(a, b, days=days, near=near) if score >= TOLD else ()
    return Scored(score=round(score, 4), reasons=reasons)


def telling(item: Item) -> Telling:
    """What a story tells, ready to compare."""
    return Telling(
        words=dict(zip(item.words, item.weights, strict=True)),
        names=frozenset(item.names),
        people=frozenset(item.people),
        places=frozenset(item.places),
        bodies=frozenset(item.bodies),
        numbers=frozenset(item.numbers),
        years=frozenset(item.years),
        dates=frozenset(item.dates),
    )


def line(items: Iterable[Item], *, events: Iterable[str] = ()) -> dict[str, Any]:
    """The happening of a group of stories; its title is the most central story's.

    Its id is made from its earliest story, so that it does not depend on the order of arrival.
    """
    members = sorted(items, key=lambda one: (moment(one.published), one.id))
    dates = [one.published for one in members if day(one.published) is not None]
    central = max(
        (one for one in members if one.title),
        key=lambda one: (_centrality(one, members), one.id),
        default=None,
    )
    return {
        "kind": "happening",
        "id": f"h{members[0].id}",
        "title": central.title if central else None,
        "start": min(d[:10] for d in dates if d) if dates else None,
        "end": max(d[:10] for d in dates if d) if dates else None,
        "stories": [one.id for one in members],
        "outlets": sorted({one.outlet for one in members if one.outlet}),
        "events": sorted(events),
    }


MANY = 50
"""Members that centrality is reckoned against: the first of a very large happening."""


def _centrality(one: Item, members: list[Item]) -> float:
    return round(sum(compare(one, m).score for m in members[:MANY] if m.id != one.id), 6)


def _apart(a: Item, b: Item) -> int | None:
    one, other = day(a.published), day(b.published)
    return None if one is None or other is None else abs(one - other)


def _reasons(a: Item, b: Item, *, days: int | None, near: float) -> tuple[Reason, ...]:
    """In words: the names, the weightiest words and the numbers of both, the time between."""
    told: list[Reason] = []
    weights = dict(zip(b.words, b.weights, strict=True))
    both = {s: w + weights[s] for s, w in zip(a.words, a.weights, strict=True) if s in weights}
    names = {s for s in both if s in a.names or s in b.names}
    for what, of, written in (
        ("name", names, _called(a, b)),
        ("tell of", both.keys() - names - _times(), {}),
    ):
        if not of:
            continue
        forms = written or {s: max(_form(a, s), _form(b, s)) for s in of}
        first = sorted(forms, key=lambda n: (-max(both.get(s, 0.0) for s in n.split()), n))
        total = round(sum(both[s] for s in of) / 2, 2)
        listed = _listed([forms[n] for n in first[:4]])
        told.append(Reason(name="words", words=f"both {what} {listed}", weight=total))
    numbers = sorted({*a.numbers} & {*b.numbers})
    if numbers:
        told.append(Reason(name="numbers", words=f"both give {_listed(numbers[:3])}", weight=1.0))
    told.sort(key=lambda r: -r.weight)
    if days is not None:
        apart = "the same day" if not days else "a day apart" if days == 1 else f"{days} days apart"
        told.append(Reason(name="time", words=apart, weight=round(near, 2)))
    return tuple(told)


def _called(a: Item, b: Item) -> dict[str, str]:
    """The names that both write, by their stems, as the longer writing has them."""
    there = {_plain(n): n for n in b.called}
    return {
        p: max(there[p], n, key=lambda x: (len(x), x))
        for n in a.called
        if (p := _plain(n)) in there
    }


def _form(item: Item, stem: str) -> str:
    return item.forms[item.words.index(stem)]


def _plain(name: str) -> str:
    return " ".join(s for s, _, _ in stems(name))


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _lead(text: str) -> str:
    words = re.finditer(r"\S+", text)
    for at, match in enumerate(words, 1):
        if at == LEAD:
            return text[: match.end()]
    return text


@lru_cache(maxsize=1)
def _calendar() -> frozenset[str]:
    names = lists("dates")
    # "may" is more often the verb.
    return frozenset({*names["weekdays"], *names["months"]} - {"may"})


@lru_cache(maxsize=1)
def _times() -> frozenset[str]:
    return frozenset(stem(w) for w in _calendar())


@lru_cache(maxsize=1)
def _model() -> tuple[tuple[float, ...], float]:
    told = json.loads(files("onrecord.stories").joinpath("happenings.json").read_text("utf-8"))
    return tuple(told["weights"][name] for name in NAMES), told["base"]
