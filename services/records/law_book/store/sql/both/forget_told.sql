-- A matter that is open again has told nobody yet.
-- ?1 token
DELETE FROM told WHERE token = ?1
