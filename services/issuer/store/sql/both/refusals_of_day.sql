-- What is counted up to a day that is over, each count at most 32 bits.
-- ?1 day
-- -> officer, reason, case, beyond, count
SELECT officer, reason, "case", beyond,
    CASE WHEN sum(count) > 4294967295 THEN 4294967295 ELSE CAST(sum(count) AS INTEGER) END
FROM refused
WHERE day <= ?1
GROUP BY officer, reason, "case", beyond
ORDER BY officer, reason, "case", beyond
