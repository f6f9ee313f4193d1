"""The labels that the model tells apart, in the order of its outputs."""

NAMES = ("PER", "ORG", "LOC", "MISC")
TIMES = ("DATE", "TIME", "DURATION", "SET")
TYPES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
STATUSES = ("occurred", "ongoing", "planned", "called_for", "conditional", "denied", "alleged")
MODES = {
    "CONSULT": "visit third-party multilateral phone",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold "
    "misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives "
    "suicide-attack aerial drone heavy-weapons crowd-control unconventional",
}
MODE_LIST: list[tuple[str, str | None]] = [
    (t, m) for t in TYPES for m in [None, *MODES.get(t, "").split()]
]
MODE_INDEX = {pair: i for i, pair in enumerate(MODE_LIST)}


def bio(labels: tuple[str, ...]) -> list[str]:
    return ["O", *(f"{p}-{x}" for x in labels for p in "BI")]


HEADS: dict[str, list[str]] = {
    "names": bio(NAMES),
    "times": bio(TIMES),
    "source": bio(("source",)),
    "cue": bio(("cue",)),
    "content": bio(("content",)),
    "trigger": bio(TYPES),
    "status": list(STATUSES),
    "mode": [f"{t}:{m or ''}" for t, m in MODE_LIST],
    "actor": bio(("actor",)),
    "place": bio(("place",)),
}
LINKS = ("content", "source", "actor", "recipient", "place", "same")
"""Pairs scored by a query times a key: content word -> cue, cue -> source, trigger -> the rest."""
WIDTH = 64
VECTOR = 64
"""Numbers that say which event a trigger tells: near each other for one event in many texts."""
FAR = 10
BUCKETS = 2 * FAR + 2
"""Distance buckets: -FAR..FAR by powers of two; the last is the window's mark for 'none'."""
