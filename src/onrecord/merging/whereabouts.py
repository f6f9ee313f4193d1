"""Whether two reports tell of one place, and of one day: what speaks for it and against it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from onrecord.languages.phrases import lists
from onrecord.merging.odds import Weighed
from onrecord.merging.spell import spell
from onrecord.stories.words import stem

if TYPE_CHECKING:
    from onrecord.merging.events import Item

NEAR_KM = 40.0
"""Two places nearer than this may be a town and its outskirts."""


def one_day(a: Item, b: Item) -> bool:
    """Whether the words of both give the same day."""
    one = spell(a.when, published=a.published, status=a.status)
    two = spell(b.when, published=b.published, status=b.status)
    if one is None or two is None or not (a.dated and b.dated):
        return False
    return one.sure and two.sure and one.fine and two.fine and one.start == two.start


def places(a: Item, b: Item, found: Weighed) -> None:
    """Adds where it was.

    A place that stands elsewhere in its sentence may be that of another act: "will meet in Port
    Amel for the first time since the shelling of Zelin".
    """
    if a.where is None or b.where is None:
        return
    words = a.where if a.where == b.where else " / ".join(sorted((a.where, b.where)))
    if a.where != b.where and (area(a.where) or area(b.where)):
        return
    if a.where.casefold() == b.where.casefold():
        spot = all(_town(i) and _by(i.where, i) for i in (a, b))
        found.add("place", words, ONE_TOWN if spot else ONE_PLACE)
        if spot and one_day(a, b):
            found.add("place", f"{words}, the same day", ONE_TOWN)
    elif _each_own(a, b) and not _near(a, b):
        found.add("place", words, ELSEWHERE if a.close and b.close else UNKNOWN)
    elif (_by(a.where, a) and _by(b.where, b)) and not _near(a, b):
        found.add("place", words, PERHAPS)
    elif (_abroad(a, b) or (a.close and b.close)) and not _near(a, b):
        found.add("place", words, PERHAPS / 2)


ONE_TOWN, ONE_PLACE = 0.9, 0.2
"""Log-odds of one place: where both sentences name it, and where it is taken from elsewhere."""
ELSEWHERE, UNKNOWN, PERHAPS = -6.5, -2.5, -2.0
"""Log-odds of two places: where both sentences name their own, the same for places that no table
knows, and where a place may only be that of the dateline or of another act."""


def area(place: str) -> bool:
    """Whether a place is a stretch of land in which others lie: "the Hadrin Valley"."""
    return any(w in lists("acts")["areas"] for w in place.casefold().split())


def _town(item: Item) -> bool:
    """Whether a place is one spot, or one that no table knows."""
    return item.close or item.lat is None


def _abroad(a: Item, b: Item) -> bool:
    return bool(a.country and b.country and a.country != b.country)


def _near(a: Item, b: Item) -> bool:
    apart = distance(a, b)
    return apart is not None and apart <= NEAR_KM


def _by(place: str | None, item: Item) -> bool:
    """Whether a place is named among the telling words beside the trigger."""
    words = {stem(w) for w in (place or "").split()}
    return bool(words & {*item.before, *item.after, *item.trigger})


def _each_own(a: Item, b: Item) -> bool:
    """Whether each sentence names its own place and neither that of the other."""
    return all(
        named_by(own.where, own) and not named_by(own.where, other)
        for own, other in ((a, b), (b, a))
    )


def named_by(place: str | None, item: Item) -> bool:
    """Whether the sentence of a report names a place."""
    words = {stem(w) for w in (place or "").split()}
    return bool(words & {*item.sentence, *item.trigger})


def distance(a: Item, b: Item) -> float | None:
    """Kilometres between two places on the ground; None where one has no coordinates.

    Source: the haversine formula, mean radius 6,371 km.
    """
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    x, y = math.radians(a.lat), math.radians(b.lat)
    across = math.radians(b.lon - a.lon)
    half = math.sin((y - x) / 2) ** 2 + math.cos(x) * math.cos(y) * math.sin(across / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(half))
