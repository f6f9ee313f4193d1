"""What training makes small: for each set the heads and links that it has labels for."""

from __future__ import annotations

import torch
import torch.nn.functional as F

from data import ROLES, SKIP, TWO_SIDED
from labels import HEADS, LINKS, MODE_INDEX, MODE_LIST, STATUSES, TYPES, WIDTH
from network import SLICES, Network, bucket

WEIGHT = {
    "names": 1.0,
    "times": 1.5,
    "source": 1.0,
    "cue": 2.0,
    "content": 1.0,
    "trigger": 2.5,
    "actor": 0.7,
    "place": 0.7,
}
LINK_WEIGHT = {
    "content": 0.6,
    "source": 2.0,
    "actor": 2.0,
    "recipient": 2.0,
    "place": 1.0,
    "same": 1.0,
}
STATUS_WEIGHT, MODE_WEIGHT, SOME_WEIGHT = 3.0, 1.0, 2.5
ELSE_WEIGHT = 0.2
STATUS_CLASS = torch.tensor([1.0, 1.3, 1.3, 2.0, 2.0, 2.0, 2.0])
NONE = 2 * 10 + 1
MODE_TYPE = torch.tensor([TYPES.index(t) for t, _ in MODE_LIST])


def links(
    net: Network, out: torch.Tensor, link: str, rows: torch.Tensor, ats: torch.Tensor
) -> torch.Tensor:
    """Scores of queries at (row, at) with each piece of their row; piece 0 stands for 'none'."""
    k = LINKS.index(link)
    query = out[rows, ats][:, SLICES[f"{link}_query"]]
    keys = out[:, :, SLICES[f"{link}_key"]]
    scores = torch.empty(len(rows), out.shape[1])
    for row in range(out.shape[0]):
        mine = (rows == row).nonzero()[:, 0]
        if len(mine):
            scores = scores.index_copy(0, mine, query[mine] @ keys[row].T)
    where = bucket(torch.arange(out.shape[1])[None, :] - ats[:, None])
    where[:, 0] = NONE
    return scores / WIDTH**0.5 + net.far[k][where]


def several(
    scores: torch.Tensor, yes: torch.Tensor, no: torch.Tensor, weight: torch.Tensor
) -> torch.Tensor:
    """Right ones above 'none' (column 0), wrong ones below it.

    Adaptive thresholds as in ATLOP (Zhou et al. 2021).
    """
    low = torch.finfo(scores.dtype).min
    none = torch.zeros_like(yes)
    none[:, 0] = True
    up = scores.masked_fill(~(yes | none), low).log_softmax(-1)
    count = yes.sum(1)
    first = -(up.masked_fill(~yes, 0).sum(1) / count.clamp(min=1))
    down = scores.masked_fill(~(no | none), low).log_softmax(-1)[:, 0]
    return ((first - down) * weight).sum()


