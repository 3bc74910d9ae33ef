-- Pages that were given in the epoch and are not behind what was acknowledged, in the order in which they left.
CREATE TABLE IF NOT EXISTS issued (
  place INTEGER PRIMARY KEY AUTOINCREMENT,
  receiver TEXT NOT NULL,
  feed TEXT NOT NULL,
  since INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  chain BLOB NOT NULL
) STRICT
