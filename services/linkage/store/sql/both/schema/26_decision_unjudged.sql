-- Then each of these has a row, and no part.
INSERT INTO decision_part (decision, parts)
SELECT d.id, ''
FROM decision AS d
WHERE NOT EXISTS (SELECT 1 FROM decision_part AS p WHERE p.decision = d.id)
