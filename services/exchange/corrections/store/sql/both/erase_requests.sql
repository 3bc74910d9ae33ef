-- All that was proposed about a record, once it is erased; oversight_ms past every time.
-- ?1 record, ?2 oversight_ms
UPDATE correction SET waits = 0, oversight_ms = ?2, body = x'' WHERE record = ?1 RETURNING number
