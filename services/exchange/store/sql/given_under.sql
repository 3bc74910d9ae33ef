-- -> receiver, agreement: by which some receiver has copies that were neither ended nor recalled
SELECT DISTINCT s.receiver, s.agreement
FROM sent AS s
WHERE s.ended = 0 AND s.agreement != '' AND NOT EXISTS (
    SELECT 1 FROM erasure_order AS o
    WHERE o.record = s.record AND o.receiver = s.receiver AND o.kind = 'RECALL' AND o.seq = s.epoch
)
ORDER BY s.receiver, s.agreement
