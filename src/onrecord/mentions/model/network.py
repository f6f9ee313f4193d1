"""What the trained network says of each word piece, window by window."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from onrecord.mentions.model.tokens import Ints, Pieces
from onrecord.mentions.model.windows import Window, windows

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Floats = npt.NDArray[np.float32]

WEIGHTS = Path(__file__).parent / "weights"
CLS, SEP = 101, 102
PUNCTUATION = 72
"""The feature of the marks before and after a window: as a comma's."""
SLOW = "SkipLayerNormFusion"
"""The fused operator is slower than its parts: a window takes 83 against 73 ms (2026-11-24)."""
SECTION = 12
"""Windows decoded together (some 3,500 words): bounds the memory for a text without end."""


@dataclass(frozen=True)
class Layout:
    """What the columns of the output mean, and what decoding needs; read from `model.json`."""

    columns: Mapping[str, tuple[int, int]]
    labels: Mapping[str, tuple[str, ...]]
    links: tuple[str, ...]
    width: int
    far: int
    distance: Floats
    alike: tuple[float, float]
    modes: tuple[tuple[str, str | None], ...] = ()
    thresholds: Mapping[str, float] = field(default_factory=dict)
    version: str = ""

    @cached_property
    def modes_of(self) -> dict[str, list[int]]:
        """The columns of each type's modes, that of no mode first."""
        kinds = dict.fromkeys(kind for kind, _ in self.modes)
        return {kind: [k for k, (t, _) in enumerate(self.modes) if t == kind] for kind in kinds}

    @cached_property
    def steps(self) -> Floats:
        """What a distance adds to each link's score, for `-longest..longest`."""
        return np.asarray(
            self.distance[:, buckets(np.arange(-self.longest, self.longest + 1), self.far)],
            dtype=np.float32,
        )

    @cached_property
    def longest(self) -> int:
        """The distance from which on all count alike."""
        return 1 << (self.far - 1)

    def step(self, link: str, distance: Ints) -> Floats:
        """What distances add to the scores of a link."""
        near = np.clip(distance, -self.longest, self.longest) + self.longest
        return np.asarray(self.steps[self.links.index(link)][near], dtype=np.float32)

    @classmethod
    def read(cls, path: Path) -> Layout:
        """The layout in the JSON file at `path`."""
        raw: dict[str, Any] = json.loads(path.read_text("utf-8"))
        return cls(
            columns={k: (a, b) for k, (a, b) in raw["columns"].items()},
            labels={k: tuple(v) for k, v in raw["heads"].items()},
            links=tuple(raw["links"]),
            width=raw["width"],
            far=raw["far"],
            distance=np.array(raw["distance"], dtype=np.float32),
            alike=(raw["alike"][0], raw["alike"][1]),
            modes=tuple((t, m) for t, m in raw["modes"]),
            thresholds=raw["thresholds"],
            version=raw["version"],
        )


@dataclass(frozen=True)
class States:
    """The output for a stretch of a text: row i is piece `at + i`.

    `none` has the row of each window's mark that stands for 'none', `window` the number of each
    row's window.
    """

    layout: Layout
    out: Floats
    none: Floats
    window: Ints
    pieces: Pieces
    at: int

    def head(self, name: str, rows: Ints | slice = slice(None)) -> Floats:
        """The logits of a head at some rows."""
        a, b = self.layout.columns[name]
        return self.out[rows, a:b]

    def chances(self, name: str, rows: Ints | slice = slice(None)) -> Floats:
        """The probabilities of a head's classes at some rows."""
        return softmax(self.head(name, rows))

    def link(self, name: str, queries: Ints, keys: Ints) -> Floats:
        """Scores (logits) of each query row with each key row."""
        a, b = self.layout.columns[f"{name}_query"]
        c, d = self.layout.columns[f"{name}_key"]
        scores = self.out[queries, a:b] @ self.out[keys, c:d].T / np.float32(self.layout.width**0.5)
        scores += self.layout.step(name, keys[None, :] - queries[:, None])
        return np.asarray(scores, dtype=np.float32)

    def near(
        self, name: str, queries: Ints, keys: Ints, *, reach: int
    ) -> Iterator[tuple[int, Floats]]:
        """For each query row its scores with the keys less than `reach` rows away.

        With them comes the index of the first of these keys. `keys` ascend.
        """
        a, b = self.layout.columns[f"{name}_query"]
        c, d = self.layout.columns[f"{name}_key"]
        theirs = self.out[keys, c:d]
        edges = np.searchsorted(keys, (queries - reach, queries + reach)).T.tolist()
        for query, (first, stop) in zip(queries, edges, strict=True):
            mine = self.out[query, a:b] @ theirs[first:stop].T
            mine /= np.float32(self.layout.width**0.5)
            mine += self.layout.step(name, keys[first:stop] - query)
            yield first, mine

    def nobody(self, name: str, queries: Ints) -> Floats:
        """Scores of each query row with 'none', to be held against `link`."""
        a, b = self.layout.columns[f"{name}_query"]
        c, d = self.layout.columns[f"{name}_key"]
        far = self.layout.distance[self.layout.links.index(name)][-1]
        marks = self.none[self.window[queries], c:d]
        return np.asarray(
            (self.out[queries, a:b] * marks).sum(1) / np.float32(self.layout.width**0.5) + far,
            dtype=np.float32,
        )

    def alike(self, rows: Ints, kinds: Ints) -> Floats:
        """Logits that two triggers tell the same event, for triggers at `rows` of types `kinds`."""
        there = self.link_plain("same", rows)
        near = self.layout.step("same", -np.abs(rows[None, :] - rows[:, None]))
        equal = np.array(self.layout.alike, dtype=np.float32)[
            (kinds[None, :] == kinds[:, None]).astype(int)
        ]
        return np.asarray((there + there.T) / 2 + near + equal, dtype=np.float32)

    def link_plain(self, name: str, rows: Ints) -> Floats:
        """Scores of rows with each other, distance left out."""
        a, b = self.layout.columns[f"{name}_query"]
        c, d = self.layout.columns[f"{name}_key"]
        return np.asarray(
            self.out[rows, a:b] @ self.out[rows, c:d].T / np.float32(self.layout.width**0.5),
            dtype=np.float32,
        )


