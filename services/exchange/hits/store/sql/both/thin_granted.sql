-- Releases that ended before a time.
-- ?1 before, epoch milliseconds
DELETE FROM hit_granted WHERE until_ms < ?1
