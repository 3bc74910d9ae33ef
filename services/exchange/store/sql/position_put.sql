-- ?1 receiver, ?2 record, ?3 seq, ?4 due_ms, ?5 state: it waits to be counted
INSERT INTO position (receiver, record, number, seq, due_ms, state) VALUES (?1, ?2, 0, ?3, ?4, ?5)
ON CONFLICT (receiver, record) DO UPDATE
SET number = 0, seq = excluded.seq, due_ms = excluded.due_ms, state = excluded.state
