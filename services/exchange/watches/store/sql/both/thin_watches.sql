-- Subscriptions whose time was over before a time; the last one stays, so that no number is given twice.
-- ?1 before, epoch milliseconds -> number
DELETE FROM watch WHERE until_ms < ?1 AND number < (SELECT max(number) FROM watch) RETURNING number
