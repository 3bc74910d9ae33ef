-- A proposal after something was said of it.
-- ?1 token, ?2 waits, ?3 oversight_ms, ?4 body, sealed
UPDATE correction SET waits = ?2, oversight_ms = ?3, body = ?4 WHERE token = ?1
