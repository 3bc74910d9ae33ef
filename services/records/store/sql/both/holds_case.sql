-- Whether an agency has any record that carries a case number now.
-- ?1 token, ?2 agency -> 1 or 0
SELECT EXISTS (
    SELECT 1
    FROM case_token AS c
    JOIN head AS h ON h.record = c.record
    WHERE c.token = ?1 AND c.until_ms = 9223372036854775807 AND h.agency = ?2
)
