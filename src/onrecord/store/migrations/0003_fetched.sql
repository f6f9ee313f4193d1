-- What was fetched from the web: how each address answered, so that it is asked for changes only.

ALTER TABLE pages ADD COLUMN charset TEXT; -- the encoding that a server said

CREATE TABLE fetched (
    address TEXT PRIMARY KEY, -- as given, or as a feed has it
    final TEXT NOT NULL, -- where it led
    etag TEXT,
    modified TEXT, -- the header Last-Modified
    stamp TEXT, -- when it last changed, as the feed that named it says
    list INTEGER NOT NULL, -- 1: a feed or sitemap
    reason TEXT -- why it gave no page, where trying again will not help
) WITHOUT ROWID;
