-- What was decided, or is there no more.
-- ?1 token
DELETE FROM told_of WHERE token = ?1
