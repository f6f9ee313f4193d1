"""The words for offices, groups and bodies, with their sector, number and gender."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from onrecord.languages.phrases import lists


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A head noun: `office` of one person, or else of a group or body.

    `sector` is PLOVER's or None, `many` whether the word is a plural.
    """

    word: str
    office: bool
    sector: str | None
    many: bool
    kind: str


@lru_cache(maxsize=1)
def heads() -> dict[str, Head]:
    """All head nouns by their lower-case words, plurals of offices among them."""
    titles, roles = lists("titles"), lists("roles")
    single = frozenset(roles["single"]["heads"])
    bodies = frozenset(roles["bodies"]["sectors"])
    people = frozenset(roles["bodies"]["plural_people"])
    found: dict[str, Head] = {}
    for sector, words in roles["groups"].items():
        for word in words:
            one = word in single
            kind = "population" if sector == "CVL" else "group"
            if one and (sector in bodies or sector == "UNK") and word not in people:
                kind = "body"
            if sector == "CVL" and word in SINGLE_PEOPLE:
                kind, one = "person", True
            known = None if sector == "UNK" else sector
            found.setdefault(
                word, Head(word=word, office=False, sector=known, many=not one, kind=kind)
            )
    for sector, words in titles["offices"].items():
        known = None if sector == "UNK" else sector
        for word in words:
            found[word] = Head(word=word, office=True, sector=known, many=False, kind="person")
        for word in words:
            plural = _plural(word)
            found.setdefault(
                plural, Head(word=plural, office=False, sector=known, many=True, kind="group")
            )
    return found


@lru_cache(maxsize=1)
def sizes() -> dict[str, tuple[int, ...]]:
    """How many words the head nouns have that begin with a word, most first; 1 among them."""
    found: dict[str, set[int]] = {}
    for head in heads():
        words = head.split(" ")
        found.setdefault(words[0], {1}).add(len(words))
    return {word: tuple(sorted(lengths, reverse=True)) for word, lengths in found.items()}


SINGLE_PEOPLE = frozenset({"man", "woman", "civilian", "boy", "girl", "teenager", "child"})


@lru_cache(maxsize=32)
def listed(file: str, section: str) -> frozenset[str]:
    """The words of one section of an English word list."""
    return frozenset(lists(file)[section]["words"])


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith("man"):
        return word[:-3] + "men"
    return word + ("es" if word.endswith(("s", "ch", "x")) else "s")


def modifiers() -> frozenset[str]:
    """Lower-case words that may stand between a determiner and a head."""
    return listed("roles", "modifiers")


def determiners() -> frozenset[str]:
    """Articles and the like that begin a phrase."""
    return listed("roles", "determiners")


@lru_cache(maxsize=1)
def organisations() -> dict[str, str]:
    """The sector that a word of a body's name tells."""
    table = lists("roles")["organisations"]
    return {word: sector for sector, words in table.items() for word in words}


@lru_cache(maxsize=1)
def pronouns() -> dict[str, str]:
    """Pronouns by form: he, she, it or they."""
    table = lists("pronouns")
    return {form: key for key in ("he", "she", "it", "they") for form in table[key]}


@lru_cache(maxsize=1)
def saying() -> frozenset[str]:
    """Verbs of saying in the past, which show a subject."""
    return frozenset(lists("pronouns")["saying"])


@lru_cache(maxsize=1)
def alike() -> dict[str, frozenset[str]]:
    """For a head noun, the heads that it may stand for ("leader" for "president")."""
    return {word: frozenset(words) for word, words in lists("titles")["alike"].items()}


@lru_cache(maxsize=1)
def first_names() -> dict[str, str]:
    """Gives "he" or "she" by first name, where nearly all its bearers are men or women."""
    table = lists("first_names")
    return {name: key for key in ("he", "she") for name in table[key]}


@lru_cache(maxsize=1)
def title_gender() -> dict[str, str]:
    """Gives "he" or "she" by a word of a title."""
    table = lists("titles")["gender"]
    return {word: key for key in ("he", "she") for word in table[key]}


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """A name without accents, case and stops, for comparison.

    >>> plain("U.N."), plain("Erdoğan")
    ('un', 'erdogan')
    """
    folded = unicodedata.normalize("NFKD", name.casefold().replace("ı", "i"))
    kept = "".join(c for c in folded if not unicodedata.combining(c))
    return re.sub(r"\s+", " ", re.sub(r"[.'’\"“”]", "", kept)).strip()


def identify(kind: str, name: str, *, ordinal: int = 0) -> str:
    """A stable id from the canonical name: readable words and a short hash.

    `ordinal` tells apart nameless actors that a story calls by the same words.

    >>> identify("person", "Vladimir Putin")
    'vladimir-putin-c4aa4d'
    """
    slug = re.sub(r"[^a-z0-9]+", "-", plain(name)).strip("-")[:40].rstrip("-") or "actor"
    content = f"{kind}\n{plain(name)}\n{ordinal}" if ordinal else f"{kind}\n{plain(name)}"
    return f"{slug}-{hashlib.sha256(content.encode('utf-8', 'replace')).hexdigest()[:6]}"
