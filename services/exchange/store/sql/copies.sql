-- ?1 receiver, ?2 epoch, ?3 from, ?4 to, "" for all that follow, ?5 limit -> record, version, sha256
SELECT record, version, sha256 FROM sent
WHERE receiver = ?1 AND record >= ?3 AND (?4 = '' OR record < ?4) AND epoch = ?2 AND ended = 0
ORDER BY record
LIMIT ?5
