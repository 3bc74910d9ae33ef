-- How far the records were looked through for a receiver in the epoch. upto: number of the change; last: the receiver's own.
CREATE TABLE IF NOT EXISTS receiver_count (
  receiver TEXT PRIMARY KEY,
  upto INTEGER NOT NULL,
  last INTEGER NOT NULL
) STRICT, WITHOUT ROWID
