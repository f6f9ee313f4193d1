"""Tag the dev sets with a model file and print the scorers' figures.

python score.py --shared ../../shared [--weights FOLDER]
"""

from __future__ import annotations

import argparse
import collections
import sys
import time
from pathlib import Path

from examples import fold, held, lines
from onrecord.mentions.mention import Tagging
from onrecord.mentions.model import load, together
from onrecord.mentions.model.network import WEIGHTS


def statements(tagging: Tagging) -> list[dict]:
    def span(s):
        return (s.start, s.end)

    return [
        {
            "source": [span(a.source)] if a.source else [],
            "cue": [span(a.cue)] if a.cue else [],
            "content": [span(c) for c in a.contents],
        }
        for a in tagging.attributed
    ]


def events(tagging: Tagging, at_least: float) -> list[dict]:
    """Events straight from the tagging: triggers that tell the same are one, by majority."""
    out = []
    for group in together(len(tagging.triggers), tagging.same, at_least=at_least):
        ts = [tagging.triggers[i] for i in group]
        vote = collections.Counter()
        status = collections.Counter()
        for t in ts:
            vote[t.type] += t.score
            status[t.status] += t.status_score
        kind = max(vote, key=lambda k: (vote[k], k))
        best = max((t for t in ts if t.type == kind), key=lambda t: t.score)
        evidence = [{"role": "trigger", "start": best.span.start, "end": best.span.end}]
        for role in ("actor", "recipient", "place"):
            per: dict[tuple[int, int], float] = {}
            for t in ts:
                for a in t.arguments:
                    if a.role == role:
                        per[a.span.start, a.span.end] = max(
                            per.get((a.span.start, a.span.end), 0.0), a.score
                        )
            share = sum(any(a.role == role for a in t.arguments) for t in ts) / len(ts)
            if share >= 0.5:
                evidence += [{"role": role, "start": s, "end": e} for s, e in per]
        out.append(
            {
                "type": kind,
                "status": max(status, key=lambda k: (status[k], k)),
                "mentions": [{"start": t.span.start, "end": t.span.end} for t in ts],
                "evidence": evidence,
            }
        )
    return out


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("--shared", type=Path, default=Path("../../shared"))
    ask.add_argument("--weights", type=Path, default=WEIGHTS)
    ask.add_argument("--what", default="names,times,statements,events,sentences")
    ask.add_argument(
        "--fold",
        type=int,
        default=0,
        help="fold of plover_sentences that the weights have not seen",
    )
    ask.add_argument(
        "--held", action="store_true", help="score the held part of train instead of dev"
    )
    args = ask.parse_args()
    sys.path.insert(0, str(args.shared / "score"))
    import events as score_events
    import sentences as score_sentences
    import statements as score_statements

    import mentions as score_mentions

    model = load(args.weights, threads=1)
    model.tag(["Warm."])
    data = args.shared / "data"

    def percent(x):
        return " ".join(f"{100 * v:.1f}" for v in x)

    for what in args.what.split(","):
        began = time.time()
        if what in ("names", "times"):
            texts = (
                list(lines(data / "conllpp/dev.jsonl"))
                if what == "names"
                else [d for d in lines(data / "dates/timebank.jsonl") if fold(d["id"]) == 0]
            )
            said = {
                d["id"]: [
                    {"type": what[:-1], "start": m.span.start, "end": m.span.end, "label": m.label}
                    for m in getattr(t, what)
                ]
                for d, t in zip(texts, model.tag([d["text"] for d in texts]), strict=False)
            }
            print(what, score_mentions.score(texts, collections.defaultdict(list, said)))
        elif what == "statements":
            texts = [
                d
                for d in lines(data / f"polnear/{'train' if args.held else 'dev'}.jsonl")
                if not args.held or held(d["id"], 20)
            ]
            said = {
                d["id"]: statements(t)
                for d, t in zip(texts, model.tag([d["text"] for d in texts]), strict=False)
            }
            got = score_statements.score(texts, said)
            print(
                what,
                " | ".join(f"{k} {percent(v)}" for k, v in got.items() if not isinstance(v, dict)),
                got["recall_by_type"],
            )
        elif what == "events":
            texts = [
                d
                for d in lines(args.shared / f"gold/{'train' if args.held else 'dev'}.jsonl")
                if not args.held or held(d["id"], 10)
            ]
            tagged = model.tag([d["text"] for d in texts])
            for at_least in (0.4, 0.5, 0.6):
                got = score_events.score(
                    texts,
                    {d["id"]: events(t, at_least) for d, t in zip(texts, tagged, strict=False)},
                )
                by = got.pop("by_type")
                print(what, at_least, got)
            print(by)
        elif what == "sentences":
            texts = [
                d
                for d in lines(data / "plover_sentences/train.jsonl")
                if fold(d["id"]) == args.fold
            ]
            tagged = model.tag([d["text"] for d in texts])
            print(
                what,
                score_sentences.score(
                    texts, {d["id"]: events(t, 0.5) for d, t in zip(texts, tagged, strict=False)}
                ),
            )
        pieces = sum(len(d["text"]) for d in texts) / 4.7
        print(
            f"  {time.time() - began:.1f} s, about {pieces / (time.time() - began):.0f} pieces/s",
            flush=True,
        )


if __name__ == "__main__":
    main()
