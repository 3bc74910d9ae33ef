-- How many claims of an agency are open about persons. ?1 speaker, ?2 persons (list) -> person, number
SELECT c.person, count(*)
FROM texts(?2) AS j
JOIN claim AS c ON c.person = j.value AND c.speaker = ?1 AND c.due_ms > 0 AND c.state IN ('OPEN', 'ASKED_COURT')
GROUP BY c.person
