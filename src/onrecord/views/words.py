"""Records in words: what a person reads in a table or below a story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.records.correcting import FIELDS
from onrecord.views.visible import one_line

INFERRED = {
    "resolved": "worked out",
    "weekday": "from a weekday",
    "dateline": "from the dateline",
    "published": "from the publication date",
}
"""Bases of a date that the text does not write out; said beside the date."""


SURE = ("occurred", "ongoing", "signed", "in force", "agreed")
"""Statuses of what is told as a fact; shown apart from what is planned, denied or alleged."""

MARKS = tuple('“”„‟«»"‘‚‹')
"""Quotation marks that words may bring along."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A record in words: `head` is its line as (words, sort of words); `more` are further lines
    as (label, words); `rests` are the quotations it rests on by role, each once."""

    kind: str
    head: tuple[tuple[str, str], ...]
    more: tuple[tuple[str, str], ...]
    rests: tuple[tuple[str, tuple[str, ...]], ...]

    def line(self) -> str:
        """The head as one line of text."""
        return " · ".join(words for words, _ in self.head)


def tell(record: dict[str, Any]) -> Told:
    """The record in words.

    >>> found = {"role": "trigger", "start": 0, "end": 5, "quote": "talks"}
    >>> record = {"kind": "event", "type": "CONSULT", "mode": "meeting", "status": "planned",
    ...           "actors": [{"name": "Oslo"}], "recipients": [{"name": "Riga"}],
    ...           "when": {"start": "2026-03-04", "end": "2026-03-04", "basis": "stated"},
    ...           "where": {"name": "Geneva"}, "evidence": [found]}
    >>> tell(record).line()
    'CONSULT (meeting) · planned · 2026-03-04 · Oslo → Riga · Geneva'
    """
    head, more = _TELL[record["kind"]](record)
    more.append(("corrected", _corrected(record)))
    return Told(
        kind=record["kind"],
        head=tuple((words, sort) for words, sort in head if words),
        more=tuple((label, words) for label, words in more if words),
        rests=_rests(record),
    )


def brief(of: Any) -> str:
    """A field's value in few words: a date, a list, "none".

    >>> brief(None), brief(["legal", "cyber"]), brief({"start": "2026-05-04", "end": "2026-05-04"})
    ('none', 'legal, cyber', '2026-05-04')
    """
    if isinstance(of, Mapping):
        return date(dict(of)) or "none"
    if isinstance(of, list):
        return ", ".join(map(str, of)) or "none"
    return "none" if of is None else one_line(str(of))


def _corrected(record: dict[str, Any]) -> str:
    """What was read where somebody corrected it: "status was occurred"."""
    read: dict[str, Any] = record.get("corrected") or {}
    marked = ["the words it rests on"] if "evidence" in read else []
    plain = [f"{_plain(k)} was {brief(v)}" for k, v in read.items() if k in CORRECTED]
    return ", ".join((*plain, *marked))


CORRECTED = {field for fields in FIELDS.values() for field in fields}
"""Fields that are corrected by writing another value."""

Lines = tuple[list[tuple[str, str]], list[tuple[str, str]]]


def _event(r: dict[str, Any]) -> Lines:
    head = [
        (kind_of(r), "type"),
        (_plain(r["status"]), "status"),
        (date(r.get("when")), "date"),
        (who_to_whom(r), "who"),
        (place(r.get("where")), "place"),
        (_plain(r.get("venue")), "place"),
    ]
    counts = [f"{r[k]} {k}" for k in ("killed", "injured") if r.get(k) is not None]
    more = [
        ("about", one_line((r.get("topic") or {}).get("quote", ""))),
        ("count", ", ".join(counts)),
        ("offices", offices([*r["actors"], *r["recipients"]])),
        ("according to", names(r.get("according_to") or [])),
    ]
    return head, more


def _statement(r: dict[str, Any]) -> Lines:
    speaker = r.get("speaker") or {}
    anonymity = speaker.get("anonymity")
    unnamed = "" if anonymity in (None, "named") else f" ({anonymity})"
    who = (name(speaker) or "nobody named") + unnamed
    capacity = one_line(speaker.get("capacity") or "")
    channel = r.get("channel") or {}
    span = one_line((channel.get("span") or {}).get("quote", ""))
    through = f"{_plain(channel.get('kind'))}{f' “{span}”' if span else ''}" if channel else ""
    head = [
        (who, "who"),
        (capacity, "office"),
        (f"{r['act']} ({r['quote_type']})", "type"),
        (certainty(r.get("certainty")), "status"),
        (through, "place"),
    ]
    addressee = r.get("addressee")
    more = [
        ("to", name(addressee) if addressee else ""),
        ("about", name(r["target"]) if r.get("target") else ""),
        ("hedged by", ", ".join(quoted(h["quote"]) for h in r.get("hedges") or [])),
        ("continues", r.get("continues") or ""),
        ("within", r.get("nested_in") or ""),
    ]
    return head, more


def _agreement(r: dict[str, Any]) -> Lines:
    contested = "contested" if r.get("contested") else ""
    head = [
        (one_line(r["name"]), "type"),
        (_plain(r.get("status")), "status"),
        (contested, "status"),
        (date(r.get("date")), "date"),
        (names(r.get("parties") or []), "who"),
        (_plain(r.get("stage")), "place"),
    ]
    more = [
        ("also called", ", ".join(map(quoted, r.get("aliases") or []))),
        *(("same because", one_line(s)) for s in r.get("same_because") or []),
        ("third parties", names(r.get("third_parties") or [])),
    ]
    for p in r.get("provisions") or []:
        by = names(p.get("contested_by") or [])
        denied = f" (contested{f' by {by}' if by else ''})" if p.get("contested") else ""
        more.append(("provision", quoted(p["text"]) + denied))
    return head, more


def _attribution(r: dict[str, Any]) -> Lines:
    by = r.get("attributing_actor")
    act = r.get("act") or {}
    head = [
        (name(by) if by else "nobody named", "who"),
        ("blames", "type"),
        (one_line(act.get("name") or ""), "place"),
        (_plain(r.get("likelihood")), "status"),
    ]
    more = [("chain", one_line(_step(s))) for s in r["chain"]]
    worded = ", ".join(quoted(_quote(w)) for w in r["wording"])
    more += [("in the words", worded), ("basis", _plain(r.get("basis")))]
    return head, more


_TELL = {
    "event": _event,
    "statement": _statement,
    "agreement": _agreement,
    "attribution": _attribution,
}


def kind_of(event: dict[str, Any]) -> str:
    """Type and mode of an event: "CONSULT (meeting)"."""
    return f"{event['type']} ({event['mode']})" if event.get("mode") else str(event["type"])


def who_to_whom(event: dict[str, Any]) -> str:
    """Actors, an arrow, recipients; "?" for actors that the text does not name."""
    actors, recipients = names(event["actors"]), names(event["recipients"])
    if recipients:
        return f"{actors or '?'} → {recipients}"
    return actors


def names(actors: Iterable[dict[str, Any]]) -> str:
    """The actors' names, each once.

    >>> names([{"name": "Oslo"}, {"name": "Riga"}, {"name": "Oslo"}])
    'Oslo, Riga'
    """
    return ", ".join(dict.fromkeys(filter(None, map(name, actors))))


def name(actor: dict[str, Any]) -> str:
    """An actor's name, else the words at the place."""
    return one_line(actor.get("name") or actor.get("quote") or "")


