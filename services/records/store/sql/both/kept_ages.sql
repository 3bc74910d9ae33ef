-- Ages that go on protecting versions that are still the newest.
-- ?1 records (list), ?2 now ms -> record, juvenile, until ms
SELECT k.record, k.juvenile, k.until_ms
FROM numbers(?1) AS j
JOIN kept_age AS k ON k.record = j.value AND k.until_ms > ?2
JOIN head AS h ON h.record = k.record AND h.seq = k.seq
