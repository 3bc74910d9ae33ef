-- The first review by oversight of a session that it has not reviewed.
-- ?1 id, ?2 who, ?3 verdict, ?4 comment
-- -> id, where it was
UPDATE session
SET closed_by = ?2, verdict = ?3, comment = ?4
WHERE id = ?1 AND closed_by = ''
RETURNING id
