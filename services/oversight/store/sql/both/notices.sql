-- Sessions of an agency or that read its records (empty: all), of one purpose (empty: any), by id.
-- ?1 id, excluded, ?2 purpose, ?3 agency, ?4 most
-- -> id, agency, officer, justification, purpose, opened_ms, expires_ms, reviewed_by, verdict, closed_by
SELECT id, agency, officer, justification, purpose, opened_ms, expires_ms, reviewed_by, verdict, closed_by
FROM session
WHERE id > ?1 AND ?2 IN ('', purpose)
  AND (?3 IN ('', agency) OR id IN (SELECT session FROM touched WHERE owner = ?3))
ORDER BY id
LIMIT ?4
