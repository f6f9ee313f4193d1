"""Pages of HTML: the article, what the page says of it, live blogs, teasers, hostile markup."""

from __future__ import annotations

import json

import pytest

from onrecord.errors import Failed
from onrecord.pages import Page, Part, read
from onrecord.sources import Document

ONE = (
    "Foreign ministers of the three states met in Riga on Saturday to discuss the border, but the "
    "talks ended without a result."
)
TWO = "The ministers agreed to meet again in April, according to a statement by the ministry."
STORM = (
    "A storm has hit the coast of Estonia again, and the police closed the roads to the islands."
)
BODY = f"<p>{ONE}</p><p>{TWO}</p>"


def page(markup: str) -> Page:
    found = read(Document(name="a.html", media="html", data=markup.encode()))
    assert not isinstance(found, Failed), found
    return found


def main_of(markup: str) -> Part:
    (part,) = (part for part in page(markup).parts if part.section == "main")
    return part


def document(head: str = "", body: str = "") -> str:
    return (
        f'<html lang="en"><head>{head}</head><body><nav><a href="/">Home</a><a href="/w">World</a>'
        f"</nav><main><article>{body}</article></main><footer>© The Courier</footer></body></html>"
    )


def test_article_without_menu_headline_and_footer() -> None:
    part = main_of(document("<title>Talks end - The Courier</title>", f"<h1>Talks end</h1>{BODY}"))
    assert (part.title, part.text) == ("Talks end", f"{ONE}\n\n{TWO}")


def test_metadata_of_json_ld_in_a_graph() -> None:
    data = {
        "@graph": [
            {"@type": "WebSite", "name": "The Courier"},
            {"@id": "#jane", "@type": "Person", "name": "Jane Doe"},
            {
                "@type": "NewsArticle",
                "headline": "Talks end &amp; nobody won",
                "datePublished": "2022-03-12T23:30:00+0200",
                "dateModified": "2022-03-13T08:00:00+02:00",
                "author": [{"@id": "#jane"}, {"@type": "Person", "name": "John Roe"}],
            },
        ]
    }
    head = (
        f'<script type="application/ld+json">{json.dumps(data)}</script>'
        '<link rel="canonical" href="https://courier.example/talks">'
    )
    found = page(document(head, f"<h1>Talks end &amp; nobody won</h1>{BODY}"))
    part = found.parts[0]
    assert (part.title, part.byline) == ("Talks end & nobody won", ("Jane Doe", "John Roe"))
    assert part.published is not None
    # the day is the page's own: in UTC it is the same day here, an hour later it would not be
    assert part.published.date == "2022-03-12T23:30:00+02:00"
    assert part.updated == "2022-03-13T08:00:00+02:00"
    assert (found.outlet, found.url) == ("The Courier", "https://courier.example/talks")


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ('<meta property="og:title" content="Talks end | The Courier">', "Talks end"),
        ("<title>The Courier: Talks end in Riga</title>", "The Courier: Talks end in Riga"),
        ("<title>Talks end in Riga – The Courier</title>", "Talks end in Riga"),
    ],
)
def test_headline_without_the_outlet(head: str, title: str) -> None:
    site = '<meta property="og:site_name" content="The Courier">'
    assert main_of(document(site + head, BODY)).title == title


@pytest.mark.parametrize(
    ("line", "byline", "date"),
    [
        ("By Jane Doe and John Roe, 12 March 2022", ("Jane Doe", "John Roe"), "2022-03-12"),
        ("Von Anna Berg, 12. März 2022", ("Anna Berg",), "2022-03-12"),
        ("By ANNA BERG | March 12, 2022", ("Anna Berg",), "2022-03-12"),
        ("12 марта 2022, 14:05", (), "2022-03-12T14:05:00"),
        ("By Staff Reporter", (), None),
    ],
)
def test_printed_byline_and_date(line: str, byline: tuple[str, ...], date: str | None) -> None:
    part = main_of(document("", f"<h1>Talks end in Riga</h1><div>{line}</div>{BODY}"))
    assert part.byline == byline
    assert (part.published.date if part.published else None) == date
    assert line not in part.text


def test_caption_is_a_story_of_its_own() -> None:
    said = "The ministers before their meeting in the castle. Photo: J. Doe"
    figure = f'<figure><img src="x.jpg"><figcaption>{said}</figcaption></figure>'
    main, caption = page(document("", f"<h1>Talks end in Riga</h1>{figure}{BODY}")).parts
    assert main.text == f"{ONE}\n\n{TWO}"
    assert (caption.section, caption.text) == ("caption", said)


def test_article_that_only_json_ld_holds() -> None:
    data = {
        "@type": "NewsArticle",
        "headline": "Talks end",
        "articleBody": f"{ONE} {STORM} {TWO} " * 3,
    }
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    part = main_of(document(script, f"<h1>Talks end</h1><p>{ONE}</p>"))
    assert part.text == f"{ONE} {STORM} {TWO} {ONE} {STORM} {TWO} {ONE} {STORM} {TWO}"


def entry(clock: str, title: str, text: str) -> str:
    return (
        f'<article><time datetime="2022-03-12T{clock}:00+02:00">{clock}</time><h2>{title}</h2>'
        f"<p>{text}</p></article>"
    )


