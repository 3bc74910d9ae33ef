-- Every decision that stands.
-- -> the decision
SELECT d.id, d.one, d.other, d.sign, d.by, d.second, d.why, d.decided_ms, d.rule, d.withdrawn_ms, d.withdrawn_by
FROM decision AS d
WHERE d.withdrawn_ms = 0
ORDER BY d.id
