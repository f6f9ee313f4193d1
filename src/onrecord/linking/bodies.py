"""When two name forms are one body or group: words in any spelling, abbreviations, country."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.grouping import Reason, Scored
from onrecord.languages.phrases import lists
from onrecord.linking.item import Item
from onrecord.linking.known import entities, general, key
from onrecord.linking.weigh import never, surely, weigh
from onrecord.mentions.actors.lexicon import plain
from onrecord.mentions.actors.names import sector_of
from onrecord.mentions.actors.polities import root
from onrecord.ontology import countries, demonyms

SAME = 2.4
SPELLING = 2.0
TRANSLATED = 1.4
GENERAL = -4.0
"""For a name that many countries' bodies have, where one country is not told: "the parliament"."""
ALIAS = 2.2
"""A story itself gives the abbreviation with the name."""
INITIALS = -0.2
SHARED_ALIAS = -1.2
"""Two different names with one alias between them: never enough by itself."""
SAME_COUNTRY = 1.0
OTHER_COUNTRY = -3.6
SAME_SECTOR = 0.4
OTHER_SECTOR = -1.2
OTHER_KIND = -1.0
ENTITY = 0.98


@lru_cache(maxsize=65_536)
def words_of(name: str) -> tuple[str, ...]:
    """The words that tell a body from others: one spelling, one language.

    Nationality is left out where the rest names a kind of body: it is in the country.

    >>> words_of("Organisation for Security & Co-operation in Europe")
    ('organization', 'security', 'cooperation', 'europe')
    >>> words_of("Russia's Ministry of Foreign Affairs"), words_of("the Russian Foreign Ministry")
    (('foreign', 'ministry'), ('foreign', 'ministry'))
    >>> words_of("LA Weekly"), words_of("French Academy")
    (('la', 'weekly'), ('french', 'academy'))
    """
    table = lists("bodies")
    small, spelled, other = (table[k] for k in ("small", "spelling", "translated"))
    found: list[tuple[bool, str]] = []
    joined = re.sub(r"\b([Cc])o-op", r"\1oop", name.replace("’", "'"))
    for raw in re.split(r"[\s/]+", joined):
        stem = re.sub(r"'s?$", "", raw.strip(',.;:()"“”'))
        large = stem[:1].isupper()
        nation = large and (demonyms.country_of(stem) or (raw != stem and countries.by_name(stem)))
        short = set() if len(stem) > 1 and stem.isupper() else set(small["words"])
        words = [w for w in plain(stem).split("-") if w and w not in short]
        found += [(bool(nation), other.get(w, spelled.get(w, w))) for w in words]
    bare = tuple(w for nation, w in found if not nation)
    return _affairs(bare if general(bare) else tuple(w for _, w in found))


def _affairs(words: tuple[str, ...]) -> tuple[str, ...]:
    """The one form of "Ministry of Foreign Affairs", "Foreign Affairs Ministry"."""
    if not words:
        return words
    table = lists("bodies")["affairs"]
    heads = [w for w in words if w in table["heads"]]
    if len(heads) != 1 or not (words[0] in heads or words[-1] in heads):
        return words
    rest = [w for w in words if w not in heads]
    kept = [w for w in rest if w not in table["dropped"]] or rest
    return (*kept, heads[0])


def acronym(name: str) -> str | None:
    """The name as an abbreviation if it is one, without stops.

    >>> acronym("O.S.C.E."), acronym("Hamas")
    ('OSCE', None)
    """
    bare = name.replace(".", "")
    return bare if re.fullmatch(r"[A-Z][A-Z0-9&\-/]{1,7}", bare) else None


def initials(name: str) -> tuple[str, ...]:
    """The abbreviations that a long name may have.

    >>> initials("Shanghai Cooperation Organisation"), initials("Union of South American Nations")
    (('SCO',), ('USAN', 'UOSAN'))
    """
    small = lists("bodies")["small"]["words"]
    words = [w for w in re.split(r"[\s\-]+", name.replace("Co-op", "Coop")) if w[:1].isalnum()]
    large = "".join(w[0] for w in words if w.lower() not in small).upper()
    every = "".join(w[0] for w in words).upper()
    return tuple(dict.fromkeys(i for i in (large, every) if 3 <= len(i) <= 7))


def _own_words(item: Item, *, name: str | None = None) -> tuple[str, ...]:
    """The words of an item's name without the land that it is of."""
    found = words_of(name or item.name)
    if item.land is None:
        return found
    own = root(item.land)
    return _affairs(tuple(w for w in found if root(w) != own and w != "republic")) or found


def whole(name: str) -> str:
    """The blocking key of a whole name, its words in any order."""
    return f"b:{' '.join(sorted(words_of(name)))}"


def keys(item: Item) -> tuple[str, ...]:
    """Blocking keys: entity, words of the names in any order, abbreviations."""
    out = [f"e:{item.entity}"] if item.entity else []
    land = item.country or (root(item.land) if item.land else "")
    for name in (item.name, *item.aliases):
        words, short = _own_words(item, name=name), acronym(name)
        if short:
            out.append(f"a:{short}")
            out.append(f"a:{short}|{land}")
        elif general(words):
            out += [f"b:{' '.join(sorted(words))}|{land}"] if land and words else []
        else:
            out.append(whole(name) if item.land is None else f"b:{' '.join(sorted(words))}")
    for short in initials(item.name):
        if len(short) > 3:
            out.append(f"a:{short}")
        elif land:
            out.append(f"a:{short}|{land}")
    return tuple(dict.fromkeys(out))


