-- ?1 voice, ?2 seq
UPDATE log
SET voice = ?1
WHERE seq = ?2
