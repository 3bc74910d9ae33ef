-- Sessions of an agency or that read its records (empty: all), of one purpose (empty: any), by id.
select id, agency, officer, justification, purpose, opened_ms, expires_ms, reviewed_by, verdict, closed_by
from session where id > ?1 and ?2 in ('', purpose)
and (?3 in ('', agency) or id in (select session from touched where owner = ?3)) order by id limit ?4
