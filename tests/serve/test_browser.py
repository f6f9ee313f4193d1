"""The workbench in a real browser: Debian's Chromium, where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.serve.conftest import fill
from tests.serve.derived import merge
from tests.serve.hostile import hostile
from tests.serve.test_guard import PAGES
from tests.serve.test_merged import MERGED

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
AXE = Path(__file__).parent / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CHOOSE = "/review?record=e1&field=evidence.trigger&value=Talks"
THEMES = ("light", "dark")
EVERY = sorted(
    {*PAGES, *MERGED, CHOOSE, "/events?type=ASSAULT&since=2021-01-01", "/events?type=none"}
)

HOSTILE = (
    "/", "/stories", "/stories/h1", "/events", "/event/h1e", "/statements", "/sources", "/review",
    "/search?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E", "/search?q=evil",
)  # fmt: skip

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium here: apt-get install chromium runs the browser tests"
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[str]:
    """A workbench in a process of its own; the link that it prints."""
    path = tmp_path_factory.mktemp("served") / "r.db"
    fill(path)
    hostile(path)
    merge(path)
    surroundings = os.environ | {"PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"}
    words = [sys.executable, "-m", "onrecord", "serve", "--store", str(path)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=surroundings)
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


class Watched:
    """A browser tab that remembers what went wrong in it."""

    def __init__(self, browser: Any, link: str, **options: Any) -> None:
        self.base = link.split("/?", maxsplit=1)[0]
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", self._request)
        self.page.on("dialog", lambda d: (self.wrong.append(f"dialog {d.message}"), d.dismiss()))
        self.page.goto(link)

    def _console(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(f"{message.type}: {message.text}")

    def _request(self, request: Any) -> None:
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.wrong.append(f"asked for {request.url}")

    def go(self, page: str) -> None:
        self.page.goto(self.base + page)


@pytest.fixture(params=THEMES)
def tab(request: Any, browser: Any, served: str) -> Iterator[Watched]:
    made = Watched(
        browser, served, color_scheme=request.param, viewport={"width": 1280, "height": 900}
    )
    yield made
    made.context.close()


def test_axe_finds_nothing_on_any_page(tab: Watched) -> None:
    axe = AXE.read_text("utf-8")
    found = []
    for page in EVERY:
        tab.go(page)
        tab.page.evaluate(axe)
        told = tab.page.evaluate(
            "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS
        )
        found += [
            f"{page}: {v['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
            for v in told["violations"]
            for node in v["nodes"][:3]
        ]
    assert found == []
    assert tab.wrong == []


@pytest.mark.parametrize("width", [320, 360, 1280, 2560])
def test_no_page_is_wider_than_the_window(browser: Any, served: str, width: int) -> None:
    tab = Watched(browser, served, viewport={"width": width, "height": 800})
    wide = []
    for page in EVERY:
        tab.go(page)
        over = tab.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        if over > 0:
            wide.append((page, over))
    tab.context.close()
    assert wide == []
    assert tab.wrong == []


def test_paper_is_light_in_every_theme(tab: Watched) -> None:
    tab.go("/event/m1")
    tab.page.emulate_media(media="print")
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    assert tab.page.evaluate(ground) == "rgb(255, 255, 255)"


def test_hostile_stories_run_nothing(tab: Watched) -> None:
    for page in HOSTILE:
        tab.go(page)
    assert tab.page.evaluate("window.ran") is None
    assert tab.wrong == []


def test_a_list_is_walked_and_opened_by_keyboard(tab: Watched) -> None:
    tab.go("/statements")
    tab.page.keyboard.press("j")
    assert tab.page.evaluate("document.activeElement.className") == "who"
    first = tab.page.evaluate("document.activeElement.href")
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url(first)
    tab.page.keyboard.press("/")
    assert tab.page.evaluate("document.activeElement.id") == "seek"


def test_a_filter_changes_list_counts_and_address_at_once(tab: Watched) -> None:
    tab.go("/events")
    box = tab.page.locator('input[name="status"][value="planned"]')
    with tab.page.expect_response(lambda r: "status=planned" in r.url):
        box.check()
    tab.page.wait_for_url("**/events?status=planned")
    tab.page.wait_for_selector(".chosen")
    assert box.is_checked()
    tab.page.go_back()
    tab.page.wait_for_url("**/events")
    assert tab.wrong == []


def test_words_and_records_light_up_together(tab: Watched) -> None:
    tab.go("/stories/s1")
    tab.page.locator("#w-e2-0").hover()
    assert tab.page.locator("#r-e2.lit").count() == 1
    tab.page.locator("#r-e1 h3 a").focus()
    assert tab.page.locator('.text .lit[data-records~="e1"]').count() >= 1
    marked = tab.page.evaluate("document.querySelector('#w-e2-1').textContent")
    assert marked == "المحادثات"  # behind an emoji, in a line from right to left


def test_a_record_is_checked_by_keyboard_and_taken_back(browser: Any, served: str) -> None:
    tab = Watched(browser, served)
    tab.go("/review?kind=attribution")
    with tab.page.expect_navigation():
        tab.page.keyboard.press("a")
    tab.page.wait_for_selector("b:text('accept')")
    with tab.page.expect_navigation():
        tab.page.keyboard.press("u")
    tab.page.wait_for_selector("text=taken back")
    assert tab.wrong == []
    tab.context.close()


def test_words_are_marked_anew_by_keyboard_alone(browser: Any, served: str) -> None:
    tab = Watched(browser, served)
    tab.go("/review?record=e1")
    press, told = tab.page.keyboard.press, tab.page.keyboard.type
    press("c")
    assert tab.page.evaluate("document.activeElement.id") == "field"
    for _ in range(20):
        if tab.page.evaluate("document.activeElement.value") == "evidence.trigger=Talks":
            break
        press("ArrowDown")
    press("Tab")
    told("Talks")
    with tab.page.expect_navigation():
        press("Enter")
    assert tab.page.locator("#choose button").count() == 2
    tab.page.evaluate("document.activeElement.blur()")
    with tab.page.expect_navigation():
        press("2")
    tab.page.wait_for_selector("text=now “Talks”")
    with tab.page.expect_navigation():
        press("u")
    tab.page.wait_for_selector("text=taken back")
    assert tab.wrong == []
    tab.context.close()


def test_the_overview_is_there_soon_and_light(browser: Any, served: str) -> None:
    tab = Watched(browser, served)
    size = 0

    def weigh(response: Any) -> None:
        nonlocal size
        size += response.request.sizes()["responseBodySize"]

    fresh = Watched(browser, served)
    fresh.page.on("requestfinished", lambda r: weigh(r.response()))
    fresh.go("/")
    fresh.page.wait_for_load_state("networkidle")
    paint = fresh.page.evaluate(
        "performance.getEntriesByName('first-contentful-paint')[0].startTime"
    )
    assert size < 400_000
    assert paint < 2000  # 120 ms measured on an idle machine, 2026-11-27
    tab.context.close()
    fresh.context.close()
