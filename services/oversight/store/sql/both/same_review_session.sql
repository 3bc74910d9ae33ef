-- The session, where this very review ended it.
-- ?1 id, ?2 who, ?3 verdict, ?4 comment
-- -> id, agency, officer, justification, purpose, opened_ms, expires_ms, reviewed_by, verdict, closed_by
SELECT id, agency, officer, justification, purpose, opened_ms, expires_ms, reviewed_by, verdict, closed_by
FROM session
WHERE id = ?1 AND reviewed_by = ?2 AND verdict = ?3 AND comment = ?4
