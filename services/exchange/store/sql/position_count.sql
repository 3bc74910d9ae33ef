-- Numbers for all that wait, in the order in which their versions were taken. ?1 receiver, ?2 now_ms
UPDATE position
SET number = (SELECT c.last FROM receiver_count AS c WHERE c.receiver = ?1) + w.place
FROM (
    SELECT p.record AS record, row_number() OVER (ORDER BY p.seq, p.record) AS place
    FROM position AS p
    WHERE p.receiver = ?1 AND p.number = 0 AND p.due_ms <= ?2
) AS w
WHERE position.receiver = ?1 AND position.record = w.record
