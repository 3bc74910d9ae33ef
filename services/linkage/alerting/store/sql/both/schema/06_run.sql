-- What the last run over a scope was of: digest of the snapshot and of the rules that ran.
CREATE TABLE IF NOT EXISTS detector_run (
    scope  BLOB NOT NULL PRIMARY KEY,
    digest BLOB NOT NULL
) STRICT, WITHOUT ROWID
