"""Fonts that charts are drawn with as PNG: makes src/onrecord/exports/charts/fonts from Noto Sans.

    cd web && npm ci && python fonts.py

A machine may have no fonts, and two machines have other ones: the same chart is to look the same.
The family gets a name of its own, so that no font of the machine is taken for it. Needs fontTools,
which matplotlib brings along; it is not needed to run On Record.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = "On Record Sans"
HERE = Path(__file__).parent
OUT = HERE.parent / "src/onrecord/exports/charts/fonts"
FILES = {
    # name: [(package, part of it), ...], weight
    "regular": (
        [
            *(("noto-sans", part) for part in ("latin", "latin-ext", "vietnamese", "greek")),
            *(("noto-sans", part) for part in ("cyrillic", "cyrillic-ext")),
            *((f"noto-sans-{name}", name) for name in ("arabic", "hebrew", "armenian", "georgian")),
        ],
        400,
    ),
    "strong": ([("noto-sans", "latin")], 600),
}
WANTED = (
    *range(0x20, 0x780),  # Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic
    *range(0x10A0, 0x1100),  # Georgian
    *range(0x1C80, 0x1CC0),  # more of Cyrillic and Georgian
    *range(0x1E00, 0x2000),  # Vietnamese and other Latin and Greek with marks
    *range(0x2000, 0x2300),  # dashes, quotation marks, currencies
    *range(0x2D00, 0x2D30),  # more of Georgian
)


def main() -> None:
    """Writes the fonts, the characters that they have, and their licence."""
    OUT.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        for name, (parts, weight) in FILES.items():
            paths = []
            for package, part in parts:
                file = f"{package}-{part}-{weight}-normal.woff"
                font = TTFont(HERE / "node_modules/@fontsource" / package / "files" / file)
                cut = Subsetter(Options(layout_features=["*"], name_IDs=["*"], hinting=False))
                cut.populate(unicodes=WANTED)
                cut.subset(font)
                font.flavor = None
                paths.append(Path(folder) / f"{part}.ttf")
                font.save(paths[-1])
            # One file: where a character is missing, a drawing library takes another font for
            # the whole word.
            made = Merger().merge([str(path) for path in paths])
            for record in made["name"].names:
                if record.nameID in (1, 4, 16):
                    record.string = FAMILY
            made["head"].created = made["head"].modified = 0
            made.recalcTimestamp = False
            made.save(OUT / f"{name}.ttf")
            if name == "regular":
                covered = set(made.getBestCmap())
    (OUT / "characters.txt").write_text("\n".join(ranges(covered)) + "\n", "ascii")
    licence = (HERE / "node_modules/@fontsource/noto-sans/LICENSE").read_text("utf-8")
    told = (
        "Parts of Noto Sans, cut out of the packages that web/package-lock.json pins and renamed to"
    )
    (OUT / "LICENSE.txt").write_text(f"{told} {FAMILY}.\n\n{licence}", "utf-8")


def ranges(points: set[int]) -> list[str]:
    """Lines of first and last code point in hexadecimal."""
    out: list[list[int]] = []
    for point in sorted(points):
        if out and point == out[-1][1] + 1:
            out[-1][1] = point
        else:
            out.append([point, point])
    return [f"{first:x} {last:x}" for first, last in out]


if __name__ == "__main__":
    main()
