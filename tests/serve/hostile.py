"""Stories that try to run something, to break the page, or to turn it round."""

from __future__ import annotations

from pathlib import Path

from onrecord.merging.derive import Stages
from onrecord.store import Store
from tests import stored

RUN = "<script>window.ran=1;alert(1)</script>"
BREAK = "\"'><img src=x onerror=window.ran=2>{{ 7*7 }}{% raw %}</textarea></script><!--"
TURN = "\u202egnihtyna\u202c \u2066x\u2069 \x00\x07\x1b[2J \ud800 \ufeff"
TEXT = (
    f"evil Talks {RUN} met {BREAK} in {TURN}.\n\njavascript:alert(1) & &amp; &lt;b&gt; 🕊"
    + "\u0301" * 50
)


def hostile(path: Path) -> None:
    """Adds such a story, with a record whose every text is as bad."""
    story = stored.story(
        "h1", TEXT, title=RUN + TURN, outlet=BREAK, url="javascript:window.ran=3",
        byline=[RUN], sources=[BREAK], language="en\"><b>",
    )  # fmt: skip
    who = stored.actor(RUN + TURN, id='x" onmouseover="window.ran=4', country="TUR")
    who |= {"sector": None, "capacity": BREAK, "start": 0, "end": 4, "quote": TEXT[:4]}
    event = stored.event(
        "h1e", story, actors=[who], recipients=[who], mode=BREAK, status=RUN,
        where={"name": BREAK, "country": RUN, "lat": 1.0, "lon": 2.0, "geonameid": None},
        topic={"quote": RUN, "start": 0, "end": 4},
        evidence=[stored.quote(TEXT, RUN, "trigger"), stored.quote(TEXT, TURN, BREAK)],
    )  # fmt: skip
    span = {k: v for k, v in stored.quote(TEXT, BREAK, "content").items() if k != "role"}
    statement = {
        "kind": "statement", "id": "h1t", "story": "h1",
        "speaker": who | {"anonymity": RUN, "resolved_via": "name"},
        "cue": span, "content": [span], "quote_type": RUN, "channel": {"kind": RUN, "span": span},
        "addressee": who, "act": BREAK, "target": None, "hedges": [span], "certainty": RUN,
        "nested_in": None, "continues": None, "confidence": 0.7, "version": RUN,
        "evidence": [stored.quote(TEXT, BREAK, "content")],
    }  # fmt: skip
    with Store(path, write=True, stages=Stages()) as store:
        lines = stored.lines(story, event, statement)
        page = stored.document(b"hostile", name=RUN)
        store.add(page, lines=lines, version="v1", added="2026-01-03")


def huge(path: Path, *, size: int = 10_000_000) -> None:
    """Adds a story of many characters with a record near its end."""
    text = "Talks went on and on. " * (size // 22) + "At last talks ended."
    story = stored.story("big", text)
    start = text.rindex("ended")
    found = {"role": "trigger", "start": start, "end": start + 5, "quote": "ended"}
    event = stored.event("bige", story, evidence=[found])
    with Store(path, write=True, stages=Stages()) as store:
        lines = stored.lines(story, event)
        store.add(stored.document(b"big"), lines=lines, version="v1", added="2026-01-04")
