"""Who is who across stories: names with their context, compared and grouped as decisions.

The stage of `grouping.Stage` for actors. An item is a name form with its context, not a mention:
its number stays small however many stories come. `compare` looks only at what is in an item's id,
so that a score, once made, holds: keep `core(item)` to compare, and what stories add beside it.

    story line + record lines -> items(...) -> {actor id in the story: Item}
    all items -> keys, compare -> scores by pair -> settle(items, scores) -> grouping.group
    a group of items -> stands? -> entries.actor(items): the entry line
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from onrecord.grouping import Pair, Scored
from onrecord.linking import bodies, persons
from onrecord.linking.item import Item, absorb, load
from onrecord.linking.making import item, items
from onrecord.linking.settle import settle as _settle
from onrecord.linking.weigh import never, surely
from onrecord.mentions.actors.polities import root

__all__ = [
    "THRESHOLD",
    "Item",
    "absorb",
    "compare",
    "core",
    "item",
    "items",
    "keys",
    "load",
    "settle",
    "stands",
    "weak",
]

THRESHOLD = 0.7
"""Two items are one from here on: precision first. Chosen on GUM train (evals/linking.py), where
no wrong pair scores higher; lower ones join namesakes."""
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


def settle(items: Mapping[str, Item], scores: Mapping[Pair, Scored]) -> dict[Pair, Scored]:
    """The scores when all that share a neighbourhood are looked at together.

    A bare name ("Aliyev", "Ana Roy" without country or office, "NPA") belongs to the one actor
    whom it fits. Where it fits two that are themselves apart, and neither is told far more often,
    it is left alone.
    """
    return _settle(items, scores, weak=weak, threshold=THRESHOLD)


def weak(one: Item) -> bool:
    """Whether an item does not say by itself who it is."""
    if one.kind == "bare":
        return True
    return persons.weak(one) if one.kind in PERSONS else bodies.weak(one)


def core(item: Item) -> Item:
    """The item without what stories add to it: equal for all stories that give its id."""
    return replace(item, names=(), first=None, last=None)