def loss(
    net: Network,
    out: torch.Tensor,
    batch: list[dict],
    labels: dict[str, torch.Tensor],
    first: torch.Tensor,
) -> dict[str, torch.Tensor]:
    """The summed loss of each part over a batch of windows.

    Row i of `out` belongs to `batch[i]`; piece j stands at j + 1.
    """
    parts: dict[str, torch.Tensor] = {}

    def add(name: str, value: torch.Tensor) -> None:
        parts[name] = parts.get(name, 0) + value

    for head, want in labels.items():
        add(
            head,
            WEIGHT[head]
            * F.cross_entropy(
                out[..., SLICES[head]].flatten(0, 1),
                want.flatten(),
                ignore_index=SKIP,
                reduction="sum",
            ),
        )

    rows, ats, heads = [], [], []
    for i, w in enumerate(batch):
        for at, head in w["heads"]:
            rows.append(i), ats.append(at), heads.append(head)
    if rows:
        scores = links(net, out, "content", torch.tensor(rows), torch.tensor(ats)).masked_fill(
            ~first[rows], -1e4
        )
        add(
            "to_cue",
            LINK_WEIGHT["content"] * F.cross_entropy(scores, torch.tensor(heads), reduction="sum"),
        )
    rows, ats, heads = [], [], []
    for i, w in enumerate(batch):
        for cue, source in w["cues"]:
            rows.append(i), ats.append(cue), heads.append(source)
    if rows:
        scores = links(net, out, "source", torch.tensor(rows), torch.tensor(ats)).masked_fill(
            ~first[rows], -1e4
        )
        add(
            "to_source",
            LINK_WEIGHT["source"] * F.cross_entropy(scores, torch.tensor(heads), reduction="sum"),
        )

    found: list[tuple[int, int, dict, dict, float]] = []  # row, at, yes, open, weight
    for i, w in enumerate(batch):
        ts = w["triggers"]
        found += [(i, t["at"], t["yes"], t["open"], 1.0) for t in ts]
        if not ts:
            continue
        ats_ = torch.tensor([t["at"] for t in ts])
        status = torch.tensor([STATUSES.index(t["status"]) for t in ts])
        add(
            "status",
            STATUS_WEIGHT
            * F.cross_entropy(
                out[i, ats_][:, SLICES["status"]], status, weight=STATUS_CLASS, reduction="sum"
            ),
        )
        add("mode", MODE_WEIGHT * modes(out[i, ats_], [(t["type"], t["mode"]) for t in ts]))
        if len(ts) > 1:
            same = torch.tensor([[float(bool(a["events"] & b["events"])) for b in ts] for a in ts])
            scores = alike(
                net, out[i, ats_], ats_, torch.tensor([TYPES.index(t["type"]) for t in ts])
            )
            upper = torch.triu(torch.ones_like(same), 1) > 0
            add(
                "same",
                LINK_WEIGHT["same"]
                * F.binary_cross_entropy_with_logits(scores[upper], same[upper], reduction="sum")
                * 4
                / max(4, len(ts)),
            )

    for i, w in enumerate(batch):
        if w["some"]:
            at = some(net, out[i], first[i], w["some"], add, w["weight"])
            if at is not None and w["some"]["yes"] is not None:
                yes, open_ = w["some"]["yes"], w["some"]["open"]
                if w["some"]["types"] is None:  # two-sided types have all sides as actors
                    kind = TYPES[int(out[i, at, SLICES["trigger"]][1::2].argmax())]
                    if kind in TWO_SIDED and open_["actor"] is not None:
                        more = (yes["recipient"], open_["recipient"] or set())
                        yes = {**yes, "actor": yes["actor"] | more[0]}
                        open_ = {**open_, "actor": open_["actor"] | more[1], "recipient": None}
                found.append((i, at, yes, open_, 0.7 if w["some"]["types"] else 0.5))
    for role in ROLES:
        mine = [x for x in found if x[3][role] is not None]
        if not mine:
            continue
        r, a = torch.tensor([x[0] for x in mine]), torch.tensor([x[1] for x in mine])
        scores = links(net, out, role, r, a)
        yes = torch.zeros_like(scores, dtype=torch.bool)
        no = first[r].clone()
        for j, (_, _, y, o, _) in enumerate(mine):
            if y[role]:
                yes[j, list(y[role])] = True
            no[j, [*y[role], *o[role]]] = False
        no[:, 0] = False
        add(
            f"to_{role}",
            LINK_WEIGHT[role] * several(scores, yes, no, torch.tensor([x[4] for x in mine])),
        )
    return parts


def modes(states: torch.Tensor, pairs: list[tuple[str, str | None]]) -> torch.Tensor:
    kinds = torch.tensor([TYPES.index(t) for t, _ in pairs])
    scores = states[:, SLICES["mode"]].masked_fill(MODE_TYPE[None, :] != kinds[:, None], -1e4)
    return F.cross_entropy(scores, torch.tensor([MODE_INDEX[p] for p in pairs]), reduction="sum")


def alike(
    net: Network, states: torch.Tensor, ats: torch.Tensor, kinds: torch.Tensor
) -> torch.Tensor:
    """How likely each two triggers tell one event, as logits; the same both ways round."""
    q, k = states[:, SLICES["same_query"]], states[:, SLICES["same_key"]]
    scores = q @ k.T / WIDTH**0.5
    far = net.far[LINKS.index("same")][bucket(-(ats[None, :] - ats[:, None]).abs())]
    return (scores + scores.T) / 2 + far + net.alike[(kinds[None, :] == kinds[:, None]).long()]


def some(
    net: Network, out: torch.Tensor, first: torch.Tensor, label: dict, add, weight: float
) -> int | None:
    """Somewhere in the text stands a trigger of one of the label's types (none: nowhere).

    Returns the likeliest place.
    """
    logits = out[:, SLICES["trigger"]].log_softmax(-1)
    chance = logits.exp()
    begin = chance[:, 1::2].masked_fill(~first[:, None], 0)
    if label["types"] is None:
        at = int(begin.sum(-1).argmax())
        add("some_else", elsewhere(logits, first, at) * weight)
        return at
    if not label["types"]:
        add(
            "some", -0.3 * SOME_WEIGHT * weight * torch.log1p(-begin.sum(-1).max().clamp(max=0.999))
        )
        return None
    per = begin[:, [TYPES.index(t) for t in label["types"]]].sum(-1)
    best = per.max()
    add("some", -SOME_WEIGHT * weight * torch.log(best.clamp(min=1e-4)))
    at = int(per.argmax())
    add("some_else", elsewhere(logits, first, at) * weight)
    if label["mode"]:
        add(
            "mode",
            weight * MODE_WEIGHT * modes(out[at : at + 1], [(label["types"][0], label["mode"])]),
        )
    return at


def elsewhere(logits: torch.Tensor, first: torch.Tensor, at: int) -> torch.Tensor:
    """Other words than the likeliest are no triggers, gently: some are, but most are not.

    Without it the chance of a type runs over the whole sentence: 952 triggers in 217 sentences of
    plover_sentences after nine epochs (2026-11-24).
    """
    rest = first.clone()
    rest[0] = False
    rest[at : at + 2] = False
    return -ELSE_WEIGHT * (logits[:, 0] * rest).sum()


__all__ = ["HEADS", "alike", "links", "loss"]
