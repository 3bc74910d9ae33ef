-- Claims about expunged records, and those that rest on them. ?1 records (JSON)
DELETE FROM claim
WHERE
    record IN (SELECT j.value FROM json_each(?1) AS j)
    OR source IN (SELECT j.value FROM json_each(?1) AS j)
