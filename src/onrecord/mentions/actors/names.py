"""Ties the names of a story to actors: full names, later short forms, abbreviations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.languages.phrases import lists
from onrecord.mentions.actors.guess import nation
from onrecord.mentions.actors.lexicon import (
    first_names,
    modifiers,
    organisations,
    plain,
    title_gender,
)
from onrecord.mentions.actors.tags import LAND
from onrecord.mentions.mention import Tag
from onrecord.ontology import countries, demonyms
from onrecord.ontology.gazetteer import lookup
from onrecord.ontology.known import known
from onrecord.spans import Span

RECENT = 150
"""Actors back among which a short form's full one is looked for: keeps the work linear."""
SMALL = frozenset({"of", "for", "the", "and", "in", "on", "de", "du", "la", "des", "&"})
HONOURS = re.compile(r"^(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady|Gen|Col|Lt|Sheikh|President)\.? ")


@dataclass(slots=True, kw_only=True)
class Draft:
    """An actor while its story is being read; what is known of it grows with its mentions."""

    name: str
    kind: str
    country: str | None = None
    sector: str | None = None
    capacity: str | None = None
    gender: str | None = None
    many: bool = False
    heads: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    best: Span
    id: str | None = None
    ordinal: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NameAt:
    """A name and the draft (index) that it stands for; None if it names no actor here."""

    span: Span
    draft: int | None
    label: str


VENUES = frozenset(lists("places")["venues"]["words"])
LOCATIVE = frozenset(lists("places")["locative"]["words"])


def tie(text: str, *, names: Sequence[Tag], drafts: list[Draft]) -> list[NameAt]:
    """The actors that names stand for, in text order; new actors are added to `drafts`.

    "Nikol Pashinyan ... Pashinyan": one person. "Khmer Nation Party (KNP) ... the KNP": one body.
    "Moscow" is Russia's government, unless it is a place ("in Moscow").
    """
    ordered = sorted(names, key=lambda t: t.span)
    found: list[NameAt] = []
    people = _people(text, ordered, drafts)
    by_key: dict[str, int] = {}
    surnames = _surnames(drafts)
    where: set[Span] = set()
    for before, tag in zip([None, *ordered], ordered, strict=False):
        if _goes_on(text, before, tag, where=where):
            where.add(tag.span)
        if tag.label == "PER":
            found.append(NameAt(span=tag.span, draft=people.get(tag.span), label="PER"))
            continue
        draft = surnames.get(plain(tag.span.of(text)))
        if draft is None:
            draft = None if tag.span in where else _other(text, tag, drafts, by_key)
        found.append(NameAt(span=tag.span, draft=draft, label=tag.label))
    return found


def _goes_on(text: str, before: Tag | None, tag: Tag, *, where: set[Span]) -> bool:
    """Whether a place goes on with this one: "at Quebec City, Canada", "in Geneva and London"."""
    if before is None or tag.label not in ("LOC", LAND) or before.label != "LOC":
        return False
    between = text[before.span.end : tag.span.start]
    if between not in (", ", ", the ", " and ", " and in "):
        return False
    placed = before.span in where or _placed(text, before.span)
    city = countries.by_name(before.span.of(text)) is None
    return placed and (city or "," not in between)


def _tokens(name: str) -> list[str]:
    return [t for t in re.split(r"[\s\-]+", plain(HONOURS.sub("", name))) if t]


def _people(text: str, ordered: Sequence[Tag], drafts: list[Draft]) -> dict[Span, int]:
    """Drafts of persons by span. Longest names first, so that a short form finds its full one."""
    tags = [t for t in ordered if t.label == "PER"]
    by_tokens: dict[str, int] = {}
    by_part: dict[str, list[int]] = {}
    firsts: dict[str, Span] = {}
    forms: dict[str, list[str]] = {}
    for tag in tags:
        tokens = _tokens(tag.span.of(text))
        key = " ".join(tokens)
        if key:
            firsts.setdefault(key, tag.span)
            forms[key] = tokens
    made: dict[str, int | None] = {}
    for key in sorted(forms, key=lambda k: (-len(forms[k]), firsts[k])):
        tokens = forms[key]
        full = _full(tokens, by_part, drafts) if tokens else None
        if full is None:
            span = firsts[key]
            name = HONOURS.sub("", span.of(text))
            drafts.append(
                Draft(name=name, kind="person", best=span, gender=_gender(name), keys={key})
            )
            full = [len(drafts) - 1]
            for token in dict.fromkeys(tokens):
                by_part.setdefault(token, []).append(full[0])
        if len(full) == 1:
            made[key] = full[0]
        by_tokens[key] = full[0]
        if len(full) > 1:
            made[key] = None
            by_part.setdefault("\n" + key, full)
    out: dict[Span, int] = {}
    latest: dict[int, int] = {}
    for i, tag in enumerate(tags):
        key = " ".join(_tokens(tag.span.of(text)))
        if not key:
            continue
        draft = made.get(key)
        if draft is None:
            options = by_part.get("\n" + key, [])
            seen = [d for d in options if d in latest]
            if not seen:
                continue
            draft = max(seen, key=lambda d: latest[d])
        latest[draft] = i
        out[tag.span] = draft
    return out


