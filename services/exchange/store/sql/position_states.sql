-- ?1 receiver, ?2 records -> record, state
SELECT record, state FROM position
WHERE receiver = ?1 AND record IN (SELECT j.value FROM json_each(?2) AS j)
