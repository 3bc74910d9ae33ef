-- What came up for any owner, after a place, those whose clock began first.
-- ?1 raised ms, ?2 one, ?3 other, ?4 owner, ?5 limit -> when the clock began, one, other, owner
SELECT c.raised_ms, c.one, c.other, c.owner
FROM pair_claim AS c
WHERE
    c.settled = 0
    AND c.raised_ms > 0
    AND (c.raised_ms, c.one, c.other, c.owner) > (?1, ?2, ?3, ?4)
ORDER BY c.raised_ms, c.one, c.other, c.owner
LIMIT ?5
