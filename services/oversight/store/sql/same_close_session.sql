-- The session, where this very closing ended it.
select id, agency, officer, justification, purpose, opened_ms, expires_ms, reviewed_by, verdict, closed_by
from session where id = ?1 and closed_by = ?2 and verdict = ?3 and comment = ?4
