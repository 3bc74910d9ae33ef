-- Their subscriptions have expired.
-- ?1 now, epoch milliseconds
DELETE FROM consent WHERE until_ms <= ?1
