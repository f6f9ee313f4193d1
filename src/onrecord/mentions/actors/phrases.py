"""Finds the phrases that call an actor by office or kind: "the Russian president", "police"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.mentions.actors.guess import nation
from onrecord.mentions.actors.lexicon import (
    Head,
    determiners,
    heads,
    listed,
    modifiers,
    organisations,
    sizes,
    title_gender,
)
from onrecord.mentions.actors.words import Word, between
from onrecord.mentions.mention import Tag
from onrecord.ontology import demonyms
from onrecord.spans import Span

LONGEST_LEFT = 8
LONGEST_RIGHT = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A noun phrase. `span` leaves out the leading article and what follows the head.

    `first`, `last` are the indices of its words, `stop` that of the last word of its complement
    ("spokesman for the Foreign Ministry"). `article` is the determiner, lower-case, or None.
    `owner` is the word that stands before in the genitive ("Russia" of "Russia's president").
    """

    span: Span
    first: int
    last: int
    stop: int
    head: Head
    article: str | None
    country: str | None
    sector: str | None
    gender: str | None
    modifiers: frozenset[str]
    capital: bool

    @property
    def definite(self) -> bool:
        """Whether the phrase points back: "the", "this", "his", or a number with "the"."""
        return self.article in DEFINITE


DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
INDEFINITE = frozenset({"a", "an", "another", "some", "several", "any"})


def find(words: Sequence[Word], *, names: Sequence[Tag], text: str) -> list[Phrase]:
    """The phrases of a text in order, none sharing its head with another.

    >>> from onrecord.mentions.actors.words import split
    >>> text = "Israeli troops met the senior spokesman for the ministry."
    >>> [p.span.of(text) for p in find(split(text, names=()), names=(), text=text)]
    ['Israeli troops', 'senior spokesman', 'ministry']
    """
    found: list[Phrase] = []
    at = 0
    while at < len(words):
        word = words[at]
        if not word.text[0].isalpha() or (word.tag >= 0 and not _usable(word, names)):
            at += 1
            continue
        hit = _head_at(words, at, names)
        if hit is None:
            at += 1
            continue
        head, last = hit
        phrase = _phrase(words, at, last, head, names=names, text=text)
        if phrase is not None:
            while found and found[-1].first >= phrase.first:
                found.pop()
            found.append(phrase)
        at = last + 1
    return found


def _usable(word: Word, names: Sequence[Tag]) -> bool:
    """Whether a word inside a name may be a head: the model may take "President Putin" whole."""
    tag = names[word.tag]
    return tag.label == "PER" and word.start == tag.span.start and word.low in heads()


def _head_at(words: Sequence[Word], at: int, names: Sequence[Tag]) -> tuple[Head, int] | None:
    for size in sizes().get(words[at].low, (1,)):
        last = at + size - 1
        if last >= len(words):
            continue
        head = heads().get(" ".join(w.low for w in words[at : last + 1]))
        if head is None and size == 1 and demonyms.is_people(words[at].text):
            head = Head(word="people", office=False, sector="CVL", many=True, kind="population")
        if head is None:
            continue
        if size == 1 and last + 1 < len(words):
            following = words[last + 1]
            adjoined = words[last].end + 1 == following.start
            more = adjoined and following.low in heads() and following.tag < 0
            if more and not (head.office and following.capital):
                return None
        if head.word in modifiers() and last + 1 < len(words) and _noun(words[last + 1]):
            return None
        return head, last
    return None


def _noun(word: Word) -> bool:
    """Whether a small word after "military" or "opposition" is likely its noun: "military coup"."""
    small = word.text.isalpha() and word.text.islower()
    return small and word.low not in listed("places", "verbal") and not word.low.endswith("ed")


