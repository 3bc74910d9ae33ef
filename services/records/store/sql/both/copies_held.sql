-- What a node gives of one agency's records, by id; nothing of what was expunged.
-- ?1 peer, ?2 agency, ?3 from id, ?4 to before id ('' for no bound), ?5 limit -> record_id, version, sha256
SELECT h.record_id, h.version, l.sha256
FROM head AS h
JOIN copy AS c ON c.record = h.record AND c.peer = ?1
JOIN log AS l ON l.seq = h.seq
WHERE h.agency = ?2 AND h.record_id >= ?3 AND (?4 = '' OR h.record_id < ?4) AND h.status <> 'EXPUNGED'
ORDER BY h.record_id
LIMIT ?5
