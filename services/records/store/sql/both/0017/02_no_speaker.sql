-- Those of each speaker are in it.
DELETE FROM interim
WHERE fact = 'BIRTH' AND speaker <> ''
