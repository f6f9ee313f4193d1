"""Measures how well pronouns and roles are tied to actors, on news of the GUM corpus.

    python -m evals.actors ../shared/data/gum/train.conllu.gz

Names are taken from the corpus, so that only the tying is measured. Printed: how many third-person
pronouns and definite roles whose antecedent has a name are tied, and how many of those rightly.
"""

from __future__ import annotations

import collections
import gzip
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.mentions import quotations, sentences
from onrecord.mentions.actors import find
from onrecord.mentions.mention import Tag
from onrecord.spans import Span

LABELS = {"person": "PER", "organization": "ORG", "place": "LOC"}
PRONOUN = re.compile(r"(?i)he|him|his|she|her|hers|it|its|they|them|their")


@dataclass(slots=True)
class Document:
    """One text with its entities: (span, entity, type, whether its head is a name)."""

    name: str
    text: str = ""
    entities: list[tuple[Span, str, str, bool]] = field(default_factory=list)


def documents(path: Path, *, genre: str) -> Iterator[Document]:
    """The documents of one genre."""
    current: Document | None = None
    open_: list[tuple[str, str, int, list[str]]] = []
    for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines(keepends=True):
        if line.startswith("# newdoc id = "):
            if current is not None and f"_{genre}_" in current.name:
                yield current
            current, open_ = Document(line.split("=")[1].strip()), []
        elif current is None:
            continue
        elif line.startswith("# newpar") and current.text and not current.text.endswith("\n"):
            current.text = current.text.rstrip() + "\n\n"
        elif line[0].isdigit() and "-" not in (cells := line.rstrip("\n").split("\t"))[0]:
            if "." in cells[0]:
                continue
            start = len(current.text)
            current.text += cells[1]
            marks = re.search(r"Entity=([^|]*)", cells[9])
            for o in open_:
                o[3].append(cells[4])
            for opened, whole, _ in re.findall(
                r"(\(([^()]+))|([^()\s]+?)\)|\)", marks[1] if marks else ""
            ):
                if opened:
                    parts = whole.split("-")
                    open_.append((parts[0], parts[1] if len(parts) > 1 else "", start, [cells[4]]))
            for number in re.findall(
                r"\(([^()]*)\)|(?:^|(?<=[()]))(\d+)\)", marks[1] if marks else ""
            ):
                key = (number[0].split("-")[0]) or number[1]
                for i in range(len(open_) - 1, -1, -1):
                    if open_[i][0] == key:
                        _, kind, at, tags = open_.pop(i)
                        named = tags[-1].startswith("NNP") or (len(tags) == 1 and tags[0] == "NNP")
                        current.entities.append((Span(at, len(current.text)), key, kind, named))
                        break
            if "SpaceAfter=No" not in cells[9]:
                current.text += " "
    if current is not None and f"_{genre}_" in current.name:
        yield current


def measure(
    path: Path, *, genre: str = "news", show: bool = False
) -> dict[str, tuple[int, int, int]]:
    """For he, she, it, they and role: (with a named antecedent, tied, rightly tied)."""
    counts: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0, 0])
    for document in documents(path, genre=genre):
        text, entities = document.text, document.entities
        inner = [e for e in entities if e[3] and e[2] in LABELS and len(e[0].of(text).split()) < 7]
        tags = [Tag(span=s, label=LABELS[k]) for s, _, k, _ in inner]
        found = find(
            text,
            sentences=sentences.split(text),
            names=tags,
            quotations=quotations.find(text),
        )
        names = collections.defaultdict(list)
        for span, entity, _, named in entities:
            if named:
                names[entity].append(span)
        owners = collections.defaultdict(set)
        for span, entity, _, _ in entities:
            owners[span.start, span.end].add(entity)
        for span, entity, _, named in entities:
            word = span.of(text)
            pronoun = PRONOUN.fullmatch(word) is not None
            role = word.lower().startswith("the ") and not named and len(word.split()) < 4
            if not (pronoun or role) or not any(n.start < span.start for n in names[entity]):
                continue
            kind = word.lower() if pronoun else "role"
            counts[kind][0] += 1
            reference = found.at(span)
            if reference is None or reference.via not in ("pronoun", "role") or not reference.named:
                continue
            counts[kind][1] += 1
            right = any(n.overlaps(reference.named) for n in names[entity])
            counts[kind][2] += right
            if show and not right:
                print(
                    kind,
                    "|",
                    text[max(0, span.start - 150) : span.end + 30].replace("\n", " "),
                    "->",
                    reference.name,
                )
    return {k: (v[0], v[1], v[2]) for k, v in sorted(counts.items())}


def main() -> None:
    """Prints the table."""
    path = Path(sys.argv[1])
    genre = sys.argv[2] if len(sys.argv) > 2 else "news"
    for kind, (gold, tied, right) in measure(path, genre=genre, show="-v" in sys.argv).items():
        share = 100 * right / max(1, tied)
        print(f"{kind:8} named before {gold:4}  tied {tied:4}  right {right:4}  {share:.0f} %")


if __name__ == "__main__":
    main()
