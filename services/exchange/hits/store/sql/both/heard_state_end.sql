-- The list that is held is no longer the hub's, as something of it is erased.
-- ?1 record
DELETE FROM hit_heard_state WHERE EXISTS (SELECT 1 FROM hit_heard WHERE record = ?1)
