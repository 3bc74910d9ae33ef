-- The newest statement of an agency.
-- ?1 agency
-- -> number, SHA-256, day
SELECT number, sha256, day
FROM refusals
WHERE agency = ?1
ORDER BY number DESC
LIMIT 1
