"""The steps of an attribution, each with the words of the text that say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from onrecord.views.visible import one_line
from onrecord.views.words import name

FAR = 400
"""Characters between a name and the words that tie it to another; more is another sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: who is tied to whom and how. `begins` says that it does not go on from the step
    before; `wording` are the words nearest to the one blamed, None where the text has none, and
    `worded` those with all other wording that stands nearest to them ("likely", "low confidence")
    in the order of the text."""

    subject: str
    relation: str
    object: str
    level: str | None
    begins: bool
    wording: str | None
    worded: tuple[str, ...] = ()


def steps(record: Mapping[str, Any]) -> tuple[list[Step], list[str]]:
    """The steps, and the wording that belongs to none of them.

    >>> evidence = [{"role": "wording", "start": 5, "end": 11, "quote": "blamed"},
    ...             {"role": "object", "start": 12, "end": 17, "quote": "APT28"}]
    >>> chain = [{"subject": "the hack", "relation": "attributed-to", "object": "APT28",
    ...           "level": "group"}]
    >>> made, rest = steps({"chain": chain, "wording": ["blamed"], "evidence": evidence})
    >>> made[0].wording, made[0].begins, rest
    ('blamed', True, [])

    A hedge goes with the step beside it: "Oslo likely blamed APT28".

    >>> hedged = [{"role": "wording", "start": 0, "end": 6, "quote": "likely"}, *evidence]
    >>> steps({"chain": chain, "wording": ["likely", "blamed"], "evidence": hedged})[0][0].worded
    ('likely', 'blamed')
    """
    evidence = list(record.get("evidence") or ())
    worded = [e for e in evidence if e["role"] == "wording"]
    out: list[Step] = []
    used: set[str] = set()
    told = ""
    for step in record["chain"]:
        subject, of = _named(step["subject"]), _named(step["object"])
        nearest = _nearest(of, evidence, worded)
        if nearest is not None:
            used.add(nearest)
        known = {s.object for s in out} if out else set()
        out.append(
            Step(
                subject=subject,
                relation=step["relation"],
                object=of,
                level=step.get("level"),
                begins=not out or (subject != told and subject not in known),
                wording=nearest,
            )
        )
        told = of
    given = _given(out, evidence, worded)
    told_with = {words for some in given for words in some}
    rest = [q for w in record.get("wording") or () if (q := _quote(w)) not in used | told_with]
    steps_ = [replace(step, worded=tuple(some)) for step, some in zip(out, given, strict=True)]
    return steps_, list(dict.fromkeys(rest))


def _given(steps_: list[Step], evidence: list[Any], worded: list[Any]) -> list[list[str]]:
    """For each step the wording nearer to it than to any other, in the order of the text."""
    homes = []
    for step in steps_:
        own = [w["start"] for w in worded if one_line(w["quote"]) == step.wording]
        low = step.object.casefold()
        named = [e["start"] for e in evidence if e["role"] == "object"
                 and low in one_line(e["quote"]).casefold()]  # fmt: skip
        homes.append(own or named)
    out: list[list[str]] = [[] for _ in steps_]
    for words in sorted(worded, key=lambda w: int(w["start"])):
        apart = [min((abs(words["start"] - h) for h in home), default=FAR + 1) for home in homes]
        if apart and min(apart) <= FAR:
            held = out[apart.index(min(apart))]
            if (told := one_line(words["quote"])) not in held:
                held.append(told)
    return out


def _nearest(of: str, evidence: list[Any], worded: list[Any]) -> str | None:
    """The wording that stands nearest to a place where the one blamed is named."""
    low = of.casefold()
    places = [
        e
        for e in evidence
        if e["role"] == "object" and (low in e["quote"].casefold() or e["quote"].casefold() in low)
    ]
    best: tuple[int, str] | None = None
    for place in places:
        for words in worded:
            apart = max(place["start"] - words["end"], words["start"] - place["end"], 0)
            if apart <= FAR and (best is None or apart < best[0]):
                best = apart, one_line(words["quote"])
    return best[1] if best else None


def _named(side: Any) -> str:
    return name(side) if isinstance(side, dict) else one_line(str(side))


def _quote(words: Any) -> str:
    return one_line(str(words["quote"] if isinstance(words, Mapping) else words))
