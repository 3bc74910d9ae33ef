-- The epoch.
SELECT number FROM epoch
