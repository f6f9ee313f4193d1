"""Examples for training, read from the data folders: word pieces and their labels."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from labels import HEADS, MODE_INDEX, STATUSES, TYPES
from onrecord.mentions.model.tokens import Pieces, pieces

SKIP = -100
ROLES = ("actor", "recipient", "place")
OWN = Path(__file__).parent / "own"


@dataclass
class Trigger:
    at: int
    type: str
    status: str | None
    mode: str | None
    events: set[int]
    yes: dict[str, set[int]]  # role -> first pieces of the right phrases
    open: dict[
        str, set[int] | None
    ]  # role -> pieces that count neither way; None: the role is not known at all
    sentence: tuple[int, int] = (0, 0)


@dataclass
class Example:
    """One text. `labels[head]` has a class for each piece, SKIP where it does not count."""

    id: str
    set: str
    p: Pieces
    labels: dict[str, np.ndarray] = field(default_factory=dict)
    heads: np.ndarray | None = None  # content piece -> first piece of its cue, else -1
    cues: list[tuple[int, int]] = field(default_factory=list)  # cue piece, source piece or -1
    triggers: list[Trigger] = field(default_factory=list)
    some: dict | None = None  # a weak label: one of these types occurs in the text
    chains: list[tuple[int, int]] = field(default_factory=list)  # trigger piece, event


def fold(name: str) -> int:
    return int(hashlib.sha1(name.encode()).hexdigest(), 16) % 5


def held(name: str, share: int) -> bool:
    """Whether a text, one in `share`, is kept for choosing thresholds."""
    return int(hashlib.sha1(name.encode()).hexdigest(), 16) % share == share // 2


def lines(path: Path):
    with path.open(encoding="utf8") as f:
        for line in f:
            yield json.loads(line)


def within(p: Pieces, start: int, end: int) -> np.ndarray:
    """First pieces of the words that lie in start..end."""
    a, b = np.searchsorted(p.end, start, "right"), np.searchsorted(p.start, end, "left")
    at = np.arange(a, b)
    return at[p.first[a:b]]


def blank(p: Pieces) -> np.ndarray:
    return np.where(p.first, 0, SKIP)


def paint(p: Pieces, spans, head: str, out: np.ndarray | None = None) -> np.ndarray:
    """BIO classes for `spans` of (start, end, label)."""
    out = blank(p) if out is None else out
    for start, end, label in spans:
        at = within(p, start, end)
        if len(at):
            b = HEADS[head].index(f"B-{label}")
            out[at] = b + 1
            out[at[0]] = b
    return out


# ---- names

JOIN = [(r" (?=[.,;:!?%)\]]|'s\b|'re\b|'ve\b|'ll\b|'d\b|'m\b|n't\b)", ""), (r"(?<=[(\[$]) ", "")]


def closed_up(text: str, spans):
    """Tokenised text as it would be printed, with the spans moved along."""
    drop = set()
    for pattern, _ in JOIN:
        drop |= {m.start() for m in re.finditer(pattern, text)}
    inside = False
    for m in re.finditer(r'(?: )?"(?: )?|\n', text):
        if "\n" in m[0]:
            inside = False
            continue
        if inside and m[0][0] == " ":
            drop.add(m.start())
        if not inside and m[0][-1] == " ":
            drop.add(m.end() - 1)
        inside = not inside
    move = np.cumsum([0, *(i not in drop for i in range(len(text)))])
    return "".join(c for i, c in enumerate(text) if i not in drop), [
        (int(move[s]), int(move[e]), x) for s, e, x in spans
    ]


def conll(path: Path, *, printed: bool, rng: random.Random):
    for d in lines(path):
        text, spans = d["text"], [(m["start"], m["end"], m["label"]) for m in d["mentions"]]
        if printed:
            text, spans = closed_up(text, spans)
            text = "\n".join(
                x.upper() if rng.random() < 0.06 and len(x.upper()) == len(x) else x
                for x in text.split("\n")
            )
        p = pieces(text)
        yield Example(d["id"], "names", p, {"names": paint(p, spans, "names")})


# ---- statements


def polnear(path: Path):
    for d in lines(path):
        p = pieces(d["text"])
        e = Example(d["id"], "statements", p, heads=np.full(len(p), -1))
        marks = {k: blank(p) for k in ("source", "cue", "content")}
        for a in d["attributions"]:
            if not a["cue"]:
                continue
            cue = within(p, *a["cue"][0])
            if not len(cue):
                continue
            for key, mark in marks.items():
                paint(p, [(s, t, key) for s, t in a[key]], key, mark)
            source = [int(x[0]) for s, t in a["source"] if len(x := within(p, s, t))]
            e.cues.append((int(cue[0]), source[0] if source else -1))
            for s, t in a["content"]:
                e.heads[within(p, s, t)] = cue[0]
        e.labels = marks
        yield e


# ---- times


def timebank(path: Path, *, dev: bool):
    for d in lines(path):
        if (fold(d["id"]) == 0) == dev:
            p = pieces(d["text"])
            spans = [
                (m["start"], m["end"], m["label"]) for m in d["mentions"] if m["start"] < m["end"]
            ]
            yield Example(d["id"], "times", p, {"times": paint(p, spans, "times")})


# ---- events


def find_all(text: str, piece: str, start: int = 0, end: int | None = None):
    """Places of `piece` in the text, whole words only."""
    if piece:
        for m in re.compile(r"(?<!\w)" + re.escape(piece) + r"(?!\w)").finditer(
            text, start, len(text) if end is None else end
        ):
            yield m.span()


def surname(name: str) -> str | None:
    words = name.split()
    if (
        len(words) > 1
        and words[0][0].isupper()
        and words[-1][0].isupper()
        and len(words[-1]) > 3
        and words[-1].isalpha()
    ):
        return words[-1]
    return None


def sides(
    text: str, p: Pieces, names: list[str], sentence: tuple[int, int]
) -> tuple[set[int], set[int]]:
    """(right, open): where a mention in `sentence` should lead, and the names' other places."""

    def first(spans):
        return [int(x[0]) for s, e in spans if len(x := within(p, s, e))]

    near: list[int] = []
    all_: set[int] = set()
    far: list[int] = []
    for name in names:
        spans = list(find_all(text, name)) or [
            m for m in [(text.find(name), text.find(name) + len(name))] if m[0] >= 0
        ]
        for s, e in spans:
            all_ |= set(within(p, s, e).tolist())
        own = [x for x in spans if sentence[0] <= x[0] < sentence[1]]
        last = surname(name)
        if last:
            short = [x for x in find_all(text, last) if not any(s <= x[0] < e for s, e in spans)]
            all_ |= set(first(short))
            own = own or [x for x in short if sentence[0] <= x[0] < sentence[1]]
        near += first(own)
        if not own and spans:
            before = [x for x in spans if x[0] < sentence[0]]
            far += first([before[-1] if before else spans[0]])
    yes = set(near or far)
    return yes, all_ - yes


