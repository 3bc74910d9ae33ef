-- A claim after an act.
-- ?1 token, ?2 body, sealed
UPDATE compensation SET body = ?2 WHERE token = ?1
