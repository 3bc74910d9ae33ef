-- ?1 name -> name, agency, reference, body, retain until ms
SELECT name, agency, reference, body, retain_until_ms
FROM authority
WHERE name = ?1
