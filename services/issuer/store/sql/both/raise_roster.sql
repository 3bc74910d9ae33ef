-- The newest roster seen; nothing happens for an older one.
-- ?1 version, ?2 SHA-256
INSERT INTO roster (one, version, sha256)
VALUES (1, ?1, ?2)
ON CONFLICT (one) DO UPDATE SET version = excluded.version, sha256 = excluded.sha256
WHERE excluded.version > roster.version
