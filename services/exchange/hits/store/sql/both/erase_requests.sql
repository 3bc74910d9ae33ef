-- All that was asked about a record, once it is erased; oversight_ms past every time.
-- ?1 record, ?2 oversight_ms
UPDATE hit_request SET waits = 0, oversight_ms = ?2, body = x'' WHERE record = ?1 RETURNING number
