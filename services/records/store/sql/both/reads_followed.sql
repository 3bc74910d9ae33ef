-- Whether an agency's reads under any of the tokens are followed. ?1 agency, ?2 tokens (list), ?3 now ms -> 1 or 0
SELECT EXISTS (
    SELECT 1
    FROM texts(?2) AS j
    JOIN followed AS f ON f.agency = ?1 AND f.token = j.value
    WHERE f.until_ms > ?3
)
