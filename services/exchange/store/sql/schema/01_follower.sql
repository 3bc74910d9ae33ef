-- One receiver in one feed. basis: what the epoch rests on; sequence, chain: acknowledged.
CREATE TABLE IF NOT EXISTS follower (
  receiver TEXT NOT NULL,
  feed TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  basis BLOB NOT NULL,
  sequence INTEGER NOT NULL,
  chain BLOB NOT NULL,
  heard_ms INTEGER NOT NULL,
  PRIMARY KEY (receiver, feed)
) STRICT, WITHOUT ROWID
