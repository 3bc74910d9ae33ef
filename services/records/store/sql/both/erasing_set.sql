-- ?1 keys, ?2 erasures, ?3 sealed, ?4 sealed until
UPDATE erasing
SET keys = ?1, erasures = ?2, sealed = ?3, sealed_until = ?4
WHERE one = 1
