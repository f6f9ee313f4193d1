"""What later statements and events tell of an agreement: carried out, broken, who says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from onrecord.languages.phrases import WORD, Phrases, lists
from onrecord.merging.acts import acts, related
from onrecord.merging.amounts import amounts
from onrecord.merging.denying import denying
from onrecord.merging.party import party, same, stem
from onrecord.merging.sentences import bounds, sentence
from onrecord.merging.wording import content_words, names
from onrecord.spans import Span

Line = Mapping[str, Any]
LEVELS = ("none", "minimum", "intermediate", "full")
_DOING = frozenset({"RETREAT", "COOPERATE", "CONCEDE", "AID"})
_HARM = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})
_SAYING = frozenset({"assertion", "accusation", "denial", "announcement", "praise"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fulfilment:
    """One claim of what became of an agreement.

    `claim`: carried_out | not_carried_out | breach | breach_denied | status. `level` is none,
    minimum, intermediate or full (Peace Accords Matrix), `status` the agreement's where told.
    `accused` is who is said to have broken it. `why` says in words how it was read.
    """

    as_of: str
    claim: str
    level: str | None
    status: str | None
    by: Mapping[str, Any] | None
    accused: Mapping[str, Any] | None
    quote: str
    record: str
    form: str
    story: str
    why: str

    def line(self) -> dict[str, Any]:
        """The fields as JSON has them."""
        return {
            "as_of": self.as_of or None,
            "claim": self.claim,
            "level": self.level,
            "status": self.status,
            "according_to": dict(self.by) if self.by else None,
            "accused": dict(self.accused) if self.accused else None,
            "quote": self.quote,
            "record": self.record,
            "form": self.form,
            "story": self.story,
            "why": self.why,
        }


@lru_cache(maxsize=1)
def _words() -> dict[str, Phrases]:
    table = lists("followed")
    return {
        "level": Phrases(table["level"]),
        "status": Phrases(table["status"]),
        "breach": Phrases({"breach": table["breach"]["words"]}),
        "heads": Phrases({"head": table["heads"]["words"]}),
    }


def fulfilments(
    *, story: Line, records: Sequence[Line], named: Sequence[Span], agreement: str, only: bool
) -> Iterator[Fulfilment]:
    """What a story's records tell of an agreement that it names, in text order.

    `named` are the places that name it, `agreement` the id of the story's own record of it, ""
    where it has none; `only` says that the story names no other: then "the truce" is this one.
    """
    day = str((story.get("published") or {}).get("date") or "")[:10]
    spans = [(s.start, s.end) for s in named]
    statements = [r for r in records if r["kind"] == "statement"]
    for record in statements:
        stretch = [(c["start"], c["end"]) for c in record["content"]]
        own = any(s < end and start < e for s, e in spans for start, end in stretch)
        said = " ".join(c["quote"] for c in record["content"])
        if own or (only and _words()["heads"].find(said)):
            yield from _statement(record, said=said, day=day, records=records)
    for record in records:
        if record["kind"] != "event" or _spoken(record, statements=statements):
            continue
        if _provides(record, records=records):
            continue
        if (agreement and record["agreement"] == agreement) or _beside(
            record, text=story["text"], spans=spans
        ):
            yield from _event(record, story=story, day=day)


def _statement(
    record: Line, *, said: str, day: str, records: Sequence[Line]
) -> Iterator[Fulfilment]:
    """'Tarsia denied violating the ceasefire', 'Velka said the army had completed the pullout'."""
    cue = record["cue"]["quote"] if record["cue"] else ""
    denial = denying(said, cue=cue, sentence="", act=record["act"], sure=record["certainty"])
    breach = _words()["breach"].find(said)
    common = {
        "by": record["speaker"],
        "quote": said,
        "record": record["id"],
        "form": "statement",
        "story": record["story"],
        "as_of": day,
    }
    if record["act"] not in _SAYING or record["certainty"] == "Uu":
        return
    if denial and breach:
        yield Fulfilment(
            claim="breach_denied", level="full", status=None, accused=None,
            why="denies a breach", **common,
        )  # fmt: skip
        return
    if breach and record["certainty"] in ("CT+", "PR+"):
        yield Fulfilment(
            claim="breach", level="minimum", status=None, accused=_accused(record, records=records),
            why=f"says: {breach[0].phrase}", **common,
        )  # fmt: skip
        return
    yield from _told(said, common=common)


def _told(said: str, *, common: dict[str, Any]) -> Iterator[Fulfilment]:
    """What some words tell of the level or the status: the weakest level, the last status."""
    levels = list(_words()["level"].find(said))
    statuses = list(_words()["status"].find(said))
    if levels:
        hit = min(levels, key=lambda h: LEVELS.index(h.label))
        claim = "not_carried_out" if hit.label == "none" else "carried_out"
        yield Fulfilment(
            claim=claim, level=hit.label, status=statuses[-1].label if statuses else None,
            accused=None, why=f"says: {hit.phrase}", **common,
        )  # fmt: skip
    elif statuses:
        yield Fulfilment(
            claim="status", level=None, status=statuses[-1].label, accused=None,
            why=f"says: {statuses[-1].phrase}", **common,
        )  # fmt: skip


def _event(record: Line, *, story: Line, day: str) -> Iterator[Fulfilment]:
    """'The troops began to withdraw under the accord', 'shells fell in breach of the truce'."""
    if record["status"] not in ("occurred", "ongoing"):
        return
    mention = record["mentions"][0] if record["mentions"] else record["evidence"][0]
    quote = sentence(story["text"], at=mention["start"])
    by = record["according_to"][0] if record["according_to"] else None
    when = record["when"]
    common = {
        "by": by,
        "quote": quote,
        "record": record["id"],
        "form": "event",
        "story": record["story"],
        "as_of": when["end"][:10] if when and when["basis"] != "unknown" else day,
    }
    breach = _words()["breach"].find(quote)
    if record["type"] in _HARM and breach:
        accused = record["actors"][0] if record["actors"] else None
        yield Fulfilment(
            claim="breach", level="minimum", status=None, accused=accused,
            why=f"{record['type']} told as {breach[0].phrase}", **common,
        )  # fmt: skip
    elif record["type"] in _DOING:
        hits = _words()["level"].find(quote)
        level = min((h.label for h in hits), key=LEVELS.index, default="intermediate")
        yield Fulfilment(
            claim="not_carried_out" if level == "none" else "carried_out", level=level, status=None,
            accused=None, why=f"{record['type']} under the agreement", **common,
        )  # fmt: skip
    else:
        statuses = _words()["status"].find(quote)
        if statuses:
            yield Fulfilment(
                claim="status", level=None, status=statuses[-1].label, accused=None,
                why=f"says: {statuses[-1].phrase}", **common,
            )  # fmt: skip


def carrying_out(
    provision: Line, *, story: Line, records: Sequence[Line], day: str
) -> Iterator[Fulfilment]:
    """Events that do what a provision asks: the same act, two of its words, or its obligor's.

    'to withdraw its guns from the Kalin heights' and 'the last guns left the Kalin heights'.
    """
    told = acts(provision["text"])
    owing = party(provision["obligor"]) if provision["obligor"] else None
    statements = [r for r in records if r["kind"] == "statement"]
    for record in records:
        if record["kind"] != "event" or record["type"] not in _DOING:
            continue
        if record["status"] not in ("occurred", "ongoing", "denied") or not record["mentions"]:
            continue
        if _provides(record, records=records):
            continue
        quote = _words_of(record, story=story, statements=statements)
        doing = acts(quote)
        shared = in_common(quote, provision["text"])
        does = bool(owing) and any(same(owing, party(a)) for a in record["actors"] if owing)
        if not related(told, doing) or len(shared) + does < 2:
            continue
        hits = _words()["level"].find(quote)
        level = min((h.label for h in hits), key=LEVELS.index, default="intermediate")
        if record["status"] == "denied":
            level = "none"
        when = record["when"]
        teller = _teller(record, statements=statements)
        yield Fulfilment(
            as_of=when["end"][:10] if when and when["basis"] != "unknown" else day,
            claim="not_carried_out" if level == "none" else "carried_out",
            level=level,
            status=None,
            by=teller,
            accused=None,
            quote=quote,
            record=record["id"],
            form="event",
            story=record["story"],
            why=f"the same act; in common: {', '.join(sorted(shared)) or 'who owes it'}",
        )


def in_common(a: str, b: str) -> set[str]:
    """The roots, names and amounts that two texts share.

    >>> sorted(in_common("Velka freed 40 prisoners", "the release of 40 prisoners"))
    ['40 prisoners', 'prisoner']
    """
    return set(_telling(a) & _telling(b))


@lru_cache(maxsize=4096)
def _telling(text: str) -> frozenset[str]:
    """The roots, names and amounts of a text. A provision is compared with all that is said of its
    agreement, each time that somebody says more."""
    named = names(text)
    return frozenset(
        {
            *(w for w in content_words(text) if stem(w) not in named),
            *named,
            *(f"{n[1]} {n[0]}" for n in amounts(text, start=0, end=len(text)) if n[1] == n[2]),
        }
    )


def _beside(event: Line, *, text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether the sentence that tells an event names the agreement: "freed 40 under the accord"."""
    if not event["mentions"] or event["type"] not in (_DOING | _HARM):
        return False
    start, end = bounds(text, at=event["mentions"][0]["start"])
    return any(start <= s < end for s, _ in spans)


