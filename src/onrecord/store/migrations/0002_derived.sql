-- What is made of many stories: things to compare, groups of them, the lines derived, decisions.

ALTER TABLE pages ADD COLUMN address TEXT; -- where it was read, if it is no front page
ALTER TABLE pages ADD COLUMN newer INTEGER; -- the page that was read there in its place
ALTER TABLE pages ADD COLUMN lines BLOB; -- zlib: what was read from it, once another took its place
CREATE INDEX pages_address ON pages (address);

ALTER TABLE stories ADD COLUMN copy_of TEXT; -- the story of another page that it is a copy of
ALTER TABLE stories ADD COLUMN happening TEXT;
CREATE INDEX stories_happening ON stories (happening) WHERE happening IS NOT NULL;

CREATE TABLE items (
    number INTEGER PRIMARY KEY, -- of the stage and the id, so that no order of arrival shows
    stage TEXT NOT NULL,
    id TEXT NOT NULL,
    time INTEGER NOT NULL, -- minutes since 1970 of publication; what has none comes last
    keys BLOB NOT NULL, -- 8 bytes each
    line TEXT NOT NULL, -- the item's JSON
    home INTEGER NOT NULL, -- the first item of its group
    level INTEGER NOT NULL, -- 0, or how often its component was too large
    story TEXT -- where it comes from; names come from many
);
CREATE INDEX items_home ON items (home);
CREATE INDEX items_story ON items (story, stage) WHERE story IS NOT NULL;

CREATE TABLE keys (
    key INTEGER NOT NULL,
    time INTEGER NOT NULL,
    item INTEGER NOT NULL,
    PRIMARY KEY (key, time, item)
) WITHOUT ROWID;

CREATE TABLE edges (
    a INTEGER NOT NULL, -- each edge stands here twice, under both ends
    b INTEGER NOT NULL,
    score REAL NOT NULL,
    support INTEGER NOT NULL, -- in how many lists of keys the two stand near each other
    PRIMARY KEY (a, b)
) WITHOUT ROWID;

CREATE TABLE forced (
    a INTEGER NOT NULL, -- each pair stands here twice
    b INTEGER NOT NULL,
    decision INTEGER NOT NULL REFERENCES decisions (seq),
    apart INTEGER NOT NULL, -- 1: never one group, 0: always
    PRIMARY KEY (a, b, decision)
) WITHOUT ROWID;
CREATE INDEX forced_decision ON forced (decision);

CREATE TABLE overlays (
    record TEXT NOT NULL, -- the id of a record; it need not be there at present
    decision INTEGER NOT NULL REFERENCES decisions (seq),
    field TEXT, -- NULL: the record is rejected
    value TEXT, -- JSON
    PRIMARY KEY (record, decision)
) WITHOUT ROWID;

CREATE TABLE uses (
    story TEXT NOT NULL,
    stage TEXT NOT NULL,
    actor TEXT NOT NULL, -- or place: its id in the story
    item INTEGER NOT NULL, -- the name under which it is compared
    line TEXT NOT NULL, -- the item's JSON as this story alone makes it
    PRIMARY KEY (story, stage, actor)
) WITHOUT ROWID;
CREATE INDEX uses_item ON uses (item, story);

CREATE TABLE taken_back (
    notice TEXT NOT NULL, -- the story with the notice
    record TEXT NOT NULL, -- what it takes back
    story TEXT NOT NULL, -- the record's
    verb TEXT NOT NULL, -- withdrawn, corrected
    PRIMARY KEY (notice, record)
) WITHOUT ROWID;
CREATE INDEX taken_back_story ON taken_back (story);

CREATE TABLE outcomes (
    plan TEXT PRIMARY KEY, -- the id of a planned event
    status TEXT NOT NULL,
    event TEXT -- what came of it
) WITHOUT ROWID;
CREATE INDEX outcomes_event ON outcomes (event) WHERE event IS NOT NULL;

CREATE TABLE pending (
    story TEXT PRIMARY KEY -- stories that came, changed or went since the last merging
) WITHOUT ROWID;

CREATE TABLE derived (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    type TEXT,
    subtype TEXT,
    status TEXT,
    first_day TEXT,
    last_day TEXT,
    happening TEXT,
    disputed INTEGER NOT NULL, -- disputes about it
    reports INTEGER NOT NULL,
    independent INTEGER NOT NULL,
    confidence REAL,
    words TEXT NOT NULL, -- what full-text search finds
    line TEXT NOT NULL
);
CREATE INDEX derived_day ON derived (kind, first_day, id);
CREATE INDEX derived_type ON derived (kind, type, subtype, status, first_day);
CREATE INDEX derived_happening ON derived (happening) WHERE happening IS NOT NULL;

CREATE TABLE names (
    number INTEGER PRIMARY KEY,
    folded TEXT NOT NULL UNIQUE -- in small letters without accents
);

CREATE TABLE derived_parties (
    derived INTEGER NOT NULL REFERENCES derived (number) ON DELETE CASCADE,
    kind TEXT NOT NULL, -- of the derived line
    role TEXT NOT NULL,
    actor TEXT,
    name INTEGER NOT NULL REFERENCES names (number),
    country TEXT
);
CREATE INDEX derived_parties_derived ON derived_parties (derived, country);
CREATE INDEX derived_parties_country ON derived_parties (kind, country, derived);
CREATE INDEX derived_parties_actor ON derived_parties (actor, derived) WHERE actor IS NOT NULL;
CREATE INDEX derived_parties_name ON derived_parties (name, derived);

CREATE TABLE derived_outlets (
    derived INTEGER NOT NULL REFERENCES derived (number) ON DELETE CASCADE,
    outlet TEXT NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (derived, outlet)
) WITHOUT ROWID;
CREATE INDEX derived_outlets_outlet ON derived_outlets (kind, outlet, derived);

CREATE TABLE derived_rests (
    derived INTEGER NOT NULL REFERENCES derived (number) ON DELETE CASCADE,
    record TEXT NOT NULL, -- a record or story that the line is made of
    PRIMARY KEY (derived, record)
) WITHOUT ROWID;
CREATE INDEX derived_rests_record ON derived_rests (record, derived);

CREATE VIRTUAL TABLE derived_words USING fts5 (
    words, content = 'derived', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER derived_added AFTER INSERT ON derived BEGIN
    INSERT INTO derived_words (rowid, words) VALUES (new.number, new.words);
END;
CREATE TRIGGER derived_removed AFTER DELETE ON derived BEGIN
    INSERT INTO derived_words (derived_words, rowid, words) VALUES ('delete', old.number, old.words);
END;

CREATE TABLE decisions (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    verb TEXT NOT NULL,
    target TEXT NOT NULL,
    undone INTEGER, -- the decision that took it back
    line TEXT NOT NULL
);
CREATE INDEX decisions_target ON decisions (target);

CREATE TABLE changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    what TEXT NOT NULL, -- added, changed, withdrawn
    kind TEXT NOT NULL,
    record TEXT NOT NULL
);
CREATE INDEX changes_record ON changes (record);

CREATE TABLE moved (
    old TEXT NOT NULL,
    new TEXT NOT NULL,
    PRIMARY KEY (old, new)
) WITHOUT ROWID;

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
