"""The phrase that names whoever is blamed, from its place in the text: name, level, country."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import onrecord.languages
from onrecord.languages.phrases import lists
from onrecord.ontology.countries import by_name, capitals, countries
from onrecord.ontology.tables import rows
from onrecord.spans import Span

LONGEST = 140
"""Code points of a phrase that names an actor; longer ones are no names."""

_TOKEN = re.compile(r"[^\W_]+(?:[-'’./&][^\W_]+)*['’]?|[\"“”„«»‘’]|\S")
_QUOTES = frozenset('"“”„«»‘’')
_ARTICLES = frozenset(
    [
        "the",
        "a",
        "an",
        "its",
        "their",
        "his",
        "her",
        "both",
        "some",
        "several",
        "suspected",
        "alleged",
        "so-called",
        "unnamed",
        "two",
        "three",
        "four",
        "unknown",
    ]
)
_JOINING = frozenset(["of", "for", "the", "de", "al", "in", "&"])
_BEFORE = re.compile(
    r"(?:the\s+)?(?:responsibility|work|account|hands|credit|activities)\s+of\s+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A phrase for an actor. `span` is the phrase without its article, `name` its shortest name.

    `level` is group, agency or state; `country` is ISO 3166-1 alpha-3 as the words tell it
    ("Russian", "Iran's"), or None. `named` is False for a phrase without any name ("the group").
    """

    span: Span
    name: str
    level: str
    country: str | None = None
    named: bool = True


@lru_cache(maxsize=1)
def _sets() -> dict[str, frozenset[str]]:
    table = lists("blame")
    return {k: frozenset(table[k]) for k in ("groups", "agencies", "states", "acts", "stops")}


@lru_cache(maxsize=1)
def _demonyms() -> dict[str, str]:
    folder = Path(str(onrecord.languages.__path__[0])) / "en"
    return {row["form"].lower(): row["country"] for row in rows("demonyms.tsv", folder=folder)}


@lru_cache(maxsize=1)
def known_agencies() -> dict[str, str]:
    """Country by the names of intelligence and security services.

    >>> known_agencies()["GRU"]
    'RUS'
    """
    found: dict[str, str] = {}
    shared: set[str] = set()
    for row in rows("agencies.tsv"):
        for name in (row["name"], *row["other_names"].split("|")):
            if name and found.setdefault(name, row["country"]) != row["country"]:
                shared.add(name)
    return {name: country for name, country in found.items() if name not in shared}


def country_of(word: str) -> str | None:
    """The country that a word names or is the adjective of: "Russia", "Iran's", "Chinese".

    >>> country_of("Russian"), country_of("Moscow-based"), country_of("Iran's")
    ('RUS', None, 'IRN')
    """
    plain = re.sub(r"['’]s?$", "", word)
    for ending in ("-backed", "-linked", "-sponsored", "-supported", "-aligned"):
        plain = plain.removesuffix(ending)
    if not plain[:1].isupper():
        return None
    return by_name(plain) or _demonyms().get(plain.lower())


def country_name(alpha3: str) -> str:
    """The usual English name of a country.

    >>> country_name("RUS")
    'Russia'
    """
    return countries()[alpha3].name if alpha3 in countries() else alpha3


def party(text: str, *, start: int, end: int) -> Party | None:
    """The actor named by the phrase that begins at `start`, or None if none does.

    >>> said = 'blamed on the hacker collective "Grey Heron," known for noise'
    >>> found = party(said, start=10, end=len(said))
    >>> found.name, found.level, found.span.of(said)
    ('Grey Heron', 'group', 'hacker collective "Grey Heron,"')
    """
    skipped = _BEFORE.match(text, _past_article(text, at=start, end=end), end)
    at = skipped.end() if skipped else start
    tokens = list(_tokens(text, start=_past_article(text, at=at, end=end), end=end))
    taken: list[re.Match[str]] = []
    name: Span | None = None
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token[0] in _QUOTES:
            closing = next(
                (k for k in range(i + 2, min(i + 9, len(tokens))) if tokens[k][0] in _QUOTES), None
            )
            if closing is None or name is not None:
                break
            name = _trimmed(text, start=token.end(), end=tokens[closing].start())
            taken.extend(tokens[i : closing + 1])
            i = closing + 1
            if text[tokens[closing - 1].start()] in ",.":
                break
            continue
        if not _belongs(tokens, at=i, taken=taken, quoted=name is not None):
            break
        taken.append(token)
        i += 1
    while taken and taken[-1][0].lower() in _JOINING | _ARTICLES:
        taken.pop()
    return _made(text, taken=taken, name=name)


