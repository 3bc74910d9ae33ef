-- ?1 id -> the decision
SELECT
    d.id, d.one, d.other, d.sign, d.by, d.second, d.why, d.decided_ms, d.rule, d.withdrawn_ms, d.withdrawn_by,
    m.model, m.millibits, p.parts
FROM decision AS d
LEFT JOIN decision_model AS m ON m.decision = d.id
LEFT JOIN decision_part AS p ON p.decision = d.id
WHERE d.id = ?1
