-- Which of these are never taken again. ?1 names (list) -> name
SELECT e.name
FROM texts(?1) AS j
JOIN erased_name AS e ON e.name = j.value
