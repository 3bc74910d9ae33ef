-- What a transaction came to whose COMMIT was not answered.
-- $1 number of the transaction -> committed, aborted or in progress
SELECT pg_xact_status(CAST(CAST($1 AS TEXT) AS XID8))
