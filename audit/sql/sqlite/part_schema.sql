-- A part of the log: rows of segment that were moved out of the log's database, never changed again.
CREATE TABLE segment (
  first_idx INTEGER PRIMARY KEY,
  count INTEGER NOT NULL,
  bodies BLOB NOT NULL,
  sealed BLOB
) STRICT
