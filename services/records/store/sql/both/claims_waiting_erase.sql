-- Waiting claims about expunged records, and those that rest on them. ?1 records (list)
DELETE FROM claim_waiting
WHERE
    record IN (SELECT j.value FROM numbers(?1) AS j)
    OR source IN (SELECT j.value FROM numbers(?1) AS j)
