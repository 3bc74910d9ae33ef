-- Rows of feeds as they were taken, in order; the graph is rebuilt from them. Deleted at the authority's date.
-- kind: of a node (a person the file describes; start is then the id that the reader made) or an edge.
-- one, other: the persons at an edge's ends, or empty.
CREATE TABLE IF NOT EXISTS feed_row (
    seq          INTEGER PRIMARY KEY AUTOINCREMENT,
    class        INTEGER NOT NULL REFERENCES class (id),
    authority    TEXT    NOT NULL REFERENCES authority (name),
    kind         TEXT    NOT NULL,
    id           TEXT    NOT NULL,
    start        TEXT    NOT NULL,
    finish       TEXT    NOT NULL,
    one          TEXT    NOT NULL,
    other        TEXT    NOT NULL,
    at_ms        INTEGER NOT NULL,
    until_ms     INTEGER NOT NULL,
    known_ms     INTEGER NOT NULL,
    amount_minor INTEGER NOT NULL,
    currency     TEXT    NOT NULL,
    duration_s   INTEGER NOT NULL,
    label        TEXT    NOT NULL,
    label_ur     TEXT    NOT NULL,
    note         TEXT    NOT NULL,
    UNIQUE (kind, id)
) STRICT