def gold(path: Path):
    """The stories annotated for events."""
    for d in lines(path):
        yield gold_example(d, "events")


def gold_example(d: dict, of: str) -> Example:
    """One annotated story (the shape of gold/) with the labels of its events."""
    text = d["text"]
    p = pieces(text)
    e = Example(d["id"], of, p)
    found: dict[int, Trigger] = {}
    spans, actors, places = [], set(), set()
    for k, ev in enumerate(d["events"]):
        for name in [*ev["actors"], *ev["recipients"]]:
            actors |= set(find_all(text, name))
        if ev["place"]:
            places |= set(find_all(text, ev["place"]))
        for m in ev["mentions"]:
            sentence = tuple(d["sentences"][m["s"]])
            at = text.find(m["trigger"], *sentence)
            words = within(p, at, at + len(m["trigger"])) if at >= 0 else []
            if not len(words):
                continue
            if (t := found.get(int(words[0]))) is not None:
                t.events.add(k)
                continue
            spans.append((at, at + len(m["trigger"]), ev["type"]))
            yes, open_ = {}, {}
            for role, names in (
                ("actor", ev["actors"]),
                ("recipient", ev["recipients"]),
                ("place", [ev["place"]] if ev["place"] else []),
            ):
                yes[role], open_[role] = sides(text, p, names, sentence)
            mode = ev["mode"] if (ev["type"], ev["mode"]) in MODE_INDEX else None
            found[int(words[0])] = Trigger(
                int(words[0]), ev["type"], ev["status"], mode, {k}, yes, open_
            )
    e.triggers = [found[k] for k in sorted(found)]

    def longest(xs, label):
        return [(s, t, label) for s, t in sorted(xs, key=lambda x: x[1] - x[0])]

    e.labels = {
        "trigger": paint(p, sorted(spans, key=lambda x: x[0] - x[1]), "trigger"),
        "actor": paint(p, longest(actors, "actor"), "actor"),
        "place": paint(p, longest(places, "place"), "place"),
    }
    return e


ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
TWO_SIDED = {"CONSULT", "AGREE", "COOPERATE"}


