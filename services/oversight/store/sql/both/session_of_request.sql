-- The session that a request id of an officer made before.
-- ?1 agency, ?2 officer, ?3 request id
-- -> id, agency, officer, justification, purpose, opened_ms, expires_ms, reviewed_by, verdict, closed_by, waits, second
SELECT
    s.id, s.agency, s.officer, s.justification, s.purpose, s.opened_ms, s.expires_ms, s.reviewed_by, s.verdict,
    s.closed_by, coalesce(p.waits, 0), coalesce(p.who, '')
FROM session AS s
LEFT JOIN second_person AS p ON p.session = s.id
WHERE s.agency = ?1 AND s.officer = ?2 AND s.request_id = ?3
