-- ?1 id -> the decision
SELECT d.id, d.one, d.other, d.sign, d.by, d.second, d.why, d.decided_ms, d.rule, d.withdrawn_ms, d.withdrawn_by
FROM decision AS d
WHERE d.id = ?1
