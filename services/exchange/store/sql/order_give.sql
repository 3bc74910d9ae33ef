-- To every receiver that was ever sent the record, once. ?1 record, ?2 kind, ?3 seq, ?4 given, ?5 due, epoch ms
INSERT INTO erasure_order (receiver, number, id, record, kind, seq, given_ms, due_ms)
SELECT
    s.receiver, coalesce((SELECT max(o.number) FROM erasure_order AS o WHERE o.receiver = s.receiver), 0) + 1,
    randomblob(16), ?1, ?2, ?3, ?4, ?5
FROM sent AS s
WHERE s.record = ?1
ON CONFLICT (record, receiver, kind, seq) DO NOTHING
