-- Alerts that were told before a time, the newest of each feed left out: the count goes on from it.
-- ?1 before, epoch milliseconds
DELETE FROM alert
WHERE told_ms < ?1 AND sequence < (SELECT max(a.sequence) FROM alert AS a WHERE a.feed = alert.feed)
