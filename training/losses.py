"""What training makes small: for each set the heads and links that it has labels for."""

from __future__ import annotations

import torch
import torch.nn.functional as F

from batch import TWO, Batch
from examples import ROLES, SKIP
from labels import LINKS, MODE_LIST, TYPES, WIDTH
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
STATUS_WEIGHT, MODE_WEIGHT, SOME_WEIGHT, CHAIN_WEIGHT = 3.0, 1.0, 2.5, 1.0
ELSE_WEIGHT = 0.2
WARMTH = 0.1
"""Temperature of the cosines of event vectors."""
STATUS_CLASS = torch.tensor([1.0, 1.3, 1.3, 2.0, 2.0, 2.0, 2.0])
NONE = 2 * 10 + 1
MODE_TYPE = torch.tensor([TYPES.index(t) for t, _ in MODE_LIST])

Parts = dict[str, torch.Tensor]


def links(
    net: Network, out: torch.Tensor, link: str, rows: torch.Tensor, ats: torch.Tensor
) -> torch.Tensor:
    """Scores of queries at (row, at) with each piece of their row; piece 0 stands for 'none'."""
    every = out[..., SLICES[f"{link}_query"]] @ out[..., SLICES[f"{link}_key"]].transpose(1, 2)
    at = torch.arange(out.shape[1], device=out.device)
    where = bucket(at[None, :] - ats[:, None])
    where[:, 0] = NONE
    return every[rows, ats] / WIDTH**0.5 + net.far[LINKS.index(link)][where]


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


def loss(net: Network, out: torch.Tensor, at: Batch) -> Parts:
    """The summed loss of each part over a batch: `at` has its inputs and labels (batch.py)."""
    parts: Parts = {}
    for key, want in at.items():
        if key.startswith("head."):
            head = key.removeprefix("head.")
            logits = out[..., SLICES[head]].flatten(0, 1)
            parts[head] = WEIGHT[head] * F.cross_entropy(
                logits, want.flatten(), ignore_index=SKIP, reduction="sum"
            )
    for link in ("content", "source"):
        if link in at:
            rows, ats, heads = at[link].T
            scores = links(net, out, link, rows, ats).masked_fill(~at["first"][rows], -1e4)
            parts[f"to_{link}"] = LINK_WEIGHT[link] * F.cross_entropy(
                scores, heads, reduction="sum"
            )
    if "trigger" in at:
        rows, ats, _, status, modes = at["trigger"].T
        states = out[rows, ats]
        parts["status"] = STATUS_WEIGHT * F.cross_entropy(
            states[:, SLICES["status"]], status, weight=STATUS_CLASS.to(out.device), reduction="sum"
        )
        parts["mode"] = MODE_WEIGHT * mode(states, modes).sum()
    if "same" in at:
        rows, a, b, equal, same, count = at["same"].T
        wrong = F.binary_cross_entropy_with_logits(
            alike(net, out, rows, a, b, equal), same.float(), reduction="none"
        )
        parts["same"] = LINK_WEIGHT["same"] * (wrong * 4 / count.clamp(min=4)).sum()
    if "chain" in at:
        parts["chain"] = CHAIN_WEIGHT * chains(out, *at["chain"].T)
    found = weak(out, at, parts) if "weak" in at else None
    if "sides.of" in at:
        sides(net, out, at, found, parts)
    return parts


def mode(states: torch.Tensor, modes: torch.Tensor) -> torch.Tensor:
    """The loss of each mode, among those of its type."""
    kinds = MODE_TYPE.to(states.device)
    scores = states[:, SLICES["mode"]].masked_fill(kinds[None, :] != kinds[modes][:, None], -1e4)
    return F.cross_entropy(scores, modes, reduction="none")


def alike(
    net: Network,
    out: torch.Tensor,
    rows: torch.Tensor,
    a: torch.Tensor,
    b: torch.Tensor,
    equal: torch.Tensor,
) -> torch.Tensor:
    """How likely triggers at `a` and `b` of a row tell one event, as logits; both ways equal."""
    q, k = out[..., SLICES["same_query"]], out[..., SLICES["same_key"]]
    there = (q[rows, a] * k[rows, b]).sum(-1) + (q[rows, b] * k[rows, a]).sum(-1)
    far = net.far[LINKS.index("same")][bucket(-(a - b).abs())]
    return there / WIDTH**0.5 / 2 + far + net.alike[equal]


