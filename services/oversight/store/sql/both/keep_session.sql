-- A session as it is opened.
-- ?1 id, ?2 agency, ?3 officer, ?4 justification, ?5 purpose, ?6 opened, ?7 expires, epoch ms, ?8 request id
INSERT INTO session (id, agency, officer, justification, purpose, opened_ms, expires_ms, request_id)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
