-- The session that a request id of an officer made before.
select id, agency, officer, justification, purpose, opened_ms, expires_ms, reviewed_by, verdict, closed_by
from session where agency = ?1 and officer = ?2 and request_id = ?3