def unsure(item: Item) -> bool:
    """Whether nothing but the story's reading says that it is a body, not a person or a land."""
    told = item.sector or item.country or item.land or item.entity or item.aliases
    return not told and item.kind in ("body", "group") and sector_of(item.name) is None


def weak(item: Item) -> bool:
    """Whether the name alone does not say what it is: an abbreviation that nothing explains."""
    unexplained = item.entity is None and acronym(item.name) is not None and not item.aliases
    return unexplained or unsure(item)


def compare(a: Item, b: Item) -> Scored:
    """How likely two bodies or groups are one."""
    if a.entity and b.entity:
        if a.entity != b.entity:
            return never("entity", f"known as two: {_called(a)} and {_called(b)}")
        return surely("entity", _same_entity(a, b), score=ENTITY)
    reasons = _names(a, b)
    if not reasons:
        return never("name", f"'{a.name}' and '{b.name}' are two names")
    if a.kind != b.kind and "person" in (a.kind, b.kind):
        words = "one is held for a person, the other for a body"
        reasons.append(Reason(name="kind", words=words, weight=OTHER_KIND))
    reasons += _country(a, b)
    if a.sector and b.sector:
        if a.sector == b.sector:
            reasons.append(Reason(name="sector", words=f"both {a.sector}", weight=SAME_SECTOR))
        else:
            both = " and ".join(sorted((a.sector, b.sector)))
            reasons.append(Reason(name="sector", words=f"sectors {both}", weight=OTHER_SECTOR))
    return weigh(0.0, reasons)


def _called(item: Item) -> str:
    return entities()[item.entity].name if item.entity in entities() else item.name


def _same_entity(a: Item, b: Item) -> str:
    name = _called(a)
    forms = sorted({a.name, b.name} - {name})
    if not forms:
        return f"both are called '{name}', which is known"
    quoted = " and ".join(f"'{f}'" for f in forms)
    return f"{quoted}: listed as {'names' if len(forms) > 1 else 'a name'} of {name}"


def _names(a: Item, b: Item) -> list[Reason]:
    p, q = _own_words(a), _own_words(b)
    if key(a.name) == key(b.name):
        return [Reason(name="name", words=f"both are called '{min(a.name, b.name)}'", weight=SAME)]
    both = f"'{min(a.name, b.name)}' and '{max(a.name, b.name)}'"
    if p and p == q and not (acronym(a.name) or acronym(b.name)):
        words = f"{both}: one name in two wordings"
        return [Reason(name="name", words=words, weight=SPELLING)]
    foreign = set(p) - set(plain(a.name).split()) or set(q) - set(plain(b.name).split())
    if p and sorted(p) == sorted(q) and len(p) > 1 and foreign:
        words = f"{both}: the same words in another order or language"
        return [Reason(name="name", words=words, weight=TRANSLATED)]
    for x, y in ((a, b), (b, a)):
        if key(y.name) in map(key, x.aliases):
            words = f"a story calls '{x.name}' also '{y.name}'"
            weight = _alias(x.name, y.name)
            return [Reason(name="alias", words=words, weight=weight)]
    for x, y in ((a, b), (b, a)):
        short = acronym(y.name)
        if short and short in initials(x.name):
            weight = INITIALS if len(short) > 3 else INITIALS - 0.6
            words = f"'{short}' are the initials of '{x.name}'"
            return [Reason(name="initials", words=words, weight=weight)]
    common = sorted({key(n) for n in a.aliases} & {key(n) for n in b.aliases})
    if common:
        words = f"{both} share only the alias '{common[0]}'"
        return [Reason(name="alias", words=words, weight=SHARED_ALIAS)]
    return []


def _home(item: Item) -> str | None:
    """The country's name, or the root of a land that no table knows."""
    land = countries.countries().get(item.country or "")
    return land.name if land else (root(item.land).title() if item.land else None)


def _alias(name: str, alias: str) -> float:
    """The weight of an alias that a story gives with a name.

    Initials and a tracker's number ("APT28") are the name's own; another name may be disputed.
    """
    if acronym(alias) in initials(name):
        return ALIAS
    return ALIAS - 0.6 if re.search(r"\d", alias) else ALIAS - 1.4


def _country(a: Item, b: Item) -> list[Reason]:
    kind = general(_own_words(a)) or general(_own_words(b))
    own, his = _home(a), _home(b)
    if not own or not his:
        words = "many countries have a body of that name"
        return [Reason(name="general", words=words, weight=GENERAL)] if kind else []
    if own == his:
        return [Reason(name="country", words=f"both of {own}", weight=SAME_COUNTRY)]
    one, other = sorted((own, his))
    words = f"one of {one}, the other of {other}"
    more = GENERAL if kind else 0.0
    return [Reason(name="country", words=words, weight=OTHER_COUNTRY + more)]
