-- What records said that were expunged before bodies were erased: of each all versions but the last.
UPDATE log
SET body = x''
WHERE EXISTS (
    SELECT 1
    FROM head AS h
    WHERE h.record = log.record AND h.status = 'EXPUNGED' AND h.version > log.version
)
