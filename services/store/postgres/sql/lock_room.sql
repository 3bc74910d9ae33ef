-- One writer at a time over all processes: the lock that every writer of the room takes before it reads anything. What a
-- job finds done and does not do again is answered by a COMMIT that waits for the standby too: the message makes it one.
-- -> number of the transaction, by which its outcome can be asked
SELECT
  CAST(pg_current_xact_id() AS TEXT),
  pg_advisory_xact_lock(hashtext(current_schema())),
  pg_logical_emit_message(TRUE, 'rabta', '')