def _surnames(drafts: Sequence[Draft]) -> dict[str, int]:
    """Persons by last name, where only one has it and no place is called so.

    The model may call "Putin" a place where the story has named Vladimir Putin.
    """
    found: dict[str, list[int]] = {}
    for i, draft in enumerate(drafts):
        tokens = _tokens(draft.name)
        if len(tokens) > 1 and not lookup(tokens[-1]) and known(draft.name.split()[-1]) is None:
            found.setdefault(tokens[-1], []).append(i)
    return {name: owners[0] for name, owners in found.items() if len(owners) == 1}


def _full(
    tokens: list[str], by_part: dict[str, list[int]], drafts: list[Draft]
) -> list[int] | None:
    """Persons whose fuller name holds these tokens in a row; by last name before first name."""
    options = by_part.get(tokens[-1], [])
    last, inner = [], []
    for index in options:
        for key in drafts[index].keys:
            known_tokens = key.split(" ")
            size = len(tokens)
            if known_tokens[-size:] == tokens:
                last.append(index)
            elif any(known_tokens[i : i + size] == tokens for i in range(len(known_tokens) - size)):
                inner.append(index)
            elif size > 1 and known_tokens[-1] == tokens[-1] and known_tokens[0] == tokens[0]:
                last.append(index)
    return last or inner or None


def _gender(name: str) -> str | None:
    words = name.split()
    if len(words) > 1:
        return first_names().get(words[0]) or title_gender().get(words[0].lower())
    return None


def _other(text: str, tag: Tag, drafts: list[Draft], by_key: dict[str, int]) -> int | None:
    span = tag.span
    name = re.sub(r"^[Tt]he ", "", span.of(text)).strip()
    if not name or len(name) > 200 or name.lower() in modifiers():
        return None
    if tag.label == LAND:
        return None if _placed(text, span) else _land(name, span, drafts, by_key)
    country = countries.by_name(name)
    listed = known(name)
    if tag.label in ("LOC", "MISC", "ORG") and country is not None:
        if tag.label == "LOC" and _placed(text, span):
            return None
        return _state(country, span, drafts, by_key)
    if demonyms.is_adjective(name) and not demonyms.is_people(name):
        return None
    if demonyms.is_people(name):
        return _population(name, span, drafts, by_key)
    if tag.label == "LOC" and listed is None:
        capital = countries.capitals().get(name)
        if capital is None or _placed(text, span) or _dateline(text, span) or _venue(text, span):
            return None
        return _state(capital, span, drafts, by_key)
    if listed is not None and listed.seat and listed.country is not None:
        if _placed(text, span):
            return None
        return _state(listed.country, span, drafts, by_key)
    if tag.label == "MISC" and listed is None:
        return None
    return _body(text, tag, name, drafts, by_key)


def _placed(text: str, span: Span) -> bool:
    """Whether a preposition makes the name a place: "in Moscow", "northern Iraq"."""
    before = text[max(0, span.start - 16) : span.start].split()
    if not before:
        return False
    word = before[-1].lower()
    return word in LOCATIVE or (word == "the" and len(before) > 1 and before[-2] in LOCATIVE)


def _venue(text: str, span: Span) -> bool:
    """Whether a capital only says where something is: "the Bamako summit"."""
    after = text[span.end : span.end + 24].split()
    return bool(after) and after[0].strip(".,;") in VENUES


def _dateline(text: str, span: Span) -> bool:
    after = text[span.end : span.end + 30]
    return re.match(r"(?:, [A-Z]\w+\.? \d+)?\s*(?:\([\w ]+\)\s*)?(?:--|—|–|-) ", after) is not None


def _state(country: str, span: Span, drafts: list[Draft], by_key: dict[str, int]) -> int:
    key = f"state {country}"
    if key not in by_key:
        name = countries.countries()[country].name
        drafts.append(
            Draft(
                name=name,
                kind="state",
                country=country,
                sector="GOV",
                best=span,
                id=f"{country}-GOV",
            )
        )
        by_key[key] = len(drafts) - 1
    return by_key[key]


