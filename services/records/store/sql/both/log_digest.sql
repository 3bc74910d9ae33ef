-- Digest of a version already held.
-- ?1 record, ?2 version -> sha256
SELECT sha256
FROM log
WHERE record = ?1 AND version = ?2
