-- Whether a session read records of an owner.
-- ?1 session, ?2 owner
-- -> 1
SELECT 1
FROM touched
WHERE session = ?1 AND owner = ?2
