-- Peers whose feed of orders was taken: a store of records that knows of more is older than this file, which was lost.
CREATE TABLE IF NOT EXISTS taken_feed (
  peer TEXT PRIMARY KEY
) STRICT
