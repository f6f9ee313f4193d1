"""What many stories tell together, in words: reports, differences, figures, disputes, decisions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from onrecord.views import words
from onrecord.views.because import because
from onrecord.views.visible import one_line

Line = Mapping[str, Any]


def counted(event: Line) -> str:
    """How many tell an event, and how many of them by themselves.

    >>> counted({"counts": {"reports": 11, "independent": 3}})
    '11 reports, 3 independent'
    >>> counted({"counts": {"reports": 1, "independent": 1}})
    '1 report'
    """
    counts = event["counts"]
    many = counts["reports"]
    told = f"{many} report{'s' * (many != 1)}"
    return told if many == counts["independent"] else f"{told}, {counts['independent']} independent"


def value(of: Any) -> str:
    """A field's value in words.

    >>> value({"start": "2026-05-04", "end": "2026-05-04", "basis": "stated"}), value(None)
    ('2026-05-04', 'not told')
    >>> value([{"name": "Oslo"}, {"name": "Riga"}])
    'Oslo, Riga'
    """
    if of is None or of in ("", []):
        return "not told"
    if isinstance(of, Mapping):
        if "start" in of and "basis" in of:
            return words.date(dict(of))
        return words.place(dict(of)) if "country" in of else one_line(str(of.get("name") or ""))
    if isinstance(of, list):
        return ", ".join(value(v) for v in of)
    return one_line(str(of)).replace("_", " ")


def differences(event: Line) -> list[tuple[str, list[tuple[str, int]]]]:
    """The fields in which reports differ: field, and each value with how many tell it.

    >>> told = {"field": "status", "values": [{"value": "denied", "reports": ["r1"]},
    ...                                       {"value": "occurred", "reports": ["r2", "r3"]}]}
    >>> differences({"differences": [told]})
    [('status', [('denied', 1), ('occurred', 2)])]
    """
    return [
        (one_line(d["field"]), [(value(v["value"]), len(v["reports"])) for v in d["values"]])
        for d in event.get("differences") or ()
    ]


def differs(event: Line, record: str) -> dict[str, str]:
    """What one report tells otherwise than the event's line, by field."""
    out = {}
    for told in event.get("differences") or ():
        for one in told["values"]:
            found, own = (_bare(v) for v in (one["value"], event.get(told["field"])))
            if record in one["reports"] and found != own:
                out[told["field"]] = found
    return out


def _bare(of: Any) -> str:
    """A value in words; days without how they are known."""
    days = isinstance(of, Mapping) and "start" in of
    return words.days(dict(of)) if days else value(of)


def figures(event: Line) -> list[str]:
    """The history of the figures: "killed: 3 (2026-05-04), 7 (2026-05-07)".

    >>> told = {"field": "killed", "value": 3, "as_of": "2026-05-04", "according_to": "a1"}
    >>> figures({"figures": [told], "according_to": [{"id": "a1", "name": "Oslo"}]})
    ['killed: 3 (2026-05-04, Oslo)']
    >>> figures({"figures": [told]})
    ['killed: 3 (2026-05-04)']
    """
    called = {a.get("id"): words.name(dict(a)) for a in event.get("according_to") or ()}
    found: dict[str, list[str]] = {}
    for f in event.get("figures") or ():
        by = f.get("according_to")
        names = called.get(by, "") if isinstance(by, str) else _names(by)
        as_of = str(f.get("as_of") or "no date")[:10]
        found.setdefault(f["field"], []).append(
            f"{f['value']} ({as_of}{f', {names}' if names else ''})"
        )
    return [f"{field}: {', '.join(dict.fromkeys(told))}" for field, told in found.items()]


def _names(by: Any) -> str:
    return words.names(by if isinstance(by, list) else [by]) if by else ""


def party(side: Line) -> str:
    """Whose side it is."""
    who = side.get("party")
    if isinstance(who, Mapping):
        return one_line(str(who.get("name") or "")) or "nobody named"
    return one_line(str(who or "")) or "nobody named"


def carried(of: Line) -> str:
    """What is claimed of an agreement's carrying out: "carried out in part", "breach".

    >>> carried({"claim": "carried_out", "level": "intermediate"}), carried({"level": "none"})
    ('carried out in part', 'none')
    """
    claim, level = of.get("claim") or of.get("what"), of.get("level")
    part = claim == "carried_out" and level in ("intermediate", "minimum")
    return value(claim or level) + (" in part" if part else "")


