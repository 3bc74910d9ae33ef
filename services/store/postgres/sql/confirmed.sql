-- A transaction that is in the write-ahead log, and changes no table: its COMMIT waits for a synchronous standby, and so
-- for all that was committed before it.
SELECT pg_logical_emit_message(TRUE, 'rabta', '')
