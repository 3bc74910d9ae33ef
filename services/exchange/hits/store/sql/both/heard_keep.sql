-- A release of which the hub tells: of two to one officer in one case the one that ends last.
-- ?1 asker, ?2 record, ?3 until_ms, ?4 body, sealed
INSERT INTO hit_heard (asker, record, until_ms, body) VALUES (?1, ?2, ?3, ?4)
ON CONFLICT (asker, record) DO UPDATE SET until_ms = max(until_ms, excluded.until_ms), body = excluded.body
