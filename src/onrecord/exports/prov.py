"""Where each record comes from, as PROV-O in JSON-LD: stories, readings, mergings, decisions.

Source: PROV-O, W3C recommendation of 30 April 2013.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from onrecord.exports.longjson import address, iri, write_list
from onrecord.exports.taken import Line, Taken
from onrecord.views import words

CONTEXT = {
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


def write(of: Taken, out: BinaryIO) -> int:
    """Writes the entities, activities and agents; gives back how many."""
    return write_list(out, _Graph(of).nodes(), before={"@context": CONTEXT}, name="@graph")


class _Graph:
    """Each node once."""

    def __init__(self, of: Taken) -> None:
        self._of = of
        self._seen: set[str] = set()

    def nodes(self) -> Iterator[Line]:
        for line in self._of.lines:
            if line["kind"] == "story":
                yield from self._story(line)
            elif self._of.merged:
                yield from self._made(line)
            else:
                yield from self._record(line)

    def _new(self, identity: str) -> bool:
        if identity in self._seen:
            return False
        self._seen.add(identity)
        return True

    def _made(self, line: Line) -> Iterator[Line]:
        """A line made of many stories, what it was made of, and the decisions about it."""
        rests = []
        for report in line.get("reports") or ():
            record = self._of.record(report["record"])
            if record is not None:
                rests.append(iri(record["kind"], record["id"]))
                yield from self._record(record)
        for identity in () if rests else line.get("stories") or ():
            story = self._of.story(identity)
            if story is not None:
                rests.append(iri("story", identity))
                yield from self._story(story)
        yield from self._activity("merging", line["version"])
        yield {
            "@id": iri(line["kind"], line["id"]),
            "@type": "prov:Entity",
            "rdfs:label": _label(line),
            "dcterms:type": line["kind"],
            "prov:wasDerivedFrom": [{"@id": one} for one in rests],
            "prov:wasGeneratedBy": {"@id": iri("merging", line["version"])},
        }
        for decision in self._of.decisions(line["id"]):
            yield from self._decision(decision, line["kind"])

    def _record(self, record: Line) -> Iterator[Line]:
        identity = iri(record["kind"], record["id"])
        story = self._of.story(record["story"])
        if story is None or not self._new(identity):
            return
        yield from self._story(story)
        yield from self._activity("reading", record["version"])
        yield {
            "@id": identity,
            "@type": "prov:Entity",
            "rdfs:label": _label(record),
            "dcterms:type": record["kind"],
            "prov:wasQuotedFrom": {"@id": iri("story", record["story"])},
            "prov:wasGeneratedBy": {"@id": iri("reading", record["version"])},
            "prov:value": [e["quote"] for e in record["evidence"]],
        }

    def _story(self, story: Line) -> Iterator[Line]:
        identity = iri("story", story["id"])
        if not self._new(identity):
            return
        told: Line = {
            "@id": identity,
            "@type": "prov:Entity",
            "rdfs:label": story.get("title") or story["id"],
            "dcterms:type": "story",
        }
        date = (story.get("published") or {}).get("date")
        told |= {"dcterms:issued": date} if date else {}
        url = address(story.get("url"))
        told |= {"prov:hadPrimarySource": {"@id": url}} if url else {}
        if story.get("outlet"):
            outlet = iri("outlet", story["outlet"])
            told["prov:wasAttributedTo"] = {"@id": outlet}
            yield from self._agent(outlet, story["outlet"], "prov:Organization")
        yield told

    def _activity(self, what: str, version: str) -> Iterator[Line]:
        identity = iri(what, version)
        if not self._new(identity):
            return
        agent = iri("version", version)
        yield from self._agent(agent, f"On Record {version}", "prov:SoftwareAgent")
        yield {
            "@id": identity,
            "@type": "prov:Activity",
            "rdfs:label": f"{what} by version {version}",
            "prov:wasAssociatedWith": {"@id": agent},
        }

    def _agent(self, identity: str, name: str, kind: str) -> Iterator[Line]:
        if self._new(identity):
            yield {"@id": identity, "@type": ["prov:Agent", kind], "rdfs:label": name}

    def _decision(self, decision: Line, kind: str) -> Iterator[Line]:
        identity = iri("decision", decision["id"])
        if not self._new(identity):
            return
        by = str(decision.get("by") or "")
        program = "+merging" in by
        agent = iri("version" if program else "person", by)
        name = f"On Record {by}" if program else by
        yield from self._agent(agent, name, "prov:SoftwareAgent" if program else "prov:Person")
        told: Line = {
            "@id": identity,
            "@type": "prov:Activity",
            "rdfs:label": decision["verb"],
            "prov:wasAssociatedWith": {"@id": agent},
        }
        if decision.get("at"):
            told["prov:startedAtTime"] = {"@type": "xsd:dateTime", "@value": decision["at"]}
        for name, relation in (("before", "prov:used"), ("after", "prov:generated")):
            ids = decision.get(name)
            if isinstance(ids, list) and all(isinstance(one, str) for one in ids) and ids:
                told[relation] = [{"@id": iri(kind, one)} for one in ids]
        yield told


def _label(line: Line) -> Any:
    named = line.get("name") or line.get("title") or (line.get("about") or {}).get("text")
    return named or (words.tell(line).line() if line["kind"] in _TOLD else None) or line["id"]


_TOLD = ("event", "statement", "agreement", "attribution")
