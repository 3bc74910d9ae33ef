-- How far a peer's feed of orders was taken. A store of records that is further is newer than this file.
CREATE TABLE IF NOT EXISTS taken_to (
  peer TEXT PRIMARY KEY,
  epoch INTEGER NOT NULL,
  sequence INTEGER NOT NULL
) STRICT
