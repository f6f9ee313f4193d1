"""Plain-text pages in several scripts are cut by structure alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.pages.dump import split

PAGES: dict[str, Any] = json.loads(Path(__file__).with_name("languages.json").read_text("utf8"))


@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["line", "blank line"])
@pytest.mark.parametrize("language", PAGES)
def test_article_of_a_dump(language: str, gap: str) -> None:
    page = PAGES[language]
    byline = [page["byline"]] if page["byline"] else []
    head = [*page["before"], page["title"], *byline, page["date"], "Facebook", "Twitter"]
    text = gap.join([*head, *page["paragraphs"], *page["after"], "© 2022"])
    (main,) = (part for part in split(text) if part.section == "main")
    assert (main.title, main.text) == (page["title"], "\n\n".join(page["paragraphs"]))
    assert main.published is not None
    assert main.published.date.startswith("2022-03-12")
