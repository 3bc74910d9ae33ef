-- One line a day and agency of claims that wait for place, those with documents first; none that merged with one that
-- was raised. ?1 limit -> speaker, day, claims, documents
SELECT w.speaker, w.day, count(*), sum(w.document)
FROM claim_waiting AS w
WHERE
    NOT EXISTS (
        SELECT 1
        FROM claim AS c
        WHERE c.fact = w.fact AND c.record = w.record AND c.owner = w.owner AND c.state <> 'WITHDRAWN'
    )
GROUP BY w.speaker, w.day
ORDER BY CASE WHEN sum(w.document) > 0 THEN 0 ELSE 1 END, w.day, w.speaker
LIMIT ?1
