-- Once for each epoch in which a copy was given by the agreement.
-- ?1 record, ?2 receiver, ?3 agreement, ?4 given, ?5 due, epoch ms -> id
INSERT INTO erasure_order (receiver, number, id, record, kind, seq, given_ms, due_ms)
SELECT
    s.receiver, coalesce((SELECT max(o.number) FROM erasure_order AS o WHERE o.receiver = s.receiver), 0) + 1,
    randomblob(16), s.record, 'RECALL', s.epoch, ?4, ?5
FROM sent AS s
WHERE s.record = ?1 AND s.receiver = ?2 AND s.agreement = ?3 AND s.ended = 0
ON CONFLICT (record, receiver, kind, seq) DO NOTHING
RETURNING id
