"""Ties phrases that call an actor by office or kind to the actor meant, or makes one of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.mentions.actors.lexicon import alike, listed, organisations, plain
from onrecord.mentions.actors.names import Draft, NameAt
from onrecord.mentions.actors.phrases import DEFINITE, INDEFINITE, Phrase
from onrecord.mentions.actors.scene import Scene, Seen
from onrecord.ontology import countries
from onrecord.ontology.known import known
from onrecord.spans import Span

GOVERNMENTS = frozenset({"government", "administration", "leadership", "regime"})
GENERIC = frozenset(
    {"group", "movement", "organisation", "organization", "faction", "body", "network"}
)
NOBODY = frozenset(
    {"country", "nation", "state", "states", "countries", "side", "sides", "nations"}
)
REBELS = listed("roles", "rebels")
NUMBERS = listed("roles", "numbers")
APPOSED = re.compile(r",? (?:the |called |known as |named )?[\"“(‘']?|, (?:the )?")
CLOSED = re.compile(r"[\"”)’']?[,.;)]|[,.][\"”’]")
LOOK = 150
"""Mentions back that are looked at: keeps the work linear in hostile texts."""
BACK = 12
"""Sentences back in which an office is looked for: news seldom leaves its people longer unnamed."""


class Roles:
    """The role phrases of one story, tied one by one in text order."""

    __slots__ = (
        "_bodies",
        "_by_key",
        "_drafts",
        "_names",
        "_ordinals",
        "_states",
        "_text",
        "_via_name",
    )

    def __init__(self, text: str, *, drafts: list[Draft], named: Sequence[NameAt]) -> None:
        self._text = text
        self._drafts = drafts
        self._names = {n.span.start: n for n in named}
        self._by_key: dict[tuple[str, ...], int] = {}
        self._ordinals: dict[tuple[str, str], int] = {}
        self._via_name: set[Span] = set()
        self._bodies: dict[str, list[int]] = {}
        self._states: dict[str, int] = {}
        for i, draft in enumerate(drafts):
            self._index(i, draft)

    def _index(self, i: int, draft: Draft) -> None:
        if draft.kind in ("body", "group"):
            self._bodies.setdefault(plain(draft.name), []).append(i)
        elif draft.kind == "state" and draft.country:
            self._states.setdefault(draft.country, i)

    def by_name(self, span: Span) -> bool:
        """Whether the phrase holds the name of the actor that it was tied to."""
        return span in self._via_name

    def tie(self, phrase: Phrase, *, scene: Scene, seen: Sequence[Seen]) -> int | None:
        """The draft (index) that the phrase stands for; None if it calls nobody."""
        word = phrase.head.word
        if word in NOBODY and not (phrase.country and word not in ("country", "nation")):
            return None
        if phrase.head.office and not phrase.head.many:
            return self._person(phrase, scene=scene, seen=seen)
        if word in GOVERNMENTS and phrase.country and phrase.country in countries.countries():
            return self._state(phrase)
        inner = self._inner(phrase)
        if inner is None:
            inner = self._beside(phrase)
        if inner is not None:
            return inner
        if phrase.article in DEFINITE and phrase.country is None:
            back = self._back(phrase, scene=scene, seen=seen)
            if back is not None:
                return back
        return self._group(phrase)

    def _person(self, phrase: Phrase, *, scene: Scene, seen: Sequence[Seen]) -> int | None:
        head = phrase.head.word
        if phrase.article in INDEFINITE:
            return self._make(phrase, fresh=True)
        wanted = alike().get(head, frozenset()) | {head}
        here = scene.sentence(phrase.span.start)
        fitting: dict[int, int] = {}
        for s in reversed(seen[-LOOK:]):
            if s.sentence < here - BACK:
                break
            draft = self._drafts[s.draft]
            if draft.kind != "person" or not draft.heads & wanted:
                continue
            if phrase.country and draft.country != phrase.country:
                continue
            if phrase.gender and draft.gender and phrase.gender != draft.gender:
                continue
            if phrase.sector and draft.sector and not _agree(phrase, draft):
                continue
            fitting.setdefault(s.draft, here - s.sentence)
        exact = [d for d in fitting if head in self._drafts[d].heads]
        options = exact or list(fitting)
        if len(options) == 1 or (options and phrase.country and len(exact) == 1):
            return options[0]
        if len(options) > 1 and fitting[options[0]] <= 1 and fitting[options[1]] > 2:
            return options[0]
        if options and not phrase.country and phrase.article in DEFINITE:
            return None
        return self._make(phrase)

    def _state(self, phrase: Phrase) -> int:
        code = phrase.country or ""
        if code in self._states:
            self._via_name.add(phrase.span)
            return self._states[code]
        self._drafts.append(
            Draft(
                name=countries.countries()[code].name,
                kind="state",
                country=code,
                sector="GOV",
                best=phrase.span,
                id=f"{code}-GOV",
            )
        )
        self._via_name.add(phrase.span)
        self._index(len(self._drafts) - 1, self._drafts[-1])
        return len(self._drafts) - 1

    def _inner(self, phrase: Phrase) -> int | None:
        """The armed group whose name opens the phrase: "Taliban fighters"."""
        name = self._names.get(phrase.span.start)
        if name is None or name.draft is None or phrase.head.sector not in ("REB", None):
            return None
        draft = self._drafts[name.draft]
        if draft.kind not in ("body", "group") or name.span.end >= phrase.span.end:
            return None
        if draft.sector == "REB" or phrase.head.word in GENERIC or phrase.head.word == "party":
            self._via_name.add(phrase.span)
            return name.draft
        return None

    def _beside(self, phrase: Phrase) -> int | None:
        """The body named right after: "the military intelligence service, the GRU,"."""
        match = APPOSED.match(self._text, phrase.span.end)
        name = self._names.get(match.end()) if match else None
        if match is None or name is None or name.draft is None or name.label == "PER":
            return None
        draft = self._drafts[name.draft]
        if draft.kind not in ("body", "group") or phrase.head.kind not in ("body", "group"):
            return None
        if "," in match.group() and not CLOSED.match(self._text, name.span.end):
            return None
        draft.country = draft.country or phrase.country
        draft.sector = draft.sector or phrase.sector
        return name.draft

    def _back(self, phrase: Phrase, *, scene: Scene, seen: Sequence[Seen]) -> int | None:
        """The actor that "the rebels", "the ministry", "the group", "the troops" point back to."""
        word = phrase.head.word
        here = scene.sentence(phrase.span.start)
        recent: dict[int, None] = {}
        for s in reversed(seen[-LOOK:]):
            if s.sentence < here - BACK:
                break
            if here - s.sentence <= (3 if word in GENERIC else BACK):
                recent.setdefault(s.draft)
        if word in GENERIC:
            fitting = [
                d
                for d in recent
                if self._drafts[d].kind in ("body", "group")
                and self._drafts[d].sector in ("REB", "NGO", "IGO", "PTY", "CRM", None)
                and self._drafts[d].name[:1].isupper()
            ]
            return fitting[0] if len(fitting) == 1 else None
        if word in REBELS:
            fitting = [
                d
                for d in recent
                if self._drafts[d].sector == "REB"
                and self._drafts[d].kind == "group"
                and self._drafts[d].name[:1].isupper()
            ]
            if len(fitting) == 1:
                return fitting[0]
        last = plain(word).split(" ")[-1]
        fitting = [
            d
            for d in recent
            if self._drafts[d].kind != "person"
            and plain(self._drafts[d].name).split(" ")[-1] == last
        ]
        if not fitting and last in organisations():
            sector = organisations()[last]
            fitting = [
                d
                for d in recent
                if self._drafts[d].kind == "body"
                and self._drafts[d].sector == sector
                and last in plain(self._drafts[d].name).split(" ")
            ]
        extra = phrase.modifiers - NUMBERS
        if extra:
            fitting = [d for d in fitting if extra <= set(plain(self._drafts[d].name).split(" "))]
        return fitting[0] if len(fitting) == 1 else None

    def _namesake(self, name: str, *, country: str | None) -> int | None:
        """The body that is called so elsewhere in the story, where it is only one."""
        listed_as = known(name)
        wanted = {plain(name), plain(listed_as.name)} if listed_as else {plain(name)}
        found = [
            i
            for form in sorted(wanted)
            for i in self._bodies.get(form, ())
            if country is None or self._drafts[i].country in (None, country)
        ]
        return found[0] if len(found) == 1 else None

    def _group(self, phrase: Phrase) -> int:
        counted = bool(phrase.modifiers & NUMBERS) or any(m[0].isdigit() for m in phrase.modifiers)
        fresh = phrase.article in INDEFINITE or (counted and phrase.article not in DEFINITE)
        return self._make(phrase, fresh=fresh)

    def _make(self, phrase: Phrase, *, fresh: bool = False) -> int:
        """An actor of the phrase's own words; the same words later are the same actor."""
        name = phrase.span.of(self._text)
        key = (phrase.head.kind, plain(name), phrase.country or "")
        if phrase.capital and not phrase.head.office:
            same = self._namesake(name, country=phrase.country)
            if same is not None:
                return same
        if not fresh and key in self._by_key:
            return self._by_key[key]
        ordinal = self._ordinals.get(key[:2], 0)
        self._ordinals[key[:2]] = ordinal + 1
        self._drafts.append(
            Draft(
                name=name,
                kind=phrase.head.kind,
                country=phrase.country,
                sector=phrase.sector,
                gender=phrase.gender,
                many=phrase.head.many,
                heads={phrase.head.word},
                capacity=name if phrase.head.office else None,
                best=phrase.span,
                ordinal=ordinal,
            )
        )
        self._index(len(self._drafts) - 1, self._drafts[-1])
        self._by_key[key] = len(self._drafts) - 1
        return len(self._drafts) - 1


def _agree(phrase: Phrase, draft: Draft) -> bool:
    """Whether two sectors may be one person's: "leader" says nothing, a rebel is no minister."""
    if phrase.head.sector is None and phrase.sector is None:
        return True
    return phrase.sector == draft.sector or "REB" not in (phrase.sector, draft.sector)
