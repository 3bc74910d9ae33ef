-- ?1 receiver, ?2 records, ?3 since -> those of which there is a copy, or was until a page past since
SELECT record FROM sent
WHERE receiver = ?1 AND (ended = 0 OR ended > ?3) AND record IN (SELECT j.value FROM json_each(?2) AS j)
