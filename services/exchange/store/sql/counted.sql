-- ?1 receiver, ?2 now_ms -> upto, last, 1 where a record waits to be counted
SELECT
    coalesce(max(c.upto), 0), coalesce(max(c.last), 0),
    EXISTS (SELECT 1 FROM position AS p WHERE p.receiver = ?1 AND p.number = 0 AND p.due_ms <= ?2)
FROM receiver_count AS c
WHERE c.receiver = ?1