def plover_sentences(path: Path, *, folds: set[int]):
    """Sentences with a type and two actors but without the word that tells: a weak label."""
    for d in lines(path):
        if fold(d["id"]) not in folds:
            continue
        p = pieces(d["text"])
        places = {}
        for key in ("source", "target"):
            name = ARTICLE.sub("", d[key])
            at = d["text"].find(name)
            places[key] = within(p, at, at + len(name)).tolist() if at >= 0 else []
        kinds = ["CONCEDE", "RETREAT"] if d["type"] == "YIELD" else [d["type"]]
        yes: dict[str, set[int]] = {
            "actor": set(places["source"][:1]),
            "recipient": set(places["target"][:1]),
            "place": set(),
        }
        open_: dict[str, set[int] | None] = {
            "actor": set(places["source"][1:]),
            "recipient": set(places["target"][1:]),
            "place": None,
        }
        if d["type"] in TWO_SIDED:
            yes["actor"] |= yes["recipient"]
            open_["actor"] |= open_["recipient"]
            open_["recipient"] = None
        for role in ("actor", "recipient"):
            if not yes[role]:
                open_[role] = None
        e = Example(
            d["id"], "sentences", p, some={"types": kinds, "mode": None, "yes": yes, "open": open_}
        )
        yield e


QUADS = {
    "1": "AGREE CONSULT SUPPORT CONCEDE",
    "2": "COOPERATE AID RETREAT",
    "3": "REQUEST ACCUSE REJECT THREATEN",
    "4": "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
}


def cameo(path: Path):
    for i, line in enumerate(path.read_text("utf8").splitlines()):
        text, _, label = line.rstrip("\n").rpartition("\t")
        yield Example(
            f"cameo-{i}",
            "quads",
            pieces(text),
            some={"types": QUADS.get(label, "").split(), "mode": None, "yes": None},
        )


def cameo_roles(path: Path):
    """Sentences with who acts (S) and upon whom (T), but neither type nor trigger."""
    for i, block in enumerate(path.read_text("utf8").strip().split("\n\n")):
        text, spans = "", []
        for line in block.split("\n"):
            word, _, tag = line.rpartition(" ")
            if tag[0] == "B":
                spans.append([len(text), len(text) + len(word), tag[2]])
            elif tag[0] == "I" and spans:
                spans[-1][1] = len(text) + len(word)
            text += word + " "
        text, moved = closed_up(text, [tuple(x) for x in spans])
        p = pieces(text)
        yes: dict[str, set[int]] = {"actor": set(), "recipient": set(), "place": set()}
        open_: dict[str, set[int] | None] = {"actor": set(), "recipient": set(), "place": None}
        for start, end, tag in moved:
            skip = len(m[0]) if (m := ARTICLE.match(text[start:end])) else 0
            at = within(p, start + skip, end).tolist()
            if tag in "ST" and at:
                role = "actor" if tag == "S" else "recipient"
                yes[role].add(at[0])
                open_[role] |= set(at[1:])
        for role in ("actor", "recipient"):
            if not yes[role]:
                open_[role] = None
        weak = {"types": None, "mode": None, "yes": yes, "open": open_}
        yield Example(f"roles-{i}", "roles", p, some=weak)


OLD_MODES = {
    "BAN": "restrict",
    "EXECUTE": "targeted",
    "MASSACRE": "firearms",
    "PRIMATIVE": "primitive",
    "SIEZE": "seize",
    "RETURN": "release",
}


def synthetic(path: Path, *, size: int, rng: random.Random):
    """Stories that a language model wrote to a type and mode: their beginnings, weakly labelled."""
    csv.field_size_limit(10**9)
    with gzip.open(path, "rt", encoding="utf8") as f:
        rows = [r for r in csv.DictReader(f) if r["label"] in TYPES and len(r["text"]) > 100]
    rng.shuffle(rows)
    seen: dict[tuple[str, str], int] = {}
    rows = [
        r
        for r in rows
        if seen.setdefault(k := (r["label"], r["mode"]), 0) < 30
        and not seen.update({k: seen[k] + 1})
    ]
    for i, r in enumerate(rows[:size]):
        mode = OLD_MODES.get(r["mode"], (r["mode"] or "").lower().replace("_", "-"))
        text = r["text"][:900].rsplit(" ", 1)[0]
        yield Example(
            f"syn-{i}",
            "synthetic",
            pieces(text),
            some={
                "types": [r["label"]],
                "mode": mode if (r["label"], mode) in MODE_INDEX else None,
                "yes": None,
            },
        )


# ---- events told in many texts


