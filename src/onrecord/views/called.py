"""What an actor is called beside its name: names only, not the pronouns and turns of phrase that
stories point to it with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onrecord.languages.phrases import lists
from onrecord.mentions.actors.lexicon import pronouns
from onrecord.views.visible import one_line

LONGEST = 6
"""Words of a name; what is longer is a clause: "Velmora's ministry welcomed the exchange on"."""


def other_names(line: Mapping[str, Any]) -> list[str]:
    """Other names of an actor, each once, without its own.

    >>> other_names({"name": "Farid Nazim", "names": [
    ...     "farid nazim", "He", "Nazim", "Both", "Nazim, who", {"name": "F. Nazim"}]})
    ['Nazim', 'F. Nazim']
    """
    own = str(line.get("name") or "").casefold()
    seen = {own}
    out = []
    pointing = {*pronouns(), *lists("pronouns")["pointing"]}
    for held in line.get("names") or ():
        told = one_line(str(held.get("name") if isinstance(held, Mapping) else held) or "")
        low = told.casefold()
        first = low.split(" ", 1)[0]
        meant = told[:1].isupper() or not told[:1].isalpha()
        meant = meant and "," not in told and not low.startswith((f"{own}'s", f"{own}’s"))
        if not meant or first in pointing or len(told.split()) > LONGEST:
            continue
        if low not in seen:
            seen.add(low)
            out.append(told)
    return out
