-- One process at a time makes the tables; held until the transaction ends.
SELECT pg_advisory_xact_lock(hashtext('rabta log'))
