"""Makes threat_actors.tsv and agencies.tsv from MISP's galaxies (CC0): names, aliases, states.

    python -m onrecord.ontology.make.threat_actors FOLDER

FOLDER holds threat-actor.json, microsoft-activity-group.json and intelligence-agencies.json.
An alias that more than one actor claims goes to the column `shared`: it names nobody by itself.
"""

from __future__ import annotations

import collections
import json
import re
import sys
from pathlib import Path
from typing import Any

from onrecord.ontology.countries import by_alpha2, by_name
from onrecord.ontology.tables import FOLDER

AGENCY = {
    "APT28": "GRU",
    "Sandworm": "GRU",
    "Ember Bear": "GRU",
    "APT29": "SVR",
    "Turla": "FSB",
    "Gamaredon Group": "FSB",
    "Callisto": "FSB",
    "ENERGETIC BEAR": "FSB",
    "APT1": "PLA",
    "APT3": "MSS",
    "APT10": "MSS",
    "APT31": "MSS",
    "APT40": "MSS",
    "APT41": "MSS",
    "Lazarus Group": "RGB",
    "Kimsuky": "RGB",
    "APT35": "IRGC",
    "APT42": "IRGC",
    "Charming Kitten": "IRGC",
    "MuddyWater": "Ministry of Intelligence",
}
"""Which service governments have publicly named behind a group; a fact about their statements."""


def values(path: Path) -> list[dict[str, Any]]:
    """The entries of one galaxy file."""
    return list(json.loads(path.read_text("utf-8"))["values"])


def state(meta: dict[str, Any]) -> str:
    """The alpha-3 code of the suspected state, or an empty string."""
    code = meta.get("country") or ""
    try:
        return by_alpha2(code) if code else by_name(sponsor(meta)) or ""
    except KeyError:
        return ""


def sponsor(meta: dict[str, Any]) -> str:
    """The suspected sponsor's name as the source writes it."""
    said = meta.get("cfr-suspected-state-sponsor") or ""
    return re.sub(r" \(.*|, .*", "", said[0] if isinstance(said, list) else said)


def clean(name: str) -> str:
    """A name on one line, without the separators of the table."""
    return re.sub(r"\s+", " ", name.replace("|", "/")).strip()


def actors(folder: Path) -> list[str]:
    """Rows of threat_actors.tsv."""
    found: dict[str, tuple[str, list[str]]] = {}
    for file in ("threat-actor.json", "microsoft-activity-group.json"):
        for value in values(folder / file):
            meta = value.get("meta", {})
            name = clean(value["value"])
            aliases = [clean(a) for a in meta.get("synonyms", [])]
            known = next((n for n in found if name in (n, *found[n][1]) or n in aliases), None)
            if known is None or file == "threat-actor.json":
                found[name] = (state(meta), aliases)
            elif name not in found[known][1]:
                found[known][1].append(name)
    claims = collections.Counter(
        alias.casefold()
        for name, (_, aliases) in found.items()
        for alias in {a.casefold() for a in (name, *aliases)}
    )
    rows = []
    for name in sorted(found, key=str.casefold):
        country, aliases = found[name]
        own = sorted({a for a in aliases if claims[a.casefold()] == 1 and a != name})
        shared = sorted({a for a in aliases if claims[a.casefold()] > 1 and a != name})
        rows.append(
            "\t".join((name, country, AGENCY.get(name, ""), "|".join(own), "|".join(shared)))
        )
    return rows


def agencies(folder: Path) -> list[str]:
    """Rows of agencies.tsv: Latin names and abbreviations with their state."""
    rows = []
    for value in values(folder / "intelligence-agencies.json"):
        meta = value.get("meta", {})
        code = meta.get("country") or ""
        try:
            country = by_alpha2(code) if code else by_name(meta.get("country_name", "")) or ""
        except KeyError:
            continue
        name = re.sub(r" \(.*", "", clean(value["value"]))
        short = re.findall(r"\(([A-Z][A-Za-z0-9\-]{1,9})\)", value.get("description", ""))
        latin = [clean(s) for s in meta.get("synonyms", []) if re.fullmatch(r"[ -~À-ſ]+", s)]
        if country:
            rows.append("\t".join((name, "|".join(dict.fromkeys([*short, *latin])), country)))
    return sorted(set(rows))


def main(folder: Path) -> None:
    """Writes both tables beside the modules that read them."""
    head = "name\tcountry\tagency\tother_names\tshared"
    (FOLDER / "threat_actors.tsv").write_text("\n".join([head, *actors(folder)]) + "\n", "utf-8")
    head = "name\tother_names\tcountry"
    (FOLDER / "agencies.tsv").write_text("\n".join([head, *agencies(folder)]) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