def _words_of(event: Line, *, story: Line, statements: Sequence[Line]) -> str:
    """The words that tell an event: those of the statement that it stands in, else its sentence."""
    at = event["mentions"][0]["start"]
    for statement in statements:
        for span in statement["content"]:
            if span["start"] <= at < span["end"]:
                quote: str = span["quote"]
                return quote
    return sentence(story["text"], at=at)


def _teller(event: Line, *, statements: Sequence[Line]) -> Mapping[str, Any] | None:
    at = event["mentions"][0]["start"]
    for statement in statements:
        if any(c["start"] <= at < c["end"] for c in statement["content"]):
            speaker: Mapping[str, Any] | None = statement["speaker"]
            return speaker
    return event["according_to"][0] if event["according_to"] else None


def _provides(event: Line, *, records: Sequence[Line]) -> bool:
    """Whether an event is told only as what an agreement provides: that carries out nothing."""
    at = event["mentions"][0]["start"] if event["mentions"] else event["evidence"][0]["start"]
    return any(
        p["start"] <= at < p["end"]
        for r in records
        if r["kind"] == "agreement"
        for p in r["provisions"]
    )


def _spoken(event: Line, *, statements: Sequence[Line]) -> bool:
    at = event["mentions"][0]["start"] if event["mentions"] else event["evidence"][0]["start"]
    return any(c["start"] <= at < c["end"] for s in statements for c in s["content"])


def _accused(record: Line, *, records: Sequence[Line]) -> Mapping[str, Any] | None:
    """Who is said to have broken it: the target, else the first actor of the act told."""
    if record["target"]:
        target: Mapping[str, Any] = record["target"]
        return target
    for event in records:
        if event["kind"] == "event" and event["actors"]:
            for mention in event["mentions"]:
                if any(c["start"] <= mention["start"] < c["end"] for c in record["content"]):
                    first: Mapping[str, Any] = event["actors"][0]
                    return first if not same(party(first), party(record["speaker"])) else None
    return None


def short(words: str, *, most: int = 12) -> str:
    """The first words of a text, to show.

    >>> short("The guns left the heights on Friday", most=3)
    'The guns left ...'
    """
    found = list(WORD.finditer(words))
    return words if len(found) <= most else f"{words[: found[most - 1].end()]} ..."
