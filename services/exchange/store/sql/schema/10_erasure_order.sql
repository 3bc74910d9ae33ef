-- Orders to erase, each to one receiver, under its own count. seq: of the version that ends the record here.
CREATE TABLE IF NOT EXISTS erasure_order (
  place INTEGER PRIMARY KEY AUTOINCREMENT,
  receiver TEXT NOT NULL,
  number INTEGER NOT NULL,
  id BLOB NOT NULL UNIQUE,
  record TEXT NOT NULL,
  kind TEXT NOT NULL,
  seq INTEGER NOT NULL,
  given_ms INTEGER NOT NULL,
  due_ms INTEGER NOT NULL,
  UNIQUE (receiver, number),
  UNIQUE (record, receiver, kind, seq)
) STRICT
