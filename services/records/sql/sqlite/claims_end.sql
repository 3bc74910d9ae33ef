-- Whoever spoke takes back what is not decided yet; that a role was turned stays told. ?1 sources (JSON)
UPDATE claim
SET state = 'WITHDRAWN'
WHERE source IN (SELECT j.value FROM json_each(?1) AS j) AND state IN ('OPEN', 'NOTICE', 'ASKED_COURT')
    AND fact <> 'ROLE_TURNED'
