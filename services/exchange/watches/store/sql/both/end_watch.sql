-- An officer's own ends.
-- ?1 token, ?2 feed
UPDATE watch SET open = 0 WHERE token = ?1 AND feed = ?2 RETURNING number
