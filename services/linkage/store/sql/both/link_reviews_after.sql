-- Proposals after a place, best first.
-- ?1 millibits, ?2 one, ?3 other, ?4 limit -> the proposal
SELECT r.one, r.other, r.millibits, r.fields, r.model, r.proposed_ms
FROM link_review AS r
WHERE r.millibits < ?1 OR (r.millibits = ?1 AND (r.one > ?2 OR (r.one = ?2 AND r.other > ?3)))
ORDER BY r.millibits DESC, r.one, r.other
LIMIT ?4
