-- Of an owner's that it is to state, those with any of these ids first.
-- ?1 owner, ?2 ids (list) -> one, other
SELECT DISTINCT c.one, c.other
FROM pair_claim AS c
WHERE
    c.owner = ?1
    AND c.settled = 0
    AND c.raised_ms > 0
    AND c.one IN (SELECT j.value FROM texts(?2) AS j)
