"""The store's tables as queries see them; `migrations/` makes them, a test compares the two."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, MetaData, Table, Text

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
