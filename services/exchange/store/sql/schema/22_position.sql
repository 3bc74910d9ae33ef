-- Where a record stands in a receiver's own count. number: 0 until it is counted; seq: of the version; due_ms: not counted
-- before; state: digest of what the receiver may have of it, empty where its copy ends.
CREATE TABLE IF NOT EXISTS position (
  receiver TEXT NOT NULL,
  record TEXT NOT NULL,
  number INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  due_ms INTEGER NOT NULL,
  state BLOB NOT NULL,
  PRIMARY KEY (receiver, record)
) STRICT, WITHOUT ROWID