def test_live_blog_is_a_head_and_its_entries() -> None:
    lead = "Ministers of the three states meet in Riga today for talks on the border."
    entries = (
        entry("14:05", "Talks end", ONE),
        entry("12:30", "Minister arrives", STORM),
        entry("09:10", "Roads closed", TWO),
    )
    markup = document(
        '<meta property="article:published_time" content="2022-03-12T08:00:00+02:00">',
        f"<h1>Live: talks in Riga</h1><p>{lead}</p><div>{''.join(entries)}</div>",
    )
    head, *live = page(markup).parts
    assert (head.section, head.title, head.text) == ("main", "Live: talks in Riga", lead)
    assert [part.section for part in live] == ["liveblog"] * 3
    assert [(part.title, part.text) for part in live] == [
        ("Talks end", ONE), ("Minister arrives", STORM), ("Roads closed", TWO),
    ]  # fmt: skip
    assert [part.published.date for part in live if part.published] == [
        f"2022-03-12T{clock}:00+02:00" for clock in ("14:05", "12:30", "09:10")
    ]


def test_live_blog_stated_in_json_ld_only() -> None:
    data = {
        "@type": "LiveBlogPosting",
        "headline": "Live: talks in Riga",
        "liveBlogUpdate": [
            {"@type": "BlogPosting", "headline": "Talks end",
             "articleBody": BODY, "datePublished": "2022-03-12T14:05:00+02:00"},
            {"@type": "BlogPosting", "headline": "Storm", "articleBody": STORM},
        ],
    }  # fmt: skip
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    lead = "Ministers of the three states meet in Riga today for talks on the border."
    markup = document(
        script, f"<h1>Live: talks in Riga</h1><p>{lead}</p><p>{ONE}</p><p>{STORM}</p>"
    )
    head, one, two = page(markup).parts
    assert head.text == lead
    assert (one.section, one.text, two.title) == ("liveblog", f"{ONE}\n\n{TWO}", "Storm")


def test_list_of_teasers_with_times_is_no_live_blog() -> None:
    cards = "".join(
        f'<div><time>1{n}:05</time><h3><a href="/{n}">Another day of storms in Estonia {n}</a></h3>'
        f"<p>{STORM} It was the {n}th.</p></div>"
        for n in range(4)
    )
    found = page(document("", f"<h1>Talks end in Riga</h1>{BODY}") + f"<aside>{cards}</aside>")
    assert "liveblog" not in [part.section for part in found.parts]
    assert found.parts[0].text == f"{ONE}\n\n{TWO}"


def test_teaser_with_text_is_a_story_and_one_without_is_not() -> None:
    aside = (
        '<aside><h3>Related</h3><div><h4><a href="/s">Storm hits the coast of Estonia</a></h4>'
        f'<p>{STORM}</p></div><div><h4><a href="/x">Minister resigns over a flat</a></h4></div>'
        "<div><h4>Sign up for our newsletter now</h4><p>Get the newsletter with all the news of "
        "the day in your inbox every morning. Read our privacy policy.</p></div></aside>"
    )
    markup = document("", f"<h1>Talks end in Riga</h1>{BODY}").replace(
        "<footer>", aside + "<footer>"
    )
    main, teaser = page(markup).parts
    assert main.text == f"{ONE}\n\n{TWO}"
    assert (teaser.section, teaser.title, teaser.text) == (
        "teaser", "Storm hits the coast of Estonia", STORM,
    )  # fmt: skip


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 50_000 + f"<p>{ONE}</p>" + "</div>" * 50_000,
        "<p>" + "<b>" * 50_000 + ONE + "</b>" * 50_000,
        "<table><tr><td>" * 20_000 + ONE,
    ],
)
def test_markup_50000_levels_deep_is_read(markup: str) -> None:
    assert ONE in main_of(markup).text


@pytest.mark.parametrize(
    "markup",
    [
        "<p>" + "word and " * 120_000,
        "<p>" + "a" * 1_000_000,
        "<" * 1_000_000 + "p>hello",
        '<p class="' + "a " * 500_000 + '">hello world',
        '<script type="application/ld+json">' + "[" * 500_000 + f"</script><p>{ONE}",
        '<script type="application/ld+json">' + '{"a":' * 100_000 + f"</script><p>{ONE}",
        "<p>Talks\x00 ended in Riga on Sunday, the ministry said in a statement.",
    ],
    ids=["no stop", "one word", "brackets", "attribute", "lists", "objects", "NUL"],
)
def test_hostile_markup_is_read_in_time(markup: str) -> None:
    assert main_of(markup).text


@pytest.mark.parametrize("markup", ["<html></html>", "<script>var a = 'text';</script>", "<!-- x"])
def test_markup_without_text_is_a_failure_or_text(markup: str) -> None:
    found = read(Document(name="a.html", media="html", data=markup.encode()))
    if isinstance(found, Failed):
        assert "no " in found.reason
    else:
        assert found.parts[0].text


def test_same_bytes_give_the_same_page() -> None:
    markup = document("<title>Talks end</title>", f"<h1>Talks end</h1>{BODY}")
    assert page(markup) == page(markup)
