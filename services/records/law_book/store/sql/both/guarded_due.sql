-- Who is to be looked at by now, the longest overdue first.
-- ?1 now ms, ?2 most -> token, body, sealed
SELECT token, body FROM guarded WHERE due_ms <= ?1 ORDER BY due_ms, token LIMIT ?2
