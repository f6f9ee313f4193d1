"""The network: MiniLM's encoder, how words are written, one linear layer for heads and links."""

from __future__ import annotations

import json
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

from labels import BUCKETS, FAR, HEADS, LINKS, WIDTH
from onrecord.mentions.model.tokens import CASES, FEATURES

OUTPUTS = {name: len(classes) for name, classes in HEADS.items()}
SLICES: dict[str, slice] = {}
_at = 0
for _name, _size in [
    *OUTPUTS.items(),
    *((f"{link}_{side}", WIDTH) for link in LINKS for side in ("query", "key")),
]:
    SLICES[_name] = slice(_at, _at + _size)
    _at += _size
WIDE = _at


class Block(nn.Module):
    def __init__(self, size: int, heads: int, inner: int, drop: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(size, 3 * size)
        self.out = nn.Linear(size, size)
        self.norm1 = nn.LayerNorm(size, eps=1e-12)
        self.up = nn.Linear(size, inner)
        self.down = nn.Linear(inner, size)
        self.norm2 = nn.LayerNorm(size, eps=1e-12)
        self.drop = nn.Dropout(drop)

    def forward(self, x: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        b, n, size = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, size // self.heads).permute(2, 0, 3, 1, 4)
        scores = (q.contiguous() * (size // self.heads) ** -0.5) @ k.transpose(-1, -2).contiguous()
        if mask is not None:
            scores = scores + mask.to(scores.dtype)
        mixed = (
            scores.softmax(-1).to(v.dtype) @ v.contiguous()
        )  # in bf16 on a CPU twice as fast as the fused call
        x = self.norm1(x + (self.out(mixed.transpose(1, 2).reshape(b, n, size))))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Network(nn.Module):
    """Word pieces in, for each piece `WIDE` numbers out: `SLICES` says which are whose."""

    def __init__(
        self,
        *,
        vocabulary: int = 30522,
        size: int = 384,
        layers: int = 6,
        heads: int = 12,
        inner: int = 1536,
        drop: float = 0.1,
    ) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, size)
        self.places = nn.Embedding(512, size)
        self.norm = nn.LayerNorm(size, eps=1e-12)
        self.case = nn.Embedding(CASES, size)
        self.open = nn.Embedding(3, size)
        self.quoted = nn.Embedding(2, size)
        self.loud = nn.Embedding(2, size)
        self.blocks = nn.ModuleList(Block(size, heads, inner, drop) for _ in range(layers))
        self.drop = nn.Dropout(drop)
        self.heads = nn.Linear(size, WIDE)
        self.far = nn.Parameter(torch.zeros(len(LINKS), BUCKETS))
        self.alike = nn.Parameter(torch.zeros(2))  # same event: types differ, types equal
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
        self, ids: torch.Tensor, features: torch.Tensor, mask: torch.Tensor | None = None
    ) -> torch.Tensor:
        x = self.words(ids) + self.places.weight[: ids.shape[1]] + self.embed_features(features)
        x = self.drop(self.norm(x))
        for block in self.blocks:
            x = block(x, mask)
        return self.heads(self.drop(x))


def from_base(folder: Path, network: Network) -> None:
    """Fill the encoder with the weights of a BERT checkpoint in `folder`."""
    from safetensors.torch import load_file

    old = load_file(folder / "model.safetensors")
    old = {k.removeprefix("bert."): v for k, v in old.items()}

    def put(module, name):
        return module.load_state_dict({k: old[f"{name}.{k}"] for k in module.state_dict()})

    put(network.words, "embeddings.word_embeddings")
    put(network.places, "embeddings.position_embeddings")
    put(network.norm, "embeddings.LayerNorm")
    network.places.weight.data += old["embeddings.token_type_embeddings.weight"][0]
    for i, block in enumerate(network.blocks):
        at = f"encoder.layer.{i}"
        for part in ("weight", "bias"):
            getattr(block.qkv, part).data = torch.cat(
                [old[f"{at}.attention.self.{x}.{part}"] for x in ("query", "key", "value")]
            )
        put(block.out, f"{at}.attention.output.dense")
        put(block.norm1, f"{at}.attention.output.LayerNorm")
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


def settings(path: Path) -> dict:
    return json.loads(path.read_text("utf-8"))
