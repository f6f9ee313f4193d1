-- Records as they were extracted, where somebody corrected or rejected them.

CREATE TABLE originals (
    record TEXT PRIMARY KEY,
    number INTEGER NOT NULL, -- of its row in records, also while it is not there
    story INTEGER NOT NULL REFERENCES stories (number) ON DELETE CASCADE,
    line TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX originals_story ON originals (story);

CREATE TRIGGER records_changed AFTER UPDATE OF quotes ON records BEGIN
    INSERT INTO record_words (record_words, rowid, quotes) VALUES ('delete', old.number, old.quotes);
    INSERT INTO record_words (rowid, quotes) VALUES (new.number, new.quotes);
END;
