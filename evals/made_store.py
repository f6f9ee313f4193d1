"""A store of made-up events with their reports, statements, disputes and actors, for timing.

Nothing is read: the lines are written straight into the tables, shaped as the program's own. How
often words, actors, countries and outlets come up falls off as in news (Zipf); an event has ten
reports on the average, most have fewer, a few have hundreds.
"""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Any

from onrecord.ontology.countries import countries
from onrecord.ontology.plover import CONTEXTS, STATUSES, TYPES
from onrecord.store import Store

ACTORS, TOWNS, OUTLETS, VOCABULARY = 20_000, 3_000, 400, 20_000
STATEMENTS, ATTRIBUTIONS, AGREEMENTS, DISPUTES, HAPPENINGS, DECISIONS = 3, 0.03, 0.02, 0.03, 0.1, 8
"""How many there are for each event."""

WORDS = ("shelling", "talks", "bridge", "convoy", "border", "ceasefire", "drone", "prisoners")
MODES = (None, "meeting", "aerial", "explosives", "verbal", "written")
OFFICES = ("minister", "president", "spokesman", "general", "governor", "ambassador")
VERSION = "made"
Rows = dict[str, list[tuple[Any, ...]]]


def make(path: Path, *, events: int, reports: int) -> None:
    """Writes a store with that many events of so many reports each on the average."""
    with Store(path, write=True) as store:
        store.counts()
    c = sqlite3.connect(path, isolation_level=None)
    for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -1000000"):
        c.execute(f"PRAGMA {setting}")
    triggers = c.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    held = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    indexes = c.execute(held).fetchall()
    for name, _ in triggers:
        c.execute(f"DROP TRIGGER {name}")
    for name, _ in indexes:
        c.execute(f"DROP INDEX {name}")
    c.execute("BEGIN")
    for rows in Made(events=events, reports=reports).rows():
        for table, some in rows.items():
            marks = ",".join("?" * len(some[0])) if some else ""
            c.executemany(f"INSERT INTO {table} VALUES ({marks})", some)
    for _, sql in (*indexes, *triggers):
        c.execute(sql)
    for table in ("story_words", "record_words", "derived_words"):
        c.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
    c.execute("COMMIT")
    c.execute("ANALYZE")
    c.execute("PRAGMA journal_mode = WAL")
    c.close()


