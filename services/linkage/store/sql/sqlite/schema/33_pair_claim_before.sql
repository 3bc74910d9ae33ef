-- What came to an owner's queue before claims had bounds waits for place as any other.
INSERT INTO pair_claim (owner, one, other, speaker, one_person, other_person, came_ms, raised_ms, settled)
SELECT o.owner, d.one, d.other, substr(d.by, 1, instr(d.by, '/') - 1), d.one, d.other, min(d.decided_ms), 0, 0
FROM decision_owner AS o
JOIN decision AS d ON d.id = o.decision
WHERE d.withdrawn_ms = 0 AND d.sign IN ('SAME', 'DIFFERENT')
GROUP BY o.owner, d.one, d.other, substr(d.by, 1, instr(d.by, '/') - 1)
ON CONFLICT (owner, one, other, speaker) DO NOTHING
