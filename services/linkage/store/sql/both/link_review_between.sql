-- The proposal about two Subjects, the lower id first.
-- ?1 one, ?2 other -> the proposal
SELECT r.one, r.other, r.millibits, r.fields, r.model, r.proposed_ms
FROM link_review AS r
WHERE r.one = ?1 AND r.other = ?2
