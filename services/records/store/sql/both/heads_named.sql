-- Heads of one agency's records, with the digest of the newest version.
-- ?1 agency, ?2 record ids (list) -> the row in table order, sha256
SELECT
    h.record, h.agency, h.record_id, h.version, h.seq, h.kind, h.status, h.own, h.klass, h.until_ms, h.act_day,
    h.people, h.cases, h.facts,
    l.sha256
FROM texts(?2) AS j
JOIN head AS h ON h.record_id = j.value AND h.agency = ?1
JOIN log AS l ON l.seq = h.seq
