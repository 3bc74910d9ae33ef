-- One that is withdrawn, or whose time is over.
-- ?1 id, ?2 withdrawn_ms, ?3 body, sealed
UPDATE alert SET stands = 0, withdrawn_ms = ?2, body = ?3 WHERE id = ?1
