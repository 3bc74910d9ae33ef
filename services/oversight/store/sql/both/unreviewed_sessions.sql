-- Sessions of an agency that nobody has reviewed or closed.
-- ?1 agency
-- -> id, agency, officer, justification, purpose, opened_ms, expires_ms, reviewed_by, verdict, closed_by
SELECT id, agency, officer, justification, purpose, opened_ms, expires_ms, reviewed_by, verdict, closed_by
FROM session
WHERE agency = ?1 AND reviewed_by = '' AND closed_by = ''
