-- Who is to state whether two are one person, and whose officer's decision brought it to them.
-- ?1 one, ?2 other -> owner, officer
SELECT o.owner, d.by
FROM decision AS d
JOIN decision_owner AS o ON o.decision = d.id
WHERE d.one = ?1 AND d.other = ?2 AND d.withdrawn_ms = 0 AND d.sign IN ('SAME', 'DIFFERENT')
ORDER BY o.owner, d.by