def _past_article(text: str, *, at: int, end: int) -> int:
    for token in _tokens(text, start=at, end=end):
        if token[0].lower() not in _ARTICLES:
            return token.start()
    return at


def _tokens(text: str, *, start: int, end: int) -> list[re.Match[str]]:
    return list(_TOKEN.finditer(text, start, min(end, start + LONGEST)))


def _trimmed(text: str, *, start: int, end: int) -> Span | None:
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return Span(start, end) if start < end else None


def _belongs(
    tokens: list[re.Match[str]], *, at: int, taken: list[re.Match[str]], quoted: bool
) -> bool:
    """Whether the token at `at` still belongs to the phrase taken so far."""
    word = tokens[at][0]
    low = word.lower().rstrip("'’")
    if not word[0].isalnum():
        return False
    heads = _sets()["groups"] | _sets()["agencies"] | _sets()["states"]
    capital = any(t[0][0].isupper() for t in taken)
    if low in _JOINING:
        following = [t[0] for t in tokens[at + 1 : at + 3]]
        if following and following[0].lower() == "the" and len(following) > 1:
            following = following[1:]
        ahead = bool(following) and following[0][0].isupper()
        last = taken[-1][0].lower() if taken else ""
        proper = capital and taken[-1][0][0].isupper()
        return ahead and low != "in" and (proper or last in heads or last in _JOINING)
    if word[0].isupper() or word[0].isdigit():
        return not (
            taken
            and taken[-1][0][0].islower()
            and capital
            and taken[-1][0].lower() not in _JOINING
            and taken[-1][0].lower() not in heads
            and not _adjective(taken)
        )
    if low in _sets()["stops"]:
        return False
    if quoted:
        return low in heads
    if not capital:
        return len(taken) < 8
    return low in heads or _more(tokens, at=at)


def _adjective(taken: list[re.Match[str]]) -> bool:
    """Whether the first capital of a phrase is only an adjective: "Russian hackers Sandworm"."""
    capitals = [t[0] for t in taken if t[0][0].isupper()]
    return len(capitals) == 1 and country_of(capitals[0]) is not None


def _more(tokens: list[re.Match[str]], *, at: int) -> bool:
    """Whether a head noun follows within four small words: "Russian military-run hacking group"."""
    heads = _sets()["groups"] | _sets()["agencies"] | _sets()["states"]
    for token in tokens[at + 1 : at + 5]:
        low = token[0].lower()
        if not low[0].isalnum() or low in _sets()["stops"] or low in _JOINING:
            return False
        if low in heads:
            return True
    return False


def _made(text: str, *, taken: list[re.Match[str]], name: Span | None) -> Party | None:
    if not taken:
        return None
    span = Span(taken[0].start(), taken[-1].end())
    words = [t[0] for t in taken if t[0][0].isalnum()]
    inner = name.of(text) if name else None
    own = inner or span.of(text)
    heads = _sets()["groups"] | _sets()["agencies"] | _sets()["states"]
    capital = any(w[0].isupper() for w in words) or inner is not None
    if not capital and not any(w.lower() in heads for w in words):
        return None
    country = _country(words)
    return Party(
        span=span,
        name=re.sub(r"['’]s?$", "", own),
        level=_level(words, own=own, quoted=name is not None),
        country=country,
        named=capital,
    )


def _country(words: list[str]) -> str | None:
    """The first country named or meant by an adjective, longer names first: "North Korean"."""
    for i in range(len(words)):
        for size in (3, 2, 1):
            if i + size <= len(words) and (found := country_of(" ".join(words[i : i + size]))):
                return found
    return None


def _level(words: list[str], *, own: str, quoted: bool) -> str:
    """Group, agency or state, by the name or by the last telling noun of the phrase."""
    if by_name(re.sub(r"['’]s?$", "", own)):
        return "state"
    if own in known_agencies():
        return "agency"
    if own in capitals():
        return "state"
    # Written large these belong to a name: "Islamic State" is no state.
    low = [w.rstrip("'’") if w in ("State", "Regime") else w.lower().rstrip("'’") for w in words]
    for word in reversed(low):
        for level in ("groups", "states", "agencies"):
            if word in _sets()[level]:
                return {"groups": "group", "agencies": "agency", "states": "state"}[level]
    if any(w in known_agencies() for w in words):
        return "agency"
    if len(words) == 1 and not quoted and country_of(words[0]):
        return "state"
    return "group"