class Made:
    """What is made, in an order in which it can be written."""

    def __init__(self, *, events: int, reports: int) -> None:
        self._lot = random.Random(7)
        self._events = events
        self._many = _reports(self._lot, events=events, total=events * reports)
        self._codes = sorted(countries())
        self._lot.shuffle(self._codes)
        self._lands = _falling(len(self._codes))
        self._words = [*WORDS, *_vocabulary(VOCABULARY)]
        self._weights = _falling(len(self._words))
        self._outlets = _falling(OUTLETS)
        self._actors = _falling(ACTORS)
        self._land = [self._one(self._codes, self._lands) for _ in range(ACTORS)]
        self._stories = self._records = self._derived = 0
        self._said: dict[int, tuple[str, str]] = {}
        self._seen: dict[int, list[str]] = {}

    def rows(self) -> Iterator[Rows]:
        """Rows by table."""
        yield {"pages": [(1, "p", "text", *[None] * 3, "x", 1, None, VERSION, "2026", *[None] * 4)]}
        names = [(n + 1, f"actor {n}") for n in range(ACTORS)]
        yield {"names": names + [(ACTORS + n + 1, f"town {n}") for n in range(TOWNS)]}
        for n in range(self._events):
            yield self._event(n)
        for n in range(ACTORS):
            yield self._actor(n)
        for n in range(int(DISPUTES * self._events)):
            yield self._dispute(n)
        for n in range(int(HAPPENINGS * self._events)):
            yield self._happening(n)
        for n in range(max(1, int(AGREEMENTS * self._events / 20))):
            yield self._agreement(n)
        yield from self._decided()

    def _one(self, some: Any, weights: list[float]) -> Any:
        return self._lot.choices(some, cum_weights=weights)[0]

    def _event(self, n: int) -> Rows:
        lot = self._lot
        day = f"{lot.randint(2019, 2026)}-{lot.randint(1, 12):02}-{lot.randint(1, 28):02}"
        kind = lot.choice(TYPES)
        mode = lot.choice(MODES)
        status = lot.choices(STATUSES, (60, 8, 12, 8, 4, 4, 4))[0]
        who = lot.choices(range(ACTORS), cum_weights=self._actors, k=2)
        town, land = lot.randint(0, TOWNS - 1), self._one(self._codes, self._lands)
        confidence, word = round(lot.uniform(0.4, 0.99), 2), lot.choice(WORDS)
        many = self._many[n]
        head = f"{word.capitalize()} at the bridge of Town {town} on {day}: Actor {who[0]} and "
        head += f"Actor {who[1]}, officials said. "
        quote = head[: len(word)]
        pieces = [("trigger", 0, len(word)), *_spans(head, who)]
        evidence = [{"role": r, "start": a, "end": b, "quote": head[a:b]} for r, a, b in pieces]
        parties = [self._reference(a, head) for a in who]
        base = {"kind": "event", "type": kind, "mode": mode, "status": status,
                "contexts": lot.sample(sorted(CONTEXTS), lot.randint(0, 2)),
                "actors": parties[:1], "recipients": parties[1:],
                "when": {"start": day, "end": day, "precision": "day", "basis": "stated"},
                "where": {"name": f"Town {town}", "country": land, "lat": town % 120 - 60.0,
                          "lon": town % 300 - 150.0, "geonameid": None, "precision": "city",
                          "admin1": None},
                "venue": None, "killed": lot.choice([None, None, 3]), "injured": None,
                "topic": None, "agreement": None, "according_to": [],
                "mentions": [{"sentence": 0, "start": 0, "end": len(word), "quote": quote}],
                "confidence": confidence, "version": VERSION}  # fmt: skip
        first = self._stories
        outlets = [
            f"Outlet {o}" for o in lot.choices(range(OUTLETS), cum_weights=self._outlets, k=many)
        ]
        lines = base | {"id": "@R", "story": "@S", "evidence": evidence}
        record = _dumps(lines)
        told = [{"story": f"s{k}", "record": f"e{k}", "independent": k - first < 3,
                 "copy_of": f"s{first}" if k - first > 3 and k % 2 else None}
                for k in range(first, first + many)]  # fmt: skip
        rows: Rows = {"stories": [], "records": [], "evidence": [], "parties": [], "uses": []}
        for said, outlet in zip(told, outlets, strict=True):
            number = self._story(rows, said, outlet, title=f"{word} in Town {town}", day=day,
                                 head=head)  # fmt: skip
            line = record.replace("@R", said["record"]).replace("@S", said["story"])
            self._record(rows, said["record"], number, ("event", kind, mode, status, day), quote,
                         line, evidence, (("actors", who[0]), ("recipients", who[1])))  # fmt: skip
        for _ in range(STATEMENTS):
            self._statement(rows, lot.randrange(first, self._stories), who=who, head=head)
        if lot.random() < ATTRIBUTIONS:
            self._attribution(rows, first, who=who, head=head)
        happening = f"h{n % max(1, int(HAPPENINGS * self._events))}"
        self._seen.setdefault(n % max(1, int(HAPPENINGS * self._events)), []).append(f"m{n}")
        where = [e | {"story": f"s{first}"} for e in evidence]
        merged = base | {"id": f"m{n}", "story": f"s{first}", "evidence": where, "reports": told,
                         "counts": {"reports": many, "independent": min(3, many),
                                    "outlets": len(set(outlets))},
                         "figures": [{"field": "killed", "value": 3, "as_of": day,
                                      "according_to": None, "report": f"e{first}"}],
                         "differences": [], "first_seen": day, "last_seen": day,
                         "announced_by": [], "outcome": None, "response_to": None,
                         "happening": happening,
                         "merged_from": [r["record"] for r in told]}  # fmt: skip
        number = self._line(rows, merged, ("event", kind, mode, status, day, day, happening),
                            f"{word} in Town {town}\n{word}\nActor {who[0]}\nActor {who[1]}",
                            counts=(int(n < DISPUTES * self._events), many, min(3, many)),
                            rests=[x for r in told for x in (r["record"], r["story"])],
                            outlets=set(outlets))  # fmt: skip
        rows["derived_parties"] = [
            (number, "event", role, f"a{a}", a + 1, self._land[a])
            for role, a in zip(("actors", "recipients"), who, strict=True)
        ]
        rows["derived_parties"].append((number, "event", "place", None, ACTORS + 1 + town, land))
        return {table: some for table, some in rows.items() if some}

    def _reference(self, actor: int, head: str) -> dict[str, Any]:
        start = head.index(f"Actor {actor}")
        end = start + len(f"Actor {actor}")
        return {"id": f"a{actor}", "name": f"Actor {actor}", "kind": "group", "sector": "MIL",
                "country": self._land[actor], "capacity": None, "start": start, "end": end,
                "quote": head[start:end]}  # fmt: skip

    def _story(
        self, rows: Rows, said: dict[str, Any], outlet: str, *, title: str, day: str, head: str
    ) -> int:
        self._stories += 1
        words = self._lot.choices(self._words, cum_weights=self._weights, k=90)
        text = head + " ".join(words) + "."
        line = {"kind": "story", "id": said["story"], "page": "p", "url": None, "outlet": outlet,
                "title": title, "language": "en", "byline": [], "sources": [], "section": "main",
                "duplicate_of": None, "pieces": [], "version": VERSION,
                "published": {"date": day, "precision": "day", "basis": "metadata"}}  # fmt: skip
        rows["stories"].append(
            (self._stories, said["story"], 1, "main", "en", outlet, title, day, None, text, "",
             _dumps(line), said["copy_of"], None)
        )  # fmt: skip
        return self._stories

    def _record(
        self,
        rows: Rows,
        identity: str,
        story: int,
        what: tuple[str, str | None, str | None, str | None, str],
        quotes: str,
        line: str,
        evidence: list[dict[str, Any]],
        parties: tuple[tuple[str, int], ...],
    ) -> None:
        self._records += 1
        n = self._records
        rows["records"].append((n, identity, story, *what, what[-1], quotes, line))
        rows["evidence"] += [
            (n, i, e["role"], e["start"], e["end"], e["quote"], "") for i, e in enumerate(evidence)
        ]
        rows["parties"] += [(n, r, f"a{a}", f"actor {a}", self._land[a]) for r, a in parties]

    def _statement(self, rows: Rows, story: int, *, who: list[int], head: str) -> None:
        identity = f"t{self._records}"
        content = {"start": 0, "end": 24, "quote": head[:24]}
        speaker = self._reference(who[0], head) | {"anonymity": "named", "resolved_via": "name"}
        evidence = [{"role": "content", **content}]
        day = head.partition(":")[0][-10:]
        line = {"kind": "statement", "id": identity, "story": f"s{story}", "speaker": speaker,
                "cue": None, "content": [content],
                "quote_type": self._lot.choice(("direct", "indirect", "mixed")),
                "channel": None, "addressee": None,
                "act": self._lot.choice(("assertion", "denial", "demand", "accusation")),
                "target": None, "hedges": [], "certainty": self._lot.choice(("CT+", "PR+", "Uu")),
                "nested_in": None, "continues": None, "version": VERSION,
                "confidence": round(self._lot.uniform(0.4, 0.99), 2),
                "evidence": evidence}  # fmt: skip
        what = ("statement", line["quote_type"], line["act"], None, day)
        self._record(rows, identity, story + 1, what, head[:24], _dumps(line), evidence,
                     (("speaker", who[0]),))  # fmt: skip
        self._said[who[0]] = (identity, f"s{story}")

    def _attribution(self, rows: Rows, story: int, *, who: list[int], head: str) -> None:
        identity = f"b{self._records}"
        evidence = [{"role": "wording", "start": 0, "end": 8, "quote": head[:8]}]
        steps = [{"subject": "the attack", "relation": "attributed-to", "level": "group",
                  "object": f"Actor {who[1]}"},
                 {"subject": f"Actor {who[1]}", "relation": "sponsored-by", "level": "state",
                  "object": self._land[who[1]]}]  # fmt: skip
        line = {"kind": "attribution", "id": identity, "story": f"s{story}", "chain": steps,
                "act": {"name": "the attack", "event": None}, "basis": None,
                "attributing_actor": self._reference(who[0], head), "wording": [head[:8]],
                "likelihood": None, "analytic_confidence": None, "admiralty": None,
                "confidence": 0.8, "evidence": evidence, "version": VERSION}  # fmt: skip
        what = ("attribution", None, None, None, head.partition(":")[0][-10:])
        self._record(rows, identity, story + 1, what, head[:8], _dumps(line), evidence,
                     (("actor", who[0]),))  # fmt: skip

    def _line(
        self,
        rows: Rows,
        line: dict[str, Any],
        what: tuple[Any, ...],
        words: str,
        *,
        counts: tuple[int, int, int],
        rests: list[str],
        outlets: set[str] = frozenset(),  # type: ignore[assignment]
    ) -> int:
        self._derived += 1
        n = self._derived
        row = (n, line["id"], *what, *counts, line.get("confidence"), words, _dumps(line))
        rows.setdefault("derived", []).append(row)
        rows["derived_rests"] = [(n, r) for r in sorted(set(rests))]
        rows["derived_outlets"] = [(n, o, line["kind"]) for o in sorted(outlets)]
        change = (None, "2026-01-01T00:00:00+00:00", "added", line["kind"], line["id"])
        rows.setdefault("changes", []).append(change)
        return n

    def _actor(self, n: int) -> Rows:
        rows: Rows = {}
        offices = [{"title": self._lot.choice(OFFICES), "body": None, "held": "now",
                    "from": "2020-01-01", "to": "2024-01-01", "evidence": []}]  # fmt: skip
        line = {"kind": "actor", "id": f"a{n}", "name": f"Actor {n}", "names": [f"Actor {n}"],
                "type": "group", "country": self._land[n], "sector": "MIL", "entity": None,
                "items": [f"n{n}"], "candidates": [], "first_seen": "2019-01-01",
                "last_seen": "2026-01-01", "version": VERSION,
                "offices": offices if n % 3 == 0 else []}  # fmt: skip
        self._line(rows, line, ("actor", "group", None, None, None, None, None), f"Actor {n}",
                   counts=(0, 0, 0), rests=[])  # fmt: skip
        rows["derived_parties"] = [(self._derived, "actor", "self", f"a{n}", n + 1, self._land[n])]
        return {table: some for table, some in rows.items() if some}

    def _dispute(self, n: int) -> Rows:
        rows: Rows = {}
        lot = self._lot
        sides = []
        for actor in lot.sample(sorted(self._said), 2):
            statement, story = self._said[actor]
            sides.append({"party": {"id": f"a{actor}", "key": f"a{actor}",
                                    "name": f"Actor {actor}"},
                          "position": f"that the bridge of Town {n} stands", "stance": "claims",
                          "statements": [statement], "events": [], "attributions": [],
                          "evidence": [], "stories": [story], "values": []})  # fmt: skip
        day = f"{lot.randint(2019, 2026)}-{lot.randint(1, 12):02}-{lot.randint(1, 28):02}"
        line = {"kind": "dispute", "id": f"d{n}", "of_kind": lot.choice(("denial", "numeric")),
                "about": {"events": [f"m{n}"], "agreement": None, "acts": [],
                          "text": f"the bridge of Town {n}"},
                "sides": sides, "rule": "denied", "status": "open", "confidence": 0.9,
                "reasons": [], "first_seen": day, "last_seen": day, "version": VERSION,
                "stories": [s["stories"][0] for s in sides]}  # fmt: skip
        what = ("dispute", line["of_kind"], "denied", "open", day, day, None)
        self._line(rows, line, what, f"the bridge of Town {n}", counts=(0, 2, 2),
                   rests=[f"m{n}", *(s["statements"][0] for s in sides), *line["stories"]],
                   outlets={"Outlet 1"})  # fmt: skip
        rows["derived_parties"] = [
            (self._derived, "dispute", "sides", s["party"]["id"], int(s["party"]["id"][1:]) + 1,
             None) for s in sides
        ]  # fmt: skip
        return rows

    def _happening(self, n: int) -> Rows:
        rows: Rows = {}
        events = self._seen.get(n, [])
        line = {"kind": "happening", "id": f"h{n}", "title": f"The matter of Town {n}",
                "start": "2024-01-01", "end": "2024-02-01", "stories": [], "events": events,
                "outlets": ["Outlet 1"], "counts": {"reports": 9, "independent": 4},
                "version": VERSION}  # fmt: skip
        what = ("happening", None, None, None, "2024-01-01", "2024-02-01", f"h{n}")
        self._line(rows, line, what, line["title"], counts=(0, 9, 4), rests=[],
                   outlets={"Outlet 1"})  # fmt: skip
        return {table: some for table, some in rows.items() if some}

    def _agreement(self, n: int) -> Rows:
        rows: Rows = {}
        line = {"kind": "agreement", "id": f"g{n}", "name": f"Treaty of Town {n}",
                "names": [f"Treaty of Town {n}"], "parties": [], "third_parties": [],
                "provisions": [], "implementation": [], "records": [], "statuses": [],
                "timeline": [], "same_because": [], "stories": [], "stage": "partial",
                "status": "signed", "contested": False, "first_seen": "2024-01-01",
                "last_seen": "2024-01-01", "version": VERSION,
                "date": {"start": "2024-01-01", "end": "2024-01-01", "precision": "day",
                         "basis": "stated"}}  # fmt: skip
        what = ("agreement", None, None, "signed", "2024-01-01", "2024-01-01", None)
        self._line(rows, line, what, line["name"], counts=(0, 3, 3), rests=[])
        return {table: some for table, some in rows.items() if some}

    def _decided(self) -> Iterator[Rows]:
        lot = self._lot
        for seq in range(1, int(DECISIONS * self._events) + 1):
            person = seq % 400 == 0
            target = f"e{seq}" if person else f"m{lot.randrange(self._events)}"
            verb = lot.choice(("accept", "accept", "reject")) if person else "merge"
            line = {"kind": "decision", "id": f"c{seq}", "seq": seq, "at": "2026-01-01T00:00:00",
                    "by": "somebody" if person else "0.1.0+merging1", "verb": verb,
                    "target": target, "before": None, "after": None, "score": 0.8,
                    "reasons": [{"name": "words", "weight": 3.4,
                                 "words": "both tell of talks"}]}  # fmt: skip
            yield {"decisions": [(seq, verb, target, None, _dumps(line))]}


def _spans(head: str, who: list[int]) -> list[tuple[str, int, int]]:
    out = []
    for role, actor in zip(("actor", "recipient"), who, strict=True):
        start = head.index(f"Actor {actor}")
        out.append((role, start, start + len(f"Actor {actor}")))
    return out


def _reports(lot: random.Random, *, events: int, total: int) -> list[int]:
    """How many reports each event has: a heavy tail, cut at 800."""
    out = [
        min(800, int(lot.paretovariate(1.05) * 0.16 * total / events) + 1) for _ in range(events)
    ]
    missing = total - sum(out)
    while missing:
        n = lot.randrange(events)
        step = 1 if missing > 0 else -1
        if out[n] + step >= 1:
            out[n] += step
            missing -= step
    return out


def _falling(many: int) -> list[float]:
    """Weights that fall off by rank, added up."""
    return list(accumulate(1 / (n + 3) for n in range(many)))


def _vocabulary(many: int) -> list[str]:
    lot = random.Random(11)
    syllables = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er")]
    found: dict[str, None] = {}
    while len(found) < many:
        found["".join(lot.choices(syllables, k=lot.choice((1, 2, 2, 3, 3, 4))))] = None
    return list(found)


def _dumps(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
