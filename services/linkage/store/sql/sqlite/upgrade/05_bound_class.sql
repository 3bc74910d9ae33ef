-- Classes with what binds them to cases or persons. Never updated. In the graph one's number is that of its class and
-- 16777216 times its id. keys: as in services/linkage/classes.py, one a line; held_until_ms: until when a role that was
-- turned is held back, or 0; parts: of a join the numbers of its parts, ascending, then keys are empty.
CREATE TABLE bound_class (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    class         INTEGER NOT NULL REFERENCES class (id),
    keys          TEXT    NOT NULL,
    held_until_ms INTEGER NOT NULL,
    parts         TEXT    NOT NULL,
    UNIQUE (class, keys, held_until_ms, parts)
) STRICT
