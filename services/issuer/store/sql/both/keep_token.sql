-- A token is written down before it is handed out.
-- ?1 jti, ?2 kind, ?3 officer, ?4 system, ?5 purpose, ?6 legal basis, ?7 query class, ?8 case, ?9 SHA-256 of the body,
-- ?10 issued, ?11 expires, epoch ms
INSERT INTO issued (
    jti, kind, officer, system, purpose, legal_basis, query_class, "case", body_sha256, issued_ms, expires_ms
)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
