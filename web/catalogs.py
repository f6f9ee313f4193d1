"""Translations of the workbench: collects its texts, and makes the catalogs that are shipped.

    python web/catalogs.py            collects texts into locale/*/LC_MESSAGES/onrecord.po
    python web/catalogs.py --check    says which are missing; nothing is written

Needs Babel, which is a tool for this and not needed to run On Record.
"""

from __future__ import annotations

import argparse
import sys
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SERVE = Path(__file__).parent.parent / "src/onrecord/serve"
OPTIONS = {"**.html": {"trimmed": "true", "extensions": "jinja2.ext.do"}}


def collected() -> Catalog:
    """All texts of the templates and of the table of names."""
    made = Catalog(project="onrecord", charset="utf-8", fuzzy=False)
    found = extract_from_dir(
        SERVE / "templates",
        method_map=[("**.html", "jinja2.ext:babel_extract")],
        options_map=OPTIONS,
    )
    for name, line, message, comments, context in found:
        made.add(
            message,
            locations=[(f"templates/{name}", line)],
            auto_comments=comments,
            context=context,
        )
    for number, line in enumerate((SERVE / "names.tsv").read_text("utf-8").splitlines()[1:], 2):
        made.add(line.split("\t")[1], locations=[("names.tsv", number)])
    return made


def countries() -> dict[str, str]:
    """English name and ISO 3166-1 alpha-2 code of each country."""
    rows = (SERVE.parent / "ontology/countries.tsv").read_text("utf-8").splitlines()
    head = rows[0].split("\t")
    name, code = head.index("name"), head.index("alpha2")
    return {row.split("\t")[name]: row.split("\t")[code] for row in rows[1:]}


def named(catalog: Catalog, code: str) -> None:
    """Adds the names of countries as Unicode's CLDR has them."""
    territories = Locale.parse(code).territories
    for name, alpha2 in countries().items():
        message = catalog.get(name)
        if message is not None and not message.string:
            message.string = territories.get(alpha2, name)


def missing(catalog: Catalog) -> list[str]:
    """The texts that have no translation."""
    out = []
    for message in catalog:
        told = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id and (not all(told) or message.fuzzy):
            out.append(str(message.id))
    return out


def main() -> int:
    """Runs; 1 if a text is not translated."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true")
    check = options.parse_args().check
    status = 0
    for path in sorted(SERVE.glob("locale/*/LC_MESSAGES/onrecord.po")):
        held = read_po(BytesIO(path.read_bytes()), locale=path.parts[-3])
        given = collected()
        for name in countries():
            given.add(name, locations=[("countries.tsv", 1)])
        held.update(given, no_fuzzy_matching=True)
        named(held, path.parts[-3])
        left = missing(held)
        for text in left:
            print(f"{path.parts[-3]}: {text!r}")
        status |= bool(left)
        if check:
            continue
        held.obsolete.clear()
        out = BytesIO()
        write_po(out, held, width=100, sort_output=True, omit_header=False, no_location=True)
        path.write_bytes(out.getvalue())
        compiled = BytesIO()
        write_mo(compiled, held)
        path.with_suffix(".mo").write_bytes(compiled.getvalue())
    return status


if __name__ == "__main__":
    sys.exit(main())
