"""Measures how well names are linked across documents, on the identity links of the GUM corpus.

    python evals/linking.py ../shared/data/gum/train.conllu.gz        where thresholds were chosen
    python evals/linking.py ../shared/data/gum/dev.conllu.gz          never looked at while building
    python evals/linking.py FILE --wrong --missed                     and each wrong or missed pair
    python evals/linking.py crisis --wrong                            names of the example crisis

Annotated entities with a name and a link to an encyclopaedia's page are taken as the reading of one
document would give them (name, kind; no office, no country, since the corpus has none); the linking
decides which of them are one. Printed: how many pairs of name forms share a key, B-cubed over all
forms, precision and recall of pairs, and for each band of the score how many pairs are truly one.
"""

from __future__ import annotations

import gzip
import itertools
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:  # run as a script, only its own folder is searched
    sys.path[0] = str(ROOT)

from onrecord.grouping import Scored, candidates, group  # noqa: E402
from onrecord.linking import actors, entries  # noqa: E402
from onrecord.linking.item import Item, absorb  # noqa: E402
from onrecord.linking.making import Around, item  # noqa: E402
from onrecord.linking.references import Told, references  # noqa: E402
from onrecord.ontology import countries, demonyms  # noqa: E402

KINDS = {"person": "person", "organization": "body", "place": "state"}
BANDS = (0.0, 0.2, 0.4, 0.6, 0.7, 0.8, 0.9, 1.01)


@dataclass(frozen=True, slots=True)
class Named:
    """A name of a document with its kind and the page that annotators linked it to."""

    document: str
    name: str
    kind: str
    page: str


def named(path: Path) -> Iterator[Named]:
    """The longest name of each linked person, body and country of each document."""
    document = ""
    open_: list[tuple[str, str, str, list[tuple[str, str]]]] = []
    best: dict[tuple[str, str, str], str] = {}
    for line in gzip.decompress(path.read_bytes()).decode("utf-8").splitlines():
        if line.startswith("# newdoc id"):
            yield from _of(document, best)
            document, open_, best = line.split("=")[1].strip(), [], {}
        cells = line.split("\t")
        if len(cells) < 10 or not cells[0].isdigit():
            continue
        marks = re.search(r"Entity=([^|]*)", cells[9])
        for entity in open_:
            entity[3].append((cells[1], cells[4]))
        for token in re.findall(r"\([^()]+\)?|[^()]+\)", marks[1] if marks else ""):
            if token.startswith("("):
                number, kind, *rest = token.strip("()").split("-", 6)
                page = rest[4].split("-", 1)[1] if len(rest) > 4 and "-" in rest[4] else ""
                open_.append((number, kind, page, [(cells[1], cells[4])]))
            if token.endswith(")"):
                number = token.strip("()").split("-")[0]
                for i in range(len(open_) - 1, -1, -1):
                    if open_[i][0] == number:
                        _, kind, page, words = open_.pop(i)
                        name = _name(words)
                        key = (unquote(page), kind, "")
                        if page and name and len(name) > len(best.get(key, "")):
                            best[key] = name
                        break
    yield from _of(document, best)


def _name(words: list[tuple[str, str]]) -> str:
    """The words if all of them are a name's: proper nouns and what may stand between them."""
    while words and words[0][0].lower() in ("the", "a"):
        words = words[1:]
    while words and words[-1][1] == "POS":
        words = words[:-1]
    inside = all(tag.startswith("NNP") or tag in ("IN", "CC", "DT", "HYPH") for _, tag in words)
    ends = words and words[0][1].startswith("NNP") and words[-1][1].startswith("NNP")
    return " ".join(w for w, _ in words) if ends and inside and len(words) < 9 else ""


def _of(document: str, best: dict[tuple[str, str, str], str]) -> Iterator[Named]:
    for (page, kind, _), name in sorted(best.items()):
        if kind in KINDS:
            yield Named(document, name, kind, page)


def made(one: Named) -> Item | None:
    """The item that the name would give, as from the reading of its document."""
    code = countries.by_name(one.name) or demonyms.country_of(one.name)
    if one.kind == "place" and code is None:
        return None
    actor = Told(id=one.page, name=one.name, kind=KINDS[one.kind], quote=one.name, country=None)
    if one.kind == "place":
        actor.country = code
    return item(actor, around=Around(id=one.document, day="", text="", lands={}))


def clusters(items: dict[str, Item]) -> tuple[list[tuple[str, ...]], dict[tuple[str, str], Scored]]:
    """The groups of items and the scores of all pairs that share a key."""
    pairs = candidates(items.values(), keys=actors.keys)
    raw = {(a, b): actors.compare(items[a], items[b]) for a, b in pairs}
    settled = {p: s.score for p, s in actors.settle(items, raw).items()}
    return list(group(items, settled, threshold=actors.THRESHOLD)), raw


