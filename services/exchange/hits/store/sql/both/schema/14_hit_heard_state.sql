-- How the hub named the list that is held.
CREATE TABLE IF NOT EXISTS hit_heard_state (
    one   INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    state BLOB    NOT NULL
) STRICT
