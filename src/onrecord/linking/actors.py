"""Who is who across stories: names with their context, compared and grouped as decisions.

The stage of `grouping.Stage` for actors. An item is a name form with its context, not a mention:
its number stays small however many stories come. `compare` looks only at what is in an item's id,
so that a score, once made, holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onrecord.grouping import Pair, Reason, Scored, group, pair
from onrecord.linking import bodies, persons
from onrecord.linking.item import Item, absorb, load
from onrecord.linking.making import item, items
from onrecord.linking.polities import root
from onrecord.linking.weigh import never, surely

__all__ = [
    "THRESHOLD",
    "Item",
    "absorb",
    "compare",
    "item",
    "items",
    "keys",
    "load",
    "settle",
    "stands",
]

THRESHOLD = 0.7
"""Two items are one from here on: precision first. Chosen on GUM train (evals/linking.py), where
no wrong pair scores higher; lower ones join namesakes."""
CLEAR = 3
"""How many times more forms a person must have than a namesake to be meant by a bare name."""
PERSONS = frozenset(["person", "office"])
FIXED = frozenset(["state", "forces"])


def keys(item: Item, /) -> tuple[str, ...]:
    """Blocking keys. They hold a whole name, or an office with its year; never a country alone.

    >>> keys(Item(id="n1", kind="person", name="Ilham Aliyev", country="AZE"))
    ('p:alev|ilham', 'pi:i|alev|AZE', 'b:aliyev ilham')
    """
    if item.kind in PERSONS:
        also = (bodies.whole(item.name),) if persons.full(item) and item.kind == "person" else ()
        return (*persons.keys(item), *also)
    if item.kind == "bare":
        return (f"l:{root(item.name)}", *bodies.keys(item))
    if item.kind in FIXED:
        return (f"e:{item.entity}",) if item.entity else (f"l:{root(item.land or '')}",)
    return (*bodies.keys(item), *((f"l:{root(item.name)}",) if _one_word(item) else ()))


def _one_word(item: Item) -> bool:
    return " " not in item.name and bodies.unsure(item)


def compare(a: Item, b: Item, /) -> Scored:
    """How likely two items are one actor, and why in words; the same both ways round.

    >>> one = Item(id="n1", kind="person", name="Ilham Aliev", title="president", of="country:AZE")
    >>> two = Item(id="n2", kind="person", name="Ilham Aliyev", title="president", of="country:AZE")
    >>> [r.words for r in compare(one, two).reasons]
    ['both president of Azerbaijan', "'Ilham Aliev' and 'Ilham Aliyev': spellings of one name"]
    """
    a, b = (a, b) if (a.name, a.id) <= (b.name, b.id) else (b, a)
    if a.kind in PERSONS and b.kind in PERSONS:
        return persons.compare(a, b)
    if a.kind in FIXED or b.kind in FIXED:
        return _fixed(a, b)
    if "bare" in (a.kind, b.kind):
        return _bare(a, b)
    if PERSONS & {a.kind, b.kind} and not (_unsure(a) or _unsure(b)):
        return never("kind", f"'{a.name}' is a {a.kind}, '{b.name}' a {b.kind}")
    return bodies.compare(a, b)


def stands(items: Iterable[Item]) -> bool:
    """Whether a group of items is an actor: one word of a name alone is nobody in particular.

    Such a group gets no entry, and the references of its stories stay as they are.
    """
    return any(one.kind != "bare" for one in items)


def _unsure(one: Item) -> bool:
    """A full name of which nothing but the reading of the story says whose kind it is."""
    if one.kind != "person":
        return bodies.unsure(one)
    told = one.title or one.sector or one.entity or one.country
    return not told and persons.full(one)


def _fixed(a: Item, b: Item) -> Scored:
    """States and forces are one item each; a bare name may be a land's, told so elsewhere."""
    same_land = a.land and b.land and root(a.land) == root(b.land)
    if same_land and a.kind == b.kind and a.sector == b.sector:
        return surely("land", f"'{a.name}' and '{b.name}' are made of one name", score=0.95)
    lands = [one for one in (a, b) if one.kind == "state" and one.land]
    bare = [one for one in (a, b) if one.kind == "bare" or _one_word(one)]
    if lands and bare and root(lands[0].land or "") == root(bare[0].name):
        words = f"'{bare[0].name}' is a land elsewhere, with offices of its own"
        return surely("land", words, score=0.9)
    return never("entity", f"'{a.name}' and '{b.name}' are two")


