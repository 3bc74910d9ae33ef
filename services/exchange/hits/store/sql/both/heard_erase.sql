-- Releases of a record that is erased.
-- ?1 record
DELETE FROM hit_heard WHERE record = ?1
