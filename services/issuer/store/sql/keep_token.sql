-- A token is written down before it is handed out.
INSERT INTO issued (jti, kind, officer, system, purpose, legal_basis, query_class, "case", body_sha256, issued_ms, expires_ms)
VALUES (:jti, :kind, :officer, :system, :purpose, :legal_basis, :query_class, :case, :body_sha256, :issued_ms, :expires_ms);