def _bare(a: Item, b: Item) -> Scored:
    """One word held for a person in one story and a body's whole name in another: "VelGrid"."""
    other = b if a.kind == "bare" else a
    if a.name == b.name and other.kind in ("body", "group"):
        words = f"'{a.name}' is told to be a {other.kind} elsewhere"
        return surely("name", words, score=0.75)
    return never("name", "one word of a name is not enough")


APART = (-1, Scored(score=0.0))


def settle(items: Mapping[str, Item], scores: Mapping[Pair, Scored]) -> dict[Pair, Scored]:
    """The scores when all that share a neighbourhood are looked at together.

    A bare name ("Aliyev", "Ilham Aliyev" without country or office, "NPA") belongs to the one
    actor whom it fits. Where it fits two that are themselves apart, and neither is told far more
    often, it is left alone: its scores then say so.
    """
    bare = {key for key, one in items.items() if _weak(one)}
    sure = [key for key in items if key not in bare]
    firm = {p: s.score for p, s in scores.items() if p[0] not in bare and p[1] not in bare}
    cores = group(sure, firm, threshold=THRESHOLD)
    out = {p: s for p, s in scores.items() if p in firm}
    home: dict[str, tuple[int, Scored]] = {}
    for key in sorted(bare):
        fits = _fits(key, cores, scores)
        if not fits:
            continue
        best = _clearest(fits, cores)
        for index, scored in fits.items():
            found = scored if index == best else _unclear(scored, len(fits))
            out.update({pair(key, member): found for member in cores[index]})
        if best is not None:
            home[key] = (best, fits[best])
    for p in (p for p in scores if p[0] in bare and p[1] in bare):
        if home.get(p[0], APART)[0] == home.get(p[1], APART)[0]:
            out[p] = scores[p]
    for a, (core, scored) in home.items():
        for b, (other, also) in home.items():
            if a < b and core == other:
                out[a, b] = min(scored, also, key=lambda s: s.score)
    return out


def _weak(one: Item) -> bool:
    if one.kind == "bare":
        return True
    return persons.weak(one) if one.kind in PERSONS else bodies.weak(one)


def _fits(
    key: str, cores: tuple[tuple[str, ...], ...], scores: Mapping[Pair, Scored]
) -> dict[int, Scored]:
    found = {}
    for index, core in enumerate(cores):
        near = [scores[p] for member in core if (p := pair(key, member)) in scores]
        best = max(near, key=lambda s: (s.score, [r.words for r in s.reasons]), default=None)
        if best is not None and best.score >= THRESHOLD:
            found[index] = best
    return found


def _clearest(fits: Mapping[int, Scored], cores: tuple[tuple[str, ...], ...]) -> int | None:
    """The core that is meant: the only one, or one of far more forms than the next."""
    ranked = sorted(fits, key=lambda i: (-len(cores[i]), cores[i]))
    if len(ranked) == 1 or len(cores[ranked[0]]) >= CLEAR * len(cores[ranked[1]]):
        return ranked[0]
    return None


def _unclear(scored: Scored, count: int) -> Scored:
    words = f"the bare name fits {count} actors who are not one" if count > 1 else "unclear"
    reason = Reason(name="unclear", words=words, weight=-3.0)
    return Scored(score=round(scored.score / 4, 3), reasons=(reason, *scored.reasons))
