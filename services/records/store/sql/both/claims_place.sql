-- How many claims with a clock an agency raised since a time, and whether any of its waits; what oversight alone is
-- told at once has no bound.
-- ?1 speaker, ?2 since ms -> number, 0 or 1
SELECT
    (
        SELECT count(*)
        FROM claim AS c
        WHERE
            c.speaker = ?1
            AND c.raised_ms >= ?2
            AND c.due_ms > 0
            AND c.fact NOT IN ('EXTRACT', 'ORDER_ON_PAPER', 'PROTECTED_PERSON')
    ),
    CASE WHEN EXISTS (SELECT 1 FROM claim_waiting AS w WHERE w.speaker = ?1) THEN 1 ELSE 0 END
