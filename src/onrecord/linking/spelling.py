"""How two written names are alike: spellings, initials, middle names, short forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord.languages.phrases import lists
from onrecord.mentions.actors.lexicon import plain

CLOSE = 6
"""Letters that a family name must have at least for one slip to be looked over."""
NUMBERS = frozenset(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xiv", "xvi"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How two names are alike: `grade` is one of `GRADES`, `words` says it to a reader."""

    grade: str
    words: str


GRADES = ("same", "spelling", "middle", "language", "initials", "close", "family")
"""From the surest to the weakest: see `likeness`."""


@lru_cache(maxsize=1)
def _names() -> dict[str, frozenset[str]]:
    table = lists("names")
    return {
        "honours": frozenset(table["honours"]["words"]),
        "royal": frozenset(table["honours"]["royal"]),
        "after": frozenset(table["honours"]["after"]),
        "particles": frozenset(table["particles"]["words"]),
        "common": frozenset(table["common"]["words"]),
        "family_first": frozenset(table["order"]["family_first"]),
    }


@lru_cache(maxsize=1)
def _given() -> tuple[dict[str, str], dict[str, str]]:
    """The form that stands for a first name's spellings; and for its short and translated forms."""
    table = lists("names")["given"]
    spelled = {form: row[0] for row in table["spellings"] for form in row}
    other: dict[str, str] = {}
    for row in (*table["languages"], *table["short"]):
        for form in row:
            other.setdefault(form, other.get(row[0], row[0]))
    return spelled, other


def words_of(name: str) -> tuple[str, ...]:
    """The folded words of a person's name, without titles, particles kept.

    >>> words_of("Mr. Bashar al-Assad"), words_of("President Recep Tayyip Erdoğan")
    (('bashar', 'al', 'assad'), ('recep', 'tayyip', 'erdogan'))
    >>> words_of("Pope Francis"), words_of("King Charles III")
    (('pope', 'francis'), ('king', 'charles', 'iii'))
    """
    table = _names()
    spaced = re.sub(r"(?<=\b[A-Z])\.(?=[A-Z]\b)", " ", name)
    found = [w for w in re.split(r"[\s\-‐‑–]+", plain(spaced).replace(",", " ")) if w]
    while len(found) > 1 and found[0] in table["honours"]:
        if found[0] in table["royal"] and (len(found) == 2 or found[2] in NUMBERS):
            return tuple(found)
        found.pop(0)
    while len(found) > 1 and found[-1] in table["after"]:
        found.pop()
    return tuple(found)


@lru_cache(maxsize=65_536)
def parts(name: str) -> tuple[str, ...]:
    """The words of a name by which persons are compared: without particles such as "al".

    >>> parts("Bashar al-Assad"), parts("Kim Jong-un")
    (('bashar', 'assad'), ('kim', 'jong', 'un'))
    """
    found = words_of(name)
    kept = tuple(
        w for i, w in enumerate(found) if not (i and w in _names()["particles"] and len(found) > 2)
    )
    return kept or found


@lru_cache(maxsize=65_536)
def sound(word: str) -> str:
    """A word with what varies when it is written over from another script made alike.

    >>> sound("aliyev") == sound("aliev"), sound("zelenskyy") == sound("zelenskiy")
    (True, True)
    >>> sound("shoigu") == sound("shoygu"), sound("ivanov") == sound("ivanova")
    (True, False)
    """
    table = lists("names")["spelling"]
    spelled = _given()[0].get(word)
    out = spelled or word
    for old, new in table["pairs"]:
        out = out.replace(old, new)
    out = re.sub(r"(.)\1+", r"\1", out)
    for old, new in table["first"]:
        if out.startswith(old):
            out = new + out[len(old) :]
    return out


def family(name: str, *, country: str | None = None) -> str:
    """The family name as it sounds: the last word, or the first where names begin with it.

    >>> family("Ilham Aliyev"), family("Xi Jinping", country="CHN")
    ('alev', 'xi')
    """
    found = parts(name)
    if not found:
        return ""
    first = len(found) > 1 and country in _names()["family_first"]
    return sound(found[0] if first else found[-1])


def given(name: str, *, country: str | None = None) -> str:
    """The first name as it sounds, short and translated forms by their full one, "" if none.

    >>> given("Bill Clinton") == given("William Clinton"), given("Clinton")
    (True, '')
    """
    found = parts(name)
    if len(found) < 2:
        return ""
    word = found[-1] if country in _names()["family_first"] else found[0]
    return _root(word)


