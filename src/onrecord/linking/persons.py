"""When two name forms are one person: how their names, offices and countries agree."""

from __future__ import annotations

from functools import lru_cache

from onrecord.grouping import Reason, Scored
from onrecord.languages.phrases import lists
from onrecord.linking import offices, spelling
from onrecord.linking.item import Item
from onrecord.linking.offices import Office
from onrecord.linking.weigh import never, surely, weigh
from onrecord.ontology import countries

NAME = {
    "same": 2.2,
    "spelling": 1.3,
    "middle": 1.3,
    "language": 0.2,
    "initials": 0.0,
    "close": -0.4,
    "family": -2.0,
}
"""Log-odds that two persons are one by their names alone. Set by hand so that a name written the
same way stands at 0.90; checked on cross-document links of GUM train (evals/linking.py)."""
FREQUENT = -1.4
"""For family names such as Smith, Khan or Kim: two people of one name are likely."""
ALONE = -2.5
"""Two names of one word: "Hasan" and "Hasan"."""
SAME_OFFICE = 3.0
SAME_WORK = 1.5
SAME_TITLE = 1.0
"""The same title where one of the two does not say whose: "president" and "Russian president"."""
SAME_LIFE = 0.4
ENTITY = 0.97
HOLDER = 0.82
"""An office without a name is its one holder of that year, unless a change went unseen."""
SAME_COUNTRY = 1.0
OTHER_COUNTRY = -3.6
OTHER_WORK = -3.2


def office(item: Item) -> Office | None:
    """The office of an item."""
    if item.title is None:
        return None
    return Office(title=item.title, body=item.of, held=item.held or "now")


def full(item: Item) -> bool:
    """Whether the name has more than the family name."""
    return len(spelling.parts(item.name)) > 1


def weak(item: Item) -> bool:
    """Whether the name alone does not say who it is: no full name, or nothing known beside it."""
    if item.entity:
        return False
    return item.kind == "office" or not full(item) or (item.country is None and item.title is None)


def keys(item: Item) -> tuple[str, ...]:
    """Blocking keys: the name however it is written, and a unique office in its year."""
    known = [f"e:{item.entity}"] if item.entity else []
    holds = office(item)
    if item.kind == "office":
        return (f"po:{item.title}|{holds.whose if holds else None}|{item.year}",)
    found = spelling.parts(item.name)
    if not found:
        return ()
    out = known
    if len(found) > 1:
        own = item.country
        first = spelling.given(item.name, country=own)
        ends = sorted({first, spelling.family(item.name, country=own)})
        out.append("p:" + "|".join(ends))
        if item.country and not spelling.common(item.name):
            out.append(f"pi:{first[:1]}|{spelling.family(item.name, country=own)}|{item.country}")
    else:
        out.append(f"p1:{spelling.sound(found[0])}|{item.country or ''}")
    if holds and holds.unique and holds.body and item.year:
        out += [f"po:{holds.title}|{holds.whose}|{year}" for year in (item.year, item.year + 1)]
    return tuple(dict.fromkeys(out))


def compare(a: Item, b: Item) -> Scored:
    """How likely two persons are one."""
    if "office" in (a.kind, b.kind):
        return _holder(a, b)
    if a.entity and b.entity:
        both = f"'{a.name}' and '{b.name}'"
        if a.entity != b.entity:
            return never("entity", f"{both} are known as two: {a.entity} and {b.entity}")
        words = f"{both}: the tables know one {a.title or b.title or 'leader'} of that name"
        return surely("entity", words, score=ENTITY)
    country = a.country or b.country
    alike = spelling.likeness(a.name, b.name, country=country)
    if alike is None:
        return never("name", f"'{a.name}' and '{b.name}' are two names")
    reasons = [Reason(name="name", words=alike.words, weight=NAME[alike.grade])]
    if alike.grade != "family" and (spelling.common(a.name) or spelling.common(b.name)):
        reasons.append(
            Reason(name="frequent", words="the family name is a frequent one", weight=FREQUENT)
        )
    if not full(a) and not full(b):
        reasons.append(Reason(name="one word", words="only one word of a name", weight=ALONE))
    reasons += _country(a, b)
    reasons += _work(a, b)
    return weigh(0.0, reasons)


def _holder(a: Item, b: Item) -> Scored:
    """Whether an office without a name is told of the same year as its one named holder."""
    x, y = office(a), office(b)
    same = offices.agree(x, y) if x and y else None
    named = b if a.kind == "office" else a
    if (
        same is None
        or not a.year
        or a.year != b.year
        or (named.kind == "person" and not full(named))
    ):
        return never("office", f"'{a.name}' and '{b.name}' are not told to be one office")
    words = f"in {a.year} {same.removeprefix('both ')} is '{named.name}'"
    return surely("office", words, score=HOLDER)


def _country(a: Item, b: Item) -> list[Reason]:
    own, other = _home(a), _home(b)
    if not own or not other or (a.country is None) != (b.country is None):
        return []
    if own == other:
        words = f"both of {_land(own)}"
        return [Reason(name="country", words=words, weight=SAME_COUNTRY)]
    own, other = sorted((own, other))
    words = f"one of {_land(own)}, the other of {_land(other)}"
    return [Reason(name="country", words=words, weight=OTHER_COUNTRY)]


def _home(item: Item) -> str | None:
    """The country, or the root of a land that no table knows, of which a person holds office."""
    holds = office(item)
    whose = holds.whose if holds and (holds.body or "").startswith("land:") else None
    return item.country or (whose.removeprefix("land:") if whose else None)


def _land(code: str) -> str:
    land = countries.countries().get(code)
    return land.name if land else code.title()


def _work(a: Item, b: Item) -> list[Reason]:
    """What the offices say: the same one in neighbouring years, or callings far apart."""
    x, y = office(a), office(b)
    same = offices.agree(x, y) if x and y else None
    if same and x and y:
        near = bool(a.year and b.year and abs(a.year - b.year) <= 1)
        if x.unique and near:
            return [Reason(name="office", words=same, weight=SAME_OFFICE)]
        if full(a) and full(b):
            return [Reason(name="office", words=same, weight=SAME_WORK)]
        return []
    if x and y and x.title == y.title and None in (x.body, y.body) and full(a) and full(b):
        return [Reason(name="office", words=f"both {x.title}", weight=SAME_TITLE)]
    if x and y and _local(x, b) | _local(y, a):
        one, other = sorted((_calling(a), _calling(b)))
        return [Reason(name="calling", words=f"one {one}, the other {other}", weight=OTHER_WORK)]
    p, q = _domain(a.sector), _domain(b.sector)
    if p and p == q and full(a) and full(b):
        return [Reason(name="calling", words=f"both of {p} life", weight=SAME_LIFE)]
    if p and q and p != q:
        one, other = sorted((_calling(a), _calling(b)))
        words = f"one {one}, the other {other}"
        return [Reason(name="calling", words=words, weight=OTHER_WORK)]
    return []


def _local(holds: Office, other: Item) -> bool:
    """A mayor is no colonel: who holds an office of a town is seldom in the forces."""
    town = lists("offices")["local"]["words"]
    forces = other.sector in ("MIL", "REB", "SPY") and other.title not in town
    return holds.held == "now" and holds.title in town and forces


def _calling(item: Item) -> str:
    holds = office(item)
    return holds.words() if holds else f"of {_domain(item.sector)} life"


@lru_cache(maxsize=64)
def _domain(sector: str | None) -> str | None:
    for name, sectors in lists("offices")["domains"].items():
        if sector in sectors:
            return str(name)
    return None
