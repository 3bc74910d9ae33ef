-- What was counted by a plan.
-- ?1 name
SELECT release FROM release WHERE name = ?1
