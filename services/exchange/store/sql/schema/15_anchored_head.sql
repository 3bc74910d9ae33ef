-- The last head of each other node's log that was anchored here.
CREATE TABLE IF NOT EXISTS anchored_head (
  agency TEXT NOT NULL,
  origin TEXT NOT NULL PRIMARY KEY,
  size INTEGER NOT NULL,
  root BLOB NOT NULL,
  time_ms INTEGER NOT NULL
) STRICT
