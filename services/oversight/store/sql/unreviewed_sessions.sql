-- Sessions of an agency that nobody has reviewed or closed.
select id, agency, officer, justification, purpose, opened_ms, expires_ms, reviewed_by, verdict, closed_by
from session where agency = ?1 and reviewed_by = '' and closed_by = ''
