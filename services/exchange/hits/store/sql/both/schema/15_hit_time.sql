-- Since when a request is settled, and when an act was first counted, by their tokens: what is old enough goes by it.
CREATE TABLE IF NOT EXISTS hit_time (
    token    BLOB    NOT NULL PRIMARY KEY,
    since_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID
