-- One writer at a time over all processes: the row that every writer locks before it reads anything.
-- -> number of the transaction, by which its outcome can be asked
SELECT CAST(pg_current_xact_id() AS TEXT)
FROM log_head
WHERE one = 1
FOR UPDATE
