-- How far each agency told.
-- -> agency, last number, first day, last day, count, count of altered
SELECT r.agency, max(r.number), min(r.day), max(r.day), count(*), max(coalesce(a.count, 0))
FROM refusals AS r
LEFT JOIN refusals_altered AS a ON a.agency = r.agency
GROUP BY r.agency
