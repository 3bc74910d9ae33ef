-- ?1 peer, ?2 id, ?3 record, ?4 kind, ?5 body, ?6 epoch ms, ?7 gone
INSERT INTO taken_order (peer, id, record, kind, body, taken_ms, gone) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (peer, id) DO NOTHING
