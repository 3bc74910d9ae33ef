-- ?1 origin, ?2 size
UPDATE log_mark
SET origin = ?1, size = ?2
WHERE one = 1
