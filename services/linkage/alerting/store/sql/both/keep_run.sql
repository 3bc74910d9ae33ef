-- A scope was run over.
-- ?1 scope, ?2 digest
INSERT INTO detector_run (scope, digest) VALUES (?1, ?2) ON CONFLICT (scope) DO UPDATE SET digest = excluded.digest
