-- Changes after a place, in order.
-- ?1 after number, ?2 limit -> number, the decision
SELECT
    c.number, d.id, d.one, d.other, d.sign, d.by, d.second, d.why, d.decided_ms, d.rule, d.withdrawn_ms,
    d.withdrawn_by, m.model, m.millibits, p.parts
FROM decision_change AS c
JOIN decision AS d ON d.id = c.decision
LEFT JOIN decision_model AS m ON m.decision = d.id
LEFT JOIN decision_part AS p ON p.decision = d.id
WHERE c.number > ?1
ORDER BY c.number
LIMIT ?2