def side(of: Line) -> str:
    """A side of a dispute in one line: "Oslo denies: “that its army ...”"."""
    stance = of.get("stance") or "says"
    stance += f" ({of['reading']})" if of.get("reading") else ""
    return f"{party(of)} {stance}: {words.quoted(str(of.get('position') or ''))}"


def reasons(
    some: Iterable[Line],
    *,
    called: Callable[[str], str | None],
    spelled: Mapping[str, str] | None = None,
    label: Callable[[str], str] = str,
) -> list[tuple[str, str]]:
    """Reasons in words, each with its weight: ids in them become what `called` says, stems whole
    words, and `label` says what their names mean.

    >>> reason = {"name": "sides", "words": "a00000000000000ff", "weight": 1.6}
    >>> reasons([reason], called={"a00000000000000ff": "Oslo"}.get)
    [('+1.6', 'sides: Oslo')]
    """
    return [
        (f"{b.weight:+.1f}" if b.weight else "", f"{label(b.name)}: {b.words}")
        for b in because(some, called=called, spelled=spelled)
    ]


def decided(decision: Line) -> str:
    """A decision in one line: what, by whom, when."""
    when = one_line(str(decision.get("at") or ""))[:16].replace("T", " ")
    score = decision.get("score")
    told = f"{decision['id']} {decision['verb']} by {one_line(str(decision['by']))}"
    told += f" on {when}" if when else ""
    told += f", score {score:.2f}" if score is not None else ""
    told += f": {changed(decision)}" if decision["verb"] == "correct" else ""
    undone = decision.get("undone")
    return f"{told}, undone by {undone}" if undone else told


def changed(decision: Line) -> str:
    """What a correction made of what was read: "killed: none, now 7"; words for evidence.

    >>> changed({"before": {"killed": None}, "after": {"killed": 7}})
    'killed: none, now 7'
    """
    before, after = decision.get("before") or {}, decision.get("after") or {}
    if "evidence" in after:
        was, now = (
            [(e["role"], e["start"], e["quote"]) for e in some.get("evidence") or ()]
            for some in (before, after)
        )
        role = next((e[0] for e in now if e not in was), "evidence")
        old = [e[2] for e in was if e[0] == role and e not in now]
        new = [e[2] for e in now if e[0] == role and e not in was]
        told = [", ".join(map(words.quoted, some)) or "none" for some in (old, new)]
        return f"{role}: {told[0]}, now {told[1]}"
    return "; ".join(
        f"{k}: {words.brief(before.get(k))}, now {words.brief(v)}" for k, v in after.items()
    )


def office(of: Line) -> str:
    """An office with its days: "foreign minister of Armenia, 2021-01-10 to 2021-05-27"."""
    sort, _, land = str(of.get("body") or "").partition(":")
    body = land.title() if sort == "land" else land or sort
    told = one_line(str(of.get("title") or "")) + (f" of {one_line(body)}" if body else "")
    start, end = of.get("from"), of.get("to")
    days = f", told {start} to {end}" if start and end and start != end else ""
    days = days or (f", told {start or end}" if start or end else "")
    return told + days + (f" ({of['held']})" if of.get("held") not in (None, "now") else "")


LONGEST = 400
"""Characters of a sentence that are shown on either side of the words that matter."""


def sentence(text: str, record: Line) -> str:
    """The sentence of a story in which a record's first place stands.

    >>> sentence("Talks began. They ended on Sunday. All left.",
    ...          {"mentions": [{"start": 18, "end": 23}]})
    'They ended on Sunday.'
    """
    places = record.get("mentions") or record["evidence"]
    start, end = places[0]["start"], places[0]["end"]
    before = text[max(0, start - LONGEST) : start]
    after = text[end : end + LONGEST]
    first = max((m.end() for m in _END.finditer(before)), default=0)
    last = _END.search(after)
    return one_line(
        before[first:] + text[start:end] + (after[: last.start() + 1] if last else after)
    )


_END = re.compile(r"[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-ZÀ-Þ0-9])|\n\s*")
