"""The newest year that a page names: no story on it is read as later than that."""

from __future__ import annotations

import re

from onrecord.pages.page import Page

_YEAR = re.compile(r"(?<![\w.,-])(?:19|20)\d\d(?!\w|[.,]\d|-\d{3})")


def latest_year(page: Page) -> int | None:
    """The newest year from 1900 to 2099 that stands in the page's stories, their titles and dates.

    Of plain text the whole page counts, furniture too; of HTML the stories only, because markup
    and scripts hold figures of all kinds.

    >>> latest_year(Page(name="a.txt", media="text", text="In May 2019. (c) 2021", digest=""))
    2021
    """
    texts = [page.text] if page.media == "text" else []
    for part in page.parts:
        texts += [part.text, part.title or "", part.published.date[:4] if part.published else ""]
    return max((int(y) for text in texts for y in _YEAR.findall(text)), default=None)
