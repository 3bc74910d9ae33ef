-- Releases of a record that is erased.
-- ?1 record
DELETE FROM hit_granted WHERE record = ?1
