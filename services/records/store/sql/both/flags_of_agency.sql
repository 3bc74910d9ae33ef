-- Flags on an agency's own records, newest first.
-- ?1 agency, ?2 limit -> record id, rule, version
SELECT h.record_id, f.rule, f.version
FROM flag AS f
JOIN head AS h ON h.record = f.record
WHERE h.agency = ?1
ORDER BY f.seq DESC, h.record_id, f.rule
LIMIT ?2
