-- ?1 seq, ?2 page, ?3 recorded ms
UPDATE log_head
SET seq = ?1, page = ?2, recorded_ms = ?3
WHERE one = 1
