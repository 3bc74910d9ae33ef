-- One process at a time brings the schema forward; held until the transaction ends.
SELECT pg_advisory_xact_lock(hashtext('rabta schema'))
