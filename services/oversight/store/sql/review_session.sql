-- The first review of a session that is not closed.
update session set reviewed_by = ?2, verdict = ?3, comment = ?4
where id = ?1 and reviewed_by = '' and closed_by = ''
