-- What outlets print, and whose words, without reading the stories.

CREATE INDEX stories_outlet ON stories (outlet, published) WHERE duplicate_of IS NULL;
CREATE INDEX stories_copies ON stories (copy_of, outlet) WHERE copy_of IS NOT NULL;

-- Days are compared in the index, not by reading each line.

DROP INDEX derived_day;
CREATE INDEX derived_day ON derived (kind, first_day, id, last_day);
CREATE INDEX derived_typed ON derived (kind, type, first_day, id, last_day);
