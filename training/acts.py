"""Makes `languages/en/acts.tsv`: which words tell of like acts, from WordNet's database files.

    python training/acts.py path/to/wordnet/dict ../shared/data

Each row is a word that can tell an act: the verbs that it is made from or of ("acquisition":
acquire), its first senses, and the senses above them. Senses are numbers that only say which words
share one. Words that neither WordNet's tagged texts nor the training sets hold are left out.
Source: WordNet 3.1, Princeton University 2011, under the WordNet licence.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

OUT = Path(__file__).parents[1] / "src/onrecord/languages/en/acts.tsv"
# WordNet's files of nouns for acts, attributes, cognition, communication, events, feelings, groups,
# motives, phenomena, possession, processes, states and times.
ACTS = {4, 7, 9, 10, 11, 12, 14, 16, 19, 21, 22, 26, 28}
DEEPEST = 5  # senses of a word that are looked at, the commonest first


@dataclass
class Synset:
    """One sense: the file it stands in, its words, and where it points."""

    file: int
    words: list[str]
    points: list[tuple[str, str, str, int, int]]


@dataclass
class Entry:
    """What is written of a word."""

    verbs: set[str] = field(default_factory=set)
    senses: dict[str, int] = field(default_factory=dict)
    above: dict[str, int] = field(default_factory=dict)
    tagged: int = 0


def synsets(folder: Path, part: str) -> dict[str, Synset]:
    """The senses of a part of speech by their offset."""
    out = {}
    for line in (folder / f"data.{part}").read_text("latin-1").splitlines():
        if line.startswith(" "):
            continue
        cells = line.split(" | ")[0].split()
        count = int(cells[3], 16)
        at = 4 + 2 * count
        points = [
            (cells[i], cells[i + 1], cells[i + 2], *divmod(int(cells[i + 3], 16), 256))
            for i in range(at + 1, at + 1 + 4 * int(cells[at]), 4)
        ]
        words = [cells[4 + 2 * i].lower() for i in range(count)]
        out[cells[0]] = Synset(int(cells[1]), words, points)
    return out


def ranks(folder: Path) -> dict[tuple[str, str, str], tuple[int, int]]:
    """For (word, part, offset): the sense's number and how often tagged texts have it."""
    out = {}
    for line in (folder / "index.sense").read_text("latin-1").splitlines():
        key, offset, number, count = line.split()
        word, rest = key.split("%")
        out[word, {"1": "n", "2": "v"}.get(rest[0], "x"), offset] = (int(number), int(count))
    return out


def seen(data: Path) -> set[str]:
    """The words of the training sets' texts, in lower case."""
    words: Counter[str] = Counter()
    texts = [
        json.loads(line)["text"]
        for name in ("polnear/train.jsonl", "conllpp/train.jsonl")
        for line in (data / name).read_text("utf-8").splitlines()
    ]
    texts += [
        record["text"]
        for line in (data / "ecbplus/docs.jsonl").read_text("utf-8").splitlines()
        if (record := json.loads(line))["split"] == "Train"
    ]
    gum = gzip.decompress((data / "gum/train.conllu.gz").read_bytes()).decode("utf-8")
    texts += [line.split("\t")[2] for line in gum.splitlines() if line[:1].isdigit()]
    for text in texts:
        words.update(re.findall(r"[a-z]+", text.lower()))
    return set(words)


def entries(folder: Path) -> dict[str, Entry]:
    """All words that can tell an act."""
    verbs, nouns, rank = synsets(folder, "verb"), synsets(folder, "noun"), ranks(folder)
    out: dict[str, Entry] = defaultdict(Entry)
    for part, table in (("v", verbs), ("n", nouns)):
        for offset, synset in table.items():
            if part == "n" and synset.file not in ACTS:
                continue
            for place, word in enumerate(synset.words, start=1):
                if not word.isalpha():
                    continue
                number, count = rank.get((word, part, offset), (99, 0))
                entry = out[word]
                entry.tagged += count
                if part == "v":
                    entry.verbs.add(word)
                if number > DEEPEST:
                    continue
                own = {part + offset: number}
                for sign, target, kind, source, to in synset.points:
                    if part == "n" and sign == "+" and kind == "v" and source == place:
                        entry.verbs.add(verbs[target].words[to - 1])
                        own["v" + target] = number
                for sense, at in own.items():
                    entry.senses[sense] = min(at, entry.senses.get(sense, 99))
                    points = (verbs if sense[0] == "v" else nouns)[sense[1:]].points
                    for sign, target, kind, _, _ in points:
                        if sign == "@":
                            entry.above[kind + target] = min(at, entry.above.get(kind + target, 99))
    return out


def main() -> None:
    """Writes the table."""
    folder, data = Path(sys.argv[1]), Path(sys.argv[2])
    known = seen(data)
    kept = {
        word: entry
        for word, entry in sorted(entries(folder).items())
        if entry.senses and (entry.tagged or word in known)
    }
    shared = Counter(s for e in kept.values() for s in {**e.senses, **e.above})
    number = {s: i for i, s in enumerate(sorted(s for s, n in shared.items() if n > 1))}

    def told(senses: dict[str, int]) -> str:
        return " ".join(f"{number[s]}:{at}" for s, at in sorted(senses.items()) if s in number)

    lines = ["word\tverbs\tsenses\tabove"]
    for word, entry in kept.items():
        others = sorted(v for v in entry.verbs if v in kept)
        lines.append(f"{word}\t{' '.join(others)}\t{told(entry.senses)}\t{told(entry.above)}")
    OUT.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
