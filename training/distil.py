"""What the student learns from the teachers: their chances for every piece of every text."""

from __future__ import annotations

from collections.abc import Sequence

import torch
import torch.nn.functional as F

from batch import Batch
from examples import ROLES
from labels import HEADS
from losses import LINK_WEIGHT, MODE_WEIGHT, STATUS_WEIGHT, WEIGHT, Parts, alike, links, vectors
from network import SLICES, Network

SURE = 0.3
"""From this chance on a word is a cue or trigger whose links are learned."""
VECTOR_WEIGHT = 20.0


def mean(chances: Sequence[torch.Tensor]) -> torch.Tensor:
    return torch.stack(list(chances)).mean(0)


def distil(
    net: Network,
    out: torch.Tensor,
    teachers: Sequence[tuple[Network, torch.Tensor]],
    at: Batch,
) -> Parts:
    """The summed distance of the student's chances from the teachers' mean, part by part."""
    parts: Parts = {}
    first = at["first"] & at["real"]
    first = first.clone()
    first[:, 0] = False
    told: dict[str, torch.Tensor] = {}
    for head in HEADS:
        if head in ("status", "mode"):
            continue
        told[head] = mean([o[..., SLICES[head]].softmax(-1) for _, o in teachers])
        log = out[..., SLICES[head]][first].log_softmax(-1)
        parts[f"d_{head}"] = WEIGHT[head] * F.kl_div(log, told[head][first], reduction="sum")

    rows, ats = ((told["trigger"][..., 1::2].sum(-1) > SURE) & first).nonzero().T
    if len(rows):
        for head, weight in (("status", STATUS_WEIGHT), ("mode", MODE_WEIGHT)):
            want = mean([o[rows, ats][:, SLICES[head]].softmax(-1) for _, o in teachers])
            log = out[rows, ats][:, SLICES[head]].log_softmax(-1)
            parts[f"d_{head}"] = weight * F.kl_div(log, want, reduction="sum")
        keys = first[rows]
        for role in ROLES:
            want = mean([over(links(t, o, role, rows, ats)).sigmoid() for t, o in teachers])
            scores = over(links(net, out, role, rows, ats))
            wrong = F.binary_cross_entropy_with_logits(scores, want, reduction="none")
            parts[f"d_to_{role}"] = 0.02 * LINK_WEIGHT[role] * (wrong * keys).sum()
        a, b = torch.triu((rows[:, None] == rows[None, :]).long(), 1).nonzero().T
        kind = told["trigger"][rows, ats][:, 1::2].argmax(-1)
        if len(a):
            pairs = (rows[a], ats[a], ats[b], (kind[a] == kind[b]).long())
            want = mean([alike(t, o, *pairs).sigmoid() for t, o in teachers])
            wrong = F.binary_cross_entropy_with_logits(
                alike(net, out, *pairs), want, reduction="none"
            )
            parts["d_same"] = LINK_WEIGHT["same"] * wrong.sum() * len(rows) / len(a)
        near = mean([v @ v.T for v in (vectors(o, rows, ats) for _, o in teachers)])
        mine = vectors(out, rows, ats)
        parts["d_vector"] = VECTOR_WEIGHT * ((mine @ mine.T - near) ** 2).mean(1).sum()

    for link, head, begin in (("content", "content", False), ("source", "cue", True)):
        chance = told[head][..., 1] if begin else 1 - told[head][..., 0]
        rows, ats = ((chance > (SURE if begin else 0.5)) & first).nonzero().T
        if not len(rows):
            continue
        keys = first[rows].clone()
        keys[:, 0] = True
        want = mean(
            [links(t, o, link, rows, ats).masked_fill(~keys, -1e4).softmax(-1) for t, o in teachers]
        )
        log = links(net, out, link, rows, ats).masked_fill(~keys, -1e4).log_softmax(-1)
        parts[f"d_to_{link}"] = LINK_WEIGHT[link] * F.kl_div(log, want, reduction="sum")
    return parts


def over(scores: torch.Tensor) -> torch.Tensor:
    """Scores above that of 'none', which stands first."""
    return scores - scores[:, :1]
