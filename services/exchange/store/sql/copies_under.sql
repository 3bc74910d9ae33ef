-- ?1 receiver, ?2 agreement, ?3 after this name, ?4 limit -> records of which it has copies by it that were neither ended nor recalled
SELECT s.record
FROM sent AS s
WHERE s.receiver = ?1 AND s.agreement = ?2 AND s.record > ?3 AND s.ended = 0 AND NOT EXISTS (
    SELECT 1 FROM erasure_order AS o
    WHERE o.record = s.record AND o.receiver = s.receiver AND o.kind = 'RECALL' AND o.seq = s.epoch
)
ORDER BY s.record
LIMIT ?4
