"""Makes the pictures in docs/img of the workbench over the store that `onrecord demo` made.

    onrecord demo --store demo.db && python docs/screens.py demo.db

Needs Playwright and a Chromium (Debian's is found). Look at each picture before it is kept.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

OUT = Path(__file__).parent / "img"
HIGH = {360: 800, 1280: 900, 2560: 1400}
WHICH = {
    "event": "kind = 'event' ORDER BY reports DESC",
    "why": "kind = 'event' AND subtype = 'phone' ORDER BY reports DESC",
    "dispute": "kind = 'dispute' ORDER BY reports DESC",
}
"""The things shown, where their ids depend on the version that merged them."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page at a width in a theme; `high` where a screen is too little."""

    name: str
    page: str
    width: int
    theme: str = "light"
    high: int | None = None

    @property
    def path(self) -> Path:
        """The file it is kept in."""
        return OUT / f"{self.name}-{self.width}-{self.theme}.png"


def pictures(store: Path) -> list[Picture]:
    """All of them."""
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as held:
        ids = {
            name: held.execute(f"SELECT id FROM derived WHERE {which} LIMIT 1").fetchone()[0]  # noqa: S608
            for name, which in WHICH.items()
        }
        asked = "SELECT id FROM records WHERE kind = 'attribution'"
        (chain,) = held.execute(
            f"{asked} ORDER BY json_array_length(line, '$.chain') DESC"
        ).fetchone()
    event, dispute = f"/event/{ids['event']}", f"/dispute/{ids['dispute']}"
    return [
        Picture("overview", "/", 1280, high=1500),
        Picture("overview", "/", 360, "dark"),
        Picture("events", "/events", 2560),
        Picture("event", event, 1280, high=1250),
        Picture("event", event, 360),
        Picture("why", f"/why/{ids['why']}", 1280, high=1000),
        Picture("dispute", dispute, 1280, high=1000),
        Picture("network", "/network", 1280, "dark"),
        Picture("attribution", f"/attribution/{chain}", 1280),
        Picture("story", "/stories/northwire-0516-breach", 1280),
    ]


def main(store: Path) -> None:
    """Opens the workbench and takes the pictures."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    command = [sys.executable, "-m", "onrecord", "serve", "--store", str(store)]
    served = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ)
    assert served.stdout is not None
    link = served.stdout.readline().strip()
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            for one in pictures(store):
                size = {"width": one.width, "height": one.high or HIGH[one.width]}
                tab = browser.new_page(viewport=size, color_scheme=one.theme)  # type: ignore[arg-type]
                tab.goto(link)
                tab.goto(link.split("/?")[0] + one.page)
                tab.wait_for_load_state("networkidle")
                tab.screenshot(path=one.path)
                tab.close()
            browser.close()
    finally:
        served.terminate()
        served.wait(10)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
