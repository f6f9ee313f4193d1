"""Turn a checkpoint into the files that ship: model.onnx, model.json, vocab.txt.

python export.py --checkpoint work/checkpoint.pt --base FOLDER
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
import warnings
from pathlib import Path

import torch
from torch import nn

from labels import FAR, HEADS, LINKS, MODE_LIST, STATUSES, TYPES, WIDTH
from network import SLICES, Network

WEIGHTS = Path(__file__).parent.parent / "src/onrecord/mentions/model/weights"
THRESHOLDS = Path(__file__).parent / "thresholds.json"


SHIPPED = {name: at for name, at in SLICES.items() if name != "vector"}
"""The event vectors only help training; they are the last columns."""
WIDE = max(at.stop for at in SHIPPED.values())


class Shipped(nn.Module):
    """The network for one window, its feature tables added up into one."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        net.heads.weight.data = net.heads.weight.data[:WIDE]
        net.heads.bias.data = net.heads.bias.data[:WIDE]
        self.net = net
        self.table = nn.Embedding.from_pretrained(net.feature_table().detach())
        self.places = nn.Embedding.from_pretrained(net.places.weight.detach())

    def forward(self, ids: torch.Tensor, features: torch.Tensor, at: torch.Tensor) -> torch.Tensor:
        net = self.net
        x = net.norm(net.words(ids) + self.places(at) + self.table(features))
        for block in net.blocks:
            x = block(x, None)
        return net.heads(x)[0]


def graph(net: Network, path: Path) -> None:
    net.eval()
    one = torch.arange(1, 9)[None]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Shipped(net).eval(),
            (one, one, one),
            str(path),
            input_names=["ids", "features", "at"],
            output_names=["out"],
            opset_version=17,
            dynamo=False,
            dynamic_axes={"ids": {1: "n"}, "features": {1: "n"}, "at": {1: "n"}, "out": {0: "n"}},
        )


def quantise(plain: Path, to: Path, *, keep: list[str]) -> None:
    """int8 weights, one scale a column; activations are scaled a window at a time.

    `keep` has parts of the names of nodes that stay in fp32.
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.onnx"
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        nodes = (
            [n.name for n in onnx.load(str(ready)).graph.node if any(k in n.name for k in keep)]
            if keep
            else []
        )
        quantize_dynamic(
            str(ready),
            str(to),
            op_types_to_quantize=["MatMul", "Gather"],
            per_channel=True,
            reduce_range=False,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=nodes,
            extra_options={"MatMulConstBOnly": True},
        )


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("--checkpoint", type=Path, required=True)
    ask.add_argument(
        "--base", type=Path, required=True, help="folder with the base encoder's vocab.txt"
    )
    ask.add_argument("--to", type=Path, default=WEIGHTS)
    ask.add_argument("--plain", action="store_true", help="no quantisation")
    ask.add_argument("--keep", default="", help="parts of node names left in fp32, comma-separated")
    args = ask.parse_args()
    state = torch.load(args.checkpoint, weights_only=False, map_location="cpu")
    net = Network()
    net.load_state_dict(state["net"])
    net.float()
    args.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        graph(net, plain)
        if args.plain:
            shutil.copy(plain, args.to / "model.onnx")
        else:
            quantise(plain, args.to / "model.onnx", keep=[k for k in args.keep.split(",") if k])
    shutil.copyfile(args.base / "vocab.txt", args.to / "vocab.txt")
    settings = {
        "seed": state.get("seed"),
        "steps": [state.get("step"), state.get("of")],
        "base": "all-MiniLM-L6-v2",
        "sets": [
            "conllpp",
            "polnear",
            "timebank",
            "gold",
            "own",
            "plover_sentences",
            "cameo",
            "plover_synthetic",
            "ecbplus",
            "gum",
        ],
        "heads": HEADS,
        "types": TYPES,
        "statuses": STATUSES,
        "modes": MODE_LIST,
        "columns": {k: [s.start, s.stop] for k, s in SHIPPED.items()},
        "wide": WIDE,
        "links": LINKS,
        "width": WIDTH,
        "far": FAR,
        "distance": [[round(x, 4) for x in row] for row in net.far.tolist()],
        "alike": [round(x, 4) for x in net.alike.tolist()],
        "thresholds": json.loads(THRESHOLDS.read_text("utf-8")) if THRESHOLDS.exists() else {},
    }
    described = json.dumps(settings, sort_keys=True).encode()
    digest = hashlib.sha256((args.to / "model.onnx").read_bytes() + described).hexdigest()[:12]
    settings["version"] = f"model-{digest}"
    (args.to / "model.json").write_text(
        json.dumps(settings, indent=1, sort_keys=True) + "\n", "utf-8"
    )
    print(
        args.to / "model.onnx",
        round((args.to / "model.onnx").stat().st_size / 1e6, 1),
        "MB",
        settings["version"],
    )


if __name__ == "__main__":
    main()
