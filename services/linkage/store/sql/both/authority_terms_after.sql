-- Of authorities that were added since, what each question asks.
-- ?1 number -> number, name, scope (JSON), retain until ms
SELECT id, name, scope, retain_until_ms
FROM authority
WHERE id > ?1
ORDER BY id
