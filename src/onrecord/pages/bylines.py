"""Reads names of authors out of what pages print or state as a byline."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from onrecord.pages import dates
from onrecord.pages.lines import words

LONGEST = 5
"""Words of a name at most: "Ana Maria de la Cruz"."""


@cache
def _by() -> re.Pattern[str]:
    choice = "|".join(re.escape(word) for word in words("byline", "before") if len(word) > 1)
    return re.compile(rf"^\W{{0,3}}(?:{choice})\s{{0,2}}(?:[:：]\s{{0,2}}|\s)(?=\S)", re.IGNORECASE)


_SPLIT = re.compile(
    r"\s*(?:[,;|/•·\n、，；]|(?<=[^\W\d_]{4})\.\s|\s&\s|\s(?:and|und|et|y|e|och|og|ja|i|и|та|ve|και|și)\s)\s*"
)
_KIND = re.compile(r"^[^\W\d_]+(?: [^\W\d_]+)? by (?=[A-Z])")
_ODD = re.compile(r"(?i)[@<>{}\[\]=_#:!?\d]|https?|www\.|\.(?:com|org|net|ru|de|uk|eu)\b")
_WHERE = re.compile(r"(?<=[^\W\d_]) in (?=[A-Z])[^,;|&]{2,40}(?=$|[,;|&]|\sand\s)")
_PAREN = re.compile(r"\s*[(\[][^)\]]{0,80}[)\]]")


def names(stated: Iterable[str], *, outlet: str | None = None) -> tuple[str, ...]:
    """The names in `stated`, each once, without "By", offices, addresses and the outlet itself.

    A single word beside full names is no author but whom one works for.

    >>> names(["Analysis by Jane Doe and John Roe, Staff Writer", "Jane Doe"])
    ('Jane Doe', 'John Roe')
    >>> names(["https://x.org/jane", "The Courier"], outlet="The Courier")
    ()
    >>> names(["Jane Doe, Futura"]), names(["AFP"]), names(["Jane Doe in Port Louis"])
    (('Jane Doe',), ('AFP',), ('Jane Doe',))
    """
    found: dict[str, str] = {}
    for raw in stated:
        text = _PAREN.sub("", re.sub(r"\s+", " ", raw[:400])).strip()
        text = _WHERE.sub("", _by().sub("", _KIND.sub("", text)))
        parts = [part.strip(" .,-–—*\"'“”") for part in _SPLIT.split(text)]
        good = [part for part in parts if _is_name(part, outlet=outlet)]
        full = [part for part in good if len(part.split()) > 1]
        persons = [part for part in full if not _is_outlet(part)]
        full = persons or full
        for name in full or good:
            shouted = name.isupper() and " " in name
            found.setdefault(name.casefold(), name.title() if shouted else name)
    return tuple(found.values())


def _is_name(name: str, *, outlet: str | None) -> bool:
    if not 2 <= len(name) <= 60 or _ODD.search(name):
        return False
    parts = name.split()
    if len(parts) > LONGEST:
        return False
    key = _key(name)
    own = _key(outlet or "").removeprefix("the")
    if own and own.startswith(key.removeprefix("the")):
        return False
    spoken = [word for part in parts for word in re.split(r"[-–]", part.casefold())]
    if any(word in words("byline", "office") for word in spoken):
        return False
    # a name in a script with capitals begins with one
    return (
        not name[0].islower()
        or parts[0] in words("byline", "particles")
        or name in words("byline", "agencies")
    )


def _is_outlet(name: str) -> bool:
    return name.rsplit(maxsplit=1)[-1].casefold() in words("byline", "outlets")


def outlet_in(text: str) -> str | None:
    """The outlet that a byline names behind its persons, None where it names none.

    >>> outlet_in("By Jane Doe, Lake Courier"), outlet_in("By Jane Doe")
    ('Lake Courier', None)
    """
    parts = [part.strip() for part in text.split(",")[1:]]
    return next(
        (part for part in parts if len(part.split()) < 6 and part and _is_outlet(part)), None
    )


_TAIL = re.compile(
    r"(?i)^\W{0,2}reporting by (?P<names>[^;()\n]{3,120}?)(?: in [^;()\n]{2,60})?[;.)]"
)


def tail(text: str) -> tuple[str, ...]:
    """The reporters in the last line of a wire story.

    >>> tail("(Reporting by Jane Doe and John Roe in Riga; Editing by A. Ruiz)")
    ('Jane Doe', 'John Roe')
    """
    found = _TAIL.match(text) if len(text) <= 400 else None
    return names([found["names"]]) if found else ()


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def line(text: str) -> tuple[str, ...]:
    """The names in a printed line of authors, none where it is another line.

    >>> line("By Jane Doe on Monday, March 3rd, 2021"), line("By Monday the talks had ended.")
    (('Jane Doe',), ())
    """
    found = _by().match(text) if len(text) <= 160 else None
    if found is None:
        return ()
    kept: list[str] = []
    for word in text[found.end() :].split():
        if dates.word(word) or word[:1].isdigit() or word in ("|", "-", "–", "—", "•", "·"):
            break
        kept.append(word)
    cut = len(kept) < len(text[found.end() :].split())
    while kept and cut and kept[-1].islower():
        kept.pop()
    rest = " ".join(kept)
    # a sentence that begins with such a word is none; initials end with a full stop too
    if not rest or (rest.endswith((".", "!", "?")) and not re.search(r"\b[A-Z]\.$", rest)):
        return ()
    names_ = names([rest])
    return names_ if names_ and all(_capital(name) for name in names_) else ()


def begins(text: str) -> bool:
    """Whether a short line begins as a byline does, also where it names nobody.

    >>> begins("By our own correspondent"), begins("By Monday the talks had ended.")
    (True, False)
    """
    return len(text) <= 60 and not text.endswith((".", "!", "?")) and bool(_by().match(text))


def _capital(name: str) -> bool:
    """Whether every word of a name has a capital, or stands in a script without them."""
    parts = [part for part in name.split() if part not in words("byline", "particles")]
    return len(parts) >= 2 and all(not part[0].islower() for part in parts)
