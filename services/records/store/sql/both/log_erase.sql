-- What an expunged record said: every version's bytes but those of the last, which say that it is expunged.
-- Order, digest, salt and path stay. ?1 records (list)
UPDATE log
SET body = x'', voice = ''
WHERE
    record IN (SELECT j.value FROM numbers(?1) AS j)
    AND version < (SELECT h.version FROM head AS h WHERE h.record = log.record)
