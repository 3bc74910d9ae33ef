-- Moves what was written into the database and empties the journal, so that no erased byte is left there.
-- -> 1 where a reader was in the way, pages
PRAGMA wal_checkpoint(TRUNCATE)
