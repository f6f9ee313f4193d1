"""Records, stories and evidence as flat rows: the columns of CSV and Parquet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.exports.annotation import around, told
from onrecord.store import KINDS

Row = dict[str, Any]
Columns = dict[str, type]

_HEAD: Columns = {"kind": str, "id": str, "story": str}
_TAIL: Columns = {
    "confidence": float,
    "story_title": str,
    "story_outlet": str,
    "story_published": str,
    "story_url": str,
    "story_page": str,
    "evidence": str,
    "version": str,
}
_OF: dict[str, Columns] = {
    "event": {
        "type": str,
        "mode": str,
        "contexts": str,
        "status": str,
        "actors": str,
        "actor_ids": str,
        "actor_countries": str,
        "recipients": str,
        "recipient_ids": str,
        "recipient_countries": str,
        "date_start": str,
        "date_end": str,
        "date_precision": str,
        "date_basis": str,
        "place": str,
        "place_country": str,
        "place_lat": float,
        "place_lon": float,
        "place_geonameid": int,
        "venue": str,
        "killed": int,
        "injured": int,
        "topic": str,
        "agreement": str,
        "according_to": str,
        "trigger": str,
    },
    "statement": {
        "speaker": str,
        "speaker_id": str,
        "speaker_country": str,
        "capacity": str,
        "anonymity": str,
        "resolved_via": str,
        "cue": str,
        "content": str,
        "quote_type": str,
        "channel": str,
        "channel_words": str,
        "addressee": str,
        "act": str,
        "target": str,
        "hedges": str,
        "certainty": str,
        "nested_in": str,
        "continues": str,
    },
    "agreement": {
        "name": str,
        "aliases": str,
        "parties": str,
        "party_countries": str,
        "third_parties": str,
        "date_start": str,
        "date_end": str,
        "date_precision": str,
        "date_basis": str,
        "status": str,
        "stage": str,
        "contested": bool,
        "provisions": str,
    },
    "attribution": {
        "attributing_actor": str,
        "attributing_country": str,
        "blamed_act": str,
        "event": str,
        "chain": str,
        "basis": str,
        "wording": str,
        "likelihood": str,
        "analytic_confidence": str,
        "admiralty": str,
    },
}
_STORY: Columns = {
    "kind": str,
    "id": str,
    "page": str,
    "url": str,
    "outlet": str,
    "title": str,
    "text": str,
    "language": str,
    "published_date": str,
    "published_precision": str,
    "published_basis": str,
    "byline": str,
    "sources": str,
    "section": str,
    "duplicate_of": str,
    "version": str,
}
_EVIDENCE: Columns = {
    "kind": str,
    "record": str,
    "story": str,
    "role": str,
    "start": int,
    "end": int,
    "exact": str,
    "prefix": str,
    "suffix": str,
}


def columns(kind: str | None) -> Columns:
    """The columns of a kind, `story` or `evidence`, in order, with the type of their values; of
    all four kinds for None.

    >>> list(columns("attribution"))[:4]
    ['kind', 'id', 'story', 'attributing_actor']
    """
    if kind == "story":
        return dict(_STORY)
    if kind == "evidence":
        return dict(_EVIDENCE)
    found = dict(_HEAD)
    for one in KINDS if kind is None else (kind,):
        found |= _OF[one]
    return found | _TAIL


def rows(
    kind: str | None, *, story: dict[str, Any], records: Iterable[dict[str, Any]]
) -> Iterator[Row]:
    """The rows that a story and its records give; a row has some or all of the kind's columns."""
    if kind == "story":
        yield _story(story)
        return
    for record in records:
        if kind == "evidence":
            yield from _evidence(record, story=story)
        else:
            yield _record(record, story=story)


def flat(record: dict[str, Any]) -> Row:
    """The columns that are a record's own: without its story, evidence, confidence and version."""
    return _FLAT[record["kind"]](record)


def _record(r: dict[str, Any], *, story: dict[str, Any]) -> Row:
    return {
        "kind": r["kind"],
        "id": r["id"],
        "story": r["story"],
        **flat(r),
        "confidence": r["confidence"],
        "story_title": story["title"],
        "story_outlet": story["outlet"],
        "story_published": (story["published"] or {}).get("date"),
        "story_url": story["url"],
        "story_page": story["page"],
        "evidence": told(r["evidence"], text=story["text"]),
        "version": r["version"],
    }


