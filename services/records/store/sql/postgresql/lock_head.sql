-- One writer at a time over all processes: the row that every writer locks before it reads anything, by setting it
-- anew, so that the row says which transaction was the last.
-- -> number of the transaction, by which its outcome can be asked
UPDATE log_head
SET seq = seq
WHERE one = 1
RETURNING CAST(pg_current_xact_id() AS TEXT)
