"""Pages saved as plain text: stories apart, furniture left out, every character in its place."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.pages.dump import split
from onrecord.pages.page import Part

ONE = (
    "Foreign ministers of the three states met in Riga on Saturday to discuss the border, but the "
    "talks ended without a result."
)
TWO = (
    '"We have not come closer to each other," the Latvian minister said after the meeting, which '
    "had lasted for six hours."
)
THREE = "The ministers agreed to meet again in April, according to a statement by the ministry."
BUDGET = (
    "The parliament voted on Friday for a new budget that raises spending on roads and schools, "
    "and the finance minister thanked the members."
)
STORM = (
    "A storm has hit the coast of Estonia for the second time in a week. The police closed the "
    "roads to the islands, and two ships had to return to the harbour."
)


def mains(parts: tuple[Part, ...]) -> list[Part]:
    return [part for part in parts if part.section == "main"]


def test_clean_article_comes_out_whole() -> None:
    (part,) = split(f"Talks end without result\n\n{ONE}\n\n{TWO}\n\n{THREE}\n")
    assert part.title == "Talks end without result"
    assert part.text == f"{ONE}\n\n{TWO}\n\n{THREE}"


def test_one_line_break_between_paragraphs() -> None:
    (part,) = split(f"Talks end without result\n{ONE}\n{TWO}\n{THREE}\n")
    assert part.text == f"{ONE}\n\n{TWO}\n\n{THREE}"


def test_lines_wrapped_by_hand_are_one_paragraph() -> None:
    wrapped = (
        "Foreign ministers of the three states met in Riga on Saturday to\n"
        "discuss the border, but the talks ended without a result, said the\n"
        "ministry. The ministers agreed to meet again in April, and the host\n"
        "will be the Estonian side."
    )
    (part,) = split(f"Talks end without result\n\n{wrapped}\n\n{TWO}\n")
    assert part.text == f"{wrapped}\n\n{TWO}"
    assert len(part.pieces) == 2


def test_text_without_a_headline() -> None:
    (part,) = split(f"{ONE}\n\n{TWO}\n")
    assert (part.title, part.text) == (None, f"{ONE}\n\n{TWO}")


def test_page_with_menus_byline_and_teasers_printed_twice() -> None:
    head = "Talks between ministers end without result"
    storm = "Storm hits the coast of Estonia again"
    block = f"Editor's choice\nNews\n{storm}\n\n{storm}\n\n{STORM}\n"
    text = (
        f"The Riga Courier\nHome\nWorld\nSport\n\n{head}\n\n"
        "By Jane Doe and John Roe\n12 March 2022\n\n"
        f"{ONE}\n\n{TWO}\n\n{THREE}\n\nsource: The Riga Courier with lsm.lv and agencies\n"
        "photo: The ministers before their meeting in the castle on 12 March\n\n"
        f"Related articles\n\n{block}\nPopular\n\n{block}"
    )
    main, caption, teaser, copy = split(text)
    assert [part.section for part in (main, caption, teaser, copy)] == [
        "main", "caption", "teaser", "teaser",
    ]  # fmt: skip
    assert (main.title, main.text) == (head, f"{ONE}\n\n{TWO}\n\n{THREE}")
    assert main.byline == ("Jane Doe", "John Roe")
    assert main.published is not None
    assert (main.published.date, main.published.basis) == ("2022-03-12", "visible")
    assert (main.outlet, main.sources) == ("The Riga Courier", ("lsm.lv", "agencies"))
    assert caption.text.startswith("The ministers before")
    assert (teaser.title, teaser.text, teaser.same_as) == (storm, STORM, None)
    assert copy.same_as == 2


def test_teaser_printed_once_is_a_story_and_a_bare_headline_is_not() -> None:
    parts = split(
        f"Talks end without result\n{ONE}\n{TWO}\n{THREE}\nRead more\n"
        f"Parliament votes for new budget\n{BUDGET}\n"
        "Most popular\nStorm hits the coast of Estonia again\nMinister resigns over a flat\n"
    )
    assert [part.title for part in parts] == [
        "Talks end without result", "Parliament votes for new budget",
    ]  # fmt: skip
    assert parts[0].text == f"{ONE}\n\n{TWO}\n\n{THREE}"


def test_boxes_that_ask_the_reader_are_no_teasers() -> None:
    box = (
        "We use cookies to show you advertising. Read our privacy policy to learn more about them."
    )
    parts = split(
        f"Talks end without result\n{ONE}\n{TWO}\n{THREE}\nYour privacy and our cookies\n{box}\n"
    )
    assert [part.section for part in parts] == ["main"]
    assert "cookies" not in parts[0].text


def test_outlet_of_a_letterhead_of_a_byline_and_of_a_copyright_line() -> None:
    dated = "Tuesday, 14 March 2023"
    (part,) = split(f"Baltic Wire\n\n{dated}\n\nTalks end without result\n\n{ONE}\n\n{TWO}\n")
    assert (part.title, part.outlet) == ("Talks end without result", "Baltic Wire")
    assert part.published is not None
    assert part.published.date == "2023-03-14"
    (part,) = split(f"Talks end without result\n\nBy Jane Doe, Riga Courier\n\n{ONE}\n\n{TWO}\n")
    assert (part.byline, part.outlet) == (("Jane Doe",), "Riga Courier")
    (part,) = split(
        f"Talks end in Riga\n\n{ONE}\n\n{TWO}\n\n© 2022 The Courier. All rights reserved."
    )
    assert part.outlet == "The Courier"


def test_reporters_at_the_end_of_a_wire_story() -> None:
    last = "(Reporting by Jane Doe in Riga; Writing by John Roe; Editing by Ann Poe)"
    (part,) = split(f"Talks end without result\n\nRIGA (Reuters) - {ONE}\n\n{TWO}\n\n{last}\n")
    assert part.byline == ("Jane Doe",)
    assert last not in part.text


def test_wire_story_cites_its_agency() -> None:
    (part,) = split(f"Talks end without result\n\nRIGA, March 12 (Reuters) - {ONE}\n\n{TWO}\n")
    assert part.sources == ("Reuters",)
    assert part.text.startswith("RIGA, March 12 (Reuters) - ")


_PIECE = st.sampled_from(
    [ONE, TWO, THREE, BUDGET, STORM, "Home", "Share", "Related articles", "By Jane Doe",
     "12 March 2022", "source: A with B", "photo: the ministers at their table in the castle",
     "Talks end in Riga", "\r", ""]
)  # fmt: skip


@given(st.lists(st.tuples(_PIECE, st.sampled_from(["\n", "\n\n", "\r\n", " \n \n"])), max_size=14))
@settings(max_examples=120, deadline=None)
def test_pieces_are_the_text_and_one_part_is_main(pieces: list[tuple[str, str]]) -> None:
    text = "".join(words + gap for words, gap in pieces)
    parts = split(text)
    for part in parts:
        assert "\n\n".join(piece.of(text) for piece in part.pieces) == part.text
        assert all(
            one.end <= two.start for one, two in zip(part.pieces, part.pieces[1:], strict=False)
        )
    assert len(mains(parts)) == (1 if parts else 0)
    assert all(part.same_as is None or part.same_as < at for at, part in enumerate(parts))


@given(st.text(max_size=400))
@settings(max_examples=100, deadline=None)
def test_no_text_breaks_it(text: str) -> None:
    for part in split(text):
        assert "\n\n".join(piece.of(text) for piece in part.pieces) == part.text


def test_the_page_that_the_project_starts_from(shared: Path) -> None:
    text = (shared / "pages" / "000_3e8c805fc8b4d935.txt").read_text("utf8")
    parts = split(text)
    assert [part.section for part in parts] == ["main", "caption", "teaser", "teaser", "teaser"]
    main, _, borrell, germany, again = parts
    assert main.title is not None
    assert main.title.startswith("Putin chairs meeting")
    assert (main.outlet, main.sources) == ("commonspace.eu", ("kremlin.ru", "agencies"))
    assert len(main.pieces) == 8
    assert borrell.title is not None
    assert borrell.title.startswith("Borrell tells")
    assert germany.same_as is None
    assert again.same_as == 3
