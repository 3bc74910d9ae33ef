-- Those of one agency or one case past a number.
-- ?1 about, ?2 after, ?3 most
SELECT compensation.number, token, body FROM compensation_of
JOIN compensation ON compensation.number = compensation_of.number
WHERE about = ?1 AND compensation_of.number > ?2 ORDER BY compensation_of.number LIMIT ?3
