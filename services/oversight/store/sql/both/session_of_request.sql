-- The session that a request id of an officer made before.
-- ?1 agency, ?2 officer, ?3 request id
-- -> id, agency, officer, justification, purpose, opened_ms, expires_ms, reviewed_by, verdict, closed_by
SELECT id, agency, officer, justification, purpose, opened_ms, expires_ms, reviewed_by, verdict, closed_by
FROM session
WHERE agency = ?1 AND officer = ?2 AND request_id = ?3
