-- Pages as given, stories as read from them, records with the words they rest on.

CREATE TABLE pages (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    media TEXT NOT NULL,
    published TEXT,
    outlet TEXT,
    url TEXT,
    sha256 TEXT NOT NULL UNIQUE, -- of the media and the bytes
    size INTEGER NOT NULL,
    data BLOB, -- zlib; NULL once a story of the page was removed
    version TEXT NOT NULL,
    added TEXT NOT NULL
);

CREATE TABLE stories (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    page INTEGER NOT NULL REFERENCES pages (id) ON DELETE CASCADE,
    section TEXT NOT NULL,
    language TEXT,
    outlet TEXT,
    title TEXT NOT NULL,
    published TEXT,
    duplicate_of TEXT,
    text TEXT NOT NULL,
    sha256 TEXT NOT NULL, -- of the text
    line TEXT NOT NULL -- the JSON, without the text
);
CREATE INDEX stories_page ON stories (page);

CREATE TABLE records (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    story INTEGER NOT NULL REFERENCES stories (number) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    type TEXT,
    subtype TEXT,
    status TEXT,
    first_day TEXT,
    last_day TEXT,
    quotes TEXT NOT NULL,
    line TEXT NOT NULL
);
CREATE INDEX records_story ON records (story);
CREATE INDEX records_kind ON records (kind, first_day, number);

CREATE TABLE parties (
    record INTEGER NOT NULL REFERENCES records (number) ON DELETE CASCADE,
    role TEXT NOT NULL,
    actor TEXT,
    folded TEXT NOT NULL, -- the name in small letters without accents
    country TEXT
);
CREATE INDEX parties_record ON parties (record);
CREATE INDEX parties_country ON parties (country);

CREATE TABLE evidence (
    record INTEGER NOT NULL REFERENCES records (number) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    role TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    quote TEXT NOT NULL,
    sha256 TEXT NOT NULL, -- of the story's text when the record was made
    PRIMARY KEY (record, position)
) WITHOUT ROWID;

CREATE VIRTUAL TABLE story_words USING fts5 (
    title, text, content = 'stories', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER stories_added AFTER INSERT ON stories BEGIN
    INSERT INTO story_words (rowid, title, text) VALUES (new.number, new.title, new.text);
END;
CREATE TRIGGER stories_removed AFTER DELETE ON stories BEGIN
    INSERT INTO story_words (story_words, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
END;

CREATE VIRTUAL TABLE record_words USING fts5 (
    quotes, content = 'records', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER records_added AFTER INSERT ON records BEGIN
    INSERT INTO record_words (rowid, quotes) VALUES (new.number, new.quotes);
END;
CREATE TRIGGER records_removed AFTER DELETE ON records BEGIN
    INSERT INTO record_words (record_words, rowid, quotes) VALUES ('delete', old.number, old.quotes);
END;
