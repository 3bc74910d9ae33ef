-- Changes after a place, in order.
-- ?1 after number, ?2 limit -> number, the decision
SELECT
    c.number, d.id, d.one, d.other, d.sign, d.by, d.second, d.why, d.decided_ms, d.rule, d.withdrawn_ms,
    d.withdrawn_by
FROM decision_change AS c
JOIN decision AS d ON d.id = c.decision
WHERE c.number > ?1
ORDER BY c.number
LIMIT ?2