def _phrase(
    words: Sequence[Word],
    at: int,
    last: int,
    head: Head,
    *,
    names: Sequence[Tag],
    text: str,
) -> Phrase | None:
    first = at
    while first > 0 and at - first < LONGEST_LEFT:
        before = words[first - 1]
        gap = text[before.end : words[first].start]
        if gap not in (" ", "  ", "\u00a0") and not before.possessive:
            break
        if not _modifies(before, names):
            break
        first -= 1
        if before.tag >= 0 and names[before.tag].label != "PER":
            while first > 0 and words[first - 1].tag == before.tag:
                first -= 1
    before_word = words[first - 1] if first else None
    article = None
    if before_word is not None and before_word.low in determiners():
        article = before_word.low
    if first < at and words[first].low in determiners():
        article = words[first].low
        first += 1
    named = last + 1 < len(words) and words[last + 1].tag >= 0
    stop = _complement(words, last, names)
    named = last + 1 < len(words) and words[last + 1].tag >= 0
    bare = first == at and article is None and not named
    told = words[at].capital and stop > last
    if bare and not told and head.word in listed("roles", "weak"):
        return None
    if bare and not told and head.office and (words[at].capital or words[last].possessive):
        return None
    wide = text[words[first].start : words[stop].end]
    inner = text[words[first].start : words[last].end]
    country = nation(inner) or nation(wide)
    gender = next((g for w in words[at : last + 1] if (g := title_gender().get(w.low))), None)
    return Phrase(
        span=between(words, first, last),
        first=first,
        last=last,
        stop=stop,
        head=head,
        article=article,
        country=country,
        sector=head.sector or _told_sector(words, first, stop),
        gender=gender,
        modifiers=frozenset(w.low for w in words[first:at]),
        capital=words[at].capital,
    )


def _modifies(word: Word, names: Sequence[Tag]) -> bool:
    if word.low in modifiers() or word.text[0].isdigit():
        return True
    if word.tag >= 0:
        return names[word.tag].label != "PER" and (word.possessive or word.tag >= 0)
    if demonyms.is_adjective(word.text):
        return True
    if word.low.endswith(("-led", "-backed", "-held", "-born", "-based", "-affiliated", "-run")):
        return True
    low = word.low
    known = heads().get(low) if low not in determiners() else None
    return known is not None and not known.office and (not known.many or low == "police")


def _complement(words: Sequence[Word], last: int, names: Sequence[Tag]) -> int:
    """The last word of "of ..."/"for ..." after a head, the head's own index if there is none."""
    at = last + 1
    if at >= len(words) or words[at].low not in ("of", "for", "to"):
        return last
    stop = last
    at += 1
    while at < len(words) and at - last < LONGEST_RIGHT:
        word = words[at]
        if word.low in ("of", "for", "and", "the", "&"):
            if at + 1 < len(words) and not _fills(words[at + 1], names, small=word.low != "and"):
                break
        elif not _fills(word, names, small=True):
            break
        else:
            stop = at
            if word.low in heads() and not word.capital and word.tag < 0:
                break
        at += 1
    return stop


def _fills(word: Word, names: Sequence[Tag], *, small: bool) -> bool:
    if word.tag >= 0:
        return names[word.tag].label != "PER"
    if word.capital:
        return True
    return small and (word.low in modifiers() or word.low in heads() or word.low == "the")


def _told_sector(words: Sequence[Word], first: int, stop: int) -> str | None:
    """The sector that other words of the phrase tell: "rebel leader", "army spokesman"."""
    for word in words[first : stop + 1]:
        if word.low in TOLD:
            return TOLD[word.low]
    for word in words[first : stop + 1]:
        sector = organisations().get(word.low)
        if sector is not None:
            return sector
        head = heads().get(word.low)
        if head is not None and head.sector is not None:
            return head.sector
    return None


TOLD = {
    "rebel": "REB",
    "guerrilla": "REB",
    "separatist": "REB",
    "insurgent": "REB",
    "militant": "REB",
    "militia": "REB",
    "opposition": "OPP",
    "police": "COP",
    "army": "MIL",
    "military": "MIL",
    "navy": "MIL",
    "ministry": "GOV",
    "government": "GOV",
    "presidential": "GOV",
    "kremlin": "GOV",
    "union": "LAB",
    "party": "PTY",
    "intelligence": "SPY",
    "court": "JUD",
    "church": "REL",
    "company": "BUS",
}
