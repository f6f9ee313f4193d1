"""Charts stand alone, draw what was chosen, run nothing, and look the same on every machine."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from onrecord.exports import FORMATS, Taken, export, fitting
from onrecord.exports.charts import pixels
from onrecord.exports.charts.drawing import COLOURS
from onrecord.exports.charts.png import foreign
from onrecord.exports.taken import Stories
from onrecord.store import Filter, Store
from tests.exports.kept import fill

CHARTS = ("timeline", "map", "network")
FONTS = "src/onrecord/exports/charts/fonts"


@pytest.fixture(scope="module", params=[False, True], ids=["plain", "hostile"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    with Store(fill(tmp_path_factory.mktemp("charts") / "r.db", hostile=request.param)) as held:
        yield held


def drawn(store: Store, name: str, **asked: Any) -> tuple[bytes, int]:
    out = store.path.parent / "out"
    rows = export(store, out, of_format=name, asked=Filter(**asked))
    return out.read_bytes(), rows


def words(svg: bytes) -> str:
    return " ".join(one.text or "" for one in ElementTree.fromstring(svg).iter())


@pytest.mark.parametrize("name", CHARTS)
def test_a_drawing_stands_alone_and_runs_nothing(store: Store, name: str) -> None:
    tree = ElementTree.fromstring(drawn(store, f"{name}.svg")[0])
    tags = {one.tag.rpartition("}")[2] for one in tree.iter()}
    assert tags <= {"svg", "title", "desc", "rect", "text", "path", "g", "circle"}
    names = {k for one in tree.iter() for k in one.attrib}
    assert not [k for k in names if k.startswith("on") or "href" in k or k == "style"]
    values = " ".join(v for one in tree.iter() for v in one.attrib.values())
    assert "url(" not in values
    assert "\u202e" not in words(drawn(store, f"{name}.svg")[0])


def test_a_chart_says_what_it_draws(store: Store) -> None:
    data, rows = drawn(store, "timeline.svg")
    assert rows == 2
    assert "3 events (2 occurred, 1 planned), by day and quad class" in words(data)
    assert "1 without a day are not drawn" in words(data)
    assert "2021-01-11: 2 material conflict" in words(data)
    data, rows = drawn(store, "map.svg")
    assert rows == 2
    assert "1 places; 1 events without a place are not drawn" in words(data)
    assert "Ankara: 2" in words(data)
    data, rows = drawn(store, "network.svg")
    assert rows == 1
    assert "2 events that occurred or go on" in words(data)
    assert "Riga" in words(data)


def test_a_chart_draws_what_was_asked_for(store: Store) -> None:
    data, rows = drawn(store, "timeline.svg", status="planned")
    assert rows == 0
    assert "1 events (1 planned)" in words(data)
    assert drawn(store, "timeline.svg", type="ASSAULT")[1] == 2
    assert drawn(store, "network.svg", status="occurred")[1] == 1
    assert drawn(store, "map.svg", since="2022")[1] == 0


def lines(**fields: Any) -> Taken:
    who = {"id": "a", "name": "Oslo"}, {"id": "b", "name": "Riga"}
    event = {"type": "ASSAULT", "status": "denied", "actors": [who[0]], "recipients": [who[1]]}
    return Taken(
        lines=[event],
        kind="event",
        merged=True,
        story=Stories({}.get),
        record={}.get,
        decisions=lambda _: (),
        **fields,
    )


def test_what_is_denied_is_no_act_unless_it_is_asked_for() -> None:
    write = FORMATS["network.svg"].write
    assert write(lines(), io.BytesIO()) == 0
    assert write(lines(any_status=True), io.BytesIO()) == 1
    assert FORMATS["graphml"].write(lines(), io.BytesIO()) == 0
    out = io.BytesIO()
    assert write(lines(any_status=True, called={"a": "Norway"}.get), out) == 1
    assert "Norway → Riga: 1" in words(out.getvalue())


@pytest.mark.parametrize("name", CHARTS)
def test_a_picture_is_the_drawing_at_twice_its_size(store: Store, name: str) -> None:
    svg = ElementTree.fromstring(drawn(store, f"{name}.svg")[0])
    data, rows = drawn(store, f"{name}.png")
    assert rows == drawn(store, f"{name}.svg")[1]
    picture = Image.open(io.BytesIO(data))
    picture.load()
    assert picture.size == tuple(2 * int(svg.attrib[k]) for k in ("width", "height"))
    assert picture.info["dpi"] == pytest.approx((192, 192), abs=0.1)
    dots = np.asarray(picture.convert("RGB")).reshape(-1, 3)
    legend = [tuple(int(c[i : i + 2], 16) for i in (1, 3, 5)) for c in COLOURS]
    assert all((dots == colour).all(axis=1).sum() > 300 for colour in legend)
    # Dark words in the title.
    title = np.asarray(picture.convert("L"))[20:60, 30:330]
    assert (title < 80).sum() > 500


def test_a_format_of_a_chart_holds_events_only() -> None:
    assert {FORMATS[f"{n}.{e}"].kinds for n in CHARTS for e in ("svg", "png")} == {("event",)}
    assert fitting(FORMATS["map.png"], kind=None, merged=False) == ("event", True)


@pytest.mark.parametrize("name", CHARTS)
def test_nothing_to_draw_is_a_whole_picture(tmp_path: Path, name: str) -> None:
    with Store(tmp_path / "r.db", write=True) as empty:
        assert drawn(empty, f"{name}.png")[0].startswith(b"\x89PNG")
        data, rows = drawn(empty, f"{name}.svg")
    assert rows == 0
    ElementTree.fromstring(data)


def label(told: str) -> bytes:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="30" font-family="serif">'
        f'<rect width="300" height="30" fill="#fff"/><text x="4" y="20">{told}</text></svg>'
    )
    return pixels(svg)


@pytest.mark.parametrize(
    "told", ["Erdoğan", "Łódź Nguyễn", "Володимир Ђ", "Αθήνα", "محمد علي", "ישראל", "Հայ", "საქ"]
)
def test_every_script_that_is_said_to_be_there_is_drawn(told: str) -> None:
    assert foreign(f"<text >{told}</text>") == ""
    for part in told.split():
        dots = np.asarray(Image.open(io.BytesIO(label(part))).convert("L"))
        assert (dots < 128).sum() > 20 * len(part), part


def test_the_characters_are_those_of_the_font(root: Path) -> None:
    held = set(TTFont(root / FONTS / "regular.ttf").getBestCmap())
    told: set[int] = set()
    for line in (root / FONTS / "characters.txt").read_text().splitlines():
        first, last = (int(end, 16) for end in line.split())
        told |= set(range(first, last + 1))
    assert told == held
    strong = set(TTFont(root / FONTS / "strong.ttf").getBestCmap())
    assert set(map(ord, "Events over time by place Who acts on whom")) <= strong


def test_what_the_fonts_have_not_does_not_stop_a_picture() -> None:
    assert foreign("<text >中 ok 🕊&#x202e;\u202e</text><title>日本</title>") == "中🕊"
    assert label("中国 🕊 हिन्दी").startswith(b"\x89PNG")


def test_every_piece_of_the_picture_has_its_sum() -> None:
    import zlib

    png, at, names = label("x"), 8, []
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        body = png[at + 4 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length])[0] == zlib.crc32(body)
        names.append(body[:4])
        at += 12 + length
    assert names[0] == b"IHDR"
    assert names.index(b"pHYs") < names.index(b"IDAT")
