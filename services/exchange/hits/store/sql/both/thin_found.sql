-- Finds before a time, of which no request is left.
-- ?1 before, epoch milliseconds
DELETE FROM found_child WHERE found_ms < ?1 AND record NOT IN (SELECT record FROM hit_request)
