-- A copy of which the log alone tells. No agreement is known, and no epoch. ?1 receiver, ?2 record, ?3 version -> record
INSERT INTO sent (receiver, record, version, sha256, agreement, epoch, ended) VALUES (?1, ?2, ?3, x'', '', 0, 0)
ON CONFLICT DO NOTHING
RETURNING record
