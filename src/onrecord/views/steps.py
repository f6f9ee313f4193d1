"""The steps of an attribution, each with the words of the text that say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.views.visible import one_line
from onrecord.views.words import name

FAR = 400
"""Characters between a name and the words that tie it to another; more is another sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: who is tied to whom and how. `begins` says that it does not go on from the step
    before; `wording` are the words nearest to the one blamed, None where the text has none."""

    subject: str
    relation: str
    object: str
    level: str | None
    begins: bool
    wording: str | None


def steps(record: Mapping[str, Any]) -> tuple[list[Step], list[str]]:
    """The steps, and the wording that belongs to none of them.

    >>> evidence = [{"role": "wording", "start": 5, "end": 11, "quote": "blamed"},
    ...             {"role": "object", "start": 12, "end": 17, "quote": "APT28"}]
    >>> chain = [{"subject": "the hack", "relation": "attributed-to", "object": "APT28",
    ...           "level": "group"}]
    >>> made, rest = steps({"chain": chain, "wording": ["blamed"], "evidence": evidence})
    >>> made[0].wording, made[0].begins, rest
    ('blamed', True, [])
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
    rest = [q for w in record.get("wording") or () if (q := _quote(w)) not in used]
    return out, list(dict.fromkeys(rest))


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
