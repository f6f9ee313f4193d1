-- What outlets print, and whose words, without reading the stories.

CREATE INDEX stories_outlet ON stories (outlet, published) WHERE duplicate_of IS NULL;
CREATE INDEX stories_copies ON stories (copy_of, outlet) WHERE copy_of IS NOT NULL;
