-- Heads for which the time of a class is over, with the class of now. ?1 now ms -> klass, act day, record, until ms
SELECT DISTINCT n.klass, h.act_day, h.record, n.until_ms
FROM class_at AS o
JOIN class_at AS n ON n.record = o.record AND n.from_ms <= ?1 AND n.until_ms > ?1
JOIN head AS h ON h.record = o.record
WHERE o.until_ms <= ?1
ORDER BY h.record
