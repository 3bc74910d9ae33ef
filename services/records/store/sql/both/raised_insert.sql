-- The earlier time counts. ?1 record, ?2 until ms
INSERT INTO raised (record, until_ms)
VALUES (?1, ?2)
ON CONFLICT (record) DO UPDATE SET until_ms = excluded.until_ms
WHERE raised.until_ms > excluded.until_ms
