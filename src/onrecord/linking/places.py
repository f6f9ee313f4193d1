"""Which places of many stories are one: by GeoNames id, else by name, country and region.

The stage of `grouping.Stage` for places: an item is a place as it is written down, not a mention.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from onrecord.grouping import Pair, Reason, Scored
from onrecord.linking.item import NAMES, Place, earliest, identify, latest
from onrecord.linking.settle import settle as _settle
from onrecord.linking.spelling import sound
from onrecord.linking.weigh import never, surely, weigh
from onrecord.mentions.actors.lexicon import plain

__all__ = [
    "THRESHOLD",
    "Item",
    "absorb",
    "compare",
    "entry",
    "item",
    "items",
    "keys",
    "settle",
    "weak",
]

THRESHOLD = 0.7
NEAR = 25.0
"""Kilometres within which two points are one town's, as gazetteers differ about its middle."""
SAME = 2.0
SPELLING = 0.8
SAME_COUNTRY = 1.0
NO_COUNTRY = -1.0
OTHER_COUNTRY = -4.0
CLOSE = 2.0
FAR = -3.0
EARTH = 6371.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A place with what is known of it.

    `names`, `first` and `last` gather what stories add: written forms, earliest and latest mention.
    """

    id: str
    name: str
    kind: str = "place"
    country: str | None = None
    sector: str | None = None
    entity: str | None = None
    admin1: str | None = None
    geonameid: int | None = None
    lat: float | None = None
    lon: float | None = None
    names: tuple[str, ...] = ()
    first: Place | None = field(default=None, compare=False)
    last: Place | None = field(default=None, compare=False)


def items(story: Mapping[str, Any], records: Iterable[Mapping[str, Any]]) -> dict[str, Item]:
    """The items of the places where a story's events are told to be, by the item's id.

    >>> where = {"name": "Goris", "country": "ARM", "geonameid": 174895}
    >>> list(items({"id": "s1"}, [{"kind": "event", "where": where, "evidence": []}]))
    ['place:174895']
    """
    day = ((story.get("published") or {}).get("date") or "")[:10]
    found: dict[str, Item] = {}
    for record in records:
        if record.get("kind") != "event" or not isinstance(record.get("where"), Mapping):
            continue
        made = item(record["where"])
        if made is None:
            continue
        told = [e for e in record["evidence"] if e["role"] == "place"]
        if told:
            at: Place = (day, str(story["id"]), told[0]["start"], told[0]["end"], told[0]["quote"])
            made = replace(made, first=at, last=at)
        found[made.id] = absorb(found[made.id], made) if made.id in found else made
    return found


def item(where: Mapping[str, Any]) -> Item | None:
    """The item of an event's `where` or of a place mention, None without a name.

    >>> item({"name": "Goris", "country": "ARM", "geonameid": 174895}).id
    'place:174895'
    """
    name = where.get("name") or where.get("quote")
    if not name or not plain(name):
        return None
    country, admin1 = where.get("country"), where.get("admin1")
    number = where.get("geonameid")
    point = [round(v, 1) for v in (where.get("lat"), where.get("lon")) if v is not None]
    own = f"place:{number}" if number else identify("place", plain(name), country, admin1, point)
    return Item(
        id=own,
        name=name,
        country=country,
        admin1=admin1,
        geonameid=number,
        entity=f"place:{number}" if number else None,
        lat=where.get("lat"),
        lon=where.get("lon"),
        names=(name,),
    )


def absorb(a: Item, b: Item) -> Item:
    """One item of two with the same id; the same whichever comes first."""
    if a.id != b.id:
        raise ValueError(f"Only items with one id are absorbed, got {a.id} and {b.id}.")
    own = min(a, b, key=lambda i: (i.name, str(i.admin1), str(i.lat), str(i.lon)))
    places = [p for p in (a.first, a.last, b.first, b.last) if p is not None]
    return replace(
        own,
        names=tuple(sorted({*a.names, *b.names})[:NAMES]),
        first=min(places, key=earliest, default=None),
        last=max(places, key=latest, default=None),
    )


def keys(item: Item, /) -> tuple[str, ...]:
    """Blocking keys: the name as it sounds, for the country and, where that is open, alone."""
    own = _sound(item.name)
    found = [f"n:{own}|{item.country}"] if item.country else [f"n:{own}"]
    if item.country and item.geonameid is None:
        found.append(f"n:{own}")
    return tuple(found)


def _sound(name: str) -> str:
    bare = plain(name).replace("-", " ").removeprefix("the ").removeprefix("city of ")
    words = ["saint" if w in ("st", "sankt") else sound(w) for w in bare.split()]
    return " ".join(words)


def compare(a: Item, b: Item, /) -> Scored:
    """How likely two items are one place; the same both ways round.

    >>> one = item({"name": "Erevan", "country": "ARM"})
    >>> two = item({"name": "Yerevan", "country": "ARM", "geonameid": 616052})
    >>> compare(one, two).score > THRESHOLD
    True
    """
    a, b = (a, b) if (a.name, a.id) <= (b.name, b.id) else (b, a)
    if a.geonameid and b.geonameid:
        if a.geonameid == b.geonameid:
            return surely("geonames", f"both are GeoNames {a.geonameid}", score=0.99)
        return never("geonames", f"two places of GeoNames: {a.geonameid} and {b.geonameid}")
    both = f"'{a.name}' and '{b.name}'"
    if plain(a.name) == plain(b.name):
        reasons = [Reason(name="name", words=f"both are called '{a.name}'", weight=SAME)]
    elif _sound(a.name) == _sound(b.name):
        reasons = [Reason(name="name", words=f"{both}: spellings of one name", weight=SPELLING)]
    else:
        return never("name", f"{both} are two names")
    if a.country and b.country:
        same = a.country == b.country
        words = f"both in {a.country}" if same else f"in {a.country} and in {b.country}"
        weight = SAME_COUNTRY if same else OTHER_COUNTRY
        reasons.append(Reason(name="country", words=words, weight=weight))
    elif a.country or b.country:
        words = "one without a country"
        reasons.append(Reason(name="country", words=words, weight=NO_COUNTRY))
    reasons += _regions(a, b)
    reasons += _points(a, b)
    return weigh(0.0, reasons)


def _regions(a: Item, b: Item) -> list[Reason]:
    if not a.admin1 or not b.admin1 or plain(a.admin1) == plain(b.admin1):
        return []
    words = f"in {a.admin1} and in {b.admin1}"
    return [Reason(name="region", words=words, weight=FAR)]


def _points(a: Item, b: Item) -> list[Reason]:
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return []
    apart = distance((a.lat, a.lon), (b.lat, b.lon))
    near = apart <= NEAR
    words = f"{apart:.0f} km apart"
    return [Reason(name="distance", words=words, weight=CLOSE if near else FAR)]


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres between two points given in degrees, over the sphere.

    >>> round(distance((40.18, 44.51), (40.41, 49.87)))
    455
    """
    p, q = math.radians(a[0]), math.radians(b[0])
    across, up = math.radians(b[1] - a[1]), q - p
    h = math.sin(up / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(across / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(h)))


def weak(one: Item) -> bool:
    """Whether a place has neither a GeoNames id nor a country: its name may be several towns'."""
    return one.geonameid is None and one.country is None


def settle(items: Mapping[str, Item], scores: Mapping[Pair, Scored]) -> dict[Pair, Scored]:
    """The scores of a neighbourhood: "Tripoli" without country belongs to none of two."""
    return _settle(items, scores, weak=weak, threshold=THRESHOLD)


def entry(items: Sequence[Item], *, version: str) -> dict[str, Any]:
    """The entry line of a place; `mentions` are left to whoever keeps the records."""
    known = sorted((i for i in items if i.geonameid), key=lambda i: i.id)
    best = known[0] if known else min(items, key=lambda i: (i.country is None, i.lat is None, i.id))
    return {
        "kind": "place",
        "id": best.id if best.geonameid else identify("place", best.id, prefix="l"),
        "name": best.name,
        "names": sorted({n for i in items for n in i.names}),
        "country": best.country,
        "admin1": best.admin1,
        "geonameid": best.geonameid,
        "lat": best.lat,
        "lon": best.lon,
        "items": sorted(i.id for i in items),
        "version": version,
    }
