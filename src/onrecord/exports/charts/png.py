"""A drawing as a picture of dots, for programs that take no SVG."""

from __future__ import annotations

import json
import re
import struct
import subprocess
import sys
import unicodedata
import zlib
from functools import cache
from html import unescape
from importlib.resources import as_file, files

ZOOM = 2
"""Dots for a unit of the drawing, so that a print has no stairs."""

FAMILY = "On Record Sans"
"""What the fonts beside this file are called: a name that no font of the machine has."""

_APART = """
import json, sys
from resvg_py import svg_to_bytes
sys.stdout.buffer.write(svg_to_bytes(**json.load(sys.stdin)))
"""
_SILENT = re.compile(r"<(title|desc)>[^<]*</\1>")
_WORDS = re.compile(r"<text [^>]*>([^<]*)</text>")


def pixels(drawing: str) -> bytes:
    """The drawing as PNG, twice as wide and high, at 192 dots an inch.

    The same drawing gives the same bytes on every machine, as its words are set in fonts of this
    package. A word with a character that these have not (Chinese, Hindi, emoji) is set in what
    fonts the machine has, and is left blank where it has none. Nothing in a drawing is run or
    fetched: resvg knows no script, and no chart refers to another file. It works in a process of
    its own: it lets no other thread run meanwhile (0.1 to 0.3 s, 2026-11-27), which all pages of a
    workbench would wait for.
    """
    drawing = _SILENT.sub("", drawing)
    fonts = files("onrecord.exports.charts") / "fonts"
    with as_file(fonts / "regular.ttf") as regular, as_file(fonts / "strong.ttf") as strong:
        asked = {
            "svg_string": drawing,
            "zoom": ZOOM,
            "skip_system_fonts": not foreign(drawing),
            "font_files": [str(regular), str(strong)],
            "font_family": FAMILY,
            "style_sheet": f'svg {{ font-family: "{FAMILY}" }}',
        }
        made = subprocess.run(
            [sys.executable, "-P", "-c", _APART],
            input=json.dumps(asked).encode("ascii"),
            stdout=subprocess.PIPE,
            check=True,
        ).stdout
    return _sized(made)


def foreign(drawing: str) -> str:
    """The characters of its words that the package's fonts have not.

    >>> foreign('<text x="1">Erdoğan, Володимир, محمد, 中国</text>')
    '中国'
    """
    told = set(unescape("".join(found[1] for found in _WORDS.finditer(drawing))))
    unseen = ("Cc", "Cf", "Cn", "Co", "Zs")
    return "".join(
        sorted(c for c in told if c not in _characters() and unicodedata.category(c) not in unseen)
    )


@cache
def _characters() -> frozenset[str]:
    lines = (files("onrecord.exports.charts") / "fonts" / "characters.txt").read_text("ascii")
    ends = [[int(end, 16) for end in line.split()] for line in lines.splitlines()]
    return frozenset(chr(point) for first, last in ends for point in range(first, last + 1))


def _sized(png: bytes) -> bytes:
    """The picture with its dots a metre (PNG, 11.3.5.3), so that it is printed at its size."""
    dots = round(96 * ZOOM / 0.0254)
    body = b"pHYs" + struct.pack(">IIB", dots, dots, 1)
    piece = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    after_head = 8 + 25
    return png[:after_head] + piece + png[after_head:]