def _land(name: str, span: Span, drafts: list[Draft], by_key: dict[str, int]) -> int:
    """The government of a land that no table knows."""
    key = f"land {plain(name)}"
    if key not in by_key:
        drafts.append(Draft(name=name, kind="state", sector="GOV", best=span))
        by_key[key] = len(drafts) - 1
    return by_key[key]


def _population(name: str, span: Span, drafts: list[Draft], by_key: dict[str, int]) -> int:
    key = f"people {plain(name)}"
    if key not in by_key:
        code = demonyms.country_of(name)
        drafts.append(
            Draft(name=name, kind="population", country=code, sector="CVL", many=True, best=span)
        )
        by_key[key] = len(drafts) - 1
    return by_key[key]


def initials(name: str) -> str:
    """The first letters of a name's large words.

    >>> initials("Khmer Nation Party"), initials("Organization for Security and Co-operation")
    ('KNP', 'OSC')
    """
    return "".join(w[0] for w in re.split(r"[\s]+", name) if w and w.lower() not in SMALL).upper()


def _body(
    text: str, tag: Tag, name: str, drafts: list[Draft], by_key: dict[str, int]
) -> int | None:
    span = tag.span
    listed = known(name)
    country = _owner(text, span)
    own = plain(listed.name) if listed is not None else plain(name)
    index = by_key.get(f"{country or ''} {own}", by_key.get(own))
    if index is not None and country and drafts[index].country not in (None, country):
        index = None
    if index is None and listed is None:
        index = _by_form(text, span, name, drafts, by_key)
    if index is None:
        sector = listed.sector if listed is not None else sector_of(name)
        kind = listed.kind if listed is not None else ("group" if sector == "REB" else "body")
        told = listed.country if listed is not None else None
        drafts.append(
            Draft(
                name=name,
                kind=kind,
                country=told or nation(name) or country,
                sector=sector,
                best=span,
            )
        )
        index = len(drafts) - 1
    if len(name) > len(drafts[index].name) and plain(name).startswith(plain(drafts[index].name)):
        drafts[index].name, drafts[index].best = name, span
    for key in (own, plain(name), f"{country or ''} {own}"):
        by_key.setdefault(key, index)
    short = re.match(r"\s*\((?:the )?([A-Z][\w.\-/]{1,11})\)", text[span.end : span.end + 20])
    if short:
        by_key.setdefault(plain(short[1]), index)
    return index


def _by_form(
    text: str, span: Span, name: str, drafts: list[Draft], by_key: dict[str, int]
) -> int | None:
    """An earlier body that this name shortens ("KNP"), or that stands for it in brackets."""
    before = text[max(0, span.start - 2) : span.start]
    bodies = [
        i
        for i, d in enumerate(drafts[-RECENT:], max(0, len(drafts) - RECENT))
        if d.kind in ("body", "group")
    ]
    if name.isupper() and 2 <= len(name) <= 8:
        fitting = [i for i in bodies if initials(drafts[i].name) == plain(name).upper()]
        if len(fitting) == 1:
            return fitting[0]
        if before.endswith("(") and bodies:
            last = max(
                bodies, key=lambda i: drafts[i].best.end if drafts[i].best.end <= span.start else -1
            )
            if 0 <= span.start - drafts[last].best.end <= 3:
                return last
    words = plain(name).split(" ")
    if len(words) >= 2:
        fitting = []
        for i in bodies:
            other = plain(drafts[i].name).split(" ")
            long, short = (other, words) if len(other) > len(words) else (words, other)
            if len(short) >= 2 and (long[-len(short) :] == short or long[: len(short)] == short):
                fitting.append(i)
        if len(fitting) == 1:
            return fitting[0]
    return None


def _owner(text: str, span: Span) -> str | None:
    """The country whose body it is: "Russia's Security Council", "German Foreign Office"."""
    before = text[max(0, span.start - 40) : span.start]
    match = re.search(r"((?:[A-Z][\w.]*[ -])?[A-Z][\w.]*)(?:['’]s?)? $", before)
    if not match:
        return None
    words = match[1].replace("-", " ").split()
    owned = match.group().rstrip()[-2:] in ("'s", "’s", "s'", "s’")
    for part in (" ".join(words), words[-1]):
        code = demonyms.country_of(part) or (countries.by_name(part) if owned else None)
        if code:
            return code
    return None


def sector_of(name: str) -> str | None:
    """The sector that a word of a body's name tells, the last such word before others.

    >>> sector_of("Khmer Nation Party"), sector_of("Sudan People's Liberation Army")
    ('PTY', 'REB')
    """
    words = [w.lower() for w in re.findall(r"[\w.']+", name)]
    if "liberation" in words or "jihad" in words:
        return "REB"
    table = organisations()
    for word in reversed(words):
        if word in table:
            return table[word]
    return None
