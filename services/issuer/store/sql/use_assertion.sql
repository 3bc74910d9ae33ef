-- An assertion counts once; nothing happens the second time.
INSERT INTO used (officer, assertion, expires_ms) VALUES (:officer, :assertion, :assertion_expires_ms)
ON CONFLICT DO NOTHING;
