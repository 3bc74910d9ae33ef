-- Whether it is kept of which matter a desk was told.
-- ?1 token
SELECT 1 FROM told_of WHERE token = ?1
