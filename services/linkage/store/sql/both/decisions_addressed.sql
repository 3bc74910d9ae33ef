-- Decisions that stand, of which an owner is to state whether the two are one person.
-- ?1 owner -> the decision
SELECT
    d.id, d.one, d.other, d.sign, d.by, d.second, d.why, d.decided_ms, d.rule, d.withdrawn_ms, d.withdrawn_by,
    m.model, m.millibits, p.parts
FROM decision_owner AS o
JOIN decision AS d ON d.id = o.decision
LEFT JOIN decision_model AS m ON m.decision = d.id
LEFT JOIN decision_part AS p ON p.decision = d.id
WHERE o.owner = ?1 AND d.withdrawn_ms = 0
ORDER BY d.id
