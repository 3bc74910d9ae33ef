-- The last change.
-- -> number
SELECT coalesce(max(number), 0)
FROM decision_change
