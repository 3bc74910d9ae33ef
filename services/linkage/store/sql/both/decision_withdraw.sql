-- ?1 withdrawn ms, ?2 withdrawn by, ?3 withdrawn why, ?4 id -> the id, where it stood
UPDATE decision
SET withdrawn_ms = ?1, withdrawn_by = ?2, withdrawn_why = ?3
WHERE id = ?4 AND withdrawn_ms = 0
RETURNING id
