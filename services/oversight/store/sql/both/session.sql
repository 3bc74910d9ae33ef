-- One session.
-- ?1 id
-- -> id, agency, officer, justification, purpose, opened_ms, expires_ms, reviewed_by, verdict, closed_by
SELECT id, agency, officer, justification, purpose, opened_ms, expires_ms, reviewed_by, verdict, closed_by
FROM session
WHERE id = ?1
