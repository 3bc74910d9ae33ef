-- The next statement of an agency, its content sealed.
-- ?1 agency, ?2 number, ?3 day, ?4 SHA-256, ?5 epoch ms, ?6 body
INSERT INTO refusals (agency, number, day, sha256, received_ms, body)
VALUES (?1, ?2, ?3, ?4, ?5, ?6)
