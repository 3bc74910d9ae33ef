-- The last word on whether a rule runs; sealed.
CREATE TABLE IF NOT EXISTS detector_switch (
    rule TEXT NOT NULL PRIMARY KEY,
    body BLOB NOT NULL
) STRICT, WITHOUT ROWID
