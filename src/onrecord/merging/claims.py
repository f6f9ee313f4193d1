"""The claims that a story's records make: statements, events, attributions.

Two claims that cannot both hold make a dispute: see `merging.disputes`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from onrecord.languages.phrases import lists
from onrecord.merging.acts import acts
from onrecord.merging.amounts import Amount, amounts
from onrecord.merging.called import Called, called
from onrecord.merging.claim import TOLD, Claim
from onrecord.merging.dating import borrowed
from onrecord.merging.denying import Denying, denies, denying
from onrecord.merging.party import NOBODY, Party
from onrecord.merging.sentences import bounds, sentence
from onrecord.merging.sides import Sides, names_actor
from onrecord.merging.standing import Standing, standings
from onrecord.merging.unread import denials, figures
from onrecord.merging.wording import content_words, names
from onrecord.records.record import identity

SHORT = 40
"""Characters of content under which its whole sentence is shown: not "it" but "denied it"."""
LONGEST = 400
"""Characters of a statement that are looked at: what comes after is hardly what is disputed."""


def claims(
    story: Mapping[str, Any],
    records: Sequence[Mapping[str, Any]],
    *,
    linked: Mapping[str, str] | None = None,
) -> tuple[Claim, ...]:
    """The claims that a story's records make, in text order.

    `story` and `records` are lines as `onrecord extract` prints them; `linked` gives the entry
    that an actor reference's id was linked to, where known.
    """
    reading = _Reading(story, records, linked or {})
    found: list[Claim] = []
    for record in sorted(
        [*records, *denials(story, records), *figures(story, records)], key=_place
    ):
        made = {
            "statement": reading.statement,
            "event": reading.event,
            "attribution": reading.attribution,
        }.get(str(record["kind"]))
        claim = made(record, found) if made else None
        if claim is not None:
            found.append(claim)
    found += [reading.name(one) for one in called(reading.text)]
    return tuple(found)


def _place(record: Mapping[str, Any]) -> tuple[int, str, str]:
    starts = [e["start"] for e in record["evidence"]]
    if record["kind"] == "statement":
        starts = [c["start"] for c in record["content"]]
    elif record["kind"] == "event" and record["mentions"]:
        starts = [record["mentions"][0]["start"]]
    return min(starts, default=0), str(record["kind"]), str(record["id"])


class _Reading(Sides):
    """One story's records, read for what they claim."""

    def __init__(
        self,
        story: Mapping[str, Any],
        records: Sequence[Mapping[str, Any]],
        linked: Mapping[str, str],
    ) -> None:
        super().__init__(story["text"], records, linked)
        self.story = story
        published = story.get("published") or {}
        self.moment = str(published.get("date") or "")
        self.day = self.moment[:10]

    # Each kind of record

    def statement(self, record: Mapping[str, Any], before: list[Claim]) -> Claim | None:
        spans = [(c["start"], c["end"]) for c in record["content"]]
        content = " ".join(c["quote"] for c in record["content"])[:LONGEST]
        speaker = self.speaker(record, at=spans[0][0])
        cue = record["cue"]["quote"] if record["cue"] else ""
        around = sentence(self.text, at=spans[0][0])
        denial = denying(
            content, cue=cue, sentence=around, act=record["act"], sure=record["certainty"]
        )
        told = acts(denial.what if denial else content)
        inner = [e for e in self.events.values() if _inside(e, spans)]
        counts = amounts(self.text, start=spans[0][0], end=min(spans[-1][1], spans[0][0] + LONGEST))
        stands = standings(content)
        accuses = not denial and _blames(record, content=content)
        if not (denial or told or inner or counts or stands):
            return None
        if not denial and record["act"] in lists("disputes")["blaming"]["unclaiming"]:
            return None
        if denial and not speaker.known:
            return None
        target = self.side(record["target"]) if accuses else NOBODY
        accused = [target] if target.known else self.doers(content, inner=inner)
        made = _Fields(
            record=record,
            nature="denial" if denial else ("blame" if accuses else "told"),
            side=speaker,
            denial=denial,
            acts=told,
            inner=inner,
            accused=accused,
            explicit=target.known,
            quote=content,
            at=spans[0][0],
            till=spans[0][1],
            spans=spans,
            amounts=counts,
            standing=stands,
        )
        if denial and denial.pointing:
            return self._claim(_taken_up(made, before=before))
        return self._claim(made)

    def event(self, record: Mapping[str, Any], before: list[Claim]) -> Claim | None:
        if record["status"] in ("called_for", "conditional"):
            return None
        spoken = record["type"] in lists("disputes")["blaming"]["spoken"]
        wished = record["type"] in ("REQUEST", "THREATEN")
        if wished or (spoken and not acts(_told_in(record, []))):
            return None
        free = [m for m in record["mentions"] if not self._spoken(m["start"])]
        if not free:
            return None
        at = free[0]["start"]
        around = sentence(self.text, at=at)
        start, end = bounds(self.text, at=at)
        told_by = [a for a in record["according_to"] if start <= a["start"] < end]
        teller = self.beside(at)
        if not teller.known:
            teller = next((self.side(a) for a in told_by), NOBODY)
        denial = None
        if record["status"] == "denied":
            before_it = self.text[max(0, at - 60) : at].rpartition("\n")[2]
            denial = denying(around, cue="", sentence=before_it, act="", sure="CT-", event=True)
            if denial and not teller.known and denial.cued and record["actors"]:
                teller = self.side(record["actors"][0])
        if denial is None and denies(around):
            return None
        if denial is None and record["status"] == "denied" and not teller.known:
            return None
        counts = amounts(self.text, start=start, end=min(end, len(self.text)))
        made = _Fields(
            record=record,
            nature="denial" if denial else "told",
            side=teller,
            denial=denial,
            acts=acts(" ".join(m["quote"] for m in free[:3])),
            inner=[record],
            accused=[
                self.side(a) for a in record["actors"] if names_actor(a, around, known=self.known)
            ],
            quote=around[:LONGEST],
            at=at,
            amounts=counts,
        )
        return self._claim(made)

    def attribution(self, record: Mapping[str, Any], before: list[Claim]) -> Claim | None:
        if not record["chain"]:
            return None
        at = min(e["start"] for e in record["evidence"])
        name = record["act"]["name"] if record["act"] else ""
        event = record["act"]["event"] if record["act"] else None
        around = sentence(self.text, at=at)
        accused = [self.named(step["object"]) for step in record["chain"]]
        made = _Fields(
            record=record,
            nature="blame",
            side=self.side(record["attributing_actor"]),
            denial=None,
            acts=acts(name) or acts(around),
            inner=[self.events[event]] if event in self.events else [],
            accused=accused,
            explicit=True,
            quote=around[:LONGEST],
            at=at,
        )
        return self._claim(made)

    def name(self, one: Called) -> Claim:
        """What a party calls a thing: it rests on the words alone."""
        made = _Fields(
            record={
                "id": "~" + identity("name", self.story["id"], one.start),
                "story": self.story["id"],
                "kind": "name",
            },
            nature="name",
            side=self.named(one.who),
            denial=None,
            acts=(),
            inner=[],
            accused=[],
            quote=one.name,
            at=one.start,
            till=one.end,
            answers=f"name {self.story['id']} {one.thing}",
        )
        return self._claim(made)

    # Parts

    def _borrowed(self, event: Mapping[str, Any]) -> bool:
        first = (event["mentions"] or event["evidence"])[0]
        return borrowed(event, first, text=self.story["text"])

    def _spoken(self, at: int) -> bool:
        """Whether the words of a statement hold a place: the statement speaks for it then."""
        return any(c["start"] <= at < c["end"] for s in self.statements for c in s["content"])

    def _claim(self, made: _Fields) -> Claim:
        record, inner = made.record, made.inner
        side, outlet = made.side, False
        if not side.known:
            name = str(self.story.get("outlet") or "")
            side, outlet = Party(key=f"outlet:{name.lower()}", name=name), True
        dated = [e for e in inner if e["when"] and e["when"]["basis"] != "unknown"]
        when = dated[0]["when"] if dated else None
        text = made.quote
        told = {t for e in inner for t in acts(_told_in(e, made.spans))}
        places = {e["where"]["name"] for e in inner if e["where"]}
        actors = [self.side(a) for e in inner for a in (*e["actors"], *e["recipients"])]
        own = {n for p in actors for n in p.names}
        accused = [p for p in made.accused if p.known]
        denial = made.denial
        return Claim(
            id=record["id"],
            record=record["id"],
            form="text" if record["id"].startswith("~") else record["kind"],
            story=record["story"],
            day=self.day,
            moment=self.moment,
            at=made.at,
            till=made.at + len(text) if made.till < 0 else made.till,
            nature=made.nature,
            party=side.key,
            party_name=side.name,
            party_entry=side.entry,
            party_names=side.names,
            official=side.official,
            other=side.other,
            outlet=outlet,
            denies=denial is not None,
            how=denial.how if denial else "",
            cued=bool(denial and denial.cued),
            ahead=denial.ahead if denial else _planned(inner),
            acts=tuple(sorted({*made.acts, *(() if denial and made.acts else told)})),
            types=tuple(sorted({e["type"] for e in inner})),
            accused=tuple(sorted({p.key for p in accused})),
            accused_names=tuple(sorted({n for p in accused for n in p.names})),
            names=tuple(
                sorted(
                    {*names(text, known=self.known), *(n for p in places for n in names(p)), *own}
                )
            ),
            words=content_words(text),
            amounts=made.amounts,
            standing=made.standing,
            start=when["start"][:10] if when else "",
            end=when["end"][:10] if when else "",
            basis=when["basis"] if when else "",
            events=tuple(sorted(e["id"] for e in inner)),
            whens=tuple(
                (e["id"], e["when"]["start"][:10], e["when"]["end"][:10])
                for e in dated
                if e["when"]["basis"] in TOLD and not self._borrowed(e)
            ),
            blames=made.nature == "blame" and made.explicit,
            answers=made.answers,
            quote=text,
            shown=sentence(self.text, at=made.at) if len(text) < SHORT else text,
        )