def _event(r: dict[str, Any]) -> Row:
    where = r.get("where") or {}
    return {
        **{k: r.get(k) for k in ("type", "mode", "status", "venue", "killed", "injured")},
        "contexts": joined(r.get("contexts")),
        "actors": joined(r["actors"], "name"),
        "actor_ids": joined(r["actors"], "id"),
        "actor_countries": joined(r["actors"], "country"),
        "recipients": joined(r["recipients"], "name"),
        "recipient_ids": joined(r["recipients"], "id"),
        "recipient_countries": joined(r["recipients"], "country"),
        **_date(r.get("when")),
        "place": where.get("name"),
        "place_country": where.get("country"),
        "place_lat": where.get("lat"),
        "place_lon": where.get("lon"),
        "place_geonameid": where.get("geonameid"),
        "topic": (r.get("topic") or {}).get("quote"),
        "agreement": r.get("agreement"),
        "according_to": joined(r.get("according_to"), "name"),
        "trigger": joined([e for e in r["evidence"] if e["role"] == "trigger"], "quote"),
    }


def _statement(r: dict[str, Any]) -> Row:
    speaker, channel = r.get("speaker") or {}, r.get("channel") or {}
    plain = ("quote_type", "act", "certainty", "nested_in", "continues")
    return {
        **{k: r.get(k) for k in plain},
        "speaker": speaker.get("name"),
        "speaker_id": speaker.get("id"),
        "speaker_country": speaker.get("country"),
        "capacity": speaker.get("capacity"),
        "anonymity": speaker.get("anonymity"),
        "resolved_via": speaker.get("resolved_via"),
        "cue": (r.get("cue") or {}).get("quote"),
        "content": joined(r["content"], "quote", between=" … "),
        "channel": channel.get("kind"),
        "channel_words": (channel.get("span") or {}).get("quote"),
        "addressee": (r.get("addressee") or {}).get("name"),
        "target": (r.get("target") or {}).get("name"),
        "hedges": joined(r.get("hedges"), "quote"),
    }


def _agreement(r: dict[str, Any]) -> Row:
    return {
        **{k: r.get(k) for k in ("name", "status", "stage", "contested")},
        "aliases": joined(r.get("aliases")),
        "parties": joined(r.get("parties"), "name"),
        "party_countries": joined(r.get("parties"), "country"),
        "third_parties": joined(r.get("third_parties"), "name"),
        **_date(r.get("date")),
        "provisions": joined(r.get("provisions"), "text"),
    }


def _attribution(r: dict[str, Any]) -> Row:
    act, by = r.get("act") or {}, r.get("attributing_actor") or {}
    return {
        **{k: r.get(k) for k in ("basis", "likelihood", "analytic_confidence", "admiralty")},
        "attributing_actor": by.get("name"),
        "attributing_country": by.get("country"),
        "blamed_act": act.get("name"),
        "event": act.get("event"),
        "chain": joined([f"{s['subject']} {s['relation']} {s['object']}" for s in r["chain"]]),
        "wording": joined(r["wording"]),
    }


_FLAT = {
    "event": _event,
    "statement": _statement,
    "agreement": _agreement,
    "attribution": _attribution,
}


def _story(s: dict[str, Any]) -> Row:
    published = s["published"] or {}
    same = ("id", "page", "url", "outlet", "title", "text", "language", "section", "duplicate_of")
    return {
        "kind": "story",
        **{k: s.get(k) for k in same},
        "published_date": published.get("date"),
        "published_precision": published.get("precision"),
        "published_basis": published.get("basis"),
        "byline": joined(s["byline"]),
        "sources": joined(s["sources"]),
        "version": s["version"],
    }


def _evidence(r: dict[str, Any], *, story: dict[str, Any]) -> Iterator[Row]:
    for e in r["evidence"]:
        prefix, suffix = around(story["text"], start=e["start"], end=e["end"])
        yield {
            "kind": r["kind"],
            "record": r["id"],
            "story": r["story"],
            "role": e["role"],
            "start": e["start"],
            "end": e["end"],
            "exact": e["quote"],
            "prefix": prefix,
            "suffix": suffix,
        }


def _date(when: dict[str, Any] | None) -> Row:
    held = when or {}
    return {f"date_{k}": held.get(k) for k in ("start", "end", "precision", "basis")}


def joined(
    values: Iterable[Any] | None, key: str | None = None, *, between: str = "; "
) -> str | None:
    """The values in one cell, or None where there are none; of objects the value under `key`.

    >>> joined([{"name": "Oslo"}, {"name": "Riga"}], "name"), joined([])
    ('Oslo; Riga', None)

    A name without, say, a country keeps an empty place, so that the lists of a row run in step.
    """
    if not values:
        return None
    texts = [str((v.get(key) or "") if key else v) for v in values]
    return between.join(texts) if any(texts) else None
