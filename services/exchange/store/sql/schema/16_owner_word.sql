-- By which word of its owner a record is expunged, as orders give it: the store may be put back and hold it no more.
CREATE TABLE IF NOT EXISTS owner_word (
  record TEXT PRIMARY KEY,
  body BLOB NOT NULL
) STRICT, WITHOUT ROWID
