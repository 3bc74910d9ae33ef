-- The newest roster seen; nothing happens for an older one.
INSERT INTO roster (one, version, sha256) VALUES (1, :version, :sha256)
ON CONFLICT (one) DO UPDATE SET version = excluded.version, sha256 = excluded.sha256
WHERE excluded.version > roster.version;
