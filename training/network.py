"""The network: an encoder, how words are written, one linear layer for heads and links."""

from __future__ import annotations

import math
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from labels import BUCKETS, FAR, HEADS, LINKS, VECTOR, WIDTH
from onrecord.mentions.model.tokens import CASES, FEATURES

SLICES: dict[str, slice] = {}
_at = 0
for _name, _size in [
    *((name, len(classes)) for name, classes in HEADS.items()),
    *((f"{link}_{side}", WIDTH) for link in LINKS for side in ("query", "key")),
    ("vector", VECTOR),
]:
    SLICES[_name] = slice(_at, _at + _size)
    _at += _size
WIDE = _at


class Block(nn.Module):
    def __init__(self, size: int, heads: int, inner: int, drop: float, eps: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(size, 3 * size)
        self.out = nn.Linear(size, size)
        self.norm1 = nn.LayerNorm(size, eps=eps)
        self.up = nn.Linear(size, inner)
        self.down = nn.Linear(inner, size)
        self.norm2 = nn.LayerNorm(size, eps=eps)
        self.drop = nn.Dropout(drop)

    def forward(self, x: torch.Tensor, bias: torch.Tensor | None) -> torch.Tensor:
        b, n, size = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, size // self.heads).permute(2, 0, 3, 1, 4)
        if x.is_cuda:
            mixed = F.scaled_dot_product_attention(
                q, k, v, attn_mask=None if bias is None else bias.to(q.dtype)
            )
        else:  # in bf16 on a CPU twice as fast as the fused call
            scores = (q.contiguous() * (size // self.heads) ** -0.5) @ k.transpose(
                -1, -2
            ).contiguous()
            if bias is not None:
                scores = scores + bias.to(scores.dtype)
            mixed = scores.softmax(-1).to(v.dtype) @ v.contiguous()
        x = self.norm1(x + self.drop(self.out(mixed.transpose(1, 2).reshape(b, n, size))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Network(nn.Module):
    """Word pieces in, for each piece `WIDE` numbers out: `SLICES` says which are whose.

    `relative` has attention look at distances as MPNet does (Song et al. 2020).
    """

    def __init__(
        self,
        *,
        vocabulary: int = 30522,
        size: int = 384,
        layers: int = 6,
        heads: int = 12,
        inner: int = 1536,
        drop: float = 0.1,
        relative: bool = False,
    ) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, size)
        self.places = nn.Embedding(512, size)
        self.norm = nn.LayerNorm(size, eps=1e-5 if relative else 1e-12)
        self.case = nn.Embedding(CASES, size)
        self.open = nn.Embedding(3, size)
        self.quoted = nn.Embedding(2, size)
        self.loud = nn.Embedding(2, size)
        self.blocks = nn.ModuleList(
            Block(size, heads, inner, drop, 1e-5 if relative else 1e-12) for _ in range(layers)
        )
        self.drop = nn.Dropout(drop)
        self.heads = nn.Linear(size, WIDE)
        self.far = nn.Parameter(torch.zeros(len(LINKS), BUCKETS))
        self.alike = nn.Parameter(torch.zeros(2))  # same event: types differ, types equal
        self.distance = nn.Embedding(32, heads) if relative else None
        for table in (self.case, self.open, self.quoted, self.loud):
            nn.init.normal_(table.weight, std=0.02)
        nn.init.normal_(self.heads.weight, std=0.02)
        nn.init.zeros_(self.heads.bias)

    def embed_features(self, features: torch.Tensor) -> torch.Tensor:
        return (
            self.case(features // 12)
            + self.open(features // 4 % 3)
            + self.quoted(features // 2 % 2)
            + self.loud(features % 2)
        )

    def feature_table(self) -> torch.Tensor:
        return self.embed_features(torch.arange(FEATURES))

    def forward(
        self, ids: torch.Tensor, features: torch.Tensor, real: torch.Tensor | None = None
    ) -> torch.Tensor:
        """`real` is False where a row is filled up; None: nowhere."""
        n = ids.shape[1]
        x = self.words(ids) + self.places.weight[:n] + self.embed_features(features)
        x = self.drop(self.norm(x))
        bias = None
        if self.distance is not None:
            at = torch.arange(n, device=ids.device)
            bias = self.distance(steps(at[None, :] - at[:, None])).permute(2, 0, 1)[None]
        if real is not None:
            off = (real[:, None, None, :].float() - 1) * 1e4
            bias = off.expand(-1, -1, n, -1) if bias is None else bias + off
        for block in self.blocks:
            x = block(x, bias)
        return self.heads(self.drop(x))


def steps(distance: torch.Tensor) -> torch.Tensor:
    """The classes of distances in MPNet: 0..7 each its own, then wider up to 128, both sides."""
    size = distance.abs()
    wide = 8 + (size.clamp(min=8).float() / 8).log() / math.log(16) * 8
    return torch.where(size < 8, size, wide.long().clamp(max=15)) + (distance > 0).long() * 16


def student() -> Network:
    """The network that ships: as large as all-MiniLM-L6-v2."""
    return Network()


def teacher() -> Network:
    """The network that teaches: as large as all-mpnet-base-v2."""
    return Network(size=768, layers=12, inner=3072, relative=True)


def from_base(folder: Path, network: Network) -> None:
    """Fill the encoder with the weights of a BERT or MPNet checkpoint in `folder`.

    MPNet's vocabulary is BERT's behind four marks of its own; its places begin at the third.
    """
    from safetensors.torch import load_file

    old = {
        k.removeprefix("bert.").removeprefix("mpnet."): v.float()
        for k, v in load_file(folder / "model.safetensors").items()
    }
    mpnet = network.distance is not None
    q, k, v, o, norm = (
        ("attn.q", "attn.k", "attn.v", "attn.o", "LayerNorm")
        if mpnet
        else ("self.query", "self.key", "self.value", "output.dense", "output.LayerNorm")
    )

    def put(module: nn.Module, name: str) -> None:
        module.load_state_dict({key: old[f"{name}.{key}"] for key in module.state_dict()})

    words, places = (old[f"embeddings.{x}_embeddings.weight"] for x in ("word", "position"))
    if mpnet:
        words, places = words[4:30526], places[2:514]
        words[101], words[102], words[103] = (
            old["embeddings.word_embeddings.weight"][i] for i in (0, 2, 30526)
        )
        put(network.distance, "encoder.relative_attention_bias")
    else:
        places = places + old["embeddings.token_type_embeddings.weight"][0]
    network.words.weight.data = words
    network.places.weight.data = places
    put(network.norm, "embeddings.LayerNorm")
    for i, block in enumerate(network.blocks):
        at = f"encoder.layer.{i}"
        for part in ("weight", "bias"):
            getattr(block.qkv, part).data = torch.cat(
                [old[f"{at}.attention.{x}.{part}"] for x in (q, k, v)]
            )
        put(block.out, f"{at}.attention.{o}")
        put(block.norm1, f"{at}.attention.{norm}")
        put(block.up, f"{at}.intermediate.dense")
        put(block.down, f"{at}.output.dense")
        put(block.norm2, f"{at}.output.LayerNorm")


def bucket(distance: torch.Tensor) -> torch.Tensor:
    """Powers of two on both sides: 0, +-1, +-2..3, +-4..7, ... as 0..2*FAR."""
    size = distance.abs()
    power = torch.where(
        size > 0, torch.floor(torch.log2(size.clamp(min=1).float())).long() + 1, 0
    ).clamp(max=FAR)
    return FAR + torch.sign(distance) * power
