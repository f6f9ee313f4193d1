"""Who is blamed for what, by whom and in which words, as a STIX 2.1 bundle.

Source: STIX Version 2.1, OASIS standard of 10 June 2021.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, BinaryIO
from uuid import UUID, uuid5

from onrecord.exports.longjson import address, language, write_list
from onrecord.exports.taken import Line, Taken, head
from onrecord.exports.when import NO_DATE, stamp
from onrecord.jsonlines import clean
from onrecord.store.columns import fold
from onrecord.views import words
from onrecord.views.visible import one_line

NAMESPACE = UUID("6f0c1a52-6c1e-5b44-9d0e-0f3f5a3b8f21")
"""The program's own, for UUIDv5: the same thing has the same id in every bundle. The namespace of
the standard is for cyber observables only (section 2.9)."""

STATED = {"low": 15, "moderate": 50, "medium": 50, "high": 85}
"""A source's own confidence on STIX's scale (appendix A, None / Low / Med / High)."""

CLASSES = {
    "person": "individual",
    "group": "group",
    "population": "class",
    "body": "organization",
    "state": "organization",
}


def write(of: Taken, out: BinaryIO) -> int:
    """Writes a bundle of the attributions; gives back how many objects it has."""
    seen = hashlib.sha256()

    def watched() -> Iterator[Line]:
        for one in _Bundle(of).objects():
            seen.update(one["id"].encode())
            yield one

    return write_list(
        out,
        watched(),
        before={"type": "bundle"},
        name="objects",
        after=lambda: {"id": f"bundle--{uuid5(NAMESPACE, seen.hexdigest())}"},
    )


def identifier(kind: str, *names: str) -> str:
    """The id of a STIX object that is told apart by these names.

    >>> identifier("threat-actor", "grey heron")
    'threat-actor--...'
    """
    return f"{kind}--{uuid5(NAMESPACE, chr(0).join((kind, *map(clean, names))))}"


class _Bundle:
    """Each object once; a report of a story comes after what it tells."""

    def __init__(self, of: Taken) -> None:
        self._of = of
        self._seen: set[str] = set()
        self._creator = identifier("identity", "On Record")

    def objects(self) -> Iterator[Line]:
        yield {
            **self._common("identity", self._creator),
            "name": "On Record",
            "description": "A program that reads news; it judges nothing that it has read.",
            "identity_class": "system",
        }
        held: str | None = None
        told: list[str] = []
        for line in self._of.lines:
            if line["kind"] != "attribution":
                continue
            if held is not None and line["story"] != held:
                yield from self._report(held, told)
                told = []
            held = line["story"]
            for one in self._attribution(line):
                told.append(one["id"])
                if one["id"] not in self._seen:
                    self._seen.add(one["id"])
                    yield one
        if held is not None:
            yield from self._report(held, told)

    def _attribution(self, line: Line) -> Iterator[Line]:
        story = self._of.story(line["story"])
        published = head(story)["published"]
        sources = self._references(story)
        blamer = line.get("attributing_actor")
        says = _text((blamer or {}).get("name")) or "The story itself"
        stated = STATED.get(str(line.get("analytic_confidence") or "").lower())
        sure = {"confidence": stated} if stated is not None else {}
        refs = []
        if blamer and _text(blamer.get("name")):
            who = self._identity(blamer["name"], CLASSES.get(blamer.get("kind"), "unknown"))
            refs.append(who["id"])
            yield who
        act = _text((line.get("act") or {}).get("name"))
        levels = {_named(step["object"]): step.get("level") for step in line.get("chain") or ()}
        for number, step in enumerate(line.get("chain") or ()):
            subject, target = _named(step["subject"]), _named(step["object"])
            if not subject or not target:
                continue
            first = "activity" if subject == act else levels.get(subject) or "group"
            ends = [
                self._thing(subject, first if subject in levels or subject == act else "activity"),
                self._thing(target, step.get("level")),
            ]
            yield from ends
            relation = identifier("relationship", line["id"], str(number))
            refs += [ends[0]["id"], ends[1]["id"], relation]
            yield {
                **self._common("relationship", relation, at=published),
                "relationship_type": step["relation"],
                "source_ref": ends[0]["id"],
                "target_ref": ends[1]["id"],
                "description": f"As told by {says}: {_wording(line)}".strip(),
                "external_references": sources,
                **sure,
            }
        note = identifier("note", line["id"])
        yield {
            **self._common("note", note, at=published),
            "abstract": f"{says} on {act or 'an attack'}",
            "content": _content(line),
            "authors": [says],
            "object_refs": list(dict.fromkeys(refs)) or [self._creator],
            "external_references": sources,
            **sure,
        }

    def _report(self, identity: str, told: list[str]) -> Iterator[Line]:
        story = self._of.story(identity)
        report = identifier("report", identity)
        if report in self._seen:
            # Lines that come in another order than story by story: its objects are all there.
            return
        self._seen.add(report)
        published = head(story)["published"]
        told_in = language(story or {})
        yield {
            **self._common("report", report, at=published),
            "name": _text(head(story)["title"]) or identity,
            "published": stamp(published),
            "report_types": ["attribution"],
            "object_refs": list(dict.fromkeys(told)),
            "external_references": self._references(story),
            **({"lang": told_in} if told_in else {}),
        }

    def _references(self, story: Line | None) -> list[Line]:
        said = head(story)
        reference = {"source_name": _text(said["outlet"]) or "unnamed outlet"}
        reference["description"] = _text(said["title"]) or "untitled"
        url = address(said["url"])
        reference |= {"url": url} if url else {"external_id": (story or {}).get("id") or "-"}
        return [reference]

    def _thing(self, name: str, level: str | None) -> Line:
        if level == "activity":
            kind, more = "incident", {}
        elif level in ("agency", "state"):
            return self._identity(name, "organization", label=level)
        else:
            kind, more = "threat-actor", {"threat_actor_types": ["unknown"]}
        return {**self._common(kind, identifier(kind, fold(name))), "name": name, **more}

    def _identity(self, name: str, of_class: str, *, label: str | None = None) -> Line:
        told = _text(name)
        common = self._common("identity", identifier("identity", fold(told)))
        return {**common, "name": told, "identity_class": of_class} | (
            {"labels": [label]} if label else {}
        )

    def _common(self, kind: str, identity: str, *, at: str | None = None) -> Line:
        """What all objects have. A name has no time of its own: what is made of a name alone is
        the same in every bundle."""
        time = stamp(at) if at else NO_DATE
        common = {
            "type": kind,
            "spec_version": "2.1",
            "id": identity,
            "created": time,
            "modified": time,
        }
        return common | ({} if identity == self._creator else {"created_by_ref": self._creator})


def _text(value: Any) -> str:
    return clean(one_line(str(value))).strip() if value else ""


def _named(side: Any) -> str:
    return _text(side.get("name") if isinstance(side, dict) else side)


def _wording(line: Line) -> str:
    return ", ".join(words.quoted(_text(w)) for w in line.get("wording") or ())


def _content(line: Line) -> str:
    """An attribution in words, with what is stated of how sure it is; our own confidence last."""
    told = [words.tell(line).line()]
    quoted = dict.fromkeys(words.quoted(_text(e["quote"])) for e in line["evidence"])
    told.append(f"Words: {' … '.join(quoted)}")
    told += [
        f"{name.replace('_', ' ').capitalize()}: {_text(line[name])}"
        for name in ("basis", "likelihood", "analytic_confidence", "admiralty")
        if line.get(name)
    ]
    told.append(f"Confidence of the program in its reading: {line['confidence']}")
    return "\n".join(told)
