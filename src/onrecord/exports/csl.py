"""Stories as citations in CSL-JSON, for Zotero and word processors.

Source: citation-style-language/schema, csl-data.json 1.0.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from onrecord.exports.longjson import address, language, write_list
from onrecord.exports.taken import Line, Taken
from onrecord.exports.when import parts
from onrecord.jsonlines import clean


def write(of: Taken, out: BinaryIO) -> int:
    """Writes a citation for each story; gives back how many."""
    return write_list(out, _citations(of))


def _citations(of: Taken) -> Iterator[Line]:
    seen: set[str] = set()
    for line in of.lines:
        for identity in _stories(line):
            story = line if line["kind"] == "story" else of.story(identity)
            if identity not in seen and story is not None:
                seen.add(identity)
                yield citation(story)


def _stories(line: Line) -> list[str]:
    if line["kind"] == "story":
        return [line["id"]]
    if line.get("reports"):
        return [report["story"] for report in line["reports"]]
    return list(line.get("stories") or filter(None, [line.get("story")]))


def citation(story: Line) -> Line:
    """A story as CSL-JSON. Names of authors stay whole: a byline does not say which part of it is
    the family's name.

    >>> told = citation({"id": "s1", "title": "Talks", "outlet": "Wire", "byline": ["Elena Borg"],
    ...                  "published": {"date": "2026-03-04"}, "language": "en"})
    >>> told["issued"], told["author"]
    ({'date-parts': [[2026, 3, 4]]}, [{'literal': 'Elena Borg'}])
    """
    issued = parts((story.get("published") or {}).get("date"))
    told = {
        "id": story["id"],
        "type": "article-newspaper",
        "title": story.get("title"),
        "container-title": story.get("outlet"),
        "author": [{"literal": clean(name)} for name in story.get("byline") or ()],
        "issued": {"date-parts": [issued]} if issued else None,
        "URL": address(story.get("url")),
        "language": language(story),
    }
    return {k: clean(v) if isinstance(v, str) else v for k, v in told.items() if v}