def ecbplus(folder: Path, split: str):
    """ECB+: documents with their event mentions and the event (chain) that each tells."""
    docs: dict[str, list[tuple[int, int, str]]] = {}
    for line in (folder / f"ECB_{split}_corpus.txt").read_text("utf8").splitlines():
        if line.strip():
            doc, sentence, token, word = line.split("\t")[:4]
            docs.setdefault(doc, []).append((int(sentence), int(token), word))
    mentions: dict[str, list[dict]] = {}
    for m in json.loads((folder / f"ECB_{split}_Event_gold_mentions.json").read_text("utf8")):
        mentions.setdefault(m["doc_id"], []).append(m)
    numbers: dict[str, int] = {}
    for doc, tokens in docs.items():
        text, at = "", {}
        for k, (sentence, token, word) in enumerate(tokens):
            text += "" if not k else " " if tokens[k - 1][0] == sentence else "\n"
            at[sentence, token] = (len(text), len(text) + len(word))
            text += word
        found = mentions.get(doc, [])
        spans = []
        for k, m in enumerate(found):
            words = [at[m["sent_id"], t] for t in m["tokens_number"]]
            spans.append((words[0][0], words[-1][1], k))
        text, spans = closed_up(text, spans)
        p = pieces(text)
        e = Example(f"ecb-{doc}", "coref", p)
        for start, end, k in spans:
            words = within(p, start, end)
            if len(words):
                chain = numbers.setdefault(found[k]["coref_chain"], len(numbers))
                e.chains.append((int(words[0]), chain))
        yield e


def topic(e: Example) -> str:
    """The topic of an ECB+ document."""
    return e.id.removeprefix("ecb-").split("_")[0]


# ---- texts without labels: what the teachers say of them teaches the student


def unlabelled(data: Path):
    """Running texts of the training parts that no other set has whole."""
    csv.field_size_limit(10**9)
    with gzip.open(data / "plover_synthetic/stories.csv.gz", "rt", encoding="utf8") as f:
        for i, r in enumerate(csv.DictReader(f)):
            if "{" not in r["text"] and len(r["text"]) > 100:
                yield Example(f"pool-syn-{i}", "pool", pieces(r["text"][:1400].rsplit(" ", 1)[0]))
    with gzip.open(data / "gum/train.conllu.gz", "rt", encoding="utf8") as f:
        text = ""
        for line in f:
            if line.startswith("# newdoc") and text:
                yield Example(f"pool-gum-{len(text)}", "pool", pieces(text))
                text = ""
            elif line.startswith("# newpar") and text:
                text += "\n\n"
            elif line.startswith("# text = "):
                text += (" " if text and text[-1] != "\n" else "") + line[9:].strip()
        yield Example(f"pool-gum-{len(text)}", "pool", pieces(text))


def load(
    shared: Path,
    *,
    seed: int,
    out_fold: int | None,
    small: bool = False,
    hold: bool = False,
    reviewed: Sequence[Path] = (),
) -> dict[str, list[Example]]:
    """Every training set by name; with `hold` without the texts that thresholds are chosen on.
    `reviewed` are files of what people found of records."""
    from own import newswire, passages
    from verdicts import verdicts

    rng = random.Random(seed)
    data = shared / "data"
    sets = {
        "names": list(conll(data / "conllpp/train.jsonl", printed=False, rng=rng)),
        "names_printed": list(conll(data / "conllpp/train.jsonl", printed=True, rng=rng)),
        "statements": list(polnear(data / "polnear/train.jsonl")),
        "times": list(timebank(data / "dates/timebank.jsonl", dev=False)),
        "events": list(gold(shared / "gold/train.jsonl")),
        "sentences": list(
            plover_sentences(
                data / "plover_sentences/train.jsonl", folds={0, 1, 2, 3, 4} - {out_fold}
            )
        ),
        "quads": list(cameo(data / "cameo/class_train.tsv")),
        "roles": list(cameo_roles(data / "cameo/roles_train.txt")),
        "newswire": list(newswire(OWN / "newswire.jsonl", data / "conllpp/train.jsonl")),
        "own": [e for path in sorted(OWN.glob("*.txt")) for e in passages(path)],
        "synthetic": list(synthetic(data / "plover_synthetic/stories.csv.gz", size=1500, rng=rng)),
        "coref": list(ecbplus(data / "ecbplus", "Train")),
        "verdicts": [e for path in reviewed for e in verdicts(path)],
        "pool": list(unlabelled(data)),
    }
    if hold:
        sets["statements"] = [e for e in sets["statements"] if not held(e.id, 20)]
        sets["events"] = [e for e in sets["events"] if not held(e.id, 10)]
    if small:
        sets = {k: v[:40] for k, v in sets.items()}
    return sets


__all__ = ["STATUSES", "Example", "Trigger", "load", "topic"]
