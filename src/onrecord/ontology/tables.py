"""Reads the tables of this folder: tab-separated, the first line names the columns."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent


def rows(name: str, *, folder: Path = FOLDER) -> list[dict[str, str]]:
    """The rows of table `name`, each by column name; short rows are filled with empty strings.

    Lines that begin with "# " are remarks.

    >>> rows("countries.tsv")[0]["name"]
    'Aruba'
    """
    lines = (folder / name).read_text("utf-8").splitlines()
    lines = [line for line in lines if line and not line.startswith("# ")]
    columns = lines[0].split("\t")
    out = []
    for line in lines[1:]:
        cells = line.split("\t")
        cells += [""] * (len(columns) - len(cells))
        out.append(dict(zip(columns, cells, strict=True)))
    return out
