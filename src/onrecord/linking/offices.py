"""Offices as the words say them: title, whose, and whether held, held before, or held then."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.languages.phrases import lists
from onrecord.mentions.actors.guess import nation
from onrecord.mentions.actors.lexicon import heads, plain
from onrecord.mentions.actors.polities import land_of, root
from onrecord.ontology import countries, demonyms
from onrecord.ontology.known import known as listed_as

HELD = ("now", "then", "former", "elect")
"""When the text says an office is held: at the story's time, at the told time, before, not yet."""

LEAD = re.compile(r"^(?:the|a|an|its|his|her|their|both)\s+", re.IGNORECASE)
OF = re.compile(r"^(.+?)\s+(?:of|for|to|at|in)\s+(?:the\s+)?(.+)$")
BELOW = frozenset(
    ["deputy", "vice", "assistant", "under", "first", "former", "shadow", "associate"]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office: its title in one wording, whose it is, when it is held.

    `body` is a country's code ("country:ARM"), a land that no table knows ("land:velmora") or the
    folded name of a body, None if the words do not say.
    """

    title: str
    body: str | None = None
    held: str = "now"

    @property
    def whose(self) -> str | None:
        """The body in the form that is compared: a land by the root of its name."""
        if self.body and self.body.startswith("land:"):
            return "land:" + root(self.body.removeprefix("land:"))
        return self.body

    @property
    def unique(self) -> bool:
        """Whether one person holds it at a time."""
        return self.title in _unique()

    def words(self) -> str:
        """The office for a reader.

        >>> Office(title="president", body="country:AZE").words()
        'president of Azerbaijan'
        """
        body = self.body or ""
        if body.startswith("country:"):
            body = countries.countries()[body.removeprefix("country:")].name
        elif body.startswith("land:"):
            body = body.removeprefix("land:").title()
        said = f"{self.title} of {body}" if body else self.title
        return said if self.held == "now" else f"{self.held} {said}"


@lru_cache(maxsize=1)
def _same() -> dict[str, str]:
    return {
        w: title for title, others in lists("offices")["same"].items() for w in (title, *others)
    }


@lru_cache(maxsize=1)
def _unique() -> frozenset[str]:
    return frozenset(lists("offices")["unique"]["words"])


@lru_cache(maxsize=1)
def _held() -> dict[str, str]:
    return {word: held for held, words in lists("offices")["held"].items() for word in words}


@lru_cache(maxsize=65_536)
def read(
    capacity: str | None,
    *,
    country: str | None = None,
    before: str = "",
    lands: tuple[tuple[str, str], ...] = (),
) -> Office | None:
    """The office that a capacity names, None without words.

    `country` is the holder's as the story tells it, `before` the words right before the capacity,
    `lands` the lands of the story that no table knows, by root and name.

    >>> read("Armenian prime minister")
    Office(title='prime minister', body='country:ARM', held='now')
    >>> read("Minister of Foreign Affairs", country="RUS").words()
    'foreign minister of Russia'
    >>> read("foreign minister", country="RUS", before="then").held
    'then'
    >>> read("foreign minister", before="Velmora's", lands=(("velmor", "Velmora"),)).words()
    'foreign minister of Velmora'
    >>> read("Secretary of the Security Council")
    Office(title='secretary', body='security council', held='now')
    >>> read("UN Secretary General").words()
    'secretary-general of united nations'
    """
    words = " ".join((capacity or "").replace("’", "'").split())
    if not words:
        return None
    words, held = _time(words, before=before)
    code = nation(words) or (country if country in countries.countries() else None)
    land = None if code else land_of(f"{words} {before}", dict(lands))
    whose = f"land:{plain(dict(lands)[land])}" if land else None
    whose = f"country:{code}" if code else whose
    bare = _bare(words, land=land)
    if bare in _same():
        return Office(title=_same()[bare], body=whose, held=held)
    first, _, rest = words.partition(" ")
    listed = listed_as(first) if first.isupper() and len(first) > 1 and rest else None
    if listed is not None and not listed.seat:
        title = plain(rest).strip(",.;:")
        return Office(title=_same().get(title, title), body=plain(listed.name), held=held)
    match = OF.match(bare)
    if match and (own := _title(match[1])):
        named = _body(words, match[2])
        if named and own in _unique() and " " not in named:
            named = f"land:{named}"
        return Office(title=own, body=named or whose, held=held)
    alone = _title(bare)
    if alone is None:
        return None
    return Office(title=alone, body=whose, held=held)


def known(words: Sequence[str]) -> bool:
    """Whether words are an office of several words, nothing more.

    >>> known(["Minister", "of", "Defence"]), known(["Foreign", "Minister"]), known(["Ana"])
    (True, True, False)
    """
    said = plain(" ".join(words))
    head = heads().get(said)
    return len(words) > 1 and (said in _same() or (head is not None and head.office))


def _title(words: str) -> str | None:
    """The office that words end with: of "trump senior communications adviser" the adviser.

    "Deputy national security adviser" is no national security adviser.
    """
    known_ = heads()
    found = words.split()
    for stop in range(len(found), 0, -1):
        for start in range(stop):
            tail = " ".join(found[start:stop])
            head = known_.get(tail)
            if tail in _same() or (head is not None and head.office):
                lead = found[start - 1] if start else ""
                title = _same().get(tail, tail)
                return f"{lead} {title}" if lead in BELOW else title
    return None


def _time(words: str, *, before: str) -> tuple[str, str]:
    """The words without "former", "then" and the like, and what those say."""
    held = "now"
    inside = set(words.lower().split()[1:-1]) & {"former", "then"}
    if inside:
        held = _held()[inside.pop()]
    last = plain(before).replace("-", " ").split()[-1:] if before else []
    if last and last[0] in _held():
        held = _held()[last[0]]
    words = LEAD.sub("", words)
    while True:
        match = re.match(r"(ex-|then-|[\w-]+[\s]+)(?=\S)", words)
        key = match[1].strip().lower().rstrip("-") if match else ""
        if not match or key not in _held():
            break
        held = _held()[key] if _held()[key] != "now" else held
        words = words[match.end() :]
    if words.lower().endswith(("-elect", " elect")):
        return words[:-6], "elect"
    return words, held


def _bare(words: str, *, land: str | None) -> str:
    """The title alone, folded: without nationality and countries' names.

    "Russia's foreign minister", "Azerbaijani president", "president of Azerbaijan".
    """
    kept: list[str] = []
    for word in words.split():
        stem = re.sub(r"'s?$", "", word)
        own = land is not None and root(stem) == land
        if own or (stem[:1].isupper() and (demonyms.country_of(stem) or countries.by_name(stem))):
            if kept and kept[-1] in ("of", "for"):
                kept.pop()
            elif kept[-2:] in (["of", "the"], ["for", "the"]):
                del kept[-2:]
            continue
        kept.append(plain(stem).strip(",.;:"))
    text = " ".join(w for w in kept if w)
    for country in ("united states", "united kingdom", "u s", "united arab emirates"):
        text = re.sub(rf"\s*(?:of|for)?\s*(?:the\s+)?\b{country}\b", "", text).strip()
    return text


def _body(words: str, rest: str) -> str | None:
    """Whose office it is where a body follows "of": "NATO" by its full name."""
    last = words.rsplit(maxsplit=1)[-1]
    listed = listed_as(last) if last.isupper() and plain(last) == rest else None
    return plain(listed.name) if listed else rest


def agree(a: Office, b: Office) -> str | None:
    """Why two offices are the same, None if they are not or it is not said.

    >>> agree(read("Azerbaijani president"), read("president", country="AZE"))
    'both president of Azerbaijan'
    """
    if a.title != b.title or a.whose is None or a.whose != b.whose:
        return None
    if "elect" in (a.held, b.held) and a.held != b.held:
        return None
    now = Office(title=a.title, body=a.body)
    return f"both {now.words()}"
