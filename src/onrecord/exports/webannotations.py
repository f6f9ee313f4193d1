"""Evidence as a collection of W3C Web Annotations, which other tools anchor in the page.

Source: Web Annotation Data Model and Vocabulary, W3C recommendations of 23 February 2017.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from onrecord.exports.annotation import selectors
from onrecord.exports.longjson import address, iri, language, write_list
from onrecord.exports.taken import Line, Taken, spans
from onrecord.views import words

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def write(of: Taken, out: BinaryIO) -> int:
    """Writes an annotation for each piece of evidence, in one page of one collection; gives back
    how many."""
    collection = {
        "@context": CONTEXT,
        "id": "urn:onrecord:evidence",
        "type": "AnnotationCollection",
        "label": "Evidence of On Record",
    }
    begin = {
        "@context": CONTEXT,
        "id": "urn:onrecord:evidence:page",
        "type": "AnnotationPage",
        "startIndex": 0,
        "partOf": {k: v for k, v in collection.items() if k != "@context"},
    }
    return write_list(out, _annotations(of), before=begin, name="items")


def _annotations(of: Taken) -> Iterator[Line]:
    for line in of.lines:
        if line["kind"] == "story":
            continue
        for number, piece in enumerate(_pieces(line, of)):
            story = of.story(piece["story"])
            if story is not None:
                yield annotation(line, piece, story=story, number=number)


def _pieces(line: Line, of: Taken) -> Iterator[Line]:
    """The evidence of a line; of an agreement made of many stories, that of its records."""
    yield from spans(line)
    for identity in () if line.get("evidence") else line.get("records") or ():
        yield from spans(of.record(identity) or {})


def _told(line: Line) -> str:
    if line.get("evidence"):
        return words.tell(line).line() or str(line["kind"])
    return str(line.get("name") or line["kind"])


def annotation(line: Line, piece: Line, *, story: Line, number: int) -> Line:
    """One piece of evidence of a record as an annotation of its story: what it is tagged with,
    and what the record says in words."""
    source = {
        "id": address(story.get("url")) or iri("story", story["id"]),
        "type": "Text",
        "format": "text/html" if address(story.get("url")) else "text/plain",
    }
    told = language(story)
    if told:
        source["language"] = told
    return {
        "id": iri(line["kind"], f"{line['id']}#{number}"),
        "type": "Annotation",
        "motivation": "identifying",
        "generator": {
            "id": iri("version", str(line.get("version") or "")),
            "type": "Software",
            "name": f"On Record {line.get('version') or ''}".strip(),
        },
        "body": [
            {
                "type": "TextualBody",
                "purpose": "tagging",
                "format": "text/plain",
                "value": f"{line['kind']}:{piece['role']}",
            },
            {
                "type": "TextualBody",
                "purpose": "describing",
                "format": "text/plain",
                "value": _told(line),
            },
            {
                "type": "SpecificResource",
                "purpose": "linking",
                "source": iri(line["kind"], line["id"]),
            },
        ],
        "target": {
            "type": "SpecificResource",
            "source": source,
            "selector": selectors(story["text"], start=piece["start"], end=piece["end"]),
        },
    }