def offices(actors: Iterable[dict[str, Any]]) -> str:
    """Those of the actors whose office is written, with it: "Lavrov (foreign minister)"."""
    held = {name(a): one_line(a["capacity"]) for a in actors if a.get("capacity")}
    return ", ".join(f"{who} ({what})" for who, what in held.items())


def quoted(words: str) -> str:
    """The words on one line in quotation marks, unless they bring their own.

    >>> print(quoted("held talks"), quoted('"No," he said'))
    “held talks” "No," he said
    """
    line = one_line(words)
    return line if line.startswith(MARKS) else f"“{line}”"


def days(when: dict[str, Any] | None) -> str:
    """The days of a record without how they are known; "?" where other days fit as well."""
    shown = date(when).partition(" (")[0]
    return f"{shown}?" if when and when.get("candidates") else shown


def date(when: dict[str, Any] | None) -> str:
    """The days of a record, and how they are known where the text does not write them out.

    >>> date({"start": "2026-03-01", "end": "2026-03-31", "precision": "month", "basis": "stated"})
    '2026-03'
    >>> date({"start": "2026-03-08", "end": "2026-03-08", "precision": "day", "basis": "weekday"})
    '2026-03-08 (from a weekday)'
    >>> date({"start": "2021-03-07", "candidates": ["2010-03-07"]})
    '2021-03-07 (or 2010-03-07)'
    """
    if not when or not when.get("start"):
        return ""
    start, end = when["start"], when.get("end") or when["start"]
    precision = when.get("precision")
    if precision == "year" and start[:4] == end[:4]:
        days = start[:4]
    elif precision == "month" and start[:7] == end[:7]:
        days = start[:7]
    else:
        days = start if start == end else f"{start} to {end}"
    notes = [INFERRED[when["basis"]]] if when.get("basis") in INFERRED else []
    others = when.get("candidates") or []
    notes += [f"or {c}" for c in others] if len(others) < 3 else [f"{len(others)} more fit"]
    return f"{days} ({', '.join(notes)})" if notes else days


