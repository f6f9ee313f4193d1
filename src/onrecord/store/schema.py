"""The store's tables as queries see them; `migrations/` makes them, a test compares the two."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Integer, LargeBinary, MetaData, Table, Text

METADATA = MetaData()

PAGES = Table(
    "pages",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("media", Text, nullable=False),
    Column("published", Text),
    Column("outlet", Text),
    Column("url", Text),
    Column("sha256", Text, nullable=False, unique=True),
    Column("size", Integer, nullable=False),
    Column("data", LargeBinary),
    Column("version", Text, nullable=False),
    Column("added", Text, nullable=False),
    Column("address", Text),
    Column("newer", Integer),
    Column("lines", LargeBinary),
    Column("charset", Text),
)

STORIES = Table(
    "stories",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("page", ForeignKey("pages.id"), nullable=False),
    Column("section", Text, nullable=False),
    Column("language", Text),
    Column("outlet", Text),
    Column("title", Text, nullable=False),
    Column("published", Text),
    Column("duplicate_of", Text),
    Column("text", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("line", Text, nullable=False),
    Column("copy_of", Text),
    Column("happening", Text),
)

RECORDS = Table(
    "records",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("story", ForeignKey("stories.number"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("type", Text),
    Column("subtype", Text),
    Column("status", Text),
    Column("first_day", Text),
    Column("last_day", Text),
    Column("quotes", Text, nullable=False),
    Column("line", Text, nullable=False),
)

PARTIES = Table(
    "parties",
    METADATA,
    Column("record", ForeignKey("records.number"), nullable=False),
    Column("role", Text, nullable=False),
    Column("actor", Text),
    Column("folded", Text, nullable=False),
    Column("country", Text),
)

EVIDENCE = Table(
    "evidence",
    METADATA,
    Column("record", ForeignKey("records.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("role", Text, nullable=False),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("sha256", Text, nullable=False),
)

ITEMS = Table(
    "items",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("stage", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("time", Integer, nullable=False),
    Column("keys", LargeBinary, nullable=False),
    Column("line", Text, nullable=False),
    Column("home", Integer, nullable=False),
    Column("level", Integer, nullable=False),
    Column("story", Text),
)

USES = Table(
    "uses",
    METADATA,
    Column("story", Text, primary_key=True),
    Column("stage", Text, primary_key=True),
    Column("actor", Text, primary_key=True),
    Column("item", Integer, nullable=False),
    Column("line", Text, nullable=False),
)

DERIVED = Table(
    "derived",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("type", Text),
    Column("subtype", Text),
    Column("status", Text),
    Column("first_day", Text),
    Column("last_day", Text),
    Column("happening", Text),
    Column("disputed", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    Column("independent", Integer, nullable=False),
    Column("confidence", Float),
    Column("words", Text, nullable=False),
    Column("line", Text, nullable=False),
)

NAMES = Table(
    "names",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("folded", Text, nullable=False, unique=True),
)

DERIVED_PARTIES = Table(
    "derived_parties",
    METADATA,
    Column("derived", ForeignKey("derived.number"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("actor", Text),
    Column("name", ForeignKey("names.number"), nullable=False),
    Column("country", Text),
)

DERIVED_OUTLETS = Table(
    "derived_outlets",
    METADATA,
    Column("derived", ForeignKey("derived.number"), primary_key=True),
    Column("kind", Text, nullable=False),
    Column("outlet", Text, primary_key=True),
)

DERIVED_RESTS = Table(
    "derived_rests",
    METADATA,
    Column("derived", ForeignKey("derived.number"), primary_key=True),
    Column("record", Text, primary_key=True),
)

DECISIONS = Table(
    "decisions",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("verb", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("undone", Integer),
    Column("line", Text, nullable=False),
)

CHANGES = Table(
    "changes",
    METADATA,
    Column("seq", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("record", Text, nullable=False),
)

MOVED = Table(
    "moved",
    METADATA,
    Column("old", Text, primary_key=True),
    Column("new", Text, primary_key=True),
)

OVERLAYS = Table(
    "overlays",
    METADATA,
    Column("record", Text, primary_key=True),
    Column("decision", ForeignKey("decisions.seq"), primary_key=True),
    Column("field", Text),
    Column("value", Text),
)

ORIGINALS = Table(
    "originals",
    METADATA,
    Column("record", Text, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("story", ForeignKey("stories.number"), nullable=False),
    Column("line", Text, nullable=False),
)

PENDING = Table("pending", METADATA, Column("story", Text, primary_key=True))

KEYS = Table(
    "keys",
    METADATA,
    Column("key", Integer, primary_key=True),
    Column("time", Integer, primary_key=True),
    Column("item", Integer, primary_key=True),
)

EDGES = Table(
    "edges",
    METADATA,
    Column("a", Integer, primary_key=True),
    Column("b", Integer, primary_key=True),
    Column("score", Float, nullable=False),
    Column("support", Integer, nullable=False),
)

FORCED = Table(
    "forced",
    METADATA,
    Column("a", Integer, primary_key=True),
    Column("b", Integer, primary_key=True),
    Column("decision", ForeignKey("decisions.seq"), primary_key=True),
    Column("apart", Integer, nullable=False),
)

FETCHED = Table(
    "fetched",
    METADATA,
    Column("address", Text, primary_key=True),
    Column("final", Text, nullable=False),
    Column("etag", Text),
    Column("modified", Text),
    Column("stamp", Text),
    Column("list", Integer, nullable=False),
    Column("reason", Text),
)

SETTINGS = Table(
    "settings",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

TAKEN_BACK = Table(
    "taken_back",
    METADATA,
    Column("notice", Text, primary_key=True),
    Column("record", Text, primary_key=True),
    Column("story", Text, nullable=False),
    Column("verb", Text, nullable=False),
)

OUTCOMES = Table(
    "outcomes",
    METADATA,
    Column("plan", Text, primary_key=True),
    Column("status", Text, nullable=False),
    Column("event", Text),
)
