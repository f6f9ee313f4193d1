-- Of the groups of things only those of several are looked up by their first.

DROP INDEX items_home;
CREATE INDEX items_home ON items (home) WHERE home != number AND home >= 0;
