-- Agencies of whose waiting claims one may come up: fewer than so many raised since a time, and as in claims_coming.
-- ?1 since ms, ?2 most raised, ?3 most open about a person -> speaker
WITH RECURSIVE waiting (speaker) AS (
    SELECT min(w.speaker) FROM claim_waiting AS w
    UNION ALL
    SELECT (SELECT min(w.speaker) FROM claim_waiting AS w WHERE w.speaker > s.speaker)
    FROM waiting AS s
    WHERE s.speaker IS NOT NULL
)
SELECT s.speaker
FROM waiting AS s
WHERE
    s.speaker IS NOT NULL
    AND (
        SELECT count(*)
        FROM claim AS c
        WHERE
            c.speaker = s.speaker
            AND c.raised_ms >= ?1
            AND c.due_ms > 0
            AND c.fact NOT IN ('EXTRACT', 'ORDER_ON_PAPER', 'PROTECTED_PERSON')
    ) < ?2
    AND EXISTS (
        SELECT 1
        FROM claim_waiting AS w
        WHERE
            w.speaker = s.speaker
            AND NOT EXISTS (
                SELECT 1
                FROM claim AS c
                WHERE
                    c.fact = w.fact AND c.record = w.record AND c.owner = w.owner AND c.state IN ('OPEN', 'ASKED_COURT')
            )
            AND (
                w.person = ''
                OR (
                    SELECT count(*)
                    FROM claim AS c
                    WHERE
                        c.speaker = w.speaker
                        AND c.person = w.person
                        AND c.due_ms > 0
                        AND c.state IN ('OPEN', 'ASKED_COURT')
                ) < ?3
            )
    )
ORDER BY s.speaker
