-- One session.
select id, agency, officer, justification, purpose, opened_ms, expires_ms, reviewed_by, verdict, closed_by
from session where id = ?1