def softmax(logits: Floats) -> Floats:
    """Probabilities along the last axis."""
    shifted = np.exp(logits - logits.max(-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(-1, keepdims=True), dtype=np.float32)


def buckets(distance: Ints, far: int) -> Ints:
    """Distances as powers of two on both sides: 0, +-1, +-2..3, +-4..7 ... as 0..2*far.

    >>> [int(b) for b in buckets(np.array([-5, -1, 0, 1, 2, 3, 4]), 10)]
    [7, 9, 10, 11, 12, 12, 13]
    """
    size = np.abs(distance)
    power = np.minimum(np.where(size > 0, np.floor(np.log2(np.maximum(size, 1))) + 1, 0), far)
    return np.asarray(far + np.sign(distance) * power, dtype=np.int64)


class Network:
    """The ONNX file at work.

    Each window is run alone: int8 activations take their scale from all that is run together, so
    in a batch a text's numbers would hang on its neighbours.
    """

    def __init__(self, folder: Path = WEIGHTS, *, threads: int = 1) -> None:
        self.folder = folder
        self.threads = threads

    @cached_property
    def layout(self) -> Layout:
        """The file's own description."""
        return Layout.read(self.folder / "model.json")

    @cached_property
    def session(self) -> InferenceSession:
        """The loaded graph."""
        from onnxruntime import InferenceSession, SessionOptions

        options = SessionOptions()
        options.intra_op_num_threads = self.threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        return InferenceSession(
            str(self.folder / "model.onnx"),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=[SLOW],
        )

    def __getstate__(self) -> dict[str, Any]:
        return {"folder": self.folder, "threads": self.threads}

    def run(self, pieces: Pieces, window: Window) -> Floats:
        """The output for one window: rows for the mark before it, its pieces, the mark after."""
        n = window.stop - window.start + 2
        ids = np.empty((1, n), dtype=np.int64)
        features = np.full((1, n), PUNCTUATION, dtype=np.int64)
        ids[0, 0], ids[0, -1] = CLS, SEP
        ids[0, 1:-1] = pieces.ids[window.start : window.stop]
        features[0, 1:-1] = pieces.features[window.start : window.stop]
        out = self.session.run(
            ["out"], {"ids": ids, "features": features, "at": np.arange(n, dtype=np.int64)[None]}
        )[0]
        return np.asarray(out, dtype=np.float32)

    def states(self, pieces: Pieces) -> Iterator[States]:
        """The output for a text, a section of at most `SECTION` windows at a time."""
        cuts = windows(pieces.opens)
        for first in range(0, len(cuts), SECTION):
            some = cuts[first : first + SECTION]
            outs, nones, of = [], [], []
            for k, w in enumerate(some):
                out = self.run(pieces, w)
                outs.append(out[1 + w.keep_from - w.start : 1 + w.keep_to - w.start])
                nones.append(out[0])
                of.append(np.full(w.keep_to - w.keep_from, k, dtype=np.int64))
            yield States(
                self.layout,
                np.concatenate(outs),
                np.stack(nones),
                np.concatenate(of),
                pieces,
                some[0].keep_from,
            )