def chain(attribution: dict[str, Any]) -> str:
    """Whom an attribution blames, from the nearest to the farthest; = is another name.

    >>> steps = [("the attack", "attributed-to", "APT28"), ("APT28", "alias-of", "Fancy Bear"),
    ...          ("APT28", "part-of", "GRU"), ("GRU", "part-of", "Russia")]
    >>> chain({"chain": [dict(zip(("subject", "relation", "object"), s)) for s in steps]})
    'APT28 = Fancy Bear → GRU → Russia'
    """
    told, before = "", set[str]()
    for number, step in enumerate(attribution["chain"]):
        subject, of = one_line(_named(step["subject"])), one_line(_named(step["object"]))
        arrow = " = " if step["relation"] == "alias-of" else " → "
        if number and subject not in before:
            told += f"; {subject}"
        told += f"{arrow}{of}" if number else of
        before |= {subject, of}
    return told


def place(where: dict[str, Any] | None) -> str:
    """A place's name with its country's code."""
    if not where or not where.get("name"):
        return ""
    called, country = one_line(where["name"]), where.get("country")
    return f"{called}, {country}" if country else called


def certainty(code: str | None) -> str:
    """FactBank's code in words, nothing for what is plainly asserted.

    >>> certainty("PS+"), certainty("CT+")
    ('possible', '')
    """
    words = {"PR+": "probable", "PS+": "possible", "Uu": "undetermined", "CT-": "not so"}
    words |= {"PR-": "probably not", "PS-": "possibly not"}
    return words.get(code or "", "")


def _step(step: dict[str, Any]) -> str:
    return f"{_named(step['subject'])} {_relation(step)} {_named(step['object'])}"


def _named(side: Any) -> str:
    return name(side) if isinstance(side, dict) else str(side)


def _relation(step: dict[str, Any]) -> str:
    relation = str(step["relation"])
    return "also known as" if relation == "alias-of" else relation.replace("-", " ")


def _plain(code: str | None) -> str:
    return one_line((code or "").replace("_", " "))


def _quote(span: Any) -> str:
    return str(span["quote"]) if isinstance(span, dict) else str(span)


def _rests(record: dict[str, Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    roles: dict[str, dict[str, None]] = {}
    for e in record["evidence"]:
        roles.setdefault(e["role"], {})[one_line(e["quote"])] = None
    return tuple((role, tuple(quotes)) for role, quotes in roles.items())
