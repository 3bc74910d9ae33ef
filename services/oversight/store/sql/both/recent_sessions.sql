-- Sessions of an agency that were opened, or asked for, after a time.
-- ?1 agency, ?2 epoch ms, excluded
-- -> id, agency, officer, justification, purpose, opened_ms, expires_ms, reviewed_by, verdict, closed_by, waits, second
SELECT
    s.id, s.agency, s.officer, s.justification, s.purpose, s.opened_ms, s.expires_ms, s.reviewed_by, s.verdict,
    s.closed_by, coalesce(p.waits, 0), coalesce(p.who, '')
FROM session AS s
LEFT JOIN second_person AS p ON p.session = s.id
WHERE s.agency = ?1 AND s.opened_ms > ?2
