"""Reads the lines around an article: byline, date, sources, photo caption."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Whom a line names as where the story comes from: its outlet, and those it cites."""

    outlet: str | None = None
    cited: tuple[str, ...] = ()


@cache
def words(kind: str, name: str) -> tuple[str, ...]:
    """The list `name` of the table `kind` in lines.toml, longest first."""
    data = tomllib.loads(resources.files("onrecord.pages").joinpath("lines.toml").read_text("utf8"))
    return tuple(sorted(data[kind][name], key=lambda word: (-len(word), word)))


@cache
def _before(kind: str) -> re.Pattern[str]:
    choice = "|".join(re.escape(word) for word in words(kind, "before"))
    return re.compile(
        rf"[\[(*_–—-]{{0,3}}\s{{0,3}}(?:{choice})\s{{0,3}}[:：]\s{{0,3}}", re.IGNORECASE
    )


_WIRE = re.compile(
    r"^(?:[^\W\d_][^()\n]{0,60})?"
    r"\((?P<name>[A-Z][A-Za-z]{1,14}(?: [A-Z][a-z]{2,14})?(?:/[A-Z][A-Za-z]{1,14})?)\)\s*[-–—]"
)
_WITH_FILES = re.compile(
    r"^[\s(–—*-]{0,4}with (?:(?:additional )?(?:files|reporting|reports|material) (?:from|by) )?"
    r"(?P<names>(?-i:[A-Z])[^.\n]{1,80}?)[\s.)]{0,3}$",
    re.IGNORECASE,
)


def sources(line: str) -> Sources | None:
    """What a line such as "source: the Courier with tass.ru and agencies" says, None for others.

    Whom "with" adds are the sources that the story cites; without it all are.

    >>> sources("source: the Courier with tass.ru and agencies")
    Sources(outlet='the Courier', cited=('tass.ru', 'agencies'))
    >>> sources("Source: Reuters, AP")
    Sources(outlet=None, cited=('Reuters', 'AP'))
    >>> sources("Sources say the talks ended.")
    """
    if len(line) > 200:
        return None
    found = _before("source").match(line)
    if found is None:
        more = _WITH_FILES.match(line) if len(line) <= 120 else None
        return Sources(cited=_names(more["names"])) if more else None
    rest = line[found.end() :].strip(" .)]*")
    # a sentence about a source is no such line
    if not rest or len(rest.split()) > 14:
        return None
    choice = "|".join(re.escape(word) for word in words("source", "with"))
    parts = re.split(rf"\s(?:{choice})\s", rest, maxsplit=1, flags=re.IGNORECASE)
    if len(parts) == 2:
        return Sources(outlet=parts[0].strip(" ,;"), cited=_names(parts[1]))
    return Sources(cited=_names(rest))


def wire(text: str) -> str | None:
    """The agency that a story begins with, as in "KYIV, March 3 (Reuters) - Talks ended."

    >>> wire("KYIV, March 3 (Reuters) - Talks ended.")
    'Reuters'
    >>> wire("Talks (again) ended.")
    """
    found = _WIRE.match(text[:100])
    return found["name"] if found else None


def _names(text: str) -> tuple[str, ...]:
    choice = "|".join(re.escape(word) for word in words("source", "and"))
    parts = re.split(rf"\s*[,;/|&]\s*|\s(?:{choice})\s", text)
    names = (part.strip(" .)(") for part in parts)
    return tuple(dict.fromkeys(name for name in names if name))


def photo(line: str) -> int:
    """Where the caption begins in a line such as "photo: The ministers in Riga", 0 for others.

    >>> photo("photo: The ministers in Riga")
    7
    """
    found = _before("photo").match(line)
    return found.end() if found and found.end() < len(line) else 0


@cache
def _credit() -> re.Pattern[str]:
    choice = "|".join(re.escape(word) for word in words("photo", "before"))
    return re.compile(rf"(?i)[(\[](?:{choice})\s{{0,3}}[:：/]?\s[^()\[\]]{{1,80}}[)\]]\.?\s*$")


def credit(line: str) -> bool:
    """Whether a line ends with who took the picture that it tells of.

    >>> credit("The ministers in Riga (Photo: J. Doe)"), credit("The ministers met (again).")
    (True, False)
    """
    return len(line) <= 400 and bool(_credit().search(line[-120:]))


@cache
def _furniture() -> re.Pattern[str]:
    choice = "|".join(re.escape(word) for word in words("furniture", "lines"))
    return re.compile(rf"(?:{choice})(?!\w)")


def furniture(line: str) -> bool:
    """Whether a line heads or holds no news ("Related articles", "Read more: Storm in Estonia").

    >>> furniture("Related articles"), furniture("Related parties signed the treaty on Monday.")
    (True, False)
    """
    low = line.lower().strip(" :|-–—»›>")
    if len(low) > 200:
        return False
    if low.startswith(("©", "copyright ", "(c) ")):
        return True
    found = _furniture().match(low)
    if found is None:
        return False
    rest = low[found.end() :]
    return len(rest) < 16 or rest.lstrip().startswith((":", "："))


def notice(text: str) -> bool:
    """Whether a paragraph tells what may be done with the page's own text.

    >>> notice("When this material is used, a reference to the agency is obligatory.")
    True
    """
    low = text.lower()
    return len(low) < 300 and any(word in low for word in words("furniture", "notices"))


def box(text: str) -> bool:
    """Whether a paragraph asks something of the reader: cookies, newsletters, terms.

    >>> box("We use cookies; read our privacy policy to learn more about them.")
    True
    """
    low = text[:1200].lower()
    found = [word for word in words("furniture", "boxes") if word in low]
    apart = [word for word in found if not any(word != o and word in o for o in found)]
    return len(apart) >= 2 or (len(apart) == 1 and len(low) < 160)
