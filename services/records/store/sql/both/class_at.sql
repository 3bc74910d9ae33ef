-- Classes that time alone changes, of these records.
-- ?1 records (list) -> record, from ms, until ms, klass
SELECT c.record, c.from_ms, c.until_ms, c.klass
FROM numbers(?1) AS j
JOIN class_at AS c ON c.record = j.value
ORDER BY c.record, c.from_ms
