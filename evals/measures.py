"""The measures: each reads a data set beside the project with the program and scores it."""

from __future__ import annotations

import hashlib
import importlib
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from evals import speed
from evals.product import Run, extract, mismatches, write

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
MENTIONS = ("--mentions",)


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One figure: what was measured, in percent unless the name says otherwise."""

    name: str
    value: float
    detail: str = ""


def scorer(name: str) -> ModuleType:
    """A scorer of ../shared/score; they import each other by their short names."""
    folder = str(SHARED / "score")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return importlib.import_module(name)


def rows(path: str) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file beside the project."""
    return [json.loads(line) for line in (SHARED / path).read_text("utf8").splitlines()]


def stories(texts: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """What the program is given of each text: what a data set says of its story, no more."""
    for text in texts:
        published = text.get("published") or text.get("date")
        story = {"id": text["id"], "text": text["text"], "published": published}
        story["title"] = text.get("title") if "sentences" in text else None
        yield {key: value for key, value in story.items() if value}


def by_story(run: Run, kind: str) -> dict[str, list[dict[str, Any]]]:
    """The lines of one kind by the id of their story."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in run.lines:
        if line["kind"] == kind:
            found[line["story"]].append(line)
    return found


def statements(tmp: Path) -> Iterator[Measure]:
    """PolNeAR's dev articles."""
    texts = rows("data/polnear/dev.jsonl")
    run = extract(write(tmp / "polnear.jsonl", stories(texts)))
    roles = {"speaker": "source", "cue": "cue", "content": "content"}
    said: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for story, records in by_story(run, "statement").items():
        for record in records:
            spans: dict[str, list[tuple[int, int]]] = {r: [] for r in roles.values()}
            for e in record["evidence"]:
                if e["role"] in roles:
                    spans[roles[e["role"]]].append((e["start"], e["end"]))
            said[story].append(spans)
    got = scorer("statements").score(texts, said)
    for key in ("found", "joint"):
        p, r, f = (100 * x for x in got[key])
        yield Measure(name=f"statements.{key}", value=f, detail=f"P {p:.1f} R {r:.1f}")
    exact = " / ".join(f"{100 * got[f'exact_{k}'][2]:.1f}" for k in ("source", "cue", "content"))
    yield Measure(
        name="statements.exact_content",
        value=100 * got["exact_content"][2],
        detail=f"source / cue / content {exact}; recall {got['recall_by_type']}",
    )
    yield evidence("statements", run)


def evidence(name: str, run: Run) -> Measure:
    """Spans that do not match their text, a count."""
    return Measure(name=f"evidence.{name}", value=mismatches(run.lines), detail="spans")


def mentions(name: str, texts: list[dict[str, Any]], tmp: Path) -> tuple[dict[str, Any], Run]:
    """The scores of a set of texts by score/mentions.py."""
    run = extract(write(tmp / f"{name}.jsonl", stories(texts)), options=MENTIONS)
    said = by_story(run, "mention")
    return scorer("mentions").score(texts, said), run


def names(tmp: Path) -> Iterator[Measure]:
    """CoNLL++'s dev documents."""
    got, run = mentions("names", rows("data/conllpp/dev.jsonl"), tmp)
    parts = " ".join(f"{k.strip()} {v[2]}" for k, v in got.items() if k.startswith(" "))
    p, r, f = got["name"]
    yield Measure(name="names.exact", value=f, detail=f"P {p} R {r} {parts}")
    yield evidence("names", run)


def times(tmp: Path) -> Iterator[Measure]:
    """TimeBank: the dev part (SHA-1 of the id is 0 modulo 5) that nothing was tuned by, and all."""
    texts = rows("data/dates/timebank.jsonl")
    dev = [t for t in texts if int(hashlib.sha1(t["id"].encode()).hexdigest(), 16) % 5 == 0]
    got, run = mentions("times", texts, tmp)
    said = by_story(run, "mention")
    held = scorer("mentions").score(dev, said)
    for key, name in (("time", "found"), ("  value", "value")):
        detail = f"P {held[key][0]} R {held[key][1]}; all 183: {got[key][2]}"
        yield Measure(name=f"times.{name}", value=held[key][2], detail=detail)
    yield evidence("times", run)


def places(tmp: Path) -> Iterator[Measure]:
    """GeoWebNews."""
    got, run = mentions("places", rows("data/geo/geowebnews.jsonl"), tmp)
    p, r, f = got["place"]
    more = " ".join(f"{k.strip()} {v}" for k, v in got.items() if k.startswith(" "))
    yield Measure(name="places.found", value=f, detail=f"P {p} R {r} {more}")
    yield evidence("places", run)


def sentences(tmp: Path) -> Iterator[Measure]:
    """PLOVER sentences of fold 0, which the shipped weights have not seen (`train.py --fold 0`).

    All five folds need five trainings: `make -C training fold FOLD=K`."""
    every = rows("data/plover_sentences/train.jsonl")
    pairs = [p for p in every if int(hashlib.sha1(p["id"].encode()).hexdigest(), 16) % 5 == 0]
    run = extract(write(tmp / "pairs.jsonl", stories({p["id"]: p for p in pairs}.values())))
    got = scorer("sentences").score(pairs, by_story(run, "event"))
    detail = f"quad {got['quad'][0]} pair {got['pair']} unanswered {got['unanswered']}"
    yield Measure(name="sentences.root", value=got["root"][0], detail=detail)
    yield evidence("sentences", run)


def events(tmp: Path) -> Iterator[Measure]:
    """The dev stories annotated by hand."""
    texts = rows("gold/dev.jsonl")
    run = extract(write(tmp / "gold.jsonl", stories(texts)))
    got = scorer("events").score(texts, by_story(run, "event"))
    for key in ("found", "typed", "who"):
        p, r, f = got[key]
        yield Measure(name=f"events.{key}", value=f, detail=f"P {p} R {r}")
    p, r, f = got["happened"]
    yield Measure(name="events.happened_precision", value=p, detail=f"R {r} F1 {f}")
    for key in ("status", "when", "where"):
        yield Measure(name=f"events.{key}", value=got[key] or 0.0)
    yield evidence("events", run)


def page_texts(run: Run) -> dict[str, str]:
    """The longest main story of each page, by the page's name without suffixes."""
    said: dict[str, str] = {}
    for line in run.lines:
        if line["kind"] == "story" and line["section"] == "main":
            name = line["page"].replace("\\", "/").rpartition("/")[2].partition(".")[0]
            said[name] = max(said.get(name, ""), line["text"], key=len)
    return said


def pages(tmp: Path) -> Iterator[Measure]:
    """The benchmark's pages as HTML, and trafilatura with its defaults in the same run."""
    import gzip

    import trafilatura

    folder = SHARED / "data/pages"
    gold = json.loads((folder / "ground-truth.json").read_text("utf8"))
    run = extract(folder / "html")
    got = scorer("pages").score(gold, page_texts(run))
    plain = {
        path.name.partition(".")[0]: trafilatura.extract(gzip.decompress(path.read_bytes())) or ""
        for path in sorted((folder / "html").glob("*.html.gz"))
    }
    other = scorer("pages").score(gold, plain)
    yield article("pages", got, f"plain trafilatura {100 * other['f1']:.1f}")
    yield evidence("pages", run)


def dumps(tmp: Path) -> Iterator[Measure]:
    """The same pages saved as plain text."""
    import gzip

    folder = SHARED / "data/pages"
    gold = json.loads((folder / "ground-truth.json").read_text("utf8"))
    saved = tmp / "dumps"
    saved.mkdir()
    for path in sorted((folder / "html").glob("*.html.gz")):
        text = scorer("dump").dump(gzip.decompress(path.read_bytes()))
        (saved / f"{path.name.partition('.')[0]}.txt").write_text(text, "utf8")
    run = extract(saved)
    yield article("dumps", scorer("pages").score(gold, page_texts(run)), "")
    yield evidence("dumps", run)


def article(name: str, got: Mapping[str, float], more: str) -> Measure:
    """F1 of article text with its parts."""
    parts = f"P {100 * got['precision']:.1f} R {100 * got['recall']:.1f}"
    detail = f"{parts} exact {100 * got['exact']:.0f} {more}".strip()
    return Measure(name=f"{name}.f1", value=100 * got["f1"], detail=detail)


def speeds(tmp: Path) -> Iterator[Measure]:
    """Stories a second and memory, start-up included, for made-up stories of 400 words."""
    path = write(tmp / "speed.jsonl", speed.stories(ROOT / "examples/pages"))
    run = extract(path)
    detail = f"{run.seconds:.1f} s for {speed.STORIES} stories of {speed.WORDS} words"
    yield Measure(name="speed.stories_a_second", value=speed.STORIES / run.seconds, detail=detail)
    yield Measure(name="speed.megabytes", value=run.megabytes, detail="resident, all processes")


def coreference(tmp: Path) -> Iterator[Measure]:
    """Events that several texts tell, gold mentions of ECB+'s dev part: CoNLL F1."""
    from evals.coreference import conll
    from evals.mention_pairs import THRESHOLD, grouped, mentions, scores

    folder = SHARED / "data/ecbplus"
    found = mentions(folder / "ECB_Dev_Event_gold_mentions.json", folder / "ECB_Dev_corpus.txt")
    tellings = [m.telling for m in found]
    right = {m.telling.id: m.chain for m in found}
    ours = grouped(tellings, scores(tellings), threshold=THRESHOLD)
    yield Measure(name="coreference.conll", value=100 * conll(right, ours), detail="ECB+ dev")


MEASURES: dict[str, Callable[[Path], Iterator[Measure]]] = {
    "pages": pages,
    "dumps": dumps,
    "statements": statements,
    "names": names,
    "times": times,
    "places": places,
    "sentences": sentences,
    "events": events,
    "coreference": coreference,
    "speed": speeds,
}
