-- A session as it is opened.
insert into session(id, agency, officer, justification, purpose, opened_ms, expires_ms, request_id)
values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
