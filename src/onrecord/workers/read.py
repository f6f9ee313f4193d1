"""What comes back from reading one document: finished lines, or why there are none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from onrecord.errors import Failed
from onrecord.jsonlines import dumps
from onrecord.spans import quotes


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One document as read: `lines` are its JSON lines in order; `unread` are stories that are
    kept but in a language that is not read, as (story id, language)."""

    page: str
    lines: tuple[str, ...] = ()
    failed: tuple[Failed, ...] = ()
    unread: tuple[tuple[str, str | None], ...] = ()
    version: str = ""


def written(lines: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The objects as JSON, each record's evidence checked against its story's text once more.

    Raises ValueError for a record whose evidence is not what stands in the text.

    >>> story = {"kind": "story", "id": "s", "text": "Talks ended."}
    >>> found = {"role": "trigger", "start": 0, "end": 5, "quote": "Talk"}
    >>> list(written([story, {"kind": "event", "id": "e", "story": "s", "evidence": [found]}]))
    Traceback (most recent call last):
    ValueError: The evidence 'Talk' of event e does not stand at 0..5 of its story.
    """
    texts: dict[str, str] = {}
    for line in lines:
        if line["kind"] == "story":
            texts[line["id"]] = line["text"]
        elif line["kind"] != "mention":
            fault = mismatch(line, text=texts[line["story"]])
            if fault:
                raise ValueError(fault)
        yield dumps(line)


def mismatch(record: dict[str, Any], *, text: str) -> str | None:
    """Why a record's evidence does not hold for the text of its story, or None where it does.

    >>> mismatch({"kind": "event", "id": "e", "evidence": []}, text="Talks ended.")
    'The event e has no evidence.'
    """
    name = f"{record['kind']} {record['id']}"
    if not record["evidence"]:
        return f"The {name} has no evidence."
    for found in record["evidence"]:
        start, end, quote = found["start"], found["end"], found["quote"]
        if not quotes(text, start=start, end=end, quote=quote):
            return (
                f"The evidence {quote!r} of {name} does not stand at {start}..{end} of its story."
            )
    return None
