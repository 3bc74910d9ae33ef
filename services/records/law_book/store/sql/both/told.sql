-- Desks that were told of a matter.
-- ?1 token
SELECT desk, at_ms FROM told WHERE token = ?1 ORDER BY at_ms, desk
