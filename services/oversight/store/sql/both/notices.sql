-- Sessions of an agency (empty: all), of one purpose (empty: any), by id.
-- ?1 id, excluded, ?2 purpose, ?3 agency, ?4 most
-- -> id, agency, officer, justification, purpose, opened_ms, expires_ms, reviewed_by, verdict, closed_by, waits, second
SELECT
    s.id, s.agency, s.officer, s.justification, s.purpose, s.opened_ms, s.expires_ms, s.reviewed_by, s.verdict,
    s.closed_by, coalesce(p.waits, 0), coalesce(p.who, '')
FROM session AS s
LEFT JOIN second_person AS p ON p.session = s.id
WHERE s.id > ?1 AND ?2 IN ('', s.purpose) AND ?3 IN ('', s.agency)
ORDER BY s.id
LIMIT ?4
