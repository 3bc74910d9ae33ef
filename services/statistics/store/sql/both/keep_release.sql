-- What was counted by a plan.
-- ?1 name, ?2 release
UPDATE release SET release = ?2 WHERE name = ?1
