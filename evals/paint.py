"""When the overview is first seen, and how many bytes come for it: Chromium, loopback, no cache.

    python evals/paint.py record.db [--times 10] [--page /]

Starts `onrecord serve`, waits until its first page is made, and opens the page each time in a new
profile of Debian's Chromium: prints the first contentful paint (Paint Timing) and the bytes that
came over the wire (DevTools' `encodedDataLength`, headers included), fonts, script and map too.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from evals.workbench import _ask, percentile, serving
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = "/usr/bin/chromium"
PAINTED = "() => performance.getEntriesByName('first-contentful-paint').map(e => e.startTime)[0]"


ANSWERED = "() => performance.getEntriesByType('navigation')[0].responseEnd"


def opened(
    browser: Browser, address: str, cookie: tuple[str, str]
) -> tuple[float, float, int, int]:
    """Milliseconds to the first contentful paint and to the whole answer, bytes and requests."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    name, value = cookie
    context.add_cookies([{"name": name, "value": value, "domain": "127.0.0.1", "path": "/"}])
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes: list[int] = []
    wire.on("Network.loadingFinished", lambda e: sizes.append(int(e["encodedDataLength"])))
    page.goto(address, wait_until="load")
    page.wait_for_function(PAINTED)
    page.wait_for_timeout(700)
    painted = float(page.evaluate(PAINTED))
    answered = float(page.evaluate(ANSWERED))
    context.close()
    return painted, answered, sum(sizes), len(sizes)


def main() -> None:
    """Runs."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    options.add_argument("store", type=Path)
    options.add_argument("--times", type=int, default=10)
    options.add_argument("--page", default="/")
    asked = options.parse_args()
    with serving(asked.store) as served, sync_playwright() as play:
        _ask(served, asked.page)
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        name, _, value = served.cookie.partition("=")
        address = f"http://127.0.0.1:{served.port}{asked.page}"
        found = [opened(browser, address, (name, value)) for _ in range(asked.times)]
        browser.close()
    times = [painted for painted, *_ in found]
    answers = [answered for _, answered, *_ in found]
    print(
        f"first contentful paint of {asked.page}: median {percentile(times, 0.5):.0f} ms, "
        f"most {max(times):.0f} ms of {len(times)}; first {times[0]:.0f} ms; "
        f"the page had come after {percentile(answers, 0.5):.0f} ms (median); "
        f"{found[0][2] / 1000:.0f} kB in {found[0][3]} requests"
    )


if __name__ == "__main__":
    main()
