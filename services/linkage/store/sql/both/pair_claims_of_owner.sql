-- Pairs after a place that an owner is to state, in order of their ids.
-- ?1 owner, ?2 one, ?3 other, ?4 limit -> one, other
SELECT DISTINCT c.one, c.other
FROM pair_claim AS c
WHERE
    c.owner = ?1
    AND c.settled = 0
    AND c.raised_ms > 0
    AND (c.one > ?2 OR (c.one = ?2 AND c.other > ?3))
ORDER BY c.one, c.other
LIMIT ?4
