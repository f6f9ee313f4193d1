"""Name tags of the model put right by what stands around them and by the story's other tags."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from onrecord.languages.phrases import lists
from onrecord.mentions.actors.lexicon import organisations, plain
from onrecord.mentions.actors.polities import polities, root
from onrecord.mentions.mention import Tag
from onrecord.ontology import countries
from onrecord.ontology.known import known
from onrecord.spans import Span

_NAMED = re.compile(r"(?:i?a)?")
"""What the name of a land may have after its root: "Sarkandi" is only made of one."""
LAND = "LAND"
"""The label of a land that no table knows."""
_GROUP = re.compile(
    r"\b(?:group|collective|gang|hackers|cell|crew|outfit|faction|militia|network)\s+"
    r"(?:(?:called|known\s+as|calling\s+itself|dubbed|named|it\s+calls)\s+)?[\"“]?$",
    re.IGNORECASE,
)
_TITLED = re.compile(
    r"\b(?:[Mm]inister|[Pp]resident|[Ss]pokes(?:man|woman|person)|[Aa]mbassador|[Gg]eneral|[Cc]olonel"
    r"|[Cc]hancellor|[Pp]remier|[Cc]ommander|[Ee]nvoy|[Gg]overnor|[Mm]ayor|[Ss]ecretary|[Cc]aptain"
    r"|[Ll]ieutenant|[Ss]ergeant|Mr|Mrs|Ms|Dr)\.?\s+$"
)
_OFFICERS = re.compile(
    r"(?:(?:Foreign|Prime|Defence|Defense|Interior|Finance)\s+)?"
    r"(?:Ministers?|Presidents?|Leaders|Ambassadors?|Secretar(?:y|ies))\s+of\s+(?:the\s+)?(?=[A-Z])"
)
_OF = re.compile(r"\s+(?:of\s+)?(?:the\s+)?")


@lru_cache(maxsize=1)
def _office() -> frozenset[str]:
    return frozenset(lists("events")["in_titles"]) | {"labour", "labor", "interior", "culture"}


@lru_cache(maxsize=1)
def _joining() -> frozenset[str]:
    return frozenset(lists("names")["of_lands"])


def mended(text: str, tags: Sequence[Tag]) -> list[Tag]:
    """The tags, in text order, with what is plainly no name of its kind put right.

    "Defence" of "Defence Minister Omar Diallo" is no person; "the hacker group Silent Moth" is one
    nowhere; "Armenia Ararat Mirzoyan" is a land and a person named elsewhere; "the Foreign
    Ministers of Kenya" are no body; "Ministry of Foreign Affairs" goes on with "of Kenya".

    >>> said = "Defence Minister Omar Diallo spoke."
    >>> tags = [Tag(span=Span(0, 7), label="PER"), Tag(span=Span(17, 28), label="PER")]
    >>> [t.span.of(said) for t in mended(said, tags)]
    ['Omar Diallo']
    """
    ordered = sorted(tags, key=lambda t: (t.span.start, -t.span.end))
    persons = Counter(t.span.of(text) for t in ordered if t.label == "PER")
    lands = _lands(text, persons)
    groups = {
        t.span.of(text)
        for t in ordered
        if t.label == "PER" and _GROUP.search(text[max(0, t.span.start - 40) : t.span.start])
    }
    out: list[Tag] = []
    for one in ordered:
        tag, name = one, one.span.of(text)
        if _part_of_office(text, tag):
            continue
        if " " not in name and root(name) in lands:
            tag = _as(tag, LAND if name == lands[root(name)] else "MISC")
        elif name in groups:
            tag = _as(tag, "ORG")
        elif tag.label == "ORG" and _a_person(text, tag, persons=persons):
            tag = _as(tag, "PER")
        if tag.label == "ORG" and (officers := _OFFICERS.match(name)):
            tag = Tag(
                span=Span(tag.span.start + officers.end(), tag.span.end),
                label="LOC",
                score=tag.score,
            )
        out += _split(text, tag, persons=persons, others=ordered, lands=lands)
    return _of_lands(text, out)


def _lands(text: str, persons: Iterable[str]) -> dict[str, str]:
    """Lands that no table knows and that are taken for persons, by their root.

    "The Foreign Ministers of Velmora and Sarkand": two lands. A word of a full name is none.
    """
    parts = {w for p in persons if len(p.split()) == 2 for w in p.split()}
    parts |= {p.split()[-1] for p in persons if " " in p}
    alone = {p for p in persons if " " not in p and p not in parts and known(p) is None}
    found = polities(text, alone)
    return {own: name for own, name in found.items() if _NAMED.fullmatch(plain(name)[len(own) :])}


def _as(tag: Tag, label: str) -> Tag:
    return Tag(span=tag.span, label=label, score=tag.score)


def _part_of_office(text: str, tag: Tag) -> bool:
    """Whether a tag is only the first word of an office: "Defence" before "Minister"."""
    words = tag.span.of(text).lower().split()
    after = re.match(r"\s+([A-Za-z]+)", text[tag.span.end : tag.span.end + 24])
    return (
        len(words) == 1
        and words[0] in _office()
        and after is not None
        and after[1].lower() in ("minister", "secretary", "ministers", "president", "premier")
    )


def _a_person(text: str, tag: Tag, *, persons: Counter[str]) -> bool:
    """Whether a tag of a body is a person's: named so elsewhere, or told with an office."""
    name = tag.span.of(text)
    words = name.split()
    if any(w.lower() in organisations() or not w[0].isupper() for w in words) or len(words) > 4:
        return False
    if persons[name]:
        return True
    titled = _TITLED.search(text[max(0, tag.span.start - 24) : tag.span.start])
    return len(words) in (2, 3) and titled is not None and countries.by_name(words[0]) is None


