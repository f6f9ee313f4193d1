"""Makes docs/demo.svg, the picture in the README, from what `onrecord demo` prints on a terminal.

Run it with `make picture`; `python docs/picture.py STORE` takes a store that the demo made before.
Fonts are the reader's own: the picture loads nothing.
"""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

WIDTH = 118
LINES = 64
"""Lines of the picture at most: what many stories tell together, up to a first dispute or two."""

BEGIN = "── examples/crisis: "
PROMPT = "$ make demo"

DARK = TerminalTheme(
    (17, 20, 26),
    (208, 212, 220),
    [
        (40, 44, 52),
        (238, 110, 115),
        (138, 196, 108),
        (229, 190, 110),
        (96, 165, 240),
        (198, 130, 230),
        (86, 190, 200),
        (208, 212, 220),
    ],
)


def printed(store: Path) -> str:
    """What the command prints on a terminal of `WIDTH` columns."""
    leader, follower = pty.openpty()
    environment = os.environ | {"COLUMNS": str(WIDTH), "TERM": "xterm-256color", "LINES": "60"}
    command = [sys.executable, "-m", "onrecord", "demo", "--store", str(store)]
    process = subprocess.Popen(command, stdout=follower, stderr=subprocess.DEVNULL, env=environment)
    os.close(follower)
    parts = []
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:  # the terminal is gone when the command has ended
            break
        if not part:
            break
        parts.append(part)
    process.wait()
    os.close(leader)
    return b"".join(parts).decode("utf-8").replace("\r\n", "\n")


def picture(text: str) -> str:
    """The part of the output about the example crisis as an SVG."""
    lines = Text.from_ansi(text).split("\n")
    at = next(i for i, line in enumerate(lines) if BEGIN in line.plain)
    # Between two paragraphs, not below a heading.
    end = next(
        i
        for i in range(at + LINES, at, -1)
        if not lines[i].plain.strip() and lines[i - 1].plain.startswith("  ")
    )
    console = Console(record=True, width=WIDTH, file=io.StringIO())
    console.print(Text(PROMPT, style="bold"))
    console.print(Text("…", style="dim"))
    for line in lines[at:end]:
        console.print(line)
    svg = console.export_svg(title="onrecord", theme=DARK, unique_id="demo")
    # Rich names a font on a server; the picture is to be complete in itself.
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return svg.replace("Fira Code", "DejaVu Sans Mono, Menlo, Consolas")


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        store = Path(sys.argv[1]) if sys.argv[1:] else Path(folder) / "demo.db"
        (Path(__file__).parent / "demo.svg").write_text(picture(printed(store)), "utf-8")