@dataclass(slots=True, kw_only=True)
class _Fields:
    """What the kinds of records are read for, before it becomes a claim."""

    record: Mapping[str, Any]
    nature: str
    side: Party
    denial: Denying | None
    acts: tuple[str, ...]
    inner: list[Mapping[str, Any]]
    accused: list[Party]
    quote: str
    at: int
    till: int = -1
    answers: str = ""
    explicit: bool = False
    spans: list[tuple[int, int]] = field(default_factory=list)
    amounts: tuple[Amount, ...] = ()
    standing: tuple[Standing, ...] = ()


def _taken_up(made: _Fields, *, before: list[Claim]) -> _Fields:
    """A denial of "the accusation" with the acts of what was claimed last before it."""
    told = [c for c in before if not c.denies and made.at - c.at < NEAR and c.acts]
    other = [c for c in told if c.party != made.side.key]
    meant = (
        [c for c in other if set(made.side.names) & {*c.accused_names, *c.names}]
        or [c for c in other if c.nature == "blame"]
        or [c for c in other if made.at - c.at < NEAR / 2 and made.denial and made.denial.cued]
    )
    if meant and not made.acts:
        made.acts = meant[-1].acts
        made.answers = meant[-1].id
    return made


NEAR = 500
"""Characters back in which a denial of "the claim" finds what it denies."""


def _planned(inner: Sequence[Mapping[str, Any]]) -> bool:
    return bool(inner) and all(e["status"] == "planned" for e in inner)


def _blames(record: Mapping[str, Any], *, content: str) -> bool:
    """Whether a statement says who did it: "blamed the Front", "the army was behind it".

    "Condemned the attack" is an accusation to the reader, but blames nobody by name.
    """
    table = lists("disputes")["blaming"]
    if record["act"] != "accusation":
        return False
    cue = record["cue"]["quote"].lower().split() if record["cue"] else []
    return bool(set(cue) & set(table["cues"])) or any(w in content for w in table["content"])


def _told_in(event: Mapping[str, Any], spans: Sequence[tuple[int, int]]) -> str:
    """The words that tell an event in some stretches; its first where none are given."""
    here = [m["quote"] for m in event["mentions"] if any(a <= m["start"] < b for a, b in spans)]
    return " ".join(here or ([] if spans else [m["quote"] for m in event["mentions"][:3]]))


def _inside(event: Mapping[str, Any], spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= m["start"] < end for m in event["mentions"] for start, end in spans)