def _split(
    text: str,
    tag: Tag,
    *,
    persons: Counter[str],
    others: Sequence[Tag],
    lands: Mapping[str, str],
) -> list[Tag]:
    """A land and a person glued together, parted where the person is named elsewhere too.

    "Foreign Minister of Sarkand Farid Nazim": what the story shows to be a land needs no more.
    """
    words = list(re.finditer(r"\S+", tag.span.of(text)))
    if tag.label not in ("ORG", "PER") or len(words) < 3:
        return [tag]
    name = tag.span.of(text)
    for k in range(1, len(words) - 1):
        rest, land = name[words[k].start() :], name[: words[k].start()].strip()
        shown = lands.get(root(land)) == land
        placed = any(t.label == "LOC" and t.span.of(text) == land for t in others)
        surname = words[-1][0]
        named = persons[rest] or (persons[surname] and len(words) - k == 2)
        if shown or (named and (placed or countries.by_name(land))):
            start = tag.span.start
            label = LAND if shown else "LOC"
            return [
                Tag(span=Span(start, start + len(land)), label=label, score=tag.score),
                Tag(
                    span=Span(start + words[k].start(), tag.span.end), label="PER", score=tag.score
                ),
            ]
    return [tag]


def _of_lands(text: str, tags: Sequence[Tag]) -> list[Tag]:
    """Bodies with the "of" that their name goes on with: "Ministry of Foreign Affairs of Kenya"."""
    out: list[Tag] = []
    for tag in tags:
        last = out[-1] if out else None
        if (
            last
            and last.label == "ORG"
            and tag.label in ("LOC", LAND, "ORG")
            and _goes_on(text, last, tag)
        ):
            out[-1] = Tag(
                span=Span(last.span.start, tag.span.end),
                label="ORG",
                score=min(last.score, tag.score),
            )
            continue
        out.append(tag)
    return [_bare(text, t) for t in out]


def _goes_on(text: str, first: Tag, second: Tag) -> bool:
    between = text[first.span.end : second.span.start]
    head = first.span.of(text).split()[0].lower()
    open_ended = first.span.of(text).endswith(" of")
    if head not in _joining() or not _OF.fullmatch(between):
        return False
    return open_ended or between.strip().startswith("of")


def _bare(text: str, tag: Tag) -> Tag:
    """The tag without an "of" that nothing follows."""
    name = tag.span.of(text)
    cut = re.search(r"(?:\s+(?:of|for|and|the|in|at|on))+$", name)
    if not cut or not cut.start():
        return tag
    return Tag(
        span=Span(tag.span.start, tag.span.start + cut.start()), label=tag.label, score=tag.score
    )
