-- Statements of an agency (empty: of all) past one, between two days (empty: without bound), in order.
-- ?1 agency, ?2 agency and ?3 number, excluded, ?4 first day, ?5 last day
-- -> agency, number, day, SHA-256, epoch ms, body
SELECT agency, number, day, sha256, received_ms, body
FROM refusals
WHERE (?1 = '' OR agency = ?1) AND (agency, number) > (?2, ?3) AND day >= ?4 AND (?5 = '' OR day <= ?5)
ORDER BY agency, number
