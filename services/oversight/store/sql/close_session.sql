-- The first closing of a session that is not closed.
update session set closed_by = ?2, verdict = ?3, comment = ?4
where id = ?1 and closed_by = '' and closed_by = ''
