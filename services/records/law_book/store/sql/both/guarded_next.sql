-- When somebody is to be looked at next.
-- ?1 token, ?2 due_ms
UPDATE guarded SET due_ms = ?2 WHERE token = ?1
