-- The run that is under way, one at most: its model, and the last record that was compared with those before it.
CREATE TABLE IF NOT EXISTS link_run (
    id       INTEGER PRIMARY KEY CHECK (id = 1),
    model    TEXT    NOT NULL,
    place    INTEGER NOT NULL,
    began_ms INTEGER NOT NULL
) STRICT
