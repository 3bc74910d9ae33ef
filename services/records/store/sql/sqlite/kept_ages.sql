-- Ages that go on protecting versions that are still the newest.
-- ?1 records (JSON), ?2 now ms -> record, juvenile, until ms
SELECT k.record, k.juvenile, k.until_ms
FROM json_each(?1) AS j
JOIN kept_age AS k ON k.record = j.value AND k.until_ms > ?2
JOIN head AS h ON h.record = k.record AND h.seq = k.seq