def crisis() -> None:
    """Prints how the names of the example crisis are linked, by linking alone, without a store."""
    from evals.compare import scores
    from evals.crisis import CRISIS, onrecord
    from evals.crisis_golden import World, load
    from evals.crisis_sides import compare_links
    from evals.golden import Verdict

    read = onrecord("extract", str(CRISIS / "pages"))
    records = defaultdict(list)
    for line in read:
        records[line.get("story")].append(line)
    forms: dict[str, Item] = {}
    mentions = defaultdict(list)
    for story in (x for x in read if x["kind"] == "story"):
        own = records[story["id"]]
        told = {ref["id"]: ref for line in own for ref in references(line)}
        for key, one in actors.items(story, own).items():
            forms[one.id] = absorb(forms[one.id], one) if one.id in forms else one
            mentions[one.id].append({"story": story["id"], "name": told[key]["name"]})
    lines = []
    for ids in clusters(forms)[0]:
        group_ = [forms[i] for i in ids]
        if actors.stands(group_):
            line = entries.actor(group_, version="")
            line["mentions"] = [m for i in ids for m in mentions[i]]
            lines.append(line)
    total = Verdict()
    made = World(case=load(CRISIS / "golden"), read=read, actors=lines)
    found = compare_links(made, total)
    for name, value in (scores(total.counts) | found).items():
        print(f"{name:24}{value:6.1f}")
    if "--wrong" in sys.argv:
        print(*sorted(set(total.wrong)), sep="\n")


def main() -> None:
    """Prints the figures."""
    if sys.argv[1] == "crisis":
        crisis()
        return
    forms: dict[str, Item] = {}
    gold: dict[tuple[str, str], str] = {}
    item_of: dict[tuple[str, str], str] = {}
    units = [u for u in named(Path(sys.argv[1])) if u.kind != "place" or made(u)]
    left = 0
    for unit in units:
        one = made(unit)
        if one is None or one.kind == "bare":
            left += 1
            continue
        forms[one.id] = absorb(forms[one.id], one) if one.id in forms else one
        key = (unit.document, unit.page)
        gold[key], item_of[key] = unit.page, one.id
    groups, raw = clusters(forms)
    home = {i: n for n, ids in enumerate(groups) for i in ids}
    said = {u: home[i] for u, i in item_of.items()}
    print(f"{len(units)} names with a page, {left} of one word left alone, {len(forms)} forms")
    print(f"{len(raw)} pairs of forms share a key, of {len(forms) * (len(forms) - 1) // 2}")
    _scores(gold, said)
    _bands(forms, raw, gold, item_of)


def _scores(gold: dict[tuple[str, str], str], said: dict[tuple[str, str], int]) -> None:
    by_gold, by_said = defaultdict(set), defaultdict(set)
    for unit, page in gold.items():
        by_gold[page].add(unit)
        by_said[said[unit]].add(unit)
    precision = sum(len(by_said[said[u]] & by_gold[gold[u]]) / len(by_said[said[u]]) for u in gold)
    recall = sum(len(by_said[said[u]] & by_gold[gold[u]]) / len(by_gold[gold[u]]) for u in gold)
    p, r = precision / max(1, len(gold)), recall / max(1, len(gold))
    print(
        f"b3 precision {100 * p:.1f} recall {100 * r:.1f} f1 {200 * p * r / max(1e-9, p + r):.1f}"
    )
    units = sorted(gold)
    right = wrong = missed = 0
    for i, a in enumerate(units):
        for b in units[i + 1 :]:
            together, same = said[a] == said[b], gold[a] == gold[b]
            right += together and same
            wrong += together and not same
            missed += same and not together
            if together and not same and "--wrong" in sys.argv:
                print(f"  wrong: {gold[a]} in {a[0]} and {gold[b]} in {b[0]}")
            if same and not together and "--missed" in sys.argv:
                print(f"  missed: {gold[a]} in {a[0]} and in {b[0]}")
    print(f"pairs right {right} wrong {wrong} missed {missed}")


def _bands(
    forms: dict[str, Item],
    raw: dict[tuple[str, str], Scored],
    gold: dict[tuple[str, str], str],
    item_of: dict[tuple[str, str], str],
) -> None:
    pages = defaultdict(set)
    for unit, form in item_of.items():
        pages[form].add(gold[unit])
    for low, high in itertools.pairwise(BANDS):
        inside = [p for p, s in raw.items() if low <= s.score < high]
        same = sum(bool(pages[a] & pages[b]) for a, b in inside)
        share = f"{100 * same / len(inside):.0f} %" if inside else "-"
        print(f"score {low:.1f}-{min(high, 1):.1f}: {len(inside):4} pairs, {same:4} one: {share}")
        if "--wrong" in sys.argv and low >= actors.THRESHOLD:
            for a, b in inside:
                if not pages[a] & pages[b]:
                    print(f"  {forms[a].name} ({pages[a]}) and {forms[b].name} ({pages[b]})")


if __name__ == "__main__":
    main()