def vectors(out: torch.Tensor, rows: torch.Tensor, ats: torch.Tensor) -> torch.Tensor:
    """The event vectors of triggers, of length 1."""
    return F.normalize(out[rows, ats][:, SLICES["vector"]], dim=-1)


def chains(
    out: torch.Tensor, rows: torch.Tensor, ats: torch.Tensor, chain: torch.Tensor
) -> torch.Tensor:
    """Mentions of one event near each other, all others far.

    Supervised contrastive loss (Khosla et al. 2020); mentions without a partner only repel.
    """
    found = vectors(out, rows, ats)
    scores = found @ found.T / WARMTH
    own = torch.eye(len(found), dtype=torch.bool, device=out.device)
    same = (chain[:, None] == chain[None, :]) & ~own
    log = scores.masked_fill(own, -1e4).log_softmax(-1)
    count = same.sum(1)
    return -(log.masked_fill(~same, 0).sum(1) / count.clamp(min=1)).sum()


def weak(out: torch.Tensor, at: Batch, parts: Parts) -> tuple[torch.Tensor, torch.Tensor]:
    """Somewhere in the text stands a trigger of one of the label's types (none: nowhere).

    Returns the likeliest place in each weak window, and whether its type is two-sided where the
    label names no type.
    """
    rows, untyped, modes = at["weak"].T
    untyped = untyped.bool()
    types, weight = at["weak.types"], at["weak.weight"]
    logits = out[rows][..., SLICES["trigger"]].log_softmax(-1)
    first = at["first"][rows]
    begin = logits[..., 1::2].exp().masked_fill(~first[..., None], 0)
    none = ~untyped & ~types.any(1)
    allowed = types | untyped[:, None] | none[:, None]
    per = (begin * allowed[:, None, :]).sum(-1)
    best, place = per.max(1)
    yes = -torch.log(best.clamp(min=1e-4)) * (~untyped & ~none)
    no = -0.3 * torch.log1p(-best.clamp(max=0.999)) * none
    parts["some"] = SOME_WEIGHT * (weight * (yes + no)).sum()
    # Other words than the likeliest are no triggers, gently: some are, but most are not. Without
    # it the chance of a type runs over the whole sentence: 952 triggers in 217 sentences of
    # plover_sentences after nine epochs (2026-11-24).
    spot = torch.arange(out.shape[1], device=out.device)[None, :]
    rest = first & (spot > 0) & (spot != place[:, None]) & (spot != place[:, None] + 1)
    parts["some_else"] = -ELSE_WEIGHT * (logits[..., 0] * rest * (weight * ~none)[:, None]).sum()
    moded = modes >= 0
    wrong = mode(out[rows, place], modes.clamp(min=0))
    parts["some_mode"] = MODE_WEIGHT * (wrong * moded * weight).sum()
    kind = out[rows, place][:, SLICES["trigger"]][:, 1::2].argmax(-1)
    return place, untyped & TWO.to(out.device)[kind]


def sides(
    net: Network,
    out: torch.Tensor,
    at: Batch,
    found: tuple[torch.Tensor, torch.Tensor] | None,
    parts: Parts,
) -> None:
    """Participants: of annotated triggers, and of the likeliest trigger of weak windows."""
    of, weight = at["sides.of"], at["sides.weight"]
    rows, ats = torch.zeros_like(of), torch.zeros_like(of)
    both = torch.zeros_like(of, dtype=torch.bool)
    if "trigger" in at:
        mine = at["trigger"][(-1 - of).clamp(min=0)]
        rows, ats = mine[:, 0], mine[:, 1]
    if found is not None:
        k = of.clamp(min=0)
        rows = torch.where(of >= 0, at["weak"][k, 0], rows)
        ats = torch.where(of >= 0, found[0][k], ats)
        both = (of >= 0) & found[1][k]
    yes, may, known = (
        {role: at[f"sides.{role}.{x}"] for role in ROLES} for x in ("yes", "may", "known")
    )
    # Two-sided types have all sides as actors.
    both &= known["actor"]
    for mask in (yes, may):
        mask["actor"] = mask["actor"] | (mask["recipient"] & both[:, None])
    known["recipient"] = known["recipient"] & ~both
    for role in ROLES:
        no = at["first"][rows] & ~may[role]
        no[:, 0] = False
        scores = links(net, out, role, rows, ats)
        parts[f"to_{role}"] = LINK_WEIGHT[role] * several(
            scores, yes[role], no, weight * known[role]
        )
