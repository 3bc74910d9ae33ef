-- For how many proposals of one asker an owner is waited for.
-- ?1 asker, ?2 owner -> number
SELECT COUNT(*) FROM correction WHERE asker = ?1 AND owner = ?2 AND waits = 1
