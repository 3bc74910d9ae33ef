-- Whoever spoke takes back what is not decided yet; that a role was turned stays told. What oversight alone was told
-- of a version is read again.
-- ?1 sources (list)
UPDATE claim
SET state = 'WITHDRAWN'
WHERE
    source IN (SELECT j.value FROM numbers(?1) AS j)
    AND fact <> 'ROLE_TURNED'
    AND (
        state IN ('OPEN', 'NOTICE', 'ASKED_COURT')
        OR (fact IN ('EXTRACT', 'ORDER_ON_PAPER', 'PROTECTED_PERSON') AND record IN (0, source) AND due_ms > 0)
    )
