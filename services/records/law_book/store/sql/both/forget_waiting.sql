-- A matter that is decided waits no more.
-- ?1 token
DELETE FROM waiting WHERE token = ?1
