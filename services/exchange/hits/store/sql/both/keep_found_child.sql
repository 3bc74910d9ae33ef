-- A missing child was found by a record.
-- ?1 record, ?2 found_ms, epoch milliseconds
INSERT INTO found_child (record, found_ms) VALUES (?1, ?2)
ON CONFLICT (record) DO UPDATE SET found_ms = max(found_ms, excluded.found_ms)
