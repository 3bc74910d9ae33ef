-- ?1 receiver, ?2 record, ?3 version, ?4 sha256, ?5 agreement, ?6 epoch
INSERT INTO sent (receiver, record, version, sha256, agreement, epoch, ended) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)
ON CONFLICT (receiver, record) DO UPDATE
SET version = excluded.version, sha256 = excluded.sha256, agreement = excluded.agreement, epoch = excluded.epoch, ended = 0
