-- Once: what was decided before parts were judged is projected again, as it carries for everybody no more.
INSERT INTO decision_change (number, decision)
SELECT (SELECT coalesce(max(c.number), 0) FROM decision_change AS c) + row_number() OVER (ORDER BY d.id), d.id
FROM decision AS d
WHERE d.withdrawn_ms = 0 AND NOT EXISTS (SELECT 1 FROM decision_part AS p WHERE p.decision = d.id)