def _root(word: str) -> str:
    spelled = _given()[0].get(word, word)
    return sound(_given()[1].get(spelled, spelled))


def common(name: str) -> bool:
    """Whether the family name is so frequent that namesakes are likely.

    >>> common("John Smith"), common("Nikol Pashinyan")
    (True, False)
    """
    found = parts(name)
    return bool(found) and bool({found[0], found[-1]} & _names()["common"])


def likeness(a: str, b: str, *, country: str | None = None) -> Likeness | None:
    """How two names of persons are alike, None if they are two names.

    same (titles and particles aside), spelling (one name written over in two ways), middle (one
    has a middle name more), language (short or translated first name), initials, close (one
    letter of a long family name differs), family (one is the other's family name alone).

    >>> likeness("Ilham Aliyev", "Ilham Aliev").grade, likeness("J. Kennedy", "John Kennedy").grade
    ('spelling', 'initials')
    >>> likeness("Heydar Aliyev", "Ilham Aliyev"), likeness("Aliyev", "Ilham Aliyev").grade
    (None, 'family')
    """
    x, y = parts(a), parts(b)
    if not x or not y:
        return None
    if x == y:
        return Likeness(
            grade="same",
            words=f"'{a}' and '{b}' are one name" if a != b else f"both are called '{a}'",
        )
    sx, sy = tuple(map(sound, x)), tuple(map(sound, y))
    if sx == sy or "".join(sx) == "".join(sy):
        return Likeness(grade="spelling", words=f"'{a}' and '{b}': spellings of one name")
    if min(len(x), len(y)) == 1:
        alone, full = (a, b) if len(x) == 1 else (b, a)
        if max(len(x), len(y)) > 1 and sound(parts(alone)[0]) == family(full, country=country):
            return Likeness(grade="family", words=f"'{alone}' is the family name of '{full}'")
        return _close(a, b, sx, sy) if len(x) == len(y) else None
    if family(a, country=country) == family(b, country=country):
        return _first_names(a, b, country=country)
    return _close(a, b, sx, sy)


def _first_names(a: str, b: str, *, country: str | None) -> Likeness | None:
    """The likeness of two full names with one family name."""
    x, y = _without_family(a, country=country), _without_family(b, country=country)
    short, long = (x, y) if len(x) <= len(y) else (y, x)
    sounds = [sound(w) for w in long]
    if sound(short[0]) == sounds[0] and all(_in(w, sounds) for w in short):
        return Likeness(grade="middle", words=f"'{a}' and '{b}' differ by a middle name")
    if _root(short[0]) == _root(long[0]) and all(_in(w, sounds) for w in short[1:]):
        return Likeness(grade="language", words=f"'{a}' and '{b}' have forms of one first name")
    one = len(short[0]) == 1 or len(long[0]) == 1
    if one and short[0][0] == long[0][0] and all(_in(w, sounds) for w in short[1:]):
        return Likeness(grade="initials", words=f"'{a}' and '{b}' have the same initial")
    return None


def _without_family(name: str, *, country: str | None) -> tuple[str, ...]:
    found = parts(name)
    return found[1:] if country in _names()["family_first"] else found[:-1]


def _in(word: str, sounds: list[str]) -> bool:
    """Whether a first or middle name, or its initial, is among the other's."""
    own = sound(word)
    if len(word) == 1:
        return any(s[0] == word for s in sounds)
    return own in sounds or own[0] in sounds


def _close(a: str, b: str, sx: tuple[str, ...], sy: tuple[str, ...]) -> Likeness | None:
    """One slip in the family name, all else alike: "Pashinyan" and "Pashinian"."""
    if len(sx) != len(sy) or sx[:-1] != sy[:-1]:
        return None
    p, q = sx[-1], sy[-1]
    if min(len(p), len(q)) >= CLOSE and _one_apart(p, q):
        return Likeness(grade="close", words=f"'{a}' and '{b}' differ by one letter")
    return None


def _one_apart(p: str, q: str) -> bool:
    """Whether one letter less, more or other makes one word the other."""
    if abs(len(p) - len(q)) > 1 or p == q:
        return False
    short, long = (p, q) if len(p) <= len(q) else (q, p)
    at = next((i for i, (x, y) in enumerate(zip(short, long, strict=False)) if x != y), len(short))
    return short[at + (len(p) == len(q)) :] == long[at + 1 :]
