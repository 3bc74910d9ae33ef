-- Records of which a receiver was given a copy. ended: number of the receiver's count
-- by which the copy ended, 0 while it lasts, -1 where an epoch of before ended it.
CREATE TABLE IF NOT EXISTS sent (
  receiver TEXT NOT NULL,
  record TEXT NOT NULL,
  version INTEGER NOT NULL,
  sha256 BLOB NOT NULL,
  agreement TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  ended INTEGER NOT NULL,
  PRIMARY KEY (receiver, record)
) STRICT, WITHOUT ROWID
